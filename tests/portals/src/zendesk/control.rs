//! What a test does at a fake Zendesk.

use serde_json::{Value, json};

use super::Zendesk;
use super::file::File;
use super::person::{Organization, Role, Team};
use super::sla::{Policy, PolicyMetric};
use super::view::View;
use crate::Staff;

impl Zendesk {
    /// The admin.
    #[must_use]
    pub fn admin(&self) -> Staff {
        self.member(Role::Admin)
    }

    /// The agent who is no admin: the export is closed to them.
    #[must_use]
    pub fn agent(&self) -> Staff {
        self.member(Role::Agent)
    }

    /// Adds another agent who is no admin.
    #[must_use]
    pub fn add_agent(&self, name: &str, email: &str) -> Staff {
        let mut account = self.portal();
        let id = account.add_user(name, email, Role::Agent, None);
        account.staff(id).unwrap_or_else(Staff::nobody)
    }

    /// Adds a group of these agents. No ticket can be in it.
    pub fn add_group(&self, name: &str, agents: &[u64]) -> u64 {
        let mut account = self.portal();
        let id = account.new_id();
        account.teams.insert(id, Team { name: name.to_owned(), members: agents.to_vec() });
        id
    }

    /// Adds an organization with values of its own fields, as in `json!({"plan": "premium"})`.
    pub fn add_organization(&self, name: &str, fields: Value) -> u64 {
        let mut account = self.portal();
        let (id, now) = (account.new_id(), account.now);
        let name = name.to_owned();
        let one = Organization { id, name, created: now, updated: now, fields, tags: Vec::new() };
        account.organizations.insert(id, one);
        id
    }

    /// Adds a customer.
    pub fn add_customer(&self, name: &str, email: &str, organization: Option<u64>) -> u64 {
        self.portal().add_user(name, email, Role::EndUser, organization)
    }

    /// A customer opens a ticket. Returns 0 when there is no text.
    pub fn add_ticket(&self, customer: u64, subject: &str, text: &str) -> u64 {
        self.add_ticket_with(&json!({
            "requester_id": customer, "submitter_id": customer, "subject": subject, "comment": { "body": text }
        }))
    }

    /// A ticket is created by what `POST /api/v2/tickets` takes below `ticket`, by its requester. Returns 0 when the
    /// account refuses it.
    pub fn add_ticket_with(&self, fields: &Value) -> u64 {
        let by = fields["requester_id"].as_u64().unwrap_or_default();
        self.portal().create(fields, by, "web").map_or(0, |(id, _)| id)
    }

    /// The requester writes. Says whether the account took it.
    pub fn customer_writes(&self, ticket: u64, text: &str) -> bool {
        let mut account = self.portal();
        let by = account.tickets.get(&ticket).map_or(0, |ticket| ticket.requester);
        account.update(ticket, &json!({ "comment": { "body": text } }), by, "email").is_ok()
    }

    /// Another agent writes, in public or as a note. Says whether the account took it.
    pub fn agent_writes(&self, ticket: u64, agent: u64, text: &str, public: bool) -> bool {
        self.agent_changes(ticket, agent, &json!({ "comment": { "body": text, "public": public } }))
    }

    /// Another agent changes what `PUT /api/v2/tickets/{id}` takes below `ticket`. Says whether the account took it.
    pub fn agent_changes(&self, ticket: u64, agent: u64, fields: &Value) -> bool {
        self.portal().update(ticket, fields, agent, "web").is_ok()
    }

    /// The requester writes with a file.
    pub fn customer_sends(&self, ticket: u64, text: &str, name: &str, kind: &str, content: &[u8]) -> bool {
        let mut account = self.portal();
        let by = account.tickets.get(&ticket).map_or(0, |ticket| ticket.requester);
        let file = File { name: name.to_owned(), kind: kind.to_owned(), content: content.to_vec() };
        let token = format!("upload-{}", account.add_file(file));
        let comment = json!({ "comment": { "body": text, "uploads": [token] } });
        account.update(ticket, &comment, by, "email").is_ok()
    }

    /// The system touches a ticket: it comes in the export again, with the same `updated_at`.
    pub fn system_touches(&self, ticket: u64) {
        let mut account = self.portal();
        let now = account.now;
        if let Some(ticket) = account.tickets.get_mut(&ticket) {
            ticket.generated = now;
        }
    }

