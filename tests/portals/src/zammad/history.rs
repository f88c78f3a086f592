//! The history of a ticket, `GET /api/v1/ticket_history/{id}`, `history.rb` and `has_history.rb`. The documentation has
//! no page about it.

use serde_json::{Map, Value, json};

use super::account::Account;
use super::refusal::Answer;
use super::ticket::{Shown, Ticket};
use crate::http::Response;

/// Something that was done.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    id: u64,
    /// As in `updated`, `created`, `added`, `removed`, `merged_into`, `received_merge`.
    kind: &'static str,
    pub(super) by: u64,
    at: i64,
    what: What,
}

/// What it was done to.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// The ticket itself.
    Ticket,
    /// An article, by its identifier.
    Article(u64),
    /// An attribute, without `_id`, with what people read before and after, and the identifiers when there are some.
    Attribute { name: String, from: String, to: String, ids: Option<(u64, u64)> },
    /// A merge, from one ticket to another.
    Merge { from: u64, to: u64 },
}

impl Account {
    pub(super) fn log(&mut self, ticket: u64, by: u64, kind: &'static str, what: What) {
        let (id, at) = (self.new_id(), self.now);
        if let Some(ticket) = self.tickets.get_mut(&ticket) {
            ticket.history.push(Entry { id, kind, by, at, what });
        }
    }

    /// Agents only, and the oldest come first.
    pub(super) fn history(&self, id: u64, by: u64) -> Answer {
        self.agents_only(by)?;
        let ticket = self.visible(by, id)?;
        let list: Vec<Value> = ticket.history.iter().map(|entry| self.entry_json(ticket, entry)).collect();
        let mut users = Map::new();
        let named = ticket.history.iter().map(|entry| entry.by);
        for id in named.chain([ticket.owner, ticket.customer]) {
            if let Some(user) = self.users.get(&id) {
                users.insert(id.to_string(), self.user_json(user, false));
            }
        }
        let mut tickets = Map::new();
        tickets.insert(id.to_string(), self.ticket_json(ticket, Shown::Ids));
        let assets = json!({ "Ticket": tickets, "User": users });
        Ok(Response::of_json(200, &json!({ "history": list, "assets": assets })))
    }

    fn entry_json(&self, ticket: &Ticket, entry: &Entry) -> Value {
        let mut json = json!({
            "id": entry.id,
            "type": entry.kind,
            "object": "Ticket",
            "o_id": ticket.id,
            "created_by_id": entry.by,
            "created_at": self.stamp(entry.at),
        });
        match &entry.what {
            What::Ticket => {}
            What::Article(article) => {
                json["object"] = json!("Ticket::Article");
                json["o_id"] = json!(article);
                json["related_o_id"] = json!(ticket.id);
                json["related_object"] = json!("Ticket");
            }
            What::Attribute { name, from, to, ids } => {
                json["attribute"] = json!(name);
                json["value_from"] = json!(from);
                json["value_to"] = json!(to);
                if let Some((from, to)) = ids {
                    json["id_from"] = json!(from);
                    json["id_to"] = json!(to);
                }
            }
            What::Merge { from, to } => {
                json["id_from"] = json!(from);
                json["id_to"] = json!(to);
            }
        }
        json
    }
}
