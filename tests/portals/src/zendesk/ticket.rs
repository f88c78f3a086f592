//! A ticket with its comments and audits.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::account::Account;
use super::sla::PolicyMetric;
use crate::clock::iso;

/// The channel of what a merge writes.
pub(super) const MERGE: &str = "merge";

/// A ticket.
#[derive(Clone, Debug)]
pub(super) struct Ticket {
    pub(super) id: u64,
    pub(super) subject: String,
    pub(super) description: String,
    pub(super) status: String,
    pub(super) priority: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) requester: u64,
    pub(super) submitter: u64,
    pub(super) assignee: Option<u64>,
    pub(super) group: Option<u64>,
    pub(super) organization: Option<u64>,
    pub(super) external_id: Option<String>,
    /// Only tasks have one.
    pub(super) due: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) custom_fields: BTreeMap<u64, Value>,
    pub(super) channel: &'static str,
    pub(super) created: i64,
    /// Changes with an event only, page `tickets`.
    pub(super) updated: i64,
    /// `generated_timestamp`: changes with everything, also what the system does, page `tickets`.
    pub(super) generated: i64,
    pub(super) comments: Vec<Comment>,
    pub(super) audits: Vec<Audit>,
    pub(super) metrics: Vec<PolicyMetric>,
    pub(super) gone: Gone,
}

/// Whether a ticket is in the bin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gone {
    No,
    /// Since this instant.
    InBin(i64),
    /// Permanently deleted.
    Scrubbed,
}

/// A comment.
#[derive(Clone, Debug)]
pub(super) struct Comment {
    pub(super) id: u64,
    pub(super) audit: u64,
    pub(super) author: u64,
    pub(super) public: bool,
    pub(super) html: String,
    pub(super) plain: String,
    pub(super) created: i64,
    pub(super) attachments: Vec<u64>,
    pub(super) channel: &'static str,
}

/// One update, page `ticket_audits`.
#[derive(Clone, Debug)]
pub(super) struct Audit {
    pub(super) id: u64,
    pub(super) ticket: u64,
    pub(super) author: u64,
    pub(super) created: i64,
    pub(super) events: Vec<Value>,
    /// What the client gave as `metadata`; it comes back below `custom`, page `creating-and-updating-tickets`.
    pub(super) custom: Value,
    pub(super) channel: &'static str,
}

impl Account {
    pub(super) fn ticket_json(&self, ticket: &Ticket) -> Value {
        let fields: Vec<Value> =
            ticket.custom_fields.iter().map(|(id, value)| json!({ "id": id, "value": value })).collect();
        let status = if ticket.gone == Gone::No { ticket.status.as_str() } else { "deleted" };
        json!({
            "id": ticket.id,
            "url": self.url("tickets", ticket.id),
            "external_id": ticket.external_id,
            "via": via(ticket.channel),
            "created_at": iso(ticket.created),
            "updated_at": iso(ticket.updated),
            "generated_timestamp": ticket.generated,
            "type": ticket.kind,
            "subject": ticket.subject,
            "raw_subject": ticket.subject,
            "description": ticket.description,
            "priority": ticket.priority,
            "status": status,
            "recipient": null,
            "requester_id": ticket.requester,
            "submitter_id": ticket.submitter,
            "assignee_id": ticket.assignee,
            "organization_id": ticket.organization,
            "group_id": ticket.group,
            "collaborator_ids": [],
            "follower_ids": [],
            "email_cc_ids": [],
            "forum_topic_id": null,
            "problem_id": null,
            "has_incidents": false,
            "is_public": ticket.comments.iter().any(|comment| comment.public),
            "due_at": ticket.due,
            "tags": ticket.tags,
            "custom_fields": fields,
            "fields": fields,
            "satisfaction_rating": null,
            "sharing_agreement_ids": [],
            "custom_status_id": null,
            "followup_ids": [],
            "brand_id": null,
            "allow_channelback": false,
            "allow_attachments": true,
            "from_messaging_channel": false,
        })
    }

    pub(super) fn comment_json(&self, comment: &Comment) -> Value {
        let attachments: Vec<Value> =
            comment.attachments.iter().filter_map(|id| self.attachment_json(*id)).collect();
        json!({
            "id": comment.id,
            "type": "Comment",
            "audit_id": comment.audit,
            "author_id": comment.author,
            "public": comment.public,
            "body": comment.plain,
            "plain_body": comment.plain,
            "html_body": comment.html,
            "attachments": attachments,
            "created_at": iso(comment.created),
            "via": via(comment.channel),
            "metadata": { "system": {}, "custom": {} },
        })
    }
}

impl Audit {
    pub(super) fn json(&self) -> Value {
        json!({
            "id": self.id,
            "ticket_id": self.ticket,
            "author_id": self.author,
            "created_at": iso(self.created),
            "events": self.events,
            "metadata": { "system": { "client": "fake" }, "custom": self.custom },
            "via": via(self.channel),
        })
    }
}

/// Page `via-object-reference`: what a merge writes comes through the web, with the relation `merge`.
pub(super) fn via(channel: &str) -> Value {
    if channel == MERGE {
        return json!({ "channel": "web", "source": { "from": {}, "to": {}, "rel": MERGE } });
    }
    json!({ "channel": channel, "source": { "from": {}, "to": {}, "rel": null } })
}