    /// The admin puts a ticket into the bin.
    pub fn delete(&self, ticket: u64) {
        let admin = self.admin().id;
        self.portal().delete(ticket, admin);
    }

    /// The admin takes a ticket out of the bin. Says whether it was there.
    pub fn restore(&self, ticket: u64) -> bool {
        let admin = self.admin().id;
        self.portal().restore(ticket, admin).is_ok()
    }

    /// The admin deletes a ticket of the bin for ever.
    pub fn erase(&self, ticket: u64) {
        let admin = self.admin().id;
        self.portal().scrub(ticket, admin);
    }

    /// The agent merges a ticket into another. Says whether the account took it.
    pub fn merge(&self, source: u64, target: u64) -> bool {
        let agent = self.agent().id;
        self.portal().merge_now(source, target, agent).is_ok()
    }

    /// Adds an SLA policy: priority, metric, minutes. It is only shown; what it means for a ticket is said by
    /// [`Zendesk::set_slas`].
    pub fn add_policy(&self, title: &str, targets: &[(&str, &str, u32)]) -> u64 {
        let mut account = self.portal();
        let (id, created) = (account.new_id(), account.now);
        let owned = |(priority, metric, minutes): &(&str, &str, u32)| {
            ((*priority).to_owned(), (*metric).to_owned(), *minutes)
        };
        let targets = targets.iter().map(owned).collect();
        account.policies.push(Policy { id, title: title.to_owned(), targets, created });
        id
    }

    /// Says how the portal's own deadlines of a ticket stand.
    pub fn set_slas(&self, ticket: u64, metrics: Vec<PolicyMetric>) {
        if let Some(ticket) = self.portal().tickets.get_mut(&ticket) {
            ticket.metrics = metrics;
        }
    }

    /// Adds a view, in the words of the search.
    pub fn add_view(&self, title: &str, query: &str) -> u64 {
        let mut account = self.portal();
        let id = account.new_id();
        account.views.insert(id, View { title: title.to_owned(), query: query.to_owned() });
        id
    }

    /// Sets how many requests a minute the account may make in all; 700 at first.
    pub fn set_account_limit(&self, per_minute: u32) {
        self.portal().limits.account = per_minute;
    }

    /// Sets an endpoint's own limit, by the name in its header, as in `incremental-exports-cursor` or `tickets-update`;
    /// `tickets-update-same` is the one for one user and ticket. Says whether there is one of this name.
    pub fn set_limit(&self, name: &str, total: u32) -> bool {
        let mut account = self.portal();
        let limit = account.limits.endpoints.get_mut(name);
        limit.map(|limit| limit.total = total).is_some()
    }

    /// Starts all counters anew.
    pub fn forget_requests(&self) {
        self.portal().limits.counters.clear();
    }

    /// Seconds until a merge or an erasure that was asked for is done; 0 at first: before the next request.
    pub fn set_job_delay(&self, seconds: i64) {
        self.portal().settings.job_delay = seconds;
    }

    /// Seconds until search finds a change; 0 at first.
    pub fn set_search_delay(&self, seconds: i64) {
        self.portal().settings.search_delay = seconds;
    }

    /// Lets agents who are no admins delete tickets.
    pub fn let_agents_delete(&self) {
        self.portal().settings.agents_may_delete = true;
    }

    /// A ticket as its page shows it, with its comments in `comments` and its audits in `audits`; null when there is none.
    #[must_use]
    pub fn ticket(&self, id: u64) -> Value {
        let account = self.portal();
        let Some(ticket) = account.tickets.get(&id) else { return Value::Null };
        let mut json = account.ticket_json(ticket);
        json["comments"] = ticket.comments.iter().map(|comment| account.comment_json(comment)).collect();
        json["audits"] = ticket.audits.iter().map(super::ticket::Audit::json).collect();
        json
    }

    fn member(&self, role: Role) -> Staff {
        let account = self.portal();
        let id = account.users.values().find(|user| user.role == role).map_or(0, |user| user.id);
        account.staff(id).unwrap_or_else(Staff::nobody)
    }
}
