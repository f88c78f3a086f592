//! Tags, page `tags`.

use serde_json::{Value, json};

use super::account::Account;
use super::event::Events;
use super::refusal::{Answer, Refusal};
use super::ticket::{Audit, Gone};
use super::update::{collide, custom};
use crate::http::{Request, Response};

/// Tags of a list: in lower case, each once, sorted.
pub(super) fn of(list: &Value) -> Vec<String> {
    let mut tags: Vec<String> = list
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|tag| tag.as_str().map(str::to_lowercase))
        .filter(|tag| !tag.is_empty())
        .collect();
    tags.sort();
    tags.dedup();
    tags
}

impl Account {
    pub(super) fn tags(&self, id: u64) -> Answer {
        let ticket = self.tickets.get(&id).filter(|ticket| ticket.gone == Gone::No);
        let ticket = ticket.ok_or_else(Refusal::not_found)?;
        Ok(Response::of_json(200, &json!({ "tags": ticket.tags })))
    }

    /// POST sets, PUT adds, DELETE removes. PUT and DELETE are safe with `updated_stamp` and `safe_update` in the body,
    /// as updates are.
    pub(super) fn change_tags(&mut self, request: &Request, id: u64, by: u64) -> Answer {
        let body = request.json();
        let (stamp, old) = {
            let ticket = self.open_ticket(id)?;
            (ticket.updated, ticket.tags.clone())
        };
        collide(&body, stamp)?;
        let given = of(&body["tags"]);
        let tags = match request.method.as_str() {
            "POST" => given,
            "PUT" => of(&json!([old, given].concat())),
            _ => old.into_iter().filter(|tag| !given.contains(tag)).collect(),
        };
        let status = if request.method == "POST" { 201 } else { 200 };
        self.put_tags(id, tags.clone(), by, &body);
        Ok(Response::of_json(status, &json!({ "tags": tags })))
    }

    pub(super) fn put_tags(&mut self, id: u64, tags: Vec<String>, by: u64, body: &Value) {
        let Some(mut ticket) = self.tickets.remove(&id) else { return };
        let mut events = Events::new(false);
        events.tags(&mut ticket, tags);
        if !events.list.is_empty() {
            for event in &mut events.list {
                event["id"] = json!(self.new_id());
            }
            let audit = Audit {
                id: self.new_id(),
                ticket: id,
                author: by,
                created: self.now,
                events: events.list,
                custom: custom(body),
                channel: "api",
            };
            ticket.audits.push(audit);
            (ticket.updated, ticket.generated) = (self.now, self.now);
            self.index.change(&ticket, self.now);
        }
        for (deed, detail) in events.told {
            self.note(by, deed, id, detail);
        }
        self.tickets.insert(id, ticket);
    }
}
