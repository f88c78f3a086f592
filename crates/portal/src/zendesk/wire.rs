//! JSON of the Ticketing API. Reading is tolerant: members that are not known are passed over, null is nothing.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::loose;

/// A page of tickets, with what came with them. Rows are kept apart, so that a bad one spoils no other.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Tickets {
    /// Of lists and of the export.
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) tickets: Vec<Value>,
    /// Of a search.
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) results: Vec<Value>,
    /// Of a single ticket.
    pub(super) ticket: Option<Value>,
    /// Of the bin.
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) deleted_tickets: Vec<Value>,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) users: Vec<Value>,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) groups: Vec<Value>,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) organizations: Vec<Value>,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) ticket_fields: Vec<Value>,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) audits: Vec<Value>,
    /// Of the export: the cursor of the next page.
    pub(super) after_cursor: Option<String>,
    /// Of the export: nothing more is there for now.
    pub(super) end_of_stream: Option<bool>,
    /// Of all other lists.
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) meta: Meta,
    /// Of lists by page number.
    pub(super) next_page: Option<Value>,
}

/// Where a list goes on.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Meta {
    #[serde(default, deserialize_with = "loose::or_default")]
    has_more: Value,
    after_cursor: Option<String>,
}

impl Meta {
    /// The cursor of the next page, where there is one. The page on searches has `has_more` as a text.
    pub(super) fn next(&self) -> Option<String> {
        let more = matches!(loose::value(&self.has_more).as_deref(), Some("true"));
        self.after_cursor.clone().filter(|cursor| more && !cursor.is_empty())
    }
}

/// A ticket. Its further members are read by name ([`super::ticket`]).
#[derive(Debug, Deserialize)]
pub(super) struct Ticket {
    #[serde(deserialize_with = "loose::id")]
    pub(super) id: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) subject: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) raw_subject: String,
    #[serde(deserialize_with = "loose::text")]
    pub(super) status: String,
    #[serde(deserialize_with = "loose::text")]
    pub(super) created_at: String,
    #[serde(deserialize_with = "loose::text")]
    pub(super) updated_at: String,
    #[serde(default, deserialize_with = "loose::optional_id")]
    pub(super) requester_id: Option<String>,
    #[serde(default, deserialize_with = "loose::optional_id")]
    pub(super) assignee_id: Option<String>,
    #[serde(default, deserialize_with = "loose::optional_id")]
    pub(super) organization_id: Option<String>,
    #[serde(default, deserialize_with = "loose::optional_id")]
    pub(super) group_id: Option<String>,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) tags: Vec<String>,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) email_cc_ids: Vec<Value>,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) collaborator_ids: Vec<Value>,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) custom_fields: Vec<CustomField>,
    #[serde(default)]
    pub(super) via: Value,
    #[serde(default)]
    pub(super) slas: Value,
}

/// The value of a custom field.
#[derive(Debug, Deserialize)]
pub(super) struct CustomField {
    #[serde(deserialize_with = "loose::id")]
    pub(super) id: String,
    #[serde(default)]
    pub(super) value: Value,
}

/// One update of a ticket.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Audit {
    #[serde(deserialize_with = "loose::id")]
    pub(super) id: String,
    pub(super) created_at: String,
    /// `-1` is a machine.
    #[serde(default, deserialize_with = "loose::optional_id")]
    pub(super) author_id: Option<String>,
    #[serde(default)]
    pub(super) via: Value,
    #[serde(default)]
    pub(super) metadata: Value,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) events: Vec<Value>,
}

/// A person. `role` is `end-user`, `agent` or `admin`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct User {
    #[serde(default, deserialize_with = "loose::optional_id")]
    pub(super) id: Option<String>,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) name: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) email: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) role: String,
    #[serde(default, deserialize_with = "loose::optional_id")]
    pub(super) organization_id: Option<String>,
}

/// A group or an organisation.
#[derive(Debug, Deserialize)]
pub(super) struct Named {
    #[serde(deserialize_with = "loose::id")]
    pub(super) id: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) name: String,
}

/// A field that tickets have.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Field {
    #[serde(deserialize_with = "loose::id")]
    pub(super) id: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) title: String,
    /// `tagger`, `checkbox`, `multiselect`, `integer` and so on.
    #[serde(default, rename = "type", deserialize_with = "loose::text")]
    pub(super) kind: String,
}
