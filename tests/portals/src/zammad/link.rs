//! Links between tickets, page `api/ticket/links`.

use serde_json::{Map, Value, json};

use super::account::Account;
use super::refusal::{Answer, Refusal};
use super::ticket::Shown;
use super::update::object;
use crate::http::{Request, Response};
use crate::journal::Deed;

/// A link from one ticket to another.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub(super) id: u64,
    /// `normal`, `parent` or `child`.
    pub(super) kind: String,
    pub(super) source: u64,
    pub(super) target: u64,
    pub(super) created: i64,
}

/// The types in the order of their numbers.
const KINDS: [&str; 3] = ["normal", "parent", "child"];

impl Account {
    /// `GET /api/v1/links?link_object=Ticket&link_object_value={id}`. A link looks the other way round from its other
    /// end, `link.rb`.
    pub(super) fn links(&self, request: &Request, by: u64) -> Answer {
        let body = object(request)?;
        let value = request.param("link_object_value").or_else(|| body["link_object_value"].as_str());
        let id = value.and_then(|text| text.parse().ok()).unwrap_or(0);
        self.visible(by, id)?;
        let of = |link: &Link| {
            if link.source == id {
                Some((turned(&link.kind).to_owned(), link.target))
            } else {
                (link.target == id).then(|| (link.kind.clone(), link.source))
            }
        };
        let (mut list, mut assets) = (Vec::new(), Map::new());
        for (kind, other) in self.links.iter().filter_map(of) {
            let Some(ticket) = self.tickets.get(&other).filter(|ticket| self.may_see(by, ticket)) else {
                continue;
            };
            list.push(json!({ "link_type": kind, "link_object": "Ticket", "link_object_value": other }));
            assets.insert(other.to_string(), self.ticket_json(ticket, Shown::Ids));
        }
        Ok(Response::of_json(200, &json!({ "links": list, "assets": { "Ticket": assets } })))
    }

    /// "The value for `link_object_target` has to be the ticket ID. The value for the `link_object_source_number` has
    /// to be the ticket number."
    pub(super) fn ask_add_link(&mut self, request: &Request, by: u64) -> Answer {
        self.agents_only(by)?;
        let body = object(request)?;
        let number = text(&body["link_object_source_number"]);
        let source = self.tickets.values().find(|ticket| ticket.number == number).map(|ticket| ticket.id);
        let why = "The object could not be found.";
        let source = source.ok_or_else(|| Refusal::unprocessable(why))?;
        let target = text(&body["link_object_target_value"]).parse().unwrap_or(0);
        self.workable(by, target)?;
        let kind = text(&body["link_type"]);
        if !KINDS.contains(&kind.as_str()) {
            return Err(Refusal::unprocessable("The required parameter 'link_type' is missing."));
        }
        let link = self.link(&kind, source, target, by);
        let kind = KINDS.iter().zip(1_u64..).find(|(name, _)| **name == link.kind).map(|(_, id)| id);
        let json = json!({
            "id": link.id,
            "link_type_id": kind,
            "link_object_source_id": 1,
            "link_object_source_value": link.source,
            "link_object_target_id": 1,
            "link_object_target_value": link.target,
            "created_at": self.stamp(link.created),
            "updated_at": self.stamp(link.created),
        });
        Ok(Response::of_json(201, &json))
    }

    /// `DELETE /api/v1/links/remove`; true also when there was none.
    pub(super) fn ask_remove_link(&mut self, request: &Request, by: u64) -> Answer {
        self.agents_only(by)?;
        let body = object(request)?;
        let source = text(&body["link_object_source_value"]).parse::<u64>().unwrap_or(0);
        let target = text(&body["link_object_target_value"]).parse::<u64>().unwrap_or(0);
        let kind = text(&body["link_type"]);
        let is = |link: &Link| {
            (link.kind == kind && link.source == source && link.target == target)
                || (turned(&link.kind) == kind && link.source == target && link.target == source)
        };
        let before = self.links.len();
        self.links.retain(|link| !is(link));
        if self.links.len() < before {
            self.note(by, Deed::Linked, target, format!("removed {kind} {source}"));
            self.touch(source, by);
            self.touch(target, by);
        }
        Ok(Response::of_json(201, &json!(true)))
    }

    /// A link touches both tickets.
    pub(super) fn link(&mut self, kind: &str, source: u64, target: u64, by: u64) -> Link {
        let (id, created, kind) = (self.new_id(), self.now, kind.to_owned());
        let link = Link { id, kind, source, target, created };
        self.links.push(link.clone());
        self.note(by, Deed::Linked, target, format!("{} {source}", link.kind));
        self.touch(source, by);
        self.touch(target, by);
        link
    }
}

fn turned(kind: &str) -> &str {
    match kind {
        "parent" => "child",
        "child" => "parent",
        other => other,
    }
}

/// Numbers come as numbers or as texts.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
