//! Fields of tickets, page `ticket_fields`.

use serde_json::{Value, json};

use super::Zendesk;
use super::account::Account;
use super::read::with;
use super::refusal::Answer;
use crate::http::{Request, Response};

/// A field of the account's own.
#[derive(Clone, Debug)]
pub(super) struct Field {
    id: u64,
    title: String,
    kind: String,
}

impl Account {
    /// `GET /api/v2/ticket_fields`: those that every account has, as far as tickets here have them, then its own.
    pub(super) fn fields(&self, request: &Request) -> Answer {
        let system =
            [("Subject", "subject"), ("Status", "status"), ("Type", "tickettype"), ("Priority", "priority")];
        let system = system.iter().zip(1_u64..).map(|((title, kind), id)| field_json(id, title, kind, false));
        let own = self.fields.iter().map(|field| field_json(field.id, &field.title, &field.kind, true));
        let (part, rest) = self.paged(request, system.chain(own).collect())?;
        Ok(Response::of_json(200, &with(rest, "ticket_fields", part.into())))
    }
}

impl Zendesk {
    /// Adds a field of tickets, of a kind as in `text`, `tagger`, `checkbox`.
    pub fn add_field(&self, title: &str, kind: &str) -> u64 {
        let mut account = self.portal();
        let id = account.new_id();
        account.fields.push(Field { id, title: title.to_owned(), kind: kind.to_owned() });
        id
    }
}

fn field_json(id: u64, title: &str, kind: &str, removable: bool) -> Value {
    json!({
        "id": id, "title": title, "raw_title": title, "type": kind, "active": true, "required": false,
        "removable": removable,
    })
}
