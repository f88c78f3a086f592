//! What clients write: the bodies of `POST /v1/tickets` and `POST /v1/tickets/{id}/updates`.

use calendar::Moment;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Link, Side};

/// The body of `POST /v1/tickets/{id}/updates`: everything in it is done together; a merge comes alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    /// To be written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<NewMessage>,
    /// To be changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set: Option<Set>,
    /// Tags to come and to go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tags: Option<TagChange>,
    /// A phone call to be written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<NewCall>,
    /// Work to be written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<NewWork>,
    /// A link to be made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
    /// The ticket ends in another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merge: Option<Merge>,
}

/// Tags that are to be there and tags that are not; others stay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagChange {
    /// To be there.
    #[serde(default)]
    pub add: Vec<String>,
    /// Not to be there.
    #[serde(default)]
    pub remove: Vec<String>,
}

/// A phone call to be written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewCall {
    /// Who called: `customer` or `agent`.
    pub by: Side,
    /// Whether the two spoke with each other.
    pub answered: bool,
    /// When it began; `None` is now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begun: Option<Moment>,
    /// What was said; may be empty.
    pub body: String,
}

/// Work to be written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewWork {
    /// How long it took.
    pub minutes: u32,
    /// When it was done; `None` is not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<NaiveDate>,
    /// What was done; may be empty.
    pub body: String,
}

/// The ticket ends in favour of another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// Identifier of the one that goes on.
    pub into: String,
}

/// The body of `POST /v1/tickets`: a ticket to be filed for a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTicket {
    /// Name of the queue.
    pub queue: String,
    /// Subject line.
    pub subject: String,
    /// The first message, plain text.
    pub body: String,
    /// Mail address of the person who asks.
    pub contact: String,
    /// A word of the policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<String>,
    /// A word of the policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classification: Option<String>,
}

/// A reply (public) or a note (not public).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMessage {
    /// Seen by the customer.
    pub public: bool,
    /// The text.
    pub body: String,
    /// `text/plain` or `text/html`.
    #[serde(default = "plain")]
    pub mime: String,
    /// Files that go with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<NewFile>,
}

/// A file that goes with a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewFile {
    /// Its name, without a path.
    pub name: String,
    /// Its type.
    pub mime: String,
    /// Its bytes in base64 (RFC 4648, section 4).
    pub content: String,
}

/// New values; `None` stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Set {
    /// One of [`About::statuses`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// A word of the policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<String>,
    /// A word of the policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classification: Option<String>,
    /// One of [`About::agents`]; empty takes the ticket away from everybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<String>,
}

fn plain() -> String {
    "text/plain".to_owned()
}
