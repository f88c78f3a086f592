//! Carrying out an operation in a portal.

use std::collections::BTreeSet;

use calendar::Moment;
use policy::ticket::{Change, Event, Operation, Party, Ticket, What};
use serde::{Deserialize, Serialize};

use crate::{Fault, Request};

/// How surely a portal carries out one kind of change once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "class")]
pub enum Delivery {
    /// Class A: the portal keeps the operation's identifier for a while and does nothing twice under it.
    Key {
        /// For how many seconds.
        life_s: u32,
        /// Whether what was done can still be found by reading when that time is over.
        marked: bool,
    },
    /// Class B: what was done can be found by reading, so before a second attempt it is looked for.
    Marker {
        /// Seconds after which a request that went out is either done and visible, or never will be.
        settle_s: u32,
    },
    /// Class C: neither. One attempt; when its answer is lost, the user decides.
    Once,
}

/// An operation being carried out.
#[derive(Debug)]
pub struct Push {
    /// What is to be done.
    pub operation: Operation,
    /// The ticket as it was read just before; `None` for a new ticket.
    pub fresh: Option<Ticket>,
    /// The adapter's state.
    pub state: serde_json::Value,
}

/// What carrying out an operation needs next.
#[derive(Debug)]
pub enum PushNext {
    /// This request, which changes nothing that anybody sees: it may be sent again.
    Ask(Request),
    /// This request, which changes something: it is sent once.
    Send(Request),
    /// Nothing: it is done.
    Done(Receipt),
    /// The ticket changed in this moment; nothing was done. It has to be read again.
    Changed,
}

/// What a portal tells of an operation that it carried out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// When, by the portal's clock, where it tells.
    pub at: Option<Moment>,
    /// The event that it became, where the portal tells.
    pub event: Option<String>,
    /// For [`Change::Create`]: the new ticket.
    pub ticket: Option<String>,
}

/// What was there before an operation was sent, so that what it did can be told from it later.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Events of staff with the same text.
    pub alike: BTreeSet<String>,
}

impl Mark {
    /// Before this operation is sent.
    #[must_use]
    pub fn before(operation: &Operation, fresh: &Ticket) -> Self {
        let alike = written_alike(operation, fresh);
        Self { alike: alike.map(|event| event.id.clone()).collect() }
    }
}

/// By the portal's own note of the operation; a field that has the wanted value is done, whoever did it.
pub(crate) fn find_marked(operation: &Operation, _: &Mark, fresh: &Ticket) -> Option<Receipt> {
    let noted = fresh.events.iter().find(|event| event.operation.as_ref() == Some(&operation.id));
    noted.map(receipt).or_else(|| find_value(operation, fresh))
}

/// By the text: for portals that keep no note of ours. Somebody else's message of the same text at the same time is taken for
/// ours, which costs nothing: the customer has read it. One with the mark of another operation is that one's.
pub(crate) fn find_alike(operation: &Operation, mark: &Mark, fresh: &Ticket) -> Option<Receipt> {
    let mut alike = written_alike(operation, fresh);
    let is_ours = |event: &&Event| {
        let other = event.operation.as_ref().is_some_and(|id| *id != operation.id);
        !other && !mark.alike.contains(&event.id)
    };
    alike.find(is_ours).map(receipt).or_else(|| find_value(operation, fresh))
}

/// A portal that offers no such change.
pub(crate) fn cannot(kind: &str, change: &Change) -> Fault {
    let detail = format!("portals of kind `{kind}` offer no `{}`", change.kind());
    Fault::Refused { url: String::new(), status: 405, detail }
}

fn find_value(operation: &Operation, fresh: &Ticket) -> Option<Receipt> {
    let Change::Set { name, to } = &operation.change else { return None };
    (fresh.value(name) == to.as_deref().filter(|to| !to.is_empty())).then(Receipt::default)
}

fn receipt(event: &Event) -> Receipt {
    Receipt { at: Some(event.at), event: Some(event.id.clone()), ticket: None }
}

