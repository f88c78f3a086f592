//! Which address does what.

use serde_json::json;

use super::account::Account;
use super::person::Role;
use super::read::ids;
use super::refusal::{Answer, Refusal};
use super::schedule;
use crate::http::{Request, Response};

impl Account {
    /// Carries out a request of a user. Addresses work with `.json` and without: the reference has them without, the
    /// answers' own links have it.
    pub(super) fn route(&mut self, request: &Request, by: u64) -> Answer {
        let parts = request.parts();
        let Some(("api", "v2")) = parts.first().zip(parts.get(1)).map(|(a, b)| (*a, *b)) else {
            return self.outside(&parts);
        };
        let rest: Vec<&str> = parts.iter().skip(2).map(|part| part.trim_end_matches(".json")).collect();
        let admin = self.users.get(&by).is_some_and(|user| user.role == Role::Admin);
        match (request.method.as_str(), rest.as_slice()) {
            // "Allowed For: Admins", pages `incremental_exports` and `sla_policies`.
            (_, ["incremental", ..] | ["slas", ..]) if !admin => Err(Refusal::forbidden()),
            ("GET", ["incremental", what @ ..]) => self.route_export(request, what),
            ("GET", ["slas", "policies"]) => self.policies(),
            ("GET", ["slas", "policies", id]) => self.policy(number(id)?),
            ("GET", ["business_hours", "schedules"]) => schedule::schedules(),
            ("GET", ["business_hours", "schedules", id, "holidays"]) => schedule::holidays(id),
            ("GET", ["search"]) => self.search(request, by),
            ("GET", ["search", "export"]) => self.search_export(request, by),
            ("GET", ["search", "count"]) => self.search_count(request, by),
            ("GET", ["job_statuses", id]) => self.job(id),
            ("GET", ["views"] | ["views", "active"]) => self.views(),
            ("GET", ["views", id, "tickets"]) => self.view_tickets(request, number(id)?, by),
            ("GET", ["ticket_fields"]) => self.fields(request),
            ("POST", ["uploads"]) => self.upload(request, by),
            ("GET", ["groups"]) => {
                Ok(Response::of_json(200, &json!({ "groups": [self.group_json()], "count": 1 })))
            }
            (_, ["users" | "organizations", ..]) => self.route_people(request, &rest, by),
            (_, ["deleted_tickets", ..]) => self.route_deleted(request, &rest, by),
            (_, ["tickets", ..]) => self.route_ticket(request, &rest, by),
            _ => Err(Refusal::no_endpoint()),
        }
    }

    fn route_export(&self, request: &Request, what: &[&str]) -> Answer {
        match what {
            ["tickets", "cursor"] => self.tickets_by_cursor(request),
            ["tickets"] => self.tickets_by_time(request),
            ["ticket_events"] => self.events_by_time(request),
            ["users"] => self.people_by_time(request, "users"),
            ["organizations"] => self.people_by_time(request, "organizations"),
            _ => Err(Refusal::no_endpoint()),
        }
    }

    fn route_people(&self, request: &Request, rest: &[&str], by: u64) -> Answer {
        match (request.method.as_str(), rest) {
            ("GET", ["users"]) => self.users(request, None),
            ("GET", ["users", "me"]) => self.user(by),
            ("GET", ["users", "search"]) => self.search_users(request),
            ("GET", ["users", "show_many"]) => self.users(request, Some(&ids(request)?)),
            ("GET", ["users", id, "groups"]) => self.groups_of(request, number(id)?, by),
            ("GET", ["users", id]) => self.user(number(id)?),
            ("GET", ["organizations"]) => self.organizations(request, None),
            ("GET", ["organizations", "show_many"]) => self.organizations(request, Some(&ids(request)?)),
            ("GET", ["organizations", id]) => self.organization(number(id)?),
            _ => Err(Refusal::no_endpoint()),
        }
    }

    fn route_deleted(&mut self, request: &Request, rest: &[&str], by: u64) -> Answer {
        match (request.method.as_str(), rest) {
            ("GET", ["deleted_tickets"]) => self.deleted(request),
            ("PUT", ["deleted_tickets", id, "restore"]) => self.restore(number(id)?, by),
            ("DELETE", ["deleted_tickets", "destroy_many"]) => self.ask_scrub(ids(request)?, by),
            ("DELETE", ["deleted_tickets", id]) => self.ask_scrub(vec![number(id)?], by),
            _ => Err(Refusal::no_endpoint()),
        }
    }

    fn route_ticket(&mut self, request: &Request, rest: &[&str], by: u64) -> Answer {
        match (request.method.as_str(), rest) {
            ("GET", ["tickets"]) => self.tickets(request),
            ("GET", ["tickets", "count"]) => self.count_tickets(),
            ("GET", ["tickets", "show_many"]) => self.show_tickets(request),
            ("GET", ["tickets", id]) => self.show_ticket(request, number(id)?),
            ("GET", ["tickets", id, "comments"]) => self.comments(request, number(id)?),
            ("GET", ["tickets", id, "audits"]) => self.audits(request, number(id)?),
            ("GET", ["tickets", id, "audits", audit]) => self.audit(number(id)?, number(audit)?),
            ("GET", ["tickets", id, "tags"]) => self.tags(number(id)?),
            ("POST" | "PUT" | "DELETE", ["tickets", id, "tags"]) => {
                self.change_tags(request, number(id)?, by)
            }
            ("POST", ["tickets"]) => self.once(request, |account| account.post_ticket(request, by)),
            ("PUT", ["tickets", id]) => self.put_ticket(request, number(id)?, by),
            ("DELETE", ["tickets", id]) => self.ask_delete(number(id)?, by),
            ("POST", ["tickets", id, "merge"]) => self.ask_merge(request, number(id)?, by),
            _ => Err(Refusal::no_endpoint()),
        }
    }

    fn post_ticket(&mut self, request: &Request, by: u64) -> Answer {
        let (id, audit) = self.create(&request.json()["ticket"], by, "api")?;
        let ticket = self.live(id)?;
        let body = json!({ "ticket": self.ticket_json(ticket), "audit": audit.json() });
        Ok(Response::of_json(201, &body).with("location", self.url("tickets", id)))
    }

    fn put_ticket(&mut self, request: &Request, id: u64, by: u64) -> Answer {
        let audit = self.update(id, &request.json()["ticket"], by, "api")?;
        let ticket = self.live(id)?;
        let body = json!({ "ticket": self.ticket_json(ticket), "audit": audit.json() });
        Ok(Response::of_json(200, &body))
    }

    /// The content of files has addresses outside of the API.
    fn outside(&self, parts: &[&str]) -> Answer {
        match parts {
            ["attachments", "token", id] => self.content(number(id)?),
            _ => Err(Refusal::no_endpoint()),
        }
    }
}

fn number(text: &str) -> Result<u64, Refusal> {
    text.parse().map_err(|_| Refusal::not_found())
}
