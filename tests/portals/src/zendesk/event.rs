//! What an update did, as audits and the journal tell it, page `ticket-audit-events-reference`.

use serde_json::{Value, json};

use super::account::Account;
use super::tags;
use super::ticket::{Comment, Ticket};
use crate::journal::Deed;
use crate::words;

/// The text of a comment.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(super) html: String,
    pub(super) plain: String,
}

impl Text {
    /// The comment that a client gave. "To submit a ticket with HTML data in a comment, use html_body instead of body",
    /// page `tickets`. `None` when there is no text.
    pub(super) fn of(comment: &Value) -> Option<Self> {
        if let Some(html) = comment["html_body"].as_str().filter(|html| !html.is_empty()) {
            return Some(Self { html: wrapped(html), plain: words::plain(html) });
        }
        let plain = comment["body"].as_str().filter(|body| !body.is_empty())?;
        Some(Self { html: wrapped(&paragraphs(plain)), plain: plain.to_owned() })
    }
}

/// Events of one update.
#[derive(Debug)]
pub(super) struct Events {
    fresh: bool,
    pub(super) list: Vec<Value>,
    /// The same for the journal.
    pub(super) told: Vec<(Deed, String)>,
}

impl Events {
    pub(super) const fn new(fresh: bool) -> Self {
        Self { fresh, list: Vec::new(), told: Vec::new() }
    }

    /// Sets what the client gave, and what follows from it.
    pub(super) fn fields(&mut self, ticket: &mut Ticket, fields: &Value, by: u64, customer_wrote: bool) {
        if let Some(subject) = fields["subject"].as_str() {
            let old = json!(ticket.subject);
            self.set("subject", &if self.fresh { Value::Null } else { old }, &json!(subject));
            subject.clone_into(&mut ticket.subject);
        }
        for (name, slot) in [("priority", &mut ticket.priority), ("type", &mut ticket.kind)] {
            self.text(name, slot, fields);
        }
        self.text("external_id", &mut ticket.external_id, fields);
        // "If this is a ticket of type 'task' it has a due date", page `tickets`.
        if ticket.kind.as_deref() == Some("task") {
            self.text("due_at", &mut ticket.due, fields);
        }
        self.people(ticket, fields);
        self.status(ticket, fields, by, customer_wrote);
        if fields["tags"].is_array() {
            self.tags(ticket, tags::of(&fields["tags"]));
        }
        for field in fields["custom_fields"].as_array().into_iter().flatten() {
            if let Some(id) = field["id"].as_u64() {
                let old = ticket.custom_fields.insert(id, field["value"].clone()).unwrap_or_default();
                self.set(&id.to_string(), &old, &field["value"]);
            }
        }
    }

    /// Tags are set as a whole: "the set tag behavior is used, which overwrites and replaces existing tags", page
    /// `tickets`.
    pub(super) fn tags(&mut self, ticket: &mut Ticket, tags: Vec<String>) {
        if tags != ticket.tags {
            self.push("tags", &json!(ticket.tags), &json!(tags));
            self.told.push((Deed::Tagged, tags.join(" ")));
            ticket.tags = tags;
        }
    }

    fn people(&mut self, ticket: &mut Ticket, fields: &Value) {
        if let Some(assignee) = fields.get("assignee_id") {
            self.set("assignee_id", &json!(ticket.assignee), assignee);
            ticket.assignee = assignee.as_u64();
        }
        if let Some(group) = fields.get("group_id") {
            self.set("group_id", &json!(ticket.group), group);
            ticket.group = group.as_u64();
        }
    }

    /// The rules of article 4408894213018: a new ticket that is assigned becomes open; a comment of the customer opens a
    /// pending, held or solved ticket; a ticket that is solved without an assignee goes to whoever solves it.
    fn status(&mut self, ticket: &mut Ticket, fields: &Value, by: u64, customer_wrote: bool) {
        let asked = fields["status"].as_str().unwrap_or(&ticket.status).to_owned();
        let wakes = customer_wrote && ["pending", "hold", "solved"].contains(&asked.as_str());
        let begins = asked == "new" && ticket.assignee.is_some();
        let status = if wakes || begins { "open".to_owned() } else { asked };
        if status == "solved" && ticket.assignee.is_none() {
            self.set("assignee_id", &Value::Null, &json!(by));
            ticket.assignee = Some(by);
        }
        let old = if self.fresh { Value::Null } else { json!(ticket.status) };
        self.set("status", &old, &json!(status));
        ticket.status = status;
    }

    /// Assumed: null unsets, which the page shows for numbers of people only.
    fn text(&mut self, name: &str, slot: &mut Option<String>, fields: &Value) {
        let Some(value) = fields.get(name).filter(|value| value.is_null() || value.is_string()) else {
            return;
        };
        self.set(name, &json!(slot), value);
        *slot = value.as_str().map(str::to_owned);
    }

    fn set(&mut self, field: &str, old: &Value, new: &Value) {
        if old != new {
            self.push(field, old, new);
            self.told.push((Deed::Changed, format!("{field}: {} -> {}", shown(old), shown(new))));
        }
    }

    fn push(&mut self, field: &str, old: &Value, new: &Value) {
        self.list.push(if self.fresh {
            json!({ "type": "Create", "field_name": field, "value": text(new) })
        } else {
            json!({ "type": "Change", "field_name": field, "value": text(new), "previous_value": text(old) })
        });
    }
}

impl Account {
    pub(super) fn comment_event(&self, comment: &Comment) -> Value {
        let mut event = self.comment_json(comment);
        if let Some(event) = event.as_object_mut() {
            event.retain(|name, _| !["created_at", "metadata", "via"].contains(&name.as_str()));
        }
        event
    }
}

/// Identifiers are text in events, as in the examples of the reference.
fn text(value: &Value) -> Value {
    if value.is_number() { json!(value.to_string()) } else { value.clone() }
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// HTML for a comment that was written as text.
fn paragraphs(text: &str) -> String {
    text.split("\n\n").map(|part| format!("<p dir=\"auto\">{}</p>", words::html(part))).collect()
}

/// HTML as the portal keeps it.
fn wrapped(html: &str) -> String {
    format!("<div class=\"zd-comment\" dir=\"auto\">{html}</div>")
}
