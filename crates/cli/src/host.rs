//! The host book on the command line.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use desk::view::{HostForm, HostVerification, HostView};
use desk::{Desk, DeskError};

use crate::{contract, print};

#[derive(Debug, Subcommand)]
pub(crate) enum HostCommand {
    /// List the machines, with who confirmed each.
    List {
        /// Only of this customer: its name, or its identifier in the portal.
        customer: Option<String>,
    },
    /// Enter a machine of a customer.
    Add(Box<NewHost>),
    /// Write down who confirmed that a machine is the customer's.
    Verify {
        /// Its number, as in the list.
        id: u32,
        /// Who confirmed it.
        #[arg(long)]
        by: String,
        /// Fingerprint of a host key, as SSH shows it; may be given several times. They replace those before.
        #[arg(long, value_name = "SHA256:...")]
        key: Vec<String>,
        /// Take over the host keys under which SSH on this computer knows the machine.
        #[arg(long, conflicts_with = "key")]
        accept_known: bool,
    },
    /// Take a machine out of the book.
    Remove {
        /// Its number, as in the list.
        id: u32,
    },
}

#[derive(Debug, Args)]
pub(crate) struct NewHost {
    #[command(flatten)]
    customer: crate::arguments::Customer,
    /// Host, ID or link.
    #[arg(allow_hyphen_values = true)]
    address: String,
    /// Tool, as in ssh, rdp, vnc, teamviewer, anydesk, rustdesk, web.
    #[arg(long, default_value = "ssh")]
    tool: String,
    /// Port, instead of the tool's own.
    #[arg(long, default_value = "")]
    port: String,
    /// Account on the machine.
    #[arg(long, default_value = "")]
    user: String,
    /// Jump host, as in jo@gate.example:22.
    #[arg(long, default_value = "")]
    jump: String,
    /// Your own name for it.
    #[arg(long, default_value = "")]
    label: String,
    /// Fingerprint of a host key, as SSH shows it; may be given several times.
    #[arg(long, value_name = "SHA256:...")]
    key: Vec<String>,
    /// Who confirmed that it is the customer's.
    #[arg(long, default_value = "")]
    verified_by: String,
}

pub(crate) async fn run(desk: &Desk, command: &HostCommand, json: bool) -> Result<ExitCode, DeskError> {
    match command {
        HostCommand::List { customer } => {
            let mut hosts = desk.hosts().await?;
            hosts.retain(|host| customer.as_ref().is_none_or(|word| is_of(host, word)));
            print::hosts(&hosts, json)
        }
        HostCommand::Add(new) => print::host(&add(desk, new).await?, json),
        HostCommand::Verify { id, by, key, accept_known } => {
            let known = desk.hosts().await?.into_iter().find(|host| host.id == *id);
            let keys = match (known, accept_known) {
                (Some(host), true) => host.known_keys,
                // Without a word about keys, those that were confirmed before stay.
                (Some(host), false) if key.is_empty() => host.keys,
                (Some(_) | None, _) => key.clone(),
            };
            let verification = HostVerification { id: *id, by: by.clone(), keys };
            print::host(&desk.verify_host(verification).await?, json)
        }
        HostCommand::Remove { id } => print::host_removed(&desk.remove_host(*id).await?, json),
    }
}

fn is_of(host: &HostView, word: &str) -> bool {
    host.customer == word || host.customer_name.eq_ignore_ascii_case(word)
}

async fn add(desk: &Desk, new: &NewHost) -> Result<HostView, DeskError> {
    let (account, customer) = contract::customer(desk, &new.customer).await?;
    desk.add_host(HostForm {
        account,
        customer,
        label: new.label.clone(),
        tool: new.tool.clone(),
        address: new.address.clone(),
        port: new.port.clone(),
        user: new.user.clone(),
        jump: new.jump.clone(),
        keys: new.key.clone(),
        verified_by: new.verified_by.clone(),
    })
    .await
}
