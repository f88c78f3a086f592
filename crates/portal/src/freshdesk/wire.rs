//! JSON of the API. Reading is tolerant: members that are not known are passed over, null is nothing.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::loose;

/// A ticket. Its further members are read by name ([`super::ticket`]).
#[derive(Debug, Deserialize)]
pub(super) struct Ticket {
    #[serde(deserialize_with = "loose::id")]
    pub(super) id: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) subject: String,
    /// A number; what it means is told by the field of the statuses.
    #[serde(deserialize_with = "loose::id")]
    pub(super) status: String,
    #[serde(deserialize_with = "loose::text")]
    pub(super) created_at: String,
    #[serde(deserialize_with = "loose::text")]
    pub(super) updated_at: String,
    #[serde(default, deserialize_with = "loose::optional_id")]
    pub(super) requester_id: Option<String>,
    #[serde(default, deserialize_with = "loose::optional_id")]
    pub(super) responder_id: Option<String>,
    #[serde(default, deserialize_with = "loose::optional_id")]
    pub(super) group_id: Option<String>,
    #[serde(default, deserialize_with = "loose::optional_id")]
    pub(super) company_id: Option<String>,
    #[serde(default, deserialize_with = "loose::optional_id")]
    pub(super) source: Option<String>,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) tags: Vec<String>,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) cc_emails: Vec<String>,
    /// Files that came with the first message.
    #[serde(default)]
    pub(super) attachments: Value,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) description_text: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) description: String,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) custom_fields: Map<String, Value>,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) requester: Person,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) company: Company,
    #[serde(default)]
    pub(super) stats: Value,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) deleted: bool,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) spam: bool,
}

/// A reply or a note.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Conversation {
    #[serde(deserialize_with = "loose::id")]
    pub(super) id: String,
    #[serde(deserialize_with = "loose::text")]
    pub(super) created_at: String,
    #[serde(default, deserialize_with = "loose::optional_id")]
    pub(super) user_id: Option<String>,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) body_text: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) body: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) from_email: String,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) incoming: bool,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) private: bool,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) deleted: bool,
    /// Files that came with it.
    #[serde(default)]
    pub(super) attachments: Value,
}

/// A contact, or whom a key stands for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Person {
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) name: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) email: String,
    #[serde(default, deserialize_with = "loose::optional_id")]
    pub(super) company_id: Option<String>,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) other_companies: Vec<Value>,
    /// Of an agent: name and address.
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) contact: Value,
}

/// A company.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Company {
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) name: String,
}

/// A field that tickets have.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Field {
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) name: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) label: String,
    /// `default_status`, `custom_checkbox` and so on.
    #[serde(default, rename = "type", deserialize_with = "loose::text")]
    pub(super) kind: String,
    /// An object from names to numbers, or from numbers to names, or a list.
    #[serde(default)]
    pub(super) choices: Value,
}
