//! Creating and changing tickets, page `api/ticket`.

use serde_json::{Map, Value, json};

use super::account::{Account, NOBODY};
use super::article::Article;
use super::catalog::{Kind, NEW};
use super::escalation::Clocks;
use super::history::What;
use super::person::Role;
use super::refusal::{Answer, Refusal};
use super::ticket::{Shown, Ticket};
use crate::clock::instant;
use crate::http::{Request, Response};
use crate::journal::Deed;

impl Account {
    pub(super) fn ask_create(&mut self, request: &Request, by: u64) -> Answer {
        let id = self.create(&object(request)?, by)?;
        self.shown_ticket(request, id, 201)
    }

    /// All of a request is one transaction: an article that is refused leaves no ticket.
    pub(super) fn create(&mut self, body: &Value, by: u64) -> Result<u64, Refusal> {
        let title = body["title"].as_str().filter(|title| !title.is_empty());
        let title = title.ok_or_else(|| required("title"))?.to_owned();
        let group = self.asked_group(body)?.ok_or_else(|| required("group_id"))?;
        if self.is_agent(by) && !self.in_group(by, group) {
            return Err(Refusal::forbidden());
        }
        let state = self.asked_state(body)?.unwrap_or(NEW);
        let priority = Self::asked_priority(body)?.unwrap_or(2);
        let owner = self.asked_user(body, "owner")?.unwrap_or(NOBODY);
        let pending = self.asked_pending(body, state, None)?;
        let customer = self.asked_customer(body, by)?;
        let (id, now) = (self.new_ticket_id(), self.now);
        let article = self.asked_article(id, body, by)?;
        let ticket = Ticket {
            id,
            number: format!("{}", 53_000 + id),
            title: title.clone(),
            group,
            priority,
            state,
            organization: self.users.get(&customer).and_then(|user| user.organization),
            owner: if self.in_group(owner, group) { owner } else { NOBODY },
            customer,
            note: body["note"].as_str().map(str::to_owned),
            pending,
            attributes: Map::new(),
            tags: Vec::new(),
            articles: Vec::new(),
            times: Vec::new(),
            history: Vec::new(),
            clocks: Clocks::default(),
            created: now,
            created_by: by,
            updated: now,
            updated_by: by,
        };
        self.tickets.insert(id, ticket);
        let place = self.journal.effects.len();
        self.log(id, by, "created", What::Ticket);
        let text = crate::words::plain(body["article"]["body"].as_str().unwrap_or_default());
        if let Some(article) = article {
            self.put_article(article, &body["article"]);
        }
        self.set_attributes(id, body, by);
        // What came with the ticket is one deed: it was created.
        self.journal.effects.truncate(place);
        self.note(by, Deed::Created, id, format!("{title}: {text}"));
        for tag in body["tags"].as_str().unwrap_or_default().split(',') {
            self.add_tag(id, tag, by);
        }
        self.touch(id, by);
        Ok(id)
    }

    /// `PUT /api/v1/tickets/{id}`. There is no precondition: what is no attribute, a stamp for example, is dropped
    /// without a word (`param_cleanup`), and the last who writes wins.
    pub(super) fn ask_update(&mut self, request: &Request, id: u64, by: u64) -> Answer {
        let body = object(request)?;
        self.visible(by, id)?;
        self.update(id, &body, by)?;
        self.shown_ticket(request, id, 200)
    }

    pub(super) fn update(&mut self, id: u64, body: &Value, by: u64) -> Result<(), Refusal> {
        let ticket = self.tickets.get(&id).ok_or_else(|| Refusal::missing("Ticket", id))?;
        let (old_state, old_pending) = (ticket.state, ticket.pending);
        let state = self.asked_state(body)?;
        let pending = self.asked_pending(body, state.unwrap_or(old_state), old_pending)?;
        let (group, priority) = (self.asked_group(body)?, Self::asked_priority(body)?);
        let agent = self.is_agent(by);
        let owner = if agent { self.asked_user(body, "owner")? } else { None };
        let customer = if agent { self.asked_user(body, "customer")? } else { None };
        let article = self.asked_article(id, body, by)?;
        if let Some(title) = body["title"].as_str() {
            self.set_text(id, "title", title, by);
        }
        if let Some(group) = group {
            self.set_reference(id, "group", group, by);
        }
        if let Some(priority) = priority {
            self.set_reference(id, "priority", priority, by);
        }
        if let Some(customer) = customer {
            self.set_reference(id, "customer", customer, by);
        }
        if let Some(owner) = owner {
            self.set_reference(id, "owner", owner, by);
        }
        self.set_attributes(id, body, by);
        if let Some(ticket) = self.tickets.get_mut(&id) {
            ticket.pending = pending;
        }
        if let Some(state) = state {
            self.set_state(id, state, by);
        }
        self.check_owner(id, by);
        if let Some(article) = article {
            self.put_article(article, &body["article"]);
        }
        Ok(())
    }

    fn asked_article(&mut self, id: u64, body: &Value, by: u64) -> Result<Option<Article>, Refusal> {
        let article = &body["article"];
        if article.is_object() { self.read_article(id, article, by).map(Some) } else { Ok(None) }
    }

