//! A ticket, page `api/ticket`.

use serde_json::{Map, Value, json};

use super::account::Account;
use super::article::{Article, Kind, Sender};
use super::escalation::Clocks;
use super::history::Entry;
use super::time::TimeEntry;
use crate::clock::iso_millis;

/// A ticket.
#[derive(Clone, Debug)]
pub(super) struct Ticket {
    pub(super) id: u64,
    /// What people call it; it is not the identifier.
    pub(super) number: String,
    pub(super) title: String,
    pub(super) group: u64,
    pub(super) priority: u64,
    pub(super) state: u64,
    pub(super) organization: Option<u64>,
    pub(super) owner: u64,
    pub(super) customer: u64,
    pub(super) note: Option<String>,
    pub(super) pending: Option<i64>,
    /// Own attributes.
    pub(super) attributes: Map<String, Value>,
    pub(super) tags: Vec<String>,
    pub(super) articles: Vec<Article>,
    pub(super) times: Vec<TimeEntry>,
    pub(super) history: Vec<Entry>,
    pub(super) clocks: Clocks,
    pub(super) created: i64,
    pub(super) created_by: u64,
    pub(super) updated: i64,
    pub(super) updated_by: u64,
}

/// How much of a ticket an answer shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Its attributes.
    Plain,
    /// The identifiers of its articles and times too.
    Ids,
    /// With `expand=true`: the names of everything that it refers to.
    Names,
}

impl Account {
    pub(super) fn ticket_json(&self, ticket: &Ticket, shown: Shown) -> Value {
        let at = |instant: Option<i64>| instant.map(|instant| self.stamp(instant));
        let (clocks, first) = (&ticket.clocks, ticket.articles.first());
        let mut json = json!({
            "id": ticket.id,
            "group_id": ticket.group,
            "priority_id": ticket.priority,
            "state_id": ticket.state,
            "organization_id": ticket.organization,
            "number": ticket.number,
            "title": ticket.title,
            "owner_id": ticket.owner,
            "customer_id": ticket.customer,
            "note": ticket.note,
            "first_response_at": at(clocks.first_response),
            "first_response_escalation_at": at(clocks.first_response_due),
            "first_response_in_min": null,
            "first_response_diff_in_min": null,
            "close_at": at(clocks.closed),
            "close_escalation_at": at(clocks.close_due),
            "close_in_min": null,
            "close_diff_in_min": null,
            "update_escalation_at": at(clocks.update_due),
            "update_in_min": null,
            "update_diff_in_min": null,
            "last_close_at": at(clocks.last_closed),
            "last_contact_at": at(clocks.contact),
            "last_contact_agent_at": at(clocks.agent_contact),
            "last_contact_customer_at": at(clocks.customer_contact),
            "last_owner_update_at": at(clocks.owner_changed),
            "create_article_type_id": first.map(|article| article.kind as u64),
            "create_article_sender_id": first.map(|article| article.sender as u64),
            "article_count": ticket.articles.iter().filter(|one| one.sender != Sender::System).count(),
            "escalation_at": at(clocks.next_due()),
            // It is what somebody set, and not when something happened.
            "pending_time": ticket.pending.map(|at| iso_millis(at * 1000)),
            "type": null,
            "time_unit": ticket.time_unit(),
            "preferences": {},
            "updated_by_id": ticket.updated_by,
            "created_by_id": ticket.created_by,
            "created_at": self.stamp(ticket.created),
            "updated_at": self.stamp(ticket.updated),
        });
        for name in &self.settings.attributes {
            json[name] = ticket.attributes.get(name).cloned().unwrap_or_default();
        }
        if shown != Shown::Plain {
            json["article_ids"] = ticket.articles.iter().map(|article| json!(article.id)).collect();
            json["ticket_time_accounting_ids"] = ticket.times.iter().map(|time| json!(time.id)).collect();
        }
        if shown == Shown::Names {
            self.add_names(ticket, &mut json);
        }
        json
    }

    fn add_names(&self, ticket: &Ticket, json: &mut Value) {
        let first = ticket.articles.first();
        json["group"] = self.groups.get(&ticket.group).map_or(Value::Null, |group| json!(group.name));
        json["state"] = json!(self.state_name(ticket.state));
        json["priority"] = json!(Self::priority_name(ticket.priority));
        json["organization"] = self.organization_name(ticket.organization);
        for (name, user) in [
            ("owner", ticket.owner),
            ("customer", ticket.customer),
            ("created_by", ticket.created_by),
            ("updated_by", ticket.updated_by),
        ] {
            json[name] = self.login(user);
        }
        json["ticket_time_accounting"] = ticket.times.iter().map(|time| json!(time.unit_text())).collect();
        json["create_article_type"] = json!(first.map(|article| Kind::name(article.kind)));
        json["create_article_sender"] = json!(first.map(|article| Sender::name(article.sender)));
    }
}
