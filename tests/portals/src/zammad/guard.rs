//! Who calls, page `api/intro`, and what they may do, `ticket_policy.rb`.

use super::account::Account;
use super::person::{Role, User};
use super::refusal::{Answer, Refusal};
use super::ticket::Ticket;
use crate::Staff;
use crate::http::{Request, Response};
use crate::limit::Limit;

impl Account {
    /// The answer, after the caller was looked at.
    pub(super) fn guarded(&mut self, request: &Request) -> Response {
        self.allowed(request).unwrap_or_else(|Refusal(response)| response)
    }

    fn allowed(&mut self, request: &Request) -> Answer {
        if let Some(total) = self.settings.limit {
            let left = self.counters.count("all", Limit { total, interval: 60 }, 1, self.now);
            if !left.allowed {
                return Err(Refusal::too_many(left.resets));
            }
        }
        let caller = self.caller(request)?;
        let by = self.on_behalf(request, caller)?;
        self.route(request, by)
    }

    /// A token comes as `Token token=…`; `Bearer …` is read too, as Rails does. Basic authentication "can be disabled",
    /// and is here.
    fn caller(&self, request: &Request) -> Result<u64, Refusal> {
        let header = request.header("authorization").ok_or_else(Refusal::anonymous)?;
        let (scheme, rest) = header.split_once(' ').unwrap_or((header, ""));
        if !["Token", "Bearer"].contains(&scheme) {
            return Err(Refusal::forbidden_since("API password access disabled!"));
        }
        let token = rest.trim().trim_start_matches("token=").trim_matches('"');
        let known = self.users.values().find(|user| !token.is_empty() && user.token == token);
        known.map(|user| user.id).ok_or_else(Refusal::unauthorized)
    }

    /// The header `From` lets an administrator act as somebody else: an identifier, a login or an address.
    fn on_behalf(&self, request: &Request, caller: u64) -> Result<u64, Refusal> {
        let Some(other) = request.header("from").or(request.header("x-on-behalf-of")) else {
            return Ok(caller);
        };
        if self.role(caller) != Role::Admin {
            let why = "Current user has no permission to use 'From'/'X-On-Behalf-Of'!";
            return Err(Refusal::forbidden_since(why));
        }
        let is = |user: &&User| user.id.to_string() == other || user.email.eq_ignore_ascii_case(other);
        let found = self.users.values().find(is).map(|user| user.id);
        found.ok_or_else(|| Refusal::forbidden_since(&format!("No such user '{other}'")))
    }

    pub(super) fn role(&self, user: u64) -> Role {
        self.users.get(&user).map_or(Role::Customer, |user| user.role)
    }

    pub(super) fn is_agent(&self, user: u64) -> bool {
        matches!(self.role(user), Role::Admin | Role::Agent)
    }

    /// Refuses whoever is no agent.
    pub(super) fn agents_only(&self, by: u64) -> Result<(), Refusal> {
        if self.is_agent(by) { Ok(()) } else { Err(Refusal::forbidden()) }
    }

    pub(super) fn in_group(&self, user: u64, group: u64) -> bool {
        self.is_agent(user) && self.groups.get(&group).is_some_and(|group| group.agents.contains(&user))
    }

    /// Agents see the tickets of their groups. Customers see their own, and those of an organization that shares.
    pub(super) fn may_see(&self, user: u64, ticket: &Ticket) -> bool {
        if self.in_group(user, ticket.group) || ticket.customer == user {
            return true;
        }
        let own = self.users.get(&user).and_then(|user| user.organization);
        let shared = own.and_then(|id| self.organizations.get(&id)).is_some_and(|one| one.shared);
        shared && ticket.organization == own
    }

    pub(super) fn visible(&self, user: u64, id: u64) -> Result<&Ticket, Refusal> {
        let ticket = self.tickets.get(&id).ok_or_else(|| Refusal::missing("Ticket", id))?;
        if self.may_see(user, ticket) { Ok(ticket) } else { Err(Refusal::forbidden()) }
    }

    /// A ticket that this agent may change.
    pub(super) fn workable(&self, user: u64, id: u64) -> Result<&Ticket, Refusal> {
        let ticket = self.tickets.get(&id).ok_or_else(|| Refusal::missing("Ticket", id))?;
        if self.in_group(user, ticket.group) { Ok(ticket) } else { Err(Refusal::forbidden()) }
    }

    pub(super) fn staff(&self, id: u64) -> Option<Staff> {
        let user = self.users.get(&id)?;
        Some(Staff {
            id,
            email: user.email.clone(),
            token: user.token.clone(),
            authorization: format!("Token token={}", user.token),
        })
    }
}
