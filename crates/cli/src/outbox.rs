//! Changes made on the command line, and those that wait.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use desk::view::{ChangeRequest, OperationDecision, OperationShape, OperationView, OutboxView};
use desk::{Desk, DeskError};

use crate::print;

/// A change of one ticket.
#[derive(Debug, Args)]
pub(crate) struct Message {
    /// The ticket's key (account/id) or number.
    id: String,
    /// The text, or - for standard input.
    text: String,
    /// File to go with it; may be given several times. Regular files only.
    #[arg(long, value_name = "FILE")]
    attach: Vec<PathBuf>,
}

/// A new value of a field.
#[derive(Debug, Args)]
pub(crate) struct Value {
    /// The ticket's key (account/id) or number.
    id: String,
    /// Field in the portal: `status`, `assignee`, or the name of the severity's field.
    field: String,
    /// The portal's word; empty unsets it.
    value: String,
}

/// What to do with an operation.
#[derive(Debug, Subcommand)]
pub(crate) enum OutboxCommand {
    /// Take it back; only what has not left.
    Cancel {
        /// Its name in the list.
        operation: String,
    },
    /// Send it although something came in between.
    Send {
        /// Its name in the list.
        operation: String,
    },
    /// Try again what the portal refused, or what nobody knows the outcome of.
    Again {
        /// Its name in the list.
        operation: String,
    },
    /// Say that it is in the portal already.
    IsThere {
        /// Its name in the list.
        operation: String,
        /// For a new ticket: its number in the portal.
        ticket: Option<String>,
    },
}

/// Writes a change down; the next `sync`, or the window that is open, sends it.
pub(crate) async fn message(
    desk: &Desk,
    kind: &str,
    Message { id, text, attach }: &Message,
    json: bool,
) -> Result<ExitCode, DeskError> {
    let text = written(text)?;
    let key = desk.find(id).await?.row.key;
    let mut files = Vec::new();
    for path in attach {
        match desk.enclose_file(&key, kind, path.clone()).await {
            Ok(file) => files.push(file.id),
            Err(error) => {
                forget(desk, &key, &files).await?;
                return Err(error);
            }
        }
    }
    let request = ChangeRequest {
        key: key.clone(),
        kind: kind.to_owned(),
        text,
        files: files.clone(),
        ..ChangeRequest::default()
    };
    let made = desk.change(request).await;
    if made.is_err() {
        forget(desk, &key, &files).await?;
    }
    print::operation(&made?, json)
}

/// Nothing was queued, so the files that were taken in for it are of no use.
async fn forget(desk: &Desk, key: &str, files: &[String]) -> Result<(), DeskError> {
    for file in files {
        desk.remove_enclosure(key, file).await?;
    }
    Ok(())
}

pub(crate) async fn set(
    desk: &Desk,
    Value { id, field, value }: &Value,
    json: bool,
) -> Result<ExitCode, DeskError> {
    let key = desk.find(id).await?.row.key;
    let (name, value) = (field.clone(), Some(value.clone()).filter(|value| !value.is_empty()));
    let request = ChangeRequest { key, kind: "set".to_owned(), name, value, ..ChangeRequest::default() };
    print::operation(&desk.change(request).await?, json)
}

/// Lists the outbox, or decides about one operation.
pub(crate) async fn run(
    desk: &Desk,
    command: Option<&OutboxCommand>,
    json: bool,
) -> Result<ExitCode, DeskError> {
    let (operation, decision) = match command {
        None => return print::outbox(&desk.outbox().await?, json),
        Some(OutboxCommand::Cancel { operation }) => (operation, OperationDecision::Cancel),
        Some(OutboxCommand::Send { operation }) => (operation, OperationDecision::SendAnyway),
        Some(OutboxCommand::Again { operation }) => (operation, OperationDecision::Again),
        Some(OutboxCommand::IsThere { operation, ticket: Some(ticket) }) => {
            return print::operation(&desk.new_ticket_is_there(operation, ticket).await?, json);
        }
        Some(OutboxCommand::IsThere { operation, ticket: None }) => (operation, OperationDecision::IsThere),
    };
    match desk.decide_operation(operation, decision).await {
        Err(error) if error.code == "bad-record" && decision == OperationDecision::Cancel => {
            desk.discard_unreadable(operation).await?;
            Ok(ExitCode::SUCCESS)
        }
        decided => print::operation(&decided?, json),
    }
}

/// Whether nothing more leaves without the user or without another attempt later.
pub(crate) fn is_settled(outbox: &OutboxView) -> bool {
    let stuck = |operation: &&OperationView| {
        let waits = operation.problem.is_some() || operation.retry_at.is_some();
        matches!(
            operation.shape,
            OperationShape::Unsure | OperationShape::Conflict | OperationShape::Rejected
        ) || (waits && operation.shape != OperationShape::Sending)
    };
    // What follows a stuck one in its ticket waits for it.
    let held: BTreeSet<&str> = outbox.operations.iter().filter(stuck).map(|one| one.key.as_str()).collect();
    let is_done = |operation: &OperationView| {
        matches!(operation.shape, OperationShape::Delivered | OperationShape::Cancelled)
    };
    outbox.operations.iter().all(|one| is_done(one) || held.contains(one.key.as_str()))
}

/// The text of an argument; `-` is standard input.
pub(crate) fn written(text: &str) -> Result<String, DeskError> {
    if text == "-" { from_input() } else { Ok(text.to_owned()) }
}

fn from_input() -> Result<String, DeskError> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(|error| {
        let message = format!("The text cannot be read: {error}.");
        DeskError::new("unreadable-input", message, "Pipe it in as UTF-8 on standard input.")
    })?;
    Ok(text)
}
