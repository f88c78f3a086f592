//! A ticket, section `#ticket_attributes`.

use serde_json::{Map, Value, json};

use super::account::Account;
use super::conversation::Conversation;
use super::time::TimeEntry;
use crate::clock::iso;
use crate::http::Request;
use crate::words;

/// A ticket.
#[derive(Clone, Debug)]
pub(super) struct Ticket {
    pub(super) id: u64,
    pub(super) subject: String,
    /// HTML.
    pub(super) description: String,
    pub(super) status: u64,
    pub(super) priority: u64,
    pub(super) source: u64,
    pub(super) kind: Option<String>,
    pub(super) requester: u64,
    pub(super) responder: Option<u64>,
    pub(super) group: Option<u64>,
    pub(super) product: Option<u64>,
    pub(super) company: Option<u64>,
    pub(super) tags: Vec<String>,
    pub(super) custom_fields: Map<String, Value>,
    pub(super) spam: bool,
    pub(super) created: i64,
    pub(super) updated: i64,
    pub(super) due: Due,
    pub(super) stats: Stats,
    pub(super) conversations: Vec<Conversation>,
    pub(super) times: Vec<TimeEntry>,
    /// Since when it is in the bin.
    pub(super) deleted: Option<i64>,
}

/// The portal's own deadlines.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Due {
    pub(super) first_response: i64,
    pub(super) next_response: Option<i64>,
    pub(super) resolution: i64,
    pub(super) first_escalated: bool,
    pub(super) next_escalated: bool,
    pub(super) escalated: bool,
}

/// What `include=stats` shows.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stats {
    pub(super) agent_responded: Option<i64>,
    pub(super) requester_responded: Option<i64>,
    pub(super) first_responded: Option<i64>,
    pub(super) status_updated: Option<i64>,
    pub(super) reopened: Option<i64>,
    pub(super) resolved: Option<i64>,
    pub(super) closed: Option<i64>,
    pub(super) pending_since: Option<i64>,
}

impl Account {
    /// What lists and single tickets have in common.
    pub(super) fn ticket_json(&self, ticket: &Ticket) -> Value {
        let mut json = json!({
            "id": ticket.id,
            "subject": ticket.subject,
            "status": ticket.status,
            "priority": ticket.priority,
            "source": ticket.source,
            "type": ticket.kind,
            "requester_id": ticket.requester,
            "responder_id": ticket.responder,
            "group_id": ticket.group,
            "company_id": ticket.company,
            "product_id": ticket.product,
            "email_config_id": null,
            "association_type": null,
            "support_email": null,
            "to_emails": null,
            "cc_emails": [],
            "fwd_emails": [],
            "reply_cc_emails": [],
            "ticket_cc_emails": [],
            "tags": ticket.tags,
            "custom_fields": ticket.custom_fields,
            "spam": ticket.spam,
            "is_escalated": ticket.due.escalated,
            "fr_escalated": ticket.due.first_escalated,
            "nr_escalated": ticket.due.next_escalated,
            "due_by": iso(ticket.due.resolution),
            "fr_due_by": iso(ticket.due.first_response),
            "nr_due_by": ticket.due.next_response.map(iso),
            "created_at": iso(ticket.created),
            "updated_at": iso(ticket.updated),
        });
        // True "if the ticket has been deleted/trashed". Assumed: it is not there otherwise.
        if ticket.deleted.is_some() {
            json["deleted"] = json!(true);
        }
        json
    }

    /// A ticket with what `include` names: requester, stats, company, description, conversations.
    pub(super) fn full_json(&self, request: &Request, ticket: &Ticket, single: bool) -> Value {
        let mut json = self.ticket_json(ticket);
        let include = request.param("include").unwrap_or_default();
        let included = |name: &str| include.split(',').any(|one| one.trim() == name);
        // "For accounts created after 2018-11-30, you will have to use include to get description", section
        // `#list_all_tickets`.
        if single || included("description") {
            json["description"] = json!(ticket.description);
            json["description_text"] = json!(words::plain(&ticket.description));
        }
        if single {
            json["attachments"] = json!([]);
        }
        if included("requester") {
            let contact = self.contacts.get(&ticket.requester);
            json["requester"] = contact.map_or(Value::Null, |contact| {
                json!({
                    "id": contact.id,
                    "name": contact.name,
                    "email": contact.email,
                    "mobile": null,
                    "phone": null,
                })
            });
        }
        if included("stats") {
            json["stats"] = ticket.stats.json();
        }
        if included("company") {
            let company = ticket.company.and_then(|id| self.companies.get(&id));
            json["company"] =
                company.map_or(json!({}), |company| json!({ "id": company.id, "name": company.name }));
        }
        if single && included("conversations") {
            // The ten oldest at most, section `#view_a_ticket`.
            json["conversations"] =
                ticket.conversations.iter().take(10).map(|one| self.conversation_json(one)).collect();
        }
        json
    }
}

impl Stats {
    fn json(self) -> Value {
        json!({
            "agent_responded_at": self.agent_responded.map(iso),
            "requester_responded_at": self.requester_responded.map(iso),
            "first_responded_at": self.first_responded.map(iso),
            "status_updated_at": self.status_updated.map(iso),
            "reopened_at": self.reopened.map(iso),
            "resolved_at": self.resolved.map(iso),
            "closed_at": self.closed.map(iso),
            "pending_since": self.pending_since.map(iso),
        })
    }
}
