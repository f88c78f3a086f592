//! JSON of REST 2 as it comes: numbers that are strings, objects that are texts, arrays that are missing.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::NOBODY;

/// A page of a collection. `next_page` is not read: position is kept by key, never by page number.
#[derive(Debug, Deserialize)]
pub(super) struct List {
    /// The rows, each still to be read, so that a bad one spoils no other.
    pub(super) items: Vec<Value>,
    /// How many there are in all; null where rights are applied after paging.
    #[serde(default)]
    pub(super) total: Option<u64>,
}

/// A queue, user or group that another record points to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Link {
    /// Login name for users, a number for queues.
    #[serde(default, deserialize_with = "text")]
    pub(super) id: String,
    /// Name, when it was asked for.
    #[serde(rename = "Name", default, deserialize_with = "text")]
    pub(super) name: String,
    /// Name of a person, when it was asked for.
    #[serde(rename = "RealName", default, deserialize_with = "text")]
    pub(super) real_name: String,
    /// Mail address, when it was asked for.
    #[serde(rename = "EmailAddress", default, deserialize_with = "text")]
    pub(super) email: String,
    /// Organisation, when it was asked for.
    #[serde(rename = "Organization", default, deserialize_with = "text")]
    pub(super) organization: String,
}

/// One transaction of a ticket's history.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Transaction {
    /// Unique in the whole portal, ascending.
    #[serde(rename = "id", deserialize_with = "number")]
    pub(super) id: u64,
    /// `Create`, `Correspond`, `Set` and so on.
    #[serde(rename = "Type")]
    pub(super) kind: String,
    /// What was changed; the identifier for a custom field.
    #[serde(default, deserialize_with = "text")]
    pub(super) field: String,
    /// Before.
    #[serde(default, deserialize_with = "text")]
    pub(super) old_value: String,
    /// After.
    #[serde(default, deserialize_with = "text")]
    pub(super) new_value: String,
    /// Who.
    pub(super) creator: Link,
    /// When.
    pub(super) created: String,
    /// The ticket it happened to: another one when that was merged into this one.
    #[serde(default, deserialize_with = "text")]
    pub(super) object_id: String,
}

/// One part of a message.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Part {
    /// Ascending: the body of a message comes before what is enclosed.
    #[serde(rename = "id", deserialize_with = "number")]
    pub(super) id: u64,
    /// The message it belongs to.
    #[serde(deserialize_with = "number")]
    pub(super) transaction_id: u64,
    /// `text/plain`, `multipart/mixed` and so on.
    #[serde(default, deserialize_with = "text")]
    pub(super) content_type: String,
    /// The text; empty or null for the envelope of several parts.
    #[serde(default, deserialize_with = "text")]
    pub(super) content: String,
    /// MIME headers, one a line.
    #[serde(default, deserialize_with = "text")]
    pub(super) headers: String,
    /// Empty for what is no file.
    #[serde(default, deserialize_with = "text")]
    pub(super) filename: String,
}

/// A user, as the portal shows one to another user.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct User {
    /// Login name.
    #[serde(default, deserialize_with = "text")]
    pub(super) name: String,
    /// Name to show; may be empty.
    #[serde(default, deserialize_with = "text")]
    pub(super) real_name: String,
    /// Whether it is staff: `1` or `0`, as a number or a text.
    #[serde(default, deserialize_with = "text")]
    pub(super) privileged: String,
}

impl User {
    /// The real name; the login of those who have none, and of nobody.
    pub(super) fn shown(&self) -> &str {
        if self.real_name.is_empty() || self.name == NOBODY { &self.name } else { &self.real_name }
    }
}

/// A number, also when it is written as a text: lists give texts, single records numbers.
pub(super) fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let value = Value::deserialize(deserializer)?;
    id_of(&value).ok_or_else(|| serde::de::Error::custom(format!("{value} is no identifier")))
}

/// A text, also when it is a number, null or missing. Lists and objects are refused.
pub(super) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let value = Value::deserialize(deserializer)?;
    scalar(&value).ok_or_else(|| serde::de::Error::custom("a text was expected"))
}

/// An identifier: `5`, `"5"`, or the `id` of a link.
pub(super) fn id_of(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.parse().ok(),
        Value::Object(link) => link.get("id").and_then(id_of),
        Value::Null | Value::Bool(_) | Value::Array(_) => None,
    }
    .filter(|id| (1..u64::from(u32::MAX)).contains(id))
}

/// A plain value as text.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(u8::from(*flag).to_string()),
        Value::Array(_) | Value::Object(_) => None,
    }
}
