//! Records that come along, page `side_loading`.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::account::Account;
use super::ticket::Ticket;
use crate::http::Request;

impl Account {
    /// Adds what `include` names to a list of tickets: users, groups, organizations, slas, comment_count. Other names
    /// are passed over, as `last_audits` is on exports.
    pub(super) fn side_load(&self, request: &Request, tickets: &[&Ticket], body: &mut Value) {
        for name in included(request) {
            match name {
                "users" => {
                    let ids = tickets
                        .iter()
                        .flat_map(|ticket| [Some(ticket.requester), Some(ticket.submitter), ticket.assignee]);
                    body["users"] = self.users_of(ids.flatten());
                }
                "organizations" => {
                    let ids: BTreeSet<u64> =
                        tickets.iter().filter_map(|ticket| ticket.organization).collect();
                    let found = ids.iter().filter_map(|id| self.organizations.get(id));
                    body["organizations"] = found.map(|one| self.organization_json(one)).collect();
                }
                "groups" => body["groups"] = json!([self.group_json()]),
                "slas" | "comment_count" => {}
                _ => continue,
            }
        }
        if body.get("ticket").is_some() {
            for ticket in tickets {
                self.load_into(request, ticket, &mut body["ticket"]);
            }
            return;
        }
        let list = if body.get("results").is_some() { "results" } else { "tickets" };
        for (ticket, json) in tickets.iter().zip(body[list].as_array_mut().into_iter().flatten()) {
            self.load_into(request, ticket, json);
        }
    }

    /// What comes along inside of the ticket itself.
    fn load_into(&self, request: &Request, ticket: &Ticket, json: &mut Value) {
        for name in included(request) {
            if name == "slas" {
                let metrics: Vec<Value> = ticket.metrics.iter().map(|metric| metric.json(self.now)).collect();
                json["slas"] = json!({ "policy_metrics": metrics });
            } else if name == "comment_count" {
                json["comment_count"] = json!(ticket.comments.len());
            }
        }
    }

    pub(super) fn users_of(&self, ids: impl Iterator<Item = u64>) -> Value {
        let ids: BTreeSet<u64> = ids.collect();
        ids.iter().filter_map(|id| self.users.get(id)).map(|user| self.user_json(user)).collect()
    }
}

/// Names in `include`; search writes them as `tickets(users,slas)`.
pub(super) fn included(request: &Request) -> impl Iterator<Item = &str> {
    let names = request.param("include").unwrap_or_default();
    let names = names.strip_prefix("tickets(").and_then(|names| names.strip_suffix(')')).unwrap_or(names);
    names.split(',').map(str::trim).filter(|name| !name.is_empty())
}
