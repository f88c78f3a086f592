//! What a test does at a fake Zammad.

use serde_json::{Value, json};

use super::Zammad;
use super::article::Kind;
use super::file::File;
use super::person::{Organization, Role};
use super::ticket::Shown;
use crate::Staff;

impl Zammad {
    /// The administrator, who is an agent too.
    #[must_use]
    pub fn admin(&self) -> Staff {
        self.member(Role::Admin)
    }

    /// The agent, who may not delete.
    #[must_use]
    pub fn agent(&self) -> Staff {
        self.member(Role::Agent)
    }

    /// Somebody with their token, a customer too.
    #[must_use]
    pub fn user(&self, id: u64) -> Staff {
        self.portal().staff(id).unwrap_or_else(Staff::nobody)
    }

    /// Adds an organization with values of its own attributes, as in `json!({"contract": "premium"})`. Its members see
    /// each other's tickets.
    pub fn add_organization(&self, name: &str, attributes: Value) -> u64 {
        let mut account = self.portal();
        let (id, created, name) = (account.new_id(), account.now, name.to_owned());
        account.organizations.insert(id, Organization { id, name, shared: true, attributes, created });
        id
    }

    /// Adds a customer, as in `("Jo Doe", "jo@acme.test", None)`.
    pub fn add_customer(&self, name: &str, email: &str, organization: Option<u64>) -> u64 {
        let (first, last) = name.split_once(' ').unwrap_or((name, ""));
        self.portal().add_user(first, last, email, Role::Customer, organization)
    }

    /// Adds an agent who is in no group yet.
    pub fn add_agent(&self, name: &str, email: &str) -> u64 {
        let (first, last) = name.split_once(' ').unwrap_or((name, ""));
        self.portal().add_user(first, last, email, Role::Agent, None)
    }

    /// Adds a group of these agents.
    pub fn add_group(&self, name: &str, agents: &[u64]) -> u64 {
        self.portal().add_group(name, agents)
    }

    /// Adds an attribute of tickets of the installation's own.
    pub fn add_attribute(&self, name: &str) {
        self.portal().settings.attributes.push(name.to_owned());
    }

    /// A customer opens a ticket in the first group, by mail.
    pub fn add_ticket(&self, customer: u64, subject: &str, text: &str) -> u64 {
        self.add_ticket_with(&json!({
            "title": subject, "group_id": 1, "customer_id": customer,
            "article": {
                "body": text, "type": "email", "sender": "Customer", "to": "support@vendor.test",
                "content_type": "text/plain",
            },
        }))
    }

    /// A ticket is created by what `POST /api/v1/tickets` takes, by the administrator, in the name of its customer.
    /// Returns 0 when the installation refuses it.
    pub fn add_ticket_with(&self, fields: &Value) -> u64 {
        let by = self.admin().id;
        let mut account = self.portal();
        let place = account.journal.effects.len();
        let Ok(id) = account.create(fields, by) else { return 0 };
        let customer = account.tickets.get(&id).map_or(by, |ticket| ticket.customer);
        let from = account.from(customer, Kind::Email);
        if let Some(ticket) = account.tickets.get_mut(&id) {
            (ticket.created_by, ticket.updated_by) = (customer, customer);
            for article in &mut ticket.articles {
                (article.by, article.from) = (customer, from.clone());
            }
            for entry in &mut ticket.history {
                entry.by = customer;
            }
        }
        for effect in account.journal.effects.iter_mut().skip(place) {
            effect.by = customer;
        }
        account.reindex(id);
        id
    }

    /// The customer writes by mail, which opens a ticket that waits or is closed. Says whether the ticket is there.
    pub fn customer_writes(&self, ticket: u64, text: &str) -> bool {
        let mut account = self.portal();
        let Some(by) = account.tickets.get(&ticket).map(|ticket| ticket.customer) else { return false };
        account.said(ticket, by, text, Kind::Email, false);
        account.follow_up(ticket, by);
        true
    }

    /// The customer writes by mail with a file. Says whether the ticket is there.
    pub fn customer_sends(&self, ticket: u64, text: &str, name: &str, kind: &str, content: &[u8]) -> bool {
        let is_there = self.customer_writes(ticket, text);
        let (name, kind, content) = (name.to_owned(), kind.to_owned(), content.to_vec());
        self.portal().attach(ticket, File { id: 0, name, kind, content });
        is_there
    }

