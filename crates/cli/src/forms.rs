//! Changes that have more than a text: tags, calls, time, merges, links and new tickets.

use std::process::ExitCode;

use calendar::Moment;
use clap::Args;
use desk::view::ChangeRequest;
use desk::{Desk, DeskError};

use crate::outbox::written;
use crate::print;

/// Tags of one ticket.
#[derive(Debug, Args)]
pub(crate) struct Tags {
    /// The ticket's key (account/id) or number.
    id: String,
    /// Tag that is to be there; may be given several times.
    #[arg(long, value_name = "TAG", required_unless_present = "remove")]
    add: Vec<String>,
    /// Tag that is not to be there; may be given several times.
    #[arg(long, value_name = "TAG")]
    remove: Vec<String>,
}

/// A phone call.
#[derive(Debug, Args)]
pub(crate) struct Call {
    /// The ticket's key (account/id) or number.
    id: String,
    /// What was said, or - for standard input.
    #[arg(default_value = "")]
    text: String,
    /// The customer called; otherwise we did.
    #[arg(long)]
    by_customer: bool,
    /// Nobody was reached.
    #[arg(long)]
    missed: bool,
    /// When it began, as in 2026-11-21T12:00:00Z, instead of now.
    #[arg(long, value_name = "INSTANT")]
    at: Option<Moment>,
    /// Only say what it would do to the ticket's clocks.
    #[arg(long)]
    dry_run: bool,
}

/// Work that was done.
#[derive(Debug, Args)]
pub(crate) struct Time {
    /// The ticket's key (account/id) or number.
    id: String,
    /// Whole minutes.
    minutes: u32,
    /// What was done, or - for standard input.
    #[arg(default_value = "")]
    text: String,
    /// The day, as in 2026-11-21, instead of today.
    #[arg(long, default_value = "")]
    day: String,
}

/// A ticket that ends in another one.
#[derive(Debug, Args)]
pub(crate) struct Merge {
    /// The key (account/id) or number of the ticket that ends.
    id: String,
    /// The key or number of the one that goes on.
    into: String,
    /// Also when they are of different customers.
    #[arg(long)]
    across_customers: bool,
}

/// Two tickets that belong together.
#[derive(Debug, Args)]
pub(crate) struct Link {
    /// The ticket's key (account/id) or number.
    id: String,
    /// The key or number of the other one.
    to: String,
    /// In which way, a word of the portal.
    #[arg(long, value_name = "WORD", default_value = "")]
    relation: String,
}

/// A new ticket.
#[derive(Debug, Args)]
pub(crate) struct New {
    /// Subject line.
    subject: String,
    /// The first message, or - for standard input.
    text: String,
    /// Mail address of the person who asks.
    #[arg(long, value_name = "ADDRESS")]
    contact: String,
    /// Queue in the portal.
    #[arg(long, default_value = "")]
    queue: String,
    /// The portal's word.
    #[arg(long, default_value = "")]
    severity: String,
    /// Account, when several take new tickets: its name, or how its tickets' keys begin.
    #[arg(long, default_value = "")]
    account: String,
}

pub(crate) async fn tag(desk: &Desk, tags: &Tags, json: bool) -> Result<ExitCode, DeskError> {
    let (add, remove) = (tags.add.clone(), tags.remove.clone());
    let request = ChangeRequest { add, remove, ..of(desk, "tag", &tags.id).await? };
    print::operation(&desk.change(request).await?, json)
}

pub(crate) async fn call(desk: &Desk, call: &Call, json: bool) -> Result<ExitCode, DeskError> {
    let request = ChangeRequest {
        text: written(&call.text)?,
        answered: !call.missed,
        by_customer: call.by_customer,
        begun: call.at.map(|at| at.0),
        ..of(desk, "call", &call.id).await?
    };
    let effect = desk.call_effect(request.clone()).await?;
    if call.dry_run {
        return print::call_effect(&effect, json);
    }
    let made = desk.change(request).await?;
    if !json {
        print::call_effect(&effect, false)?;
    }
    print::operation(&made, json)
}

pub(crate) async fn time(desk: &Desk, time: &Time, json: bool) -> Result<ExitCode, DeskError> {
    let request = ChangeRequest {
        minutes: time.minutes,
        day: time.day.clone(),
        text: written(&time.text)?,
        ..of(desk, "time", &time.id).await?
    };
    print::operation(&desk.change(request).await?, json)
}

pub(crate) async fn merge(desk: &Desk, merge: &Merge, json: bool) -> Result<ExitCode, DeskError> {
    let request = ChangeRequest {
        other: desk.find(&merge.into).await?.row.key,
        confirmed: merge.across_customers,
        ..of(desk, "merge", &merge.id).await?
    };
    let made = desk.change(request).await.map_err(|error| match error.code.as_str() {
        "other-customer" => {
            let hint =
                "Merged, each may read what the other wrote. If that is meant, add --across-customers.";
            DeskError::new("other-customer", error.message, hint)
        }
        _ => error,
    })?;
    print::operation(&made, json)
}

pub(crate) async fn link(desk: &Desk, link: &Link, json: bool) -> Result<ExitCode, DeskError> {
    let request = ChangeRequest {
        other: desk.find(&link.to).await?.row.key,
        relation: link.relation.clone(),
        ..of(desk, "link", &link.id).await?
    };
    print::operation(&desk.change(request).await?, json)
}

pub(crate) async fn new(desk: &Desk, new: &New, json: bool) -> Result<ExitCode, DeskError> {
    let request = ChangeRequest {
        key: account(desk, &new.account).await?,
        kind: "create".to_owned(),
        text: written(&new.text)?,
        queue: new.queue.clone(),
        subject: new.subject.clone(),
        contact: new.contact.clone(),
        severity: new.severity.clone(),
        ..ChangeRequest::default()
    };
    print::operation(&desk.change(request).await?, json)
}

/// A change of this kind of a ticket, with nothing in it yet.
async fn of(desk: &Desk, kind: &str, id: &str) -> Result<ChangeRequest, DeskError> {
    let key = desk.find(id).await?.row.key;
    Ok(ChangeRequest { key, kind: kind.to_owned(), ..ChangeRequest::default() })
}

/// The account that takes a new ticket.
async fn account(desk: &Desk, name: &str) -> Result<String, DeskError> {
    let accounts = desk.new_ticket().await?.accounts;
    let mut fitting =
        accounts.iter().filter(|account| name.is_empty() || account.name == name || account.id == name);
    match (fitting.next(), fitting.next()) {
        (Some(account), None) => Ok(account.id.clone()),
        (None, _) if accounts.is_empty() => {
            let hint = "File it in the portal itself.";
            Err(DeskError::new("not-offered", "No connected portal takes new tickets.", hint))
        }
        (first, _) => {
            let message = match first {
                Some(_) => "Several portals take new tickets.".to_owned(),
                None => format!("No portal called {name} takes new tickets."),
            };
            let names: Vec<&str> = accounts.iter().map(|account| account.name.as_str()).collect();
            let hint = format!("Say --account with one of: {}.", names.join(", "));
            Err(DeskError::new("which-account", message, hint))
        }
    }
}
