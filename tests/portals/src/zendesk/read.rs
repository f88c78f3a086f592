//! Reading tickets, comments, audits and people.

use serde_json::{Map, Value, json};

use super::account::Account;
use super::refusal::{Answer, Refusal};
use super::side::included;
use super::ticket::{Gone, Ticket};
use crate::http::{Request, Response};

/// Records at most, pages `tickets` and `users`.
const MANY: usize = 100;

impl Account {
    /// `GET /api/v2/tickets`, sorted by `sort` (by cursor) or `sort_by` and `sort_order` (by offset), page `tickets`.
    pub(super) fn tickets(&self, request: &Request) -> Answer {
        let mut list: Vec<&Ticket> = self.tickets.values().filter(|ticket| ticket.gone == Gone::No).collect();
        let sort = request.param("sort").or(request.param("sort_by")).unwrap_or("id");
        match sort.trim_start_matches('-') {
            "updated_at" => list.sort_by_key(|ticket| (ticket.updated, ticket.id)),
            "created_at" => list.sort_by_key(|ticket| (ticket.created, ticket.id)),
            "status" => list.sort_by_key(|ticket| (ticket.status.clone(), ticket.id)),
            _ => {}
        }
        if sort.starts_with('-') || request.param("sort_order") == Some("desc") {
            list.reverse();
        }
        if let Some(external) = request.param("external_id") {
            list.retain(|ticket| ticket.external_id.as_deref() == Some(external));
        }
        self.ticket_list(request, list)
    }

    pub(super) fn ticket_list(&self, request: &Request, list: Vec<&Ticket>) -> Answer {
        let (part, rest) = self.paged(request, list)?;
        let mut body = with(rest, "tickets", part.iter().map(|ticket| self.ticket_json(ticket)).collect());
        self.side_load(request, &part, &mut body);
        Ok(Response::of_json(200, &body))
    }

    pub(super) fn show_tickets(&self, request: &Request) -> Answer {
        let found: Vec<&Ticket> = ids(request)?
            .iter()
            .filter_map(|id| self.tickets.get(id))
            .filter(|ticket| ticket.gone == Gone::No)
            .collect();
        self.ticket_list(request, found)
    }

    pub(super) fn show_ticket(&self, request: &Request, id: u64) -> Answer {
        let ticket = self.live(id)?;
        let mut body = json!({ "ticket": self.ticket_json(ticket) });
        self.side_load(request, &[ticket], &mut body);
        Ok(Response::of_json(200, &body))
    }

    pub(super) fn count_tickets(&self) -> Answer {
        let count = self.tickets.values().filter(|ticket| ticket.gone == Gone::No).count();
        let refreshed = crate::clock::iso(self.now);
        Ok(Response::of_json(200, &json!({ "count": { "value": count, "refreshed_at": refreshed } })))
    }

    /// The oldest come first unless said otherwise, page `ticket_comments`.
    pub(super) fn comments(&self, request: &Request, id: u64) -> Answer {
        let ticket = self.live(id)?;
        let mut list: Vec<_> = ticket.comments.iter().collect();
        if request.param("sort") == Some("-created_at") || request.param("sort_order") == Some("desc") {
            list.reverse();
        }
        let (part, rest) = self.paged(request, list)?;
        let json = part.iter().map(|comment| self.comment_json(comment)).collect();
        let mut body = with(rest, "comments", json);
        if included(request).any(|name| name == "users") {
            body["users"] = self.users_of(part.iter().map(|comment| comment.author));
        }
        Ok(Response::of_json(200, &body))
    }

    pub(super) fn audits(&self, request: &Request, id: u64) -> Answer {
        let ticket = self.live(id)?;
        let (part, rest) = self.paged(request, ticket.audits.iter().collect())?;
        let mut body = with(rest, "audits", part.iter().map(|audit| audit.json()).collect());
        if included(request).any(|name| name == "users") {
            body["users"] = self.users_of(part.iter().map(|audit| audit.author));
        }
        Ok(Response::of_json(200, &body))
    }

    pub(super) fn audit(&self, ticket: u64, id: u64) -> Answer {
        let audit = self.live(ticket)?.audits.iter().find(|audit| audit.id == id);
        let audit = audit.ok_or_else(Refusal::not_found)?;
        Ok(Response::of_json(200, &json!({ "audit": audit.json() })))
    }

    pub(super) fn users(&self, request: &Request, ids: Option<&[u64]>) -> Answer {
        let asked = |id: &u64| ids.is_none_or(|ids| ids.contains(id));
        let role = |name: &str| request.param("role").is_none_or(|role| role == name);
        let list = self.users.values().filter(|user| asked(&user.id) && role(user.role.name())).collect();
        let (part, rest) = self.paged(request, list)?;
        let body = with(rest, "users", part.iter().map(|user| self.user_json(user)).collect());
        Ok(Response::of_json(200, &body))
    }

    /// `GET /api/v2/users/search`: users with the text in the name or the address, page `users`, "Search Users".
    pub(super) fn search_users(&self, request: &Request) -> Answer {
        let text = request.param("query").unwrap_or_default().to_lowercase();
        let has = |one: &str| one.to_lowercase().contains(&text);
        let list = self.users.values().filter(|user| has(&user.name) || has(&user.email)).collect();
        let (part, rest) = self.paged(request, list)?;
        let body = with(rest, "users", part.iter().map(|user| self.user_json(user)).collect());
        Ok(Response::of_json(200, &body))
    }

    pub(super) fn user(&self, id: u64) -> Answer {
        let user = self.users.get(&id).ok_or_else(Refusal::not_found)?;
        Ok(Response::of_json(200, &json!({ "user": self.user_json(user) })))
    }

    pub(super) fn organizations(&self, request: &Request, ids: Option<&[u64]>) -> Answer {
        let asked = |id: &u64| ids.is_none_or(|ids| ids.contains(id));
        let list = self.organizations.values().filter(|one| asked(&one.id)).collect();
        let (part, rest) = self.paged(request, list)?;
        let json = part.iter().map(|one| self.organization_json(one)).collect();
        Ok(Response::of_json(200, &with(rest, "organizations", json)))
    }

    pub(super) fn organization(&self, id: u64) -> Answer {
        let one = self.organizations.get(&id).ok_or_else(Refusal::not_found)?;
        Ok(Response::of_json(200, &json!({ "organization": self.organization_json(one) })))
    }

    /// A ticket that is not in the bin.
    pub(super) fn live(&self, id: u64) -> Result<&Ticket, Refusal> {
        self.tickets.get(&id).filter(|ticket| ticket.gone == Gone::No).ok_or_else(Refusal::not_found)
    }
}

/// The identifiers in `ids=1,2,3`.
pub(super) fn ids(request: &Request) -> Result<Vec<u64>, Refusal> {
    let list = request.param("ids").unwrap_or_default();
    let ids: Vec<u64> = list.split(',').filter_map(|id| id.trim().parse().ok()).collect();
    if ids.is_empty() || ids.len() > MANY {
        return Err(Refusal::bad_parameter("ids", "It has 1 to 100 identifiers, with commas between them."));
    }
    Ok(ids)
}

pub(super) fn with(mut rest: Map<String, Value>, name: &str, list: Value) -> Value {
    rest.insert(name.to_owned(), list);
    Value::Object(rest)
}
