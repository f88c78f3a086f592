//! JSON of the API. Reading is tolerant: members that are not known are passed over, null is nothing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::loose;

/// Member of a message's `preferences` that names the operation that wrote it.
pub(super) const MARK: &str = "gnomon_operation";

/// A ticket with names beside numbers. Its further members are read by name ([`super::ticket`]).
#[derive(Debug, Deserialize)]
pub(super) struct Ticket {
    #[serde(deserialize_with = "loose::id")]
    pub(super) id: String,
    /// What people call it; it differs from the identifier.
    #[serde(default, deserialize_with = "loose::optional_id")]
    pub(super) number: Option<String>,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) title: String,
    #[serde(deserialize_with = "loose::text")]
    pub(super) state: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) group: String,
    /// Log-in name of who handles it; `-` for nobody.
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) owner: String,
    #[serde(default, deserialize_with = "loose::optional_id")]
    pub(super) owner_id: Option<String>,
    /// Log-in name of who asks, most often the mail address.
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) customer: String,
    #[serde(default, deserialize_with = "loose::optional_id")]
    pub(super) customer_id: Option<String>,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) organization: String,
    #[serde(default, deserialize_with = "loose::optional_id")]
    pub(super) organization_id: Option<String>,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) create_article_type: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) create_article_sender: String,
    #[serde(default, deserialize_with = "loose::optional_id")]
    pub(super) created_by_id: Option<String>,
    #[serde(deserialize_with = "loose::text")]
    pub(super) created_at: String,
    #[serde(deserialize_with = "loose::text")]
    pub(super) updated_at: String,
}

/// A message: <https://docs.zammad.org/en/latest/api/ticket/articles.html>.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Article {
    #[serde(deserialize_with = "loose::id")]
    pub(super) id: String,
    /// `email`, `phone`, `web`, `note` and so on.
    #[serde(default, rename = "type", deserialize_with = "loose::text")]
    pub(super) kind: String,
    /// `Customer`, `Agent` or `System`.
    #[serde(deserialize_with = "loose::text")]
    pub(super) sender: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) from: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) to: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) cc: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) reply_to: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) message_id: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) content_type: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) body: String,
    /// Only staff sees it. Without this member a message cannot be read: a guess might show a note as an answer.
    pub(super) internal: bool,
    #[serde(default)]
    pub(super) preferences: Value,
    /// Files that came with it.
    #[serde(default)]
    pub(super) attachments: Value,
    #[serde(default, deserialize_with = "loose::optional_id")]
    pub(super) created_by_id: Option<String>,
    /// Whose words they are, when somebody else wrote them down.
    #[serde(default, deserialize_with = "loose::optional_id")]
    pub(super) origin_by_id: Option<String>,
    #[serde(deserialize_with = "loose::text")]
    pub(super) created_at: String,
}

impl Article {
    /// The operation of ours that wrote it ([`super::push`]).
    pub(super) fn operation(&self) -> Option<&str> {
        self.preferences.get(MARK)?.as_str()
    }
}

/// What happened to a ticket, and the people in it (`TicketsController#ticket_history`, `History.list`).
#[derive(Debug, Default, Deserialize)]
pub(super) struct Past {
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) history: Vec<Value>,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) assets: Value,
}

/// One entry of a history.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Entry {
    #[serde(deserialize_with = "loose::id")]
    pub(super) id: String,
    /// `Ticket`, or `Ticket::Article`, whose entries stand between the others.
    #[serde(deserialize_with = "loose::text")]
    pub(super) object: String,
    /// `created`, `updated`, `merged_into`, `received_merge` and so on.
    #[serde(rename = "type", deserialize_with = "loose::text")]
    pub(super) kind: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) attribute: String,
    #[serde(default)]
    pub(super) value_from: Value,
    #[serde(default)]
    pub(super) value_to: Value,
    #[serde(default, deserialize_with = "loose::optional_id")]
    pub(super) id_from: Option<String>,
    #[serde(default, deserialize_with = "loose::optional_id")]
    pub(super) id_to: Option<String>,
    #[serde(deserialize_with = "loose::text")]
    pub(super) created_at: String,
    #[serde(default, deserialize_with = "loose::optional_id")]
    pub(super) created_by_id: Option<String>,
}

/// A person.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct User {
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) login: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) firstname: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) lastname: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) email: String,
    #[serde(default, deserialize_with = "loose::optional_id")]
    pub(super) organization_id: Option<String>,
    /// Further organisations.
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) organization_ids: Vec<Value>,
    /// Rights by the name of the group; told of oneself with names.
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) groups: BTreeMap<String, Value>,
}

/// A state: <https://docs.zammad.org/en/latest/api/ticket/states.html>.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct State {
    #[serde(deserialize_with = "loose::text")]
    pub(super) name: String,
    #[serde(default, deserialize_with = "loose::optional_id")]
    pub(super) state_type_id: Option<String>,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) state_type: String,
    #[serde(default)]
    pub(super) active: Option<bool>,
}