fn written_alike<'a>(operation: &'a Operation, fresh: &'a Ticket) -> impl Iterator<Item = &'a Event> {
    let is_public = operation.change.message().map(|(_, public)| public);
    let text = note_text(&operation.change);
    let is_text = move |body: &str| {
        same_text(body, &text) || !operation.files.is_empty() && same_text(&without_files(body), &text)
    };
    fresh.events.iter().filter(move |event| match (&event.what, is_public) {
        (What::Message { public, body, .. }, Some(is_public)) => {
            event.by == Some(Party::Agent) && *public == is_public && is_text(body)
        }
        (
            What::Created
            | What::Message { .. }
            | What::Field { .. }
            | What::Call { .. }
            | What::Work { .. }
            | What::Merged { .. },
            _,
        ) => false,
    })
}

/// The text of an operation for portals that keep a phone call as a note, and the day of work in its text: what they have no
/// member for stands in the first line.
pub(crate) fn note_text(change: &Change) -> String {
    let (first, body) = match change {
        Change::Call { answered, by_customer, begun, body } => {
            let who = match (by_customer, answered) {
                (false, true) => "Phone call: the customer was reached.",
                (false, false) => "Phone call: nobody was reached.",
                (true, true) => "Phone call: the customer called.",
                (true, false) => "Phone call: the customer called and reached nobody.",
            };
            let began = begun.map_or_else(String::new, |begun| format!(" It began at {begun}."));
            (format!("{who}{began}"), body.as_str())
        }
        Change::Time { day: Some(day), body, .. } => (format!("Done on {day}."), body.as_str()),
        other @ (Change::Reply { .. }
        | Change::Note { .. }
        | Change::Set { .. }
        | Change::Tag { .. }
        | Change::Create { .. }
        | Change::Merge { .. }
        | Change::Link { .. }
        | Change::Time { day: None, .. }) => (String::new(), other.message().map_or("", |(text, _)| text)),
    };
    match (first.is_empty(), body.trim().is_empty()) {
        (true, _) => body.to_owned(),
        (false, true) => first,
        (false, false) => format!("{first}\n\n{body}"),
    }
}

/// A text without the lines at its end that only name files: Jira adds what shows them to the text that they came with.
fn without_files(body: &str) -> String {
    let names_file = |line: &str| line.starts_with('[') && line.ends_with(']');
    let lines: Vec<&str> = body.lines().map(str::trim).collect();
    let named = lines.iter().rev().take_while(|line| line.is_empty() || names_file(line)).count();
    lines.get(..lines.len() - named).unwrap_or_default().join("\n")
}

/// Portals change line ends, and the spaces around a text.
fn same_text(one: &str, other: &str) -> bool {
    let lines = |text: &str| text.trim().lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
    lines(one) == lines(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_portal_adds_for_files_is_no_text() {
        let cases = [
            ("Please try this.\n\n[fix.txt]\n[attachment]", "Please try this."),
            ("Please try this.", "Please try this."),
            ("[1] is the first\n[2]\nstep", "[1] is the first\n[2]\nstep"),
            ("", ""),
        ];
        for (body, text) in cases {
            assert_eq!(without_files(body), text, "{body}");
        }
    }

    #[test]
    fn what_a_note_has_no_member_for_stands_in_its_first_line() {
        let call = |answered, by_customer, body: &str| Change::Call {
            answered,
            by_customer,
            body: body.to_owned(),
            begun: None,
        };
        let begun = "2026-11-21T12:00:00Z".parse().ok();
        let day = "2026-11-20".parse().ok();
        let time = |day, body: &str| Change::Time { minutes: 5, body: body.to_owned(), day };
        let cases = [
            (call(true, false, ""), "Phone call: the customer was reached."),
            (call(false, false, "Tried twice."), "Phone call: nobody was reached.\n\nTried twice."),
            (call(true, true, ""), "Phone call: the customer called."),
            (call(false, true, ""), "Phone call: the customer called and reached nobody."),
            (
                Change::Call { answered: true, by_customer: false, body: String::new(), begun },
                "Phone call: the customer was reached. It began at 2026-11-21T12:00:00Z.",
            ),
            (time(day, "Read the log."), "Done on 2026-11-20.\n\nRead the log."),
            (time(None, "Read the log."), "Read the log."),
            (time(None, ""), ""),
            (Change::Note { body: "Read.".to_owned() }, "Read."),
            (Change::Merge { into: "1".to_owned() }, ""),
        ];
        for (change, text) in cases {
            assert_eq!(note_text(&change), text, "{change:?}");
        }
    }
}
