//! Agents, contacts, companies and the group.

use serde_json::{Value, json};

use super::account::Account;
use crate::clock::iso;

/// An agent.
#[derive(Clone, Debug)]
pub(super) struct Agent {
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) key: String,
    pub(super) created: i64,
}

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
        let agent = Agent { id, name, email, key: format!("key-{id}"), created: self.now };
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
    pub(super) fn agent_json(agent: &Agent) -> Value {
        json!({
            "id": agent.id,
            "available": true,
            "occasional": false,
            "signature": null,
            "ticket_scope": 1,
            "type": "support_agent",
            "group_ids": [],
            "role_ids": [],
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
        let agents: Vec<u64> = self.agents.keys().copied().collect();
        json!({
            "id": self.group,
            "name": "Support",
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
