//! Which address does what.

use serde_json::Value;

use super::account::Account;
use super::refusal::{Answer, Refusal};
use crate::clock::instant;
use crate::http::{Request, Response};

impl Account {
    /// Carries out a request of an agent.
    pub(super) fn route(&mut self, request: &Request, by: u64) -> Answer {
        let parts = request.parts();
        if let ("GET", ["attachments", "production", id, "original"]) =
            (request.method.as_str(), parts.as_slice())
        {
            return self.content(number(id)?);
        }
        let [api, version, rest @ ..] = parts.as_slice() else { return Err(Refusal::not_found()) };
        if (*api, *version) != ("api", "v2") {
            return Err(Refusal::not_found());
        }
        match (request.method.as_str(), rest) {
            ("GET", ["ticket_fields"] | ["admin", "ticket_fields"]) => self.ticket_fields(),
            ("GET", ["search", "tickets"]) => self.search(request),
            ("GET", ["sla_policies"]) => Self::policies(),
            ("GET", ["business_hours"]) => Self::business_hours(),
            ("GET", ["groups"]) => self.list(request, self.groups()),
            ("GET", ["roles"]) => self.roles(request, by),
            ("GET", ["groups", id]) if number(id)? == self.group => {
                Ok(Response::of_json(200, &self.group_json()))
            }
            (_, ["contacts" | "companies" | "agents", ..]) => self.route_people(request, rest, by),
            (_, ["tickets", ..]) => self.route_ticket(request, rest, by),
            _ => Err(Refusal::not_found()),
        }
    }

    fn route_people(&self, request: &Request, rest: &[&str], by: u64) -> Answer {
        let found = |json: Option<Value>| {
            json.map(|json| Response::of_json(200, &json)).ok_or_else(Refusal::not_found)
        };
        match (request.method.as_str(), rest) {
            ("GET", ["contacts"]) => {
                // "_updated_since", section `#list_all_contacts`.
                let since = request.param("_updated_since").and_then(instant).unwrap_or(i64::MIN);
                let list = self.contacts.values().filter(|contact| contact.updated >= since);
                self.list(request, list.map(Self::contact_json).collect())
            }
            ("GET", ["contacts", id]) => found(self.contacts.get(&number(id)?).map(Self::contact_json)),
            ("GET", ["companies"]) => {
                self.list(request, self.companies.values().map(Self::company_json).collect())
            }
            ("GET", ["companies", id]) => found(self.companies.get(&number(id)?).map(Self::company_json)),
            ("GET", ["agents"]) => {
                self.list(request, self.agents.values().map(|agent| self.agent_json(agent)).collect())
            }
            ("GET", ["agents", "me"]) => found(self.agents.get(&by).map(|agent| self.agent_json(agent))),
            ("GET", ["agents", id]) => {
                found(self.agents.get(&number(id)?).map(|agent| self.agent_json(agent)))
            }
            (method, _) => Err(Refusal::no_method(method, "GET")),
        }
    }

    fn route_ticket(&mut self, request: &Request, rest: &[&str], by: u64) -> Answer {
        match (request.method.as_str(), rest) {
            ("GET", ["tickets"]) => self.tickets(request, by),
            ("POST", ["tickets"]) => self.ask_create(request, by),
            (method, ["tickets"]) => Err(Refusal::no_method(method, "GET, POST")),
            ("PUT", ["tickets", "merge"]) => self.ask_merge(request, by),
            ("GET", ["tickets", id]) => {
                let ticket = self.tickets.get(&number(id)?).ok_or_else(Refusal::not_found)?;
                Ok(Response::of_json(200, &self.full_json(request, ticket, true)))
            }
            ("PUT", ["tickets", id]) => self.ask_update(request, number(id)?, by),
            ("DELETE", ["tickets", id]) => self.ask_delete(number(id)?, by),
            ("PUT", ["tickets", id, "restore"]) => self.restore(number(id)?, by),
            ("GET", ["tickets", id, "conversations"]) => self.conversations(request, number(id)?),
            ("POST", ["tickets", id, "reply"]) => self.reply(request, number(id)?, by),
            ("POST", ["tickets", id, "notes"]) => self.add_note(request, number(id)?, by),
            ("GET", ["tickets", id, "time_entries"]) => self.times(request, number(id)?),
            ("POST", ["tickets", id, "time_entries"]) => self.add_time(request, number(id)?, by),
            (method, ["tickets", _]) => Err(Refusal::no_method(method, "GET, PUT, DELETE")),
            _ => Err(Refusal::not_found()),
        }
    }
}

fn number(text: &str) -> Result<u64, Refusal> {
    text.parse().map_err(|_| Refusal::not_found())
}
