//! Which address does what.

use super::account::Account;
use super::refusal::{Answer, Refusal};
use crate::http::Request;

impl Account {
    /// Carries out a request of somebody who is known.
    pub(super) fn route(&mut self, request: &Request, by: u64) -> Answer {
        let parts = request.parts();
        let nothing = || Refusal::no_route(&request.method, &request.path);
        let ["api", "v1", rest @ ..] = parts.as_slice() else { return Err(nothing()) };
        let answered = match rest.first().copied().unwrap_or_default() {
            "tickets" => self.route_ticket(request, rest, by)?,
            "users" | "organizations" | "groups" | "ticket_states" | "ticket_priorities" => {
                self.route_record(request, rest, by)?
            }
            _ => self.route_part(request, rest, by)?,
        };
        answered.ok_or_else(nothing)
    }

    fn route_ticket(&mut self, request: &Request, rest: &[&str], by: u64) -> Routed {
        Ok(Some(match (request.method.as_str(), rest) {
            ("GET", [_]) => self.tickets(request, by)?,
            ("POST", [_]) => self.ask_create(request, by)?,
            ("GET" | "POST", [_, "search"]) => self.search(request, by)?,
            ("GET", [_, id]) => self.ticket(request, number(id), by)?,
            ("PUT", [_, id]) => self.ask_update(request, number(id), by)?,
            ("DELETE", [_, id]) => self.ask_delete(number(id), by)?,
            ("GET", [_, id, "time_accountings"]) => self.times(number(id), by)?,
            ("POST", [_, id, "time_accountings"]) => self.ask_add_time(request, number(id), by)?,
            _ => return Ok(None),
        }))
    }

    fn route_record(&self, request: &Request, rest: &[&str], by: u64) -> Routed {
        Ok(Some(match (request.method.as_str(), rest) {
            ("GET", ["users"]) => self.users(request, by)?,
            ("GET", ["users", "me"]) => self.user(request, by, by)?,
            ("GET", ["users", "search"]) => self.search_users(request, by)?,
            ("GET", ["users", id]) => self.user(request, number(id), by)?,
            ("GET", ["organizations"]) => self.organizations(request, by)?,
            ("GET", ["organizations", "search"]) => self.search_organizations(request, by)?,
            ("GET", ["organizations", id]) => self.organization(request, number(id), by)?,
            ("GET", ["groups"]) => self.groups(request)?,
            ("GET", ["groups", id]) => self.group(number(id))?,
            ("GET", ["ticket_states"]) => self.states(request)?,
            ("GET", ["ticket_states", id]) => self.state(request, number(id))?,
            ("GET", ["ticket_priorities"]) => self.priorities()?,
            ("GET", ["ticket_priorities", id]) => self.priority(number(id))?,
            _ => return Ok(None),
        }))
    }

    fn route_part(&mut self, request: &Request, rest: &[&str], by: u64) -> Routed {
        Ok(Some(match (request.method.as_str(), rest) {
            ("GET", ["ticket_articles", "by_ticket", id]) => self.articles(number(id), by)?,
            ("GET", ["ticket_articles", id]) => self.article(number(id), by)?,
            ("POST", ["ticket_articles"]) => self.ask_create_article(request, by)?,
            ("GET", ["ticket_attachment", ticket, article, id]) => {
                self.attachment(number(ticket), number(article), number(id), by)?
            }
            ("GET", ["version"]) => self.version(by)?,
            ("GET", ["ticket_history", id]) => self.history(number(id), by)?,
            ("PUT", ["ticket_merge", source, target]) => self.ask_merge(source, target, by)?,
            ("GET", ["tags"]) => self.tags(request, by)?,
            ("GET", ["tag_list"]) => self.tag_list(by)?,
            ("POST", ["tags", "add"]) => self.ask_add_tag(request, by)?,
            ("DELETE", ["tags", "remove"]) => self.ask_remove_tag(request, by)?,
            ("GET", ["links"]) => self.links(request, by)?,
            ("POST", ["links", "add"]) => self.ask_add_link(request, by)?,
            ("DELETE", ["links", "remove"]) => self.ask_remove_link(request, by)?,
            _ => return Ok(None),
        }))
    }
}

/// `None` when nothing answers the address.
type Routed = Result<Option<crate::http::Response>, Refusal>;

/// What is no number is the identifier of nothing.
fn number(text: &str) -> u64 {
    text.parse().unwrap_or(0)
}
