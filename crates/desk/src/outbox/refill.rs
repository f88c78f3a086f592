//! An operation as its form had it, and the lines that tell what it does.

use policy::ticket::Change;
use store::{OperationRow, TicketKey};

use crate::console::Console;
use crate::live::key;
use crate::view::ChangeRequest;

/// The request that would make an operation again.
pub(super) fn request(row: &OperationRow, ahead_s: i64) -> ChangeRequest {
    let change = &row.operation.change;
    let base = ChangeRequest {
        key: key(&row.account, &row.operation.ticket),
        kind: change.kind().to_owned(),
        files: row.operation.files.iter().map(|file| file.id.clone()).collect(),
        ..ChangeRequest::default()
    };
    let other = |id: &String| key(&row.account, id);
    match change.clone() {
        Change::Reply { body } | Change::Note { body } => ChangeRequest { text: body, ..base },
        Change::Set { name, to } => ChangeRequest { name, value: to, ..base },
        Change::Tag { add, remove } => ChangeRequest { add, remove, ..base },
        Change::Call { answered, body, by_customer, begun } => {
            let begun = begun.map(|begun| begun.plus(-ahead_s).0);
            ChangeRequest { text: body, answered, by_customer, begun, ..base }
        }
        Change::Time { minutes, body, day } => {
            let day = day.map_or_else(String::new, |day| day.to_string());
            ChangeRequest { text: body, minutes, day, ..base }
        }
        Change::Link { to, relation } => ChangeRequest { other: other(&to), relation, ..base },
        Change::Merge { into } => ChangeRequest { other: other(&into), confirmed: true, ..base },
        Change::Create { queue, subject, body, contact, fields } => ChangeRequest {
            key: row.account.clone(),
            text: body,
            queue,
            subject,
            contact,
            severity: fields.into_values().next().unwrap_or_default(),
            ..base
        },
    }
}

/// What is to be known of an operation beside its title and its text.
pub(super) fn lines(console: &Console, row: &OperationRow) -> Vec<String> {
    let list = |tags: &[String]| mail::one_line(&tags.join(", "));
    match &row.operation.change {
        Change::Tag { add, remove } => [("adds", add), ("removes", remove)]
            .into_iter()
            .filter(|(_, tags)| !tags.is_empty())
            .map(|(word, tags)| format!("{word} {}", list(tags)))
            .collect(),
        Change::Call { by_customer, begun, .. } => {
            let who = if *by_customer { "the customer called" } else { "we called" };
            let when = begun.map_or_else(String::new, |begun| format!(", {begun}"));
            vec![format!("{who}{when}")]
        }
        Change::Time { day: Some(day), .. } => vec![format!("on {day}")],
        Change::Link { to, relation } => {
            let how = if relation.is_empty() { "with" } else { relation };
            vec![format!("{how} {}", other(console, &row.account, to))]
        }
        Change::Merge { into } => vec![format!("into {}", other(console, &row.account, into))],
        Change::Create { queue, contact, fields, .. } => {
            let words: Vec<&str> = [queue.as_str(), contact.as_str()]
                .into_iter()
                .chain(fields.values().map(String::as_str))
                .collect();
            vec![mail::one_line(&words.join(", "))]
        }
        Change::Reply { .. } | Change::Note { .. } | Change::Set { .. } | Change::Time { day: None, .. } => {
            Vec::new()
        }
    }
}

/// Another ticket: number, subject, and who asked.
fn other(console: &Console, account: &str, id: &str) -> String {
    let name = TicketKey::new(account, id);
    let stored = console.store.ticket_light(&name).ok().flatten().map(|stored| stored.ticket);
    let Some(ticket) = stored.or_else(|| console.local_ticket(&name).ok().flatten()) else {
        return mail::one_line(id);
    };
    let customer = ticket.customer.map_or_else(String::new, |customer| format!(" ({})", customer.name));
    mail::one_line(&format!("{} {}{customer}", ticket.number, ticket.subject))
}
