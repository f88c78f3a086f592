//! Agents, contacts, companies and the group.

use serde_json::{Value, json};

use super::account::Account;
use super::refusal::{Answer, Refusal};
use crate::clock::iso;
use crate::http::Request;

/// An agent.
#[derive(Clone, Debug)]
pub(super) struct Agent {
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) key: String,
    pub(super) created: i64,
    /// Besides the one that all are in.
    pub(super) groups: Vec<u64>,
    pub(super) role: u64,
}

/// The roles that every account has, section `#list_all_roles`.
pub(super) const ROLES: [(u64, &str); 4] =
    [(1, "Account Administrator"), (2, "Administrator"), (3, "Supervisor"), (ROLE, "Agent")];
/// Of an agent who is no administrator.
pub(super) const ROLE: u64 = 4;

/// A customer.
#[derive(Clone, Debug)]
pub(super) struct Contact {
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) company: Option<u64>,
    pub(super) created: i64,
    pub(super) updated: i64,
}

/// A company of customers.
#[derive(Clone, Debug)]
pub(super) struct Company {
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) account_tier: Option<String>,
    pub(super) renewal: Option<i64>,
    pub(super) custom_fields: Value,
    pub(super) created: i64,
}

impl Account {
    pub(super) fn add_agent(&mut self, name: &str, email: &str) -> u64 {
        let id = self.new_id();
        let (name, email) = (name.to_owned(), email.to_owned());
        // Whoever opened the account administers it.
        let role = if self.agents.is_empty() { 1 } else { ROLE };
        let (key, created) = (format!("key-{id}"), self.now);
        let agent = Agent { id, name, email, key, created, groups: Vec::new(), role };
        self.agents.insert(id, agent);
        id
    }

    pub(super) fn add_contact(&mut self, name: &str, email: &str, company: Option<u64>) -> u64 {
        let (id, now) = (self.new_id(), self.now);
        let (name, email) = (name.to_owned(), email.to_owned());
        self.contacts.insert(id, Contact { id, name, email, company, created: now, updated: now });
        id
    }

    /// An agent's name and address are below `contact`.
    pub(super) fn agent_json(&self, agent: &Agent) -> Value {
        let groups: Vec<u64> = std::iter::once(self.group).chain(agent.groups.iter().copied()).collect();
        json!({
            "id": agent.id,
            "available": true,
            "occasional": false,
            "signature": null,
            "ticket_scope": 1,
            "type": "support_agent",
            "group_ids": groups,
            "role_ids": [agent.role],
            "contact": {
                "active": true,
                "name": agent.name,
                "email": agent.email,
                "job_title": null,
                "language": "en",
                "time_zone": "UTC",
                "phone": null,
                "mobile": null,
                "created_at": iso(agent.created),
                "updated_at": iso(agent.created),
            },
            "created_at": iso(agent.created),
            "updated_at": iso(agent.created),
        })
    }

    pub(super) fn contact_json(contact: &Contact) -> Value {
        json!({
            "id": contact.id,
            "active": false,
            "name": contact.name,
            "email": contact.email,
            "phone": null,
            "mobile": null,
            "twitter_id": null,
            "address": null,
            "description": null,
            "job_title": null,
            "language": "en",
            "time_zone": "UTC",
            "company_id": contact.company,
            "other_emails": [],
            "other_companies": [],
            "tags": [],
            "custom_fields": {},
            "created_at": iso(contact.created),
            "updated_at": iso(contact.updated),
        })
    }

    pub(super) fn company_json(company: &Company) -> Value {
        json!({
            "id": company.id,
            "name": company.name,
            "description": null,
            "note": null,
            "domains": [],
            "health_score": null,
            "account_tier": company.account_tier,
            "renewal_date": company.renewal.map(iso),
            "industry": null,
            "custom_fields": company.custom_fields,
            "created_at": iso(company.created),
            "updated_at": iso(company.created),
        })
    }

    pub(super) fn group_json(&self) -> Value {
        self.named_group(self.group, "Support", &self.agents.keys().copied().collect::<Vec<_>>())
    }

    /// The group that all are in, then those that a test added.
    pub(super) fn groups(&self) -> Vec<Value> {
        let is_in = |id: &u64, agent: &&Agent| agent.groups.contains(id);
        let teams = self.teams.iter().map(|(id, name)| {
            let members: Vec<u64> =
                self.agents.values().filter(|agent| is_in(id, agent)).map(|one| one.id).collect();
            self.named_group(*id, name, &members)
        });
        std::iter::once(self.group_json()).chain(teams).collect()
    }

    /// `#list_all_roles`. Assumed: administrators may read them, and other agents may not.
    pub(super) fn roles(&self, request: &Request, by: u64) -> Answer {
        if self.agents.get(&by).is_none_or(|agent| agent.role == ROLE) {
            return Err(Refusal::denied());
        }
        let role = |(id, name): (u64, &str)| {
            json!({
                "id": id,
                "name": name,
                "description": "",
                "default": true,
                "created_at": iso(0),
                "updated_at": iso(0),
            })
        };
        self.list(request, ROLES.map(role).to_vec())
    }

    fn named_group(&self, id: u64, name: &str, agents: &[u64]) -> Value {
        json!({
            "id": id,
            "name": name,
            "description": null,
            "agent_ids": agents,
            "escalate_to": null,
            "unassigned_for": null,
            "business_hour_id": null,
            "group_type": "support_agent_group",
            "created_at": iso(0),
            "updated_at": iso(0),
        })
    }
}