    /// Another agent writes, by mail or as an internal note. Says whether the ticket is there.
    pub fn agent_writes(&self, ticket: u64, agent: u64, text: &str, public: bool) -> bool {
        let mut account = self.portal();
        let there = account.tickets.contains_key(&ticket);
        if there {
            account.said(ticket, agent, text, if public { Kind::Email } else { Kind::Note }, !public);
        }
        there
    }

    /// Another agent changes what `PUT /api/v1/tickets/{id}` takes. Says whether the installation took it.
    pub fn agent_changes(&self, ticket: u64, agent: u64, fields: &Value) -> bool {
        self.portal().update(ticket, fields, agent).is_ok()
    }

    /// Another agent adds a tag.
    pub fn add_tag(&self, ticket: u64, agent: u64, tag: &str) {
        self.portal().add_tag(ticket, tag, agent);
    }

    /// Another agent removes a tag.
    pub fn remove_tag(&self, ticket: u64, agent: u64, tag: &str) {
        self.portal().remove_tag(ticket, tag, agent);
    }

    /// The administrator deletes a ticket for ever.
    pub fn erase(&self, ticket: u64) {
        let by = self.admin().id;
        self.portal().erase(ticket, by);
    }

    /// The agent merges a ticket into another. Says whether the installation took it.
    pub fn merge(&self, source: u64, target: u64) -> bool {
        let by = self.agent().id;
        let mut account = self.portal();
        account.tickets.contains_key(&source) && account.merge(source, target, by).is_ok()
    }

    /// Sets the portal's own deadlines of a ticket: first response, update, solution. They change no `updated_at`.
    pub fn set_due(&self, ticket: u64, first: Option<i64>, update: Option<i64>, close: Option<i64>) {
        let mut account = self.portal();
        if let Some(ticket) = account.tickets.get_mut(&ticket) {
            let clocks = &mut ticket.clocks;
            (clocks.first_response_due, clocks.update_due, clocks.close_due) = (first, update, close);
        }
        account.reindex(ticket);
    }

    /// Seconds until the search finds a change; 0 at first.
    pub fn set_search_delay(&self, seconds: i64) {
        self.portal().settings.search_delay = seconds;
    }

    /// Takes Elasticsearch away: the database answers searches then.
    pub fn remove_elasticsearch(&self) {
        self.portal().settings.elasticsearch = false;
    }

    /// Sets behind which result the search shows nothing; the ten thousandth at first.
    pub fn set_result_window(&self, results: usize) {
        self.portal().settings.window = results;
    }

    /// Sets `timezone_default`, in seconds east of UTC: how the search reads dates without an offset.
    pub fn set_zone(&self, seconds_east: i64) {
        self.portal().settings.zone = seconds_east;
    }

    /// Sets what all stamps have behind their whole seconds; 790 ms at first, as in the documentation.
    pub fn set_millis(&self, millis: u16) {
        self.portal().settings.millis = i64::from(millis);
    }

    /// Sets how many requests a minute are allowed; there is no limit at first.
    pub fn set_limit(&self, per_minute: u32) {
        let mut account = self.portal();
        account.settings.limit = Some(per_minute);
        account.counters.clear();
    }

    /// The number of a ticket, by which people and merges call it.
    #[must_use]
    pub fn number(&self, ticket: u64) -> String {
        self.portal().tickets.get(&ticket).map_or_else(String::new, |ticket| ticket.number.clone())
    }

    /// A ticket as `expand=true` shows it, with its articles in `articles` and its tags in `tags`; null when there is
    /// none.
    #[must_use]
    pub fn ticket(&self, id: u64) -> Value {
        let account = self.portal();
        let Some(ticket) = account.tickets.get(&id) else { return Value::Null };
        let mut json = account.ticket_json(ticket, Shown::Names);
        json["articles"] = ticket.articles.iter().map(|article| account.article_json(article)).collect();
        json["tags"] = json!(ticket.tags);
        json
    }

    fn member(&self, role: Role) -> Staff {
        let account = self.portal();
        let id = account.users.values().find(|user| user.role == role).map_or(0, |user| user.id);
        account.staff(id).unwrap_or_else(Staff::nobody)
    }
}
