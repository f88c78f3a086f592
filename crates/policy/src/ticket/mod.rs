//! A ticket as its portal tells it, in the portal's own words. Adapters make these, the store keeps them, and a
//! mapping turns them into [`crate::facts::Facts`]. Nothing here knows a policy.

mod attachment;
mod mapping;
mod operation;
mod rewind;
mod translate;
mod words;

use std::collections::BTreeMap;

use calendar::Moment;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use attachment::{Attachment, Enclosure};
pub use mapping::{FieldMap, Mapping, MappingGap, QueueMap};
pub use operation::{Change, Clash, Operation, Seen};

/// A ticket with everything that was read of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// The portal's identifier: unique in its account, never changed, never reused.
    pub id: String,
    /// What people call it (`SEP-4711`, `#12`).
    pub number: String,
    /// Subject line, plain text, hostile.
    pub subject: String,
    /// Queue, project or brand; empty where the portal has none.
    pub queue: String,
    /// Status in the portal's words.
    pub status: String,
    /// Current values of all other fields, by the portal's names (`Priority`, `SLA`, `CF.Customer Tier`).
    /// An empty value is left out.
    pub fields: BTreeMap<String, String>,
    /// The organisation that asked, where the portal knows one.
    pub customer: Option<Customer>,
    /// The person who asked.
    pub contact: Option<Contact>,
    /// Who handles it; `None` when nobody does.
    pub assignee: Option<String>,
    /// How it came in, in the portal's words.
    pub channel: Option<String>,
    /// Its page in the portal.
    pub url: Option<String>,
    /// When it was filed, by the portal's clock.
    pub created: Moment,
    /// Last change that the portal counts, by the portal's clock.
    pub updated: Moment,
    /// What a conditional write compares with (an ETag, a stamp); `None` where the portal has none.
    pub version: Option<String>,
    /// Gone from the portal: deleted, or merged into another ticket.
    pub gone: Option<Gone>,
    /// Whether `events` reach back to the creation.
    pub history: History,
    /// What happened, oldest first; events of one second in the portal's order.
    pub events: Vec<Event>,
}

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// The portal's identifier.
    pub id: String,
    /// Name to show.
    pub name: String,
}

/// A person on the customer's side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Name to show; may be empty.
    pub name: String,
    /// Mail address; may be empty.
    pub email: String,
}

/// Why a ticket no longer exists in its portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gone {
    /// Deleted there; a tombstone stays here until it is purged.
    Deleted,
    /// Merged into the ticket with this id.
    MergedInto(String),
}

/// How much of a ticket's past is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum History {
    /// Every change since the creation.
    Complete,
    /// Not all of it: answers carry the flag `history-incomplete`.
    Incomplete,
}

/// One thing that happened to a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The portal's identifier of the event, unique within the ticket.
    pub id: String,
    /// When, by the portal's clock.
    pub at: Moment,
    /// Who did it; `None` when the portal does not tell.
    pub by: Option<Party>,
    /// Name to show of who did it; may be empty.
    pub author: String,
    /// The [`Operation`] of a console that did it, where the portal keeps its identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// Files that came with it, in the portal's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// What it was.
    pub what: What,
}

/// Which side acted.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Party {
    /// The requester, also when that person is staff, and everybody else of the customer.
    Customer,
    /// Staff.
    Agent,
    /// A machine: triggers, imports, auto-replies.
    System,
    /// Somebody outside who does not belong to the ticket's customer: another customer's contact, a supplier. Such a
    /// person keeps no promise and is promised nothing.
    Other,
}

/// The kinds of events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum What {
    /// The ticket was filed. Its first message, if it has one, is an event of its own.
    Created,
    /// Somebody wrote.
    Message {
        /// Seen by the customer; a note is not.
        public: bool,
        /// Written by a machine: an auto-reply never keeps a promise.
        auto: bool,
        /// The body as it came, hostile.
        body: String,
        /// `text/plain` or `text/html`.
        mime: String,
    },
    /// A field changed. The name is `status`, `queue`, `assignee`, or a key of [`Ticket::fields`].
    Field {
        /// Which field.
        name: String,
        /// Value before; `None` when it was unset or is unknown.
        from: Option<String>,
        /// Value after; `None` when it was unset.
        to: Option<String>,
    },
    /// A phone call that staff wrote down. `by` of the event is who called; the event's own instant is when it was written
    /// down.
    Call {
        /// Whether the two spoke with each other.
        answered: bool,
        /// When it began, as the portal took it down; `None` when it tells only when it was written down.
        begun: Option<Moment>,
        /// What was said, plain text, hostile; may be empty.
        body: String,
    },
    /// Work that was written down.
    Work {
        /// Whole minutes.
        minutes: u32,
        /// The day on which it was done; `None` when the portal does not tell.
        day: Option<NaiveDate>,
        /// What was done, plain text, hostile; may be empty.
        body: String,
    },
    /// Another ticket was merged into this one; `id` is the other's.
    Merged {
        /// Identifier of the ticket that ended.
        id: String,
    },
}