    fn shown_ticket(&self, request: &Request, id: u64, status: u16) -> Answer {
        let ticket = self.tickets.get(&id).ok_or_else(|| Refusal::missing("Ticket", id))?;
        let shown = if request.param("expand") == Some("true") { Shown::Names } else { Shown::Ids };
        Ok(Response::of_json(status, &self.ticket_json(ticket, shown)))
    }

    /// "Use `guess:{email address}` to save an API call if you don't know the user's ID or want to create the user in
    /// question." A customer is always the customer.
    fn asked_customer(&mut self, body: &Value, by: u64) -> Result<u64, Refusal> {
        if !self.is_agent(by) {
            return Ok(by);
        }
        let guess = body["customer_id"].as_str().or_else(|| body["customer"].as_str());
        let Some(address) = guess.and_then(|text| text.strip_prefix("guess:")) else {
            return Ok(self.asked_user(body, "customer")?.unwrap_or(by));
        };
        if !address.contains('@') {
            let why = format!("Invalid email '{address}' of customer");
            return Err(Refusal::unprocessable(&why));
        }
        let known = self.users.values().find(|user| user.email.eq_ignore_ascii_case(address));
        let known = known.map(|user| user.id);
        Ok(known.unwrap_or_else(|| self.add_user("", "", address, Role::Customer, None)))
    }

    /// A state that waits needs to know until when: the attribute is mandatory in these states, page
    /// `system/core-workflows` of the manual. Assumed: the wording.
    fn asked_pending(&self, body: &Value, state: u64, old: Option<i64>) -> Result<Option<i64>, Refusal> {
        let kind = self.states.get(&state).map_or(Kind::Open, |state| state.kind);
        if !kind.is_pending() {
            return Ok(None);
        }
        let asked = body["pending_time"].as_str().and_then(instant).or(old);
        let why = "Missing required value for field 'pending_time'!";
        asked.map(Some).ok_or_else(|| Refusal::unprocessable(why))
    }

    /// An owner who may not work in the group owns nothing: the ticket is nobody's then, without a word,
    /// `check_owner_active` in `ticket.rb`.
    fn check_owner(&mut self, id: u64, by: u64) {
        let Some(ticket) = self.tickets.get(&id) else { return };
        let closed = self.states.get(&ticket.state).is_some_and(|state| state.kind == Kind::Closed);
        if !closed && ticket.owner != NOBODY && !self.in_group(ticket.owner, ticket.group) {
            self.set_reference(id, "owner", NOBODY, by);
        }
    }

    fn set_text(&mut self, id: u64, name: &str, to: &str, by: u64) {
        let Some(ticket) = self.tickets.get_mut(&id).filter(|ticket| ticket.title != to) else { return };
        let from = std::mem::replace(&mut ticket.title, to.to_owned());
        self.changed(id, name, from, to.to_owned(), None, by);
    }

    fn set_reference(&mut self, id: u64, name: &str, to: u64, by: u64) {
        let now = self.now;
        let Some(ticket) = self.tickets.get_mut(&id) else { return };
        let slot = match name {
            "group" => &mut ticket.group,
            "priority" => &mut ticket.priority,
            "customer" => &mut ticket.customer,
            _ => &mut ticket.owner,
        };
        let from = std::mem::replace(slot, to);
        if from == to {
            return;
        }
        if name == "owner" {
            ticket.clocks.owner_changed = Some(now);
        }
        if name == "customer" {
            ticket.organization = self.users.get(&to).and_then(|user| user.organization);
        }
        let label = |id: u64| match name {
            "group" => self.group_name(id).to_owned(),
            "priority" => Self::priority_name(id).to_owned(),
            _ => self.users.get(&id).map_or_else(String::new, super::person::User::full_name),
        };
        let (before, after) = (label(from), label(to));
        self.changed(id, name, before, after, Some((from, to)), by);
    }

    fn set_attributes(&mut self, id: u64, body: &Value, by: u64) {
        for name in self.settings.attributes.clone() {
            let Some(to) = body.get(&name) else { continue };
            let Some(ticket) = self.tickets.get_mut(&id) else { return };
            let from = ticket.attributes.insert(name.clone(), to.clone()).unwrap_or_default();
            if from != *to {
                let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                self.changed(id, &name, text(&from), text(to), None, by);
            }
        }
    }

    fn changed(&mut self, id: u64, name: &str, from: String, to: String, ids: Option<(u64, u64)>, by: u64) {
        self.note(by, Deed::Changed, id, format!("{name}: {from} -> {to}"));
        self.log(id, by, "updated", What::Attribute { name: name.to_owned(), from, to, ids });
        self.touch(id, by);
    }
}

/// The body as an object.
pub(super) fn object(request: &Request) -> Result<Value, Refusal> {
    if request.body.is_empty() {
        return Ok(json!({}));
    }
    let body = request.json();
    if body.is_object() { Ok(body) } else { Err(Refusal::unprocessable("The request body is no JSON")) }
}

fn required(name: &str) -> Refusal {
    Refusal::unprocessable(&format!("The required value '{name}' is missing."))
}
