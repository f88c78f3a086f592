//! A ticket in which nothing is odd.

use std::collections::BTreeMap;

use calendar::Moment;
use policy::ticket::{Event, History, Party, Ticket, What};

/// When everything is told: 2026-11-21T12:00:00Z.
pub const NOON: Moment = Moment(1_795_262_400);

/// One of a customer, open, with these things told of it.
#[must_use]
pub fn ticket(id: &str, events: Vec<Event>) -> Ticket {
    Ticket {
        id: id.to_owned(),
        number: format!("SEP-{id}"),
        subject: "Restore stops".to_owned(),
        queue: "SEP".to_owned(),
        status: "open".to_owned(),
        fields: BTreeMap::new(),
        customer: None,
        contact: None,
        assignee: None,
        channel: None,
        url: None,
        created: NOON,
        updated: NOON,
        version: None,
        gone: None,
        history: History::Complete,
        events,
    }
}

/// What the customer did.
#[must_use]
pub fn event(id: &str, what: What) -> Event {
    Event {
        id: id.to_owned(),
        at: NOON,
        by: Some(Party::Customer),
        author: "Jo".to_owned(),
        operation: None,
        attachments: Vec::new(),
        what,
    }
}
