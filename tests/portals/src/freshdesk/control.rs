//! What a test does at a fake Freshdesk.

use serde_json::{Value, json};

use super::Freshdesk;
use super::file::File;
use super::guard::{Limits, Plan};
use super::people::Company;
use crate::Staff;
use crate::words;

impl Freshdesk {
    /// The first agent.
    #[must_use]
    pub fn agent(&self) -> Staff {
        self.member(0)
    }

    /// The second agent.
    #[must_use]
    pub fn other_agent(&self) -> Staff {
        self.member(1)
    }

    /// Adds a group of these agents.
    pub fn add_group(&self, name: &str, agents: &[u64]) -> u64 {
        let mut account = self.portal();
        let id = account.new_id();
        account.teams.insert(id, name.to_owned());
        for agent in account.agents.values_mut().filter(|agent| agents.contains(&agent.id)) {
            agent.groups.push(id);
        }
        id
    }

    /// Adds a company with its account tier and values of its own fields, as in `json!({"contract": "premium"})`.
    pub fn add_company(&self, name: &str, account_tier: Option<&str>, custom_fields: Value) -> u64 {
        let mut account = self.portal();
        let (id, created) = (account.new_id(), account.now);
        let (name, account_tier) = (name.to_owned(), account_tier.map(str::to_owned));
        let company = Company { id, name, account_tier, renewal: None, custom_fields, created };
        account.companies.insert(id, company);
        id
    }

    /// Says when a company's contract renews, in seconds since 1970 UTC.
    pub fn set_renewal(&self, company: u64, at: i64) {
        if let Some(company) = self.portal().companies.get_mut(&company) {
            company.renewal = Some(at);
        }
    }

    /// Adds a customer.
    pub fn add_contact(&self, name: &str, email: &str, company: Option<u64>) -> u64 {
        self.portal().add_contact(name, email, company)
    }

    /// A customer opens a ticket. Returns 0 when there is no text.
    pub fn add_ticket(&self, contact: u64, subject: &str, text: &str) -> u64 {
        let description = words::html(text);
        self.add_ticket_with(
            &json!({ "requester_id": contact, "subject": subject, "description": description }),
        )
    }

    /// A ticket is created by what `POST /api/v2/tickets` takes, by its requester. Returns 0 when the account refuses it.
    pub fn add_ticket_with(&self, fields: &Value) -> u64 {
        let by = fields["requester_id"].as_u64().unwrap_or_default();
        self.portal().create(fields, by).unwrap_or(0)
    }

    /// The requester writes. Says whether the ticket is there.
    pub fn customer_writes(&self, ticket: u64, text: &str) -> bool {
        let mut account = self.portal();
        let Ok(by) = account.live(ticket).map(|ticket| ticket.requester) else { return false };
        account.converse(ticket, by, &words::html(text), true, false, 0);
        true
    }

    /// The requester writes with a file. Says whether the ticket is there.
    pub fn customer_sends(&self, ticket: u64, text: &str, name: &str, kind: &str, content: &[u8]) -> bool {
        let mut account = self.portal();
        let Ok(by) = account.live(ticket).map(|ticket| ticket.requester) else { return false };
        let made = account.converse(ticket, by, &words::html(text), true, false, 0);
        let (name, kind, content) = (name.to_owned(), kind.to_owned(), content.to_vec());
        account.attach(ticket, made.id, vec![File { id: 0, name, kind, content, created: 0 }]);
        true
    }

    /// Another agent writes, in public or as a note. Says whether the ticket is there.
    pub fn agent_writes(&self, ticket: u64, agent: u64, text: &str, public: bool) -> bool {
        let mut account = self.portal();
        let there = account.live(ticket).is_ok();
        if there {
            account.converse(ticket, agent, &words::html(text), false, !public, if public { 0 } else { 2 });
        }
        there
    }

    /// Another agent changes what `PUT /api/v2/tickets/{id}` takes. Says whether the account took it.
    pub fn agent_changes(&self, ticket: u64, agent: u64, fields: &Value) -> bool {
        let mut account = self.portal();
        account.live(ticket).is_ok() && account.update(ticket, fields, agent).is_ok()
    }

    /// Marks a ticket as spam, or no longer.
    pub fn set_spam(&self, ticket: u64, spam: bool) {
        if let Some(ticket) = self.portal().tickets.get_mut(&ticket) {
            ticket.spam = spam;
        }
    }

    /// The first agent puts a ticket into the bin.
    pub fn delete(&self, ticket: u64) {
        let by = self.agent().id;
        self.portal().delete(ticket, by);
    }

    /// The first agent takes a ticket out of the bin. Says whether it was there.
    pub fn restore(&self, ticket: u64) -> bool {
        let by = self.agent().id;
        self.portal().restore(ticket, by).is_ok()
    }

    /// Removes a ticket for ever.
    pub fn erase(&self, ticket: u64) {
        let by = self.agent().id;
        self.portal().erase(ticket, by);
    }

    /// The first agent merges a ticket into another.
    pub fn merge(&self, secondary: u64, primary: u64) {
        let by = self.agent().id;
        self.portal().merge(secondary, primary, by);
    }

    /// Lets deletions and restorations change `updated_at`; they do not at first.
    pub fn let_deletions_touch(&self) {
        self.portal().deletion_touches = true;
    }

    /// Adds a status of the account's own, as in `(6, "Waiting on Customer")`.
    pub fn add_status(&self, number: u64, label: &str) {
        self.portal().statuses.insert(number, label.to_owned());
    }

    /// Sets the portal's own deadlines of a ticket: first response, next response, resolution.
    pub fn set_due(&self, ticket: u64, first: i64, next: Option<i64>, resolution: i64) {
        if let Some(ticket) = self.portal().tickets.get_mut(&ticket) {
            let due = &mut ticket.due;
            (due.first_response, due.next_response, due.resolution) = (first, next, resolution);
        }
    }

    /// Sets the limits of a plan and starts all counters anew.
    pub fn set_plan(&self, plan: Plan) {
        self.portal().limits = Limits::of(plan);
    }

    /// Sets how many requests a minute the account may make in all.
    pub fn set_account_limit(&self, per_minute: u32) {
        self.portal().limits.total = per_minute;
    }

    /// Starts all counters anew.
    pub fn forget_requests(&self) {
        self.portal().limits.counters.clear();
    }

    /// A ticket as its page shows it, with all its conversations in `conversations`; null when there is none.
    #[must_use]
    pub fn ticket(&self, id: u64) -> Value {
        let account = self.portal();
        let Some(ticket) = account.tickets.get(&id) else { return Value::Null };
        let mut json = account.ticket_json(ticket);
        json["conversations"] =
            ticket.conversations.iter().map(|one| account.conversation_json(one)).collect();
        json
    }

    fn member(&self, place: usize) -> Staff {
        let account = self.portal();
        let id = account.agents.keys().nth(place).copied().unwrap_or_default();
        account.staff(id).unwrap_or_else(Staff::nobody)
    }
}
