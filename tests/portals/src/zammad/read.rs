//! Lists and single records.

use serde_json::{Value, json};

use super::account::Account;
use super::catalog::PRIORITIES;
use super::page::Page;
use super::person::{Organization, Role, User};
use super::refusal::{Answer, Refusal};
use super::ticket::Shown;
use crate::http::{Request, Response};

impl Account {
    /// `GET /api/v1/tickets`: by identifier, 100 a page and no more, and nothing to filter or to sort by.
    pub(super) fn tickets(&self, request: &Request, by: u64) -> Answer {
        let shown = if expands(request) { Shown::Names } else { Shown::Plain };
        let seen = self.tickets.values().filter(|ticket| self.may_see(by, ticket));
        let list = seen.map(|ticket| self.ticket_json(ticket, shown)).collect();
        Ok(Response::of_json(200, &Page::of(request, 100, 100).cut(list)))
    }

    pub(super) fn ticket(&self, request: &Request, id: u64, by: u64) -> Answer {
        let shown = if expands(request) { Shown::Names } else { Shown::Plain };
        Ok(Response::of_json(200, &self.ticket_json(self.visible(by, id)?, shown)))
    }

    /// `GET /api/v1/version`, for whom has the permission `admin.version`, `version_controller_policy.rb`.
    pub(super) fn version(&self, by: u64) -> Answer {
        if self.role(by) != Role::Admin {
            return Err(Refusal::forbidden());
        }
        Ok(Response::of_json(200, &json!({ "version": "7.0.0" })))
    }

    /// Customers see themselves only.
    pub(super) fn users(&self, request: &Request, by: u64) -> Answer {
        let seen = self.users.values().filter(|user| self.is_agent(by) || user.id == by);
        let list = seen.map(|user| self.user_json(user, expands(request))).collect();
        Ok(Response::of_json(200, &Page::of(request, 500, 1_000).cut(list)))
    }

    pub(super) fn user(&self, request: &Request, id: u64, by: u64) -> Answer {
        let user = self.users.get(&id).ok_or_else(|| Refusal::missing("User", id))?;
        if !self.is_agent(by) && id != by {
            return Err(Refusal::forbidden());
        }
        Ok(Response::of_json(200, &self.user_json(user, expands(request))))
    }

    /// `GET /api/v1/users/search?query=…`: words in names and addresses, or `email:…`.
    pub(super) fn search_users(&self, request: &Request, by: u64) -> Answer {
        self.agents_only(by)?;
        let query = request.param("query").or(request.param("term")).unwrap_or_default().replace('*', "");
        let found = self.users.values().filter(|user| user_matches(user, query.trim()));
        let list = found.map(|user| self.user_json(user, expands(request))).collect();
        Ok(Response::of_json(200, &Page::of(request, 50, 200).cut(list)))
    }

    /// Customers see their own organization only.
    pub(super) fn organizations(&self, request: &Request, by: u64) -> Answer {
        let list = self.seen_organizations(by).map(|one| self.organization_json(one, expands(request)));
        Ok(Response::of_json(200, &Page::of(request, 500, 1_000).cut(list.collect())))
    }

    pub(super) fn organization(&self, request: &Request, id: u64, by: u64) -> Answer {
        let one = self.organizations.get(&id).ok_or_else(|| Refusal::missing("Organization", id))?;
        if !self.seen_organizations(by).any(|one| one.id == id) {
            return Err(Refusal::forbidden());
        }
        Ok(Response::of_json(200, &self.organization_json(one, expands(request))))
    }

    pub(super) fn search_organizations(&self, request: &Request, by: u64) -> Answer {
        self.agents_only(by)?;
        let query = request.param("query").unwrap_or_default().replace('*', "").to_lowercase();
        let found = self.organizations.values().filter(|one| one.name.to_lowercase().contains(query.trim()));
        let list = found.map(|one| self.organization_json(one, expands(request))).collect();
        Ok(Response::of_json(200, &Page::of(request, 50, 200).cut(list)))
    }

    fn seen_organizations(&self, by: u64) -> impl Iterator<Item = &Organization> {
        let own = self.users.get(&by).and_then(|user| user.organization);
        let agent = self.is_agent(by);
        self.organizations.values().filter(move |one| agent || own == Some(one.id))
    }

    /// Everybody may list the groups: the page says `admin.group`, `groups_controller_policy.rb` lets agents and
    /// customers too.
    pub(super) fn groups(&self, request: &Request) -> Answer {
        let list = self.groups.values().map(|group| self.group_json(group)).collect();
        Ok(Response::of_json(200, &Page::of(request, 500, 1_000).cut(list)))
    }

    pub(super) fn group(&self, id: u64) -> Answer {
        let group = self.groups.get(&id).ok_or_else(|| Refusal::missing("Group", id))?;
        Ok(Response::of_json(200, &self.group_json(group)))
    }

    pub(super) fn states(&self, request: &Request) -> Answer {
        let list = self.states.values().map(|state| self.state_json(state, expands(request))).collect();
        Ok(Response::of_json(200, &Page::of(request, 500, 1_000).cut(list)))
    }

    pub(super) fn state(&self, request: &Request, id: u64) -> Answer {
        let state = self.states.get(&id).ok_or_else(|| Refusal::missing("Ticket::State", id))?;
        Ok(Response::of_json(200, &self.state_json(state, expands(request))))
    }

    pub(super) fn priorities(&self) -> Answer {
        let list: Vec<Value> = PRIORITIES.into_iter().map(|one| self.priority_json(one)).collect();
        Ok(Response::of_json(200, &json!(list)))
    }

    pub(super) fn priority(&self, id: u64) -> Answer {
        let known = PRIORITIES.into_iter().find(|(known, _)| *known == id);
        let known = known.ok_or_else(|| Refusal::missing("Ticket::Priority", id))?;
        Ok(Response::of_json(200, &self.priority_json(known)))
    }
}

fn expands(request: &Request) -> bool {
    request.param("expand") == Some("true")
}

fn user_matches(user: &User, query: &str) -> bool {
    let query = query.to_lowercase();
    let (field, text) = query.split_once(':').unwrap_or(("", &query));
    let text = text.trim_matches('"');
    let [first, last] = [&user.firstname, &user.lastname].map(|name| name.to_lowercase());
    match field {
        "email" | "login" => user.email == text,
        "firstname" => first == text,
        "lastname" => last == text,
        "id" => user.id.to_string() == text,
        "" => text
            .split_whitespace()
            .all(|word| [&first, &last, &user.email].into_iter().any(|own| own.contains(word))),
        _ => false,
    }
}
