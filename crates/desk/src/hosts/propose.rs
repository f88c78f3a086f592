//! What a ticket's text names, against what the host book has.

use launch::{Found, found_in};
use policy::ticket::{Ticket, What};
use store::HostRow;

use crate::view::FoundHostView;

/// Proposals that are shown at most.
const MOST: usize = 8;

/// The hosts and IDs in a ticket's subject and conversation, newest message first.
pub(super) fn propose(ticket: &Ticket, book: &[HostRow]) -> Vec<FoundHostView> {
    let messages = ticket.events.iter().rev().filter_map(|event| {
        let What::Message { body, mime, .. } = &event.what else { return None };
        Some(mail::plain_text(body, mime).text)
    });
    let mut found: Vec<Found> = Vec::new();
    for text in messages.chain([ticket.subject.clone()]) {
        for place in found_in(&text) {
            if found.len() < MOST && !found.contains(&place) {
                found.push(place);
            }
        }
        if found.len() == MOST {
            break;
        }
    }
    found.iter().map(|place| view(place, book)).collect()
}

fn view(place: &Found, book: &[HostRow]) -> FoundHostView {
    let is_same = |row: &&HostRow| {
        let entry = &row.entry;
        let tool = place.tool.is_none_or(|tool| tool.id() == entry.tool);
        tool && entry.address == place.address
            && (entry.port == 0 || place.port.is_none_or(|port| port == entry.port))
    };
    let known = book.iter().find(is_same).map(|row| {
        if row.entry.label.is_empty() { row.entry.address.clone() } else { row.entry.label.clone() }
    });
    FoundHostView {
        tool: place.tool.map(|tool| tool.id().to_owned()).unwrap_or_default(),
        tool_label: place.tool.map(|tool| tool.label().to_owned()).unwrap_or_default(),
        address: place.address.clone(),
        port: place.port.map(|port| port.to_string()).unwrap_or_default(),
        in_book: known,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calendar::Moment;
    use policy::ticket::{Event, History, Party};
    use store::HostEntry;

    fn ticket(bodies: &[(&str, &str)]) -> Ticket {
        let event = |(at, (body, mime)): (usize, &(&str, &str))| Event {
            id: at.to_string(),
            at: Moment(1_800_000_000),
            by: Some(Party::Customer),
            author: String::new(),
            operation: None,
            attachments: Vec::new(),
            what: What::Message {
                public: true,
                auto: false,
                body: (*body).to_owned(),
                mime: (*mime).to_owned(),
            },
        };
        Ticket {
            id: "1".to_owned(),
            number: "#1".to_owned(),
            subject: "Restore on db09.acme.example stops".to_owned(),
            queue: String::new(),
            status: String::new(),
            fields: std::collections::BTreeMap::new(),
            customer: None,
            contact: None,
            assignee: None,
            channel: None,
            url: None,
            created: Moment(1_800_000_000),
            updated: Moment(1_800_000_000),
            version: None,
            gone: None,
            history: History::Complete,
            events: bodies.iter().enumerate().map(event).collect(),
        }
    }

    fn book() -> Vec<HostRow> {
        let entry = HostEntry {
            account: "acme".to_owned(),
            customer: "c1".to_owned(),
            label: "Backup".to_owned(),
            tool: "ssh".to_owned(),
            address: "db09.acme.example".to_owned(),
            port: 0,
            user: String::new(),
            jump: String::new(),
            keys: Vec::new(),
        };
        vec![HostRow { id: 1, entry, added: Moment(0), verified: None, started: None }]
    }

    fn proposed(bodies: &[(&str, &str)]) -> Vec<(String, String, Option<String>)> {
        let found = propose(&ticket(bodies), &book()).into_iter();
        found.map(|place| (place.tool, place.address, place.in_book)).collect()
    }

    #[test]
    fn case_049_what_a_ticket_names_is_a_proposal_that_the_book_may_not_know() {
        let none = String::new;
        assert_eq!(
            proposed(&[
                ("Old: 10.0.0.4", "text/plain"),
                ("<p>Please <b>connect to 10.0.0.5</b> at once. TeamViewer 123 456 789</p>", "text/html"),
            ]),
            [
                ("teamviewer".to_owned(), "123456789".to_owned(), None),
                (none(), "10.0.0.5".to_owned(), None),
                (none(), "10.0.0.4".to_owned(), None),
                (none(), "db09.acme.example".to_owned(), Some("Backup".to_owned())),
            ]
        );
    }

    #[test]
    fn case_117_a_password_beside_an_id_is_proposed_nowhere() {
        let found = proposed(&[("AnyDesk 987 654 321 password Sup3r-S3cret!", "text/plain")]);
        assert_eq!(found[0], ("anydesk".to_owned(), "987654321".to_owned(), None));
        assert!(found.iter().all(|(_, address, _)| !address.to_lowercase().contains("s3cret")), "{found:?}");
    }
}
