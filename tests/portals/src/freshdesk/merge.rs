//! Merging, section `#merge_tickets`.

use serde_json::Value;

use super::account::Account;
use super::refusal::{Answer, Refusal};
use super::update::object;
use crate::http::{Request, Response};
use crate::journal::Deed;

impl Account {
    /// `PUT /api/v2/tickets/merge`: the secondary tickets are closed and their conversations are added to the primary one.
    pub(super) fn ask_merge(&mut self, request: &Request, by: u64) -> Answer {
        let body = object(request)?;
        let wrong = |field| Refusal::invalid(field, "invalid_value", "It should be a valid ticket");
        let primary = body["primary_id"].as_u64().ok_or_else(|| wrong("primary_id"))?;
        self.live(primary).map_err(|_| wrong("primary_id"))?;
        let secondary: Vec<u64> =
            body["ticket_ids"].as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
        let fits = |id: &u64| *id != primary && self.live(*id).is_ok();
        if secondary.is_empty() || !secondary.iter().all(fits) {
            return Err(wrong("ticket_ids"));
        }
        for id in secondary {
            self.merge(id, primary, by);
        }
        Ok(Response::empty(200))
    }

    /// The message that opened the secondary ticket becomes a note of the primary one; both get a note that says so.
    pub(super) fn merge(&mut self, secondary: u64, primary: u64, by: u64) {
        let Some(ticket) = self.tickets.get_mut(&secondary) else { return };
        let moved = std::mem::take(&mut ticket.conversations);
        let text = format!("{}<br>{}", ticket.subject, ticket.description);
        if let Some(target) = self.tickets.get_mut(&primary) {
            target.conversations.extend(moved.into_iter().map(|mut conversation| {
                conversation.ticket = primary;
                conversation
            }));
            target.conversations.sort_by_key(|conversation| (conversation.created, conversation.id));
        }
        self.converse(primary, by, &format!("Merged from ticket {secondary}<br>{text}"), false, true, 2);
        self.converse(
            secondary,
            by,
            &format!("This ticket is closed and merged into ticket {primary}"),
            false,
            true,
            2,
        );
        self.set_status(secondary, 5, by);
        self.note(by, Deed::Merged, secondary, format!("into {primary}"));
    }
}
