//! The host book: which machines of a customer sessions may go to, and how a wish to connect stands against it.

mod book;
mod check;
mod offer;
mod propose;

use store::HostRow;

use crate::view::HostView;
use launch::{HostTarget, Target, Tool, Typed, known_keys};

pub(crate) use check::{HostCheck, check};
pub(crate) use offer::{cannot_start, tools};

/// A stored machine as a target; `None` when this version would not accept it.
fn target_of(row: &HostRow) -> Option<Target> {
    let entry = &row.entry;
    let port = port_text(entry.port);
    let address = match Tool::named(&entry.tool)? {
        Tool::Web => format!("https://{}/", entry.address),
        Tool::Ssh
        | Tool::Rdp
        | Tool::Vnc
        | Tool::TeamViewer
        | Tool::AnyDesk
        | Tool::RustDesk
        | Tool::GoTo
        | Tool::QuickAssist => entry.address.clone(),
    };
    let typed = Typed { address: &address, port: &port, user: &entry.user, jump: &entry.jump };
    Target::read(Tool::named(&entry.tool)?, &typed).ok()
}

/// The keys under which SSH on this computer knows a machine; none for another tool.
fn keys_known_to_ssh(target: &Target) -> Vec<String> {
    let host: Option<&HostTarget> = target.host().filter(|_| target.tool() == Tool::Ssh);
    let keys = host.map(|host| known_keys(&host.host, host.port)).unwrap_or_default();
    keys.iter().map(ToString::to_string).collect()
}

/// Whether SSH knows a machine under other keys than those that were confirmed.
fn differ(confirmed: &[String], known: &[String]) -> bool {
    !confirmed.is_empty() && !known.is_empty() && !known.iter().any(|key| confirmed.contains(key))
}

fn port_text(port: u16) -> String {
    if port == 0 { String::new() } else { port.to_string() }
}

/// A machine as it is shown.
fn view(row: &HostRow, customer_name: &str) -> HostView {
    let entry = &row.entry;
    let known_keys = target_of(row).map(|target| keys_known_to_ssh(&target)).unwrap_or_default();
    HostView {
        id: u32::try_from(row.id).unwrap_or_default(),
        account: entry.account.clone(),
        customer: entry.customer.clone(),
        customer_name: customer_name.to_owned(),
        label: entry.label.clone(),
        tool: entry.tool.clone(),
        tool_label: Tool::named(&entry.tool)
            .map_or_else(|| entry.tool.clone(), |tool| tool.label().to_owned()),
        address: entry.address.clone(),
        port: port_text(entry.port),
        user: entry.user.clone(),
        jump: entry.jump.clone(),
        keys_differ: differ(&entry.keys, &known_keys),
        keys: entry.keys.clone(),
        known_keys,
        added: row.added.0,
        verified_by: row.verified.as_ref().map(|(by, _)| by.clone()).unwrap_or_default(),
        verified: row.verified.as_ref().map(|(_, at)| at.0),
        started: row.started.map(|at| at.0),
    }
}
