//! Tags, page `api/ticket/tags`: one at a time, and not part of the ticket that other answers show.

use serde_json::{Value, json};

use super::account::Account;
use super::history::What;
use super::refusal::{Answer, Refusal};
use super::update::object;
use crate::http::{Request, Response};
use crate::journal::Deed;

impl Account {
    /// `GET /api/v1/tags?object=Ticket&o_id={id}`.
    pub(super) fn tags(&self, request: &Request, by: u64) -> Answer {
        let id = request.param("o_id").and_then(|text| text.parse().ok()).unwrap_or(0);
        let ticket = self.visible(by, id)?;
        Ok(Response::of_json(200, &json!({ "tags": ticket.tags })))
    }

    /// `POST /api/v1/tags/add`: true also when the tag is there already.
    pub(super) fn ask_add_tag(&mut self, request: &Request, by: u64) -> Answer {
        let (id, tag) = self.asked_tag(request, by)?;
        self.add_tag(id, &tag, by);
        Ok(Response::of_json(201, &json!(true)))
    }

    /// `DELETE /api/v1/tags/remove`, with a body: true also when the tag is not there. The page says 201; the source
    /// and this say 200.
    pub(super) fn ask_remove_tag(&mut self, request: &Request, by: u64) -> Answer {
        let (id, tag) = self.asked_tag(request, by)?;
        self.remove_tag(id, &tag, by);
        Ok(Response::of_json(200, &json!(true)))
    }

    pub(super) fn add_tag(&mut self, id: u64, tag: &str, by: u64) {
        let tag = tag.trim();
        let Some(ticket) = self.tickets.get_mut(&id) else { return };
        if tag.is_empty() || ticket.tags.iter().any(|one| one == tag) {
            return;
        }
        ticket.tags.push(tag.to_owned());
        self.tagged(id, "added", tag, by);
    }

    pub(super) fn remove_tag(&mut self, id: u64, tag: &str, by: u64) {
        let Some(ticket) = self.tickets.get_mut(&id) else { return };
        let before = ticket.tags.len();
        ticket.tags.retain(|one| one != tag);
        if ticket.tags.len() < before {
            self.tagged(id, "removed", tag, by);
        }
    }

    /// A tag touches its ticket, `tag.rb`.
    fn tagged(&mut self, id: u64, kind: &'static str, tag: &str, by: u64) {
        self.note(by, Deed::Tagged, id, format!("{kind} {tag}"));
        let (name, from, to) = ("tag".to_owned(), String::new(), tag.to_owned());
        self.log(id, by, kind, What::Attribute { name, from, to, ids: None });
        self.touch(id, by);
    }

    /// Only agents who may change the ticket may tag it. The values come in the body, or in the query.
    fn asked_tag(&self, request: &Request, by: u64) -> Result<(u64, String), Refusal> {
        let body = object(request)?;
        let part = |name: &str| -> Option<String> {
            let value = &body[name];
            let text = value.as_str().map(str::to_owned).or_else(|| value.as_u64().map(|n| n.to_string()));
            text.or_else(|| request.param(name).map(str::to_owned))
        };
        if part("object").as_deref() != Some("Ticket") {
            return Err(Refusal::unprocessable("The required parameter 'object' is missing."));
        }
        let id = part("o_id").and_then(|text| text.parse().ok()).unwrap_or(0);
        self.workable(by, id)?;
        let tag = part("item").map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty());
        let why = "The required parameter 'item' is missing.";
        Ok((id, tag.ok_or_else(|| Refusal::unprocessable(why))?))
    }

    /// All tags, `GET /api/v1/tag_list`, for administrators.
    pub(super) fn tag_list(&self, by: u64) -> Answer {
        if self.role(by) != super::person::Role::Admin {
            return Err(Refusal::forbidden());
        }
        let mut counts = std::collections::BTreeMap::<&str, u64>::new();
        for tag in self.tickets.values().flat_map(|ticket| &ticket.tags) {
            *counts.entry(tag).or_default() += 1;
        }
        let numbered = counts.iter().zip(1_u64..);
        let list: Vec<Value> =
            numbered.map(|((name, count), id)| json!({ "id": id, "name": name, "count": count })).collect();
        Ok(Response::of_json(200, &Value::Array(list)))
    }
}
