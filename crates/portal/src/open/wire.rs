//! What goes over the wire of the open portal API: one type a schema of `openapi/portal.yaml`, with the same names.
//! Reading is tolerant: members and kinds of events that are not known are passed over.

mod user;
mod write;

use std::collections::BTreeMap;

use calendar::Moment;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

pub use user::User;
pub use write::*;

/// The answer to `GET /v1/about`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Name of the portal's software.
    pub product: String,
    /// Version of the portal's software.
    pub version: String,
    /// The token's user.
    pub user: User,
    /// Queues that the token may see.
    pub queues: Vec<Queue>,
    /// Words that a ticket's status may have.
    pub statuses: Vec<String>,
    /// Names that a ticket may be assigned to.
    #[serde(default)]
    pub agents: Vec<String>,
    /// For how many seconds an idempotency key is kept.
    pub idempotency_s: u64,
    /// What the portal takes besides messages and fields: members of [`Update`], and `create`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub takes: Vec<String>,
    /// Words for [`Link::relation`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<String>,
}

/// A queue and the words of the policy that applies in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queue {
    /// Name.
    pub name: String,
    /// Pack id, where the portal knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
    /// Severities, highest first.
    #[serde(default)]
    pub severities: Vec<String>,
    /// Classifications.
    #[serde(default)]
    pub classifications: Vec<String>,
    /// Plans, highest first.
    #[serde(default)]
    pub plans: Vec<String>,
}

/// One page of `GET /v1/changes`. The records are kept as text, so that each is read on its own: one that is bad
/// is put aside and the others go on. They are [`Ticket`], [`Customer`] and [`Contract`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Changes {
    /// Tickets, whole.
    pub tickets: Vec<Box<RawValue>>,
    /// Customers.
    pub customers: Vec<Box<RawValue>>,
    /// Contracts.
    pub contracts: Vec<Box<RawValue>>,
    /// Where the next page begins; opaque.
    pub cursor: String,
    /// Nothing more is there for now.
    pub end: bool,
    /// Full read or increment.
    pub phase: Phase,
    /// Tickets that the token may see in all, tombstones included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
}

/// What a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// The full read, newest change first.
    Full,
    /// What changed since, oldest change first.
    Increment,
}

/// A ticket with everything that happened to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// Unique in the portal, never changed, never used again.
    pub id: String,
    /// What people call it.
    pub number: String,
    /// Plain text, hostile.
    pub subject: String,
    /// Queue.
    pub queue: String,
    /// Pack id, where the portal knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
    /// One of [`About::statuses`].
    pub status: String,
    /// Severity now, a word of the policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<String>,
    /// Classification now, a word of the policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classification: Option<String>,
    /// The customer's plan now, a word of the policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<Product>,
    /// All other fields, by the portal's names.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    /// Free words, without commas.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Other tickets that belong to this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// The organisation that asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerName>,
    /// The person who asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// Who handles it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<String>,
    /// `portal`, `email`, `phone`, `chat` or `api`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// Its page in the portal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When it was filed.
    pub created: Moment,
    /// Last change of any kind.
    pub updated: Moment,
    /// Changes with every change; the entity tag without its quotes.
    pub version: String,
    /// Why it is no longer there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<Gone>,
    /// Whether the events reach back to the creation.
    #[serde(default)]
    pub history: History,
    /// Oldest first; empty when the ticket was deleted.
    pub events: Vec<Event>,
}

/// Whether a ticket's past is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum History {
    /// Since its creation.
    #[default]
    Complete,
    /// Not all of it.
    Incomplete,
}

/// One thing that happened to a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Unique within the ticket.
    pub id: String,
    /// When, by the portal's clock.
    pub at: Moment,
    /// Which side; absent when it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Side>,
    /// Name to show; may be empty.
    #[serde(default)]
    pub author: String,
    /// The idempotency key of the update that made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// Files that came with a message.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// What it was.
    #[serde(flatten)]
    pub what: What,
}

/// A file that came with a message. Its content is at `GET /v1/tickets/{id}/attachments/{attachment}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Unique within the ticket.
    pub id: String,
    /// As it was given, hostile.
    pub name: String,
    /// Declared type.
    #[serde(default)]
    pub mime: String,
    /// Bytes.
    pub size: u64,
    /// The name by which an HTML text shows it as a picture, without angle brackets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_id: Option<String>,
}

/// Which side acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The requester or anybody else outside.
    Customer,
    /// Staff.
    Agent,
    /// A machine.
    System,
    /// A word that is not known here.
    #[serde(other)]
    Unknown,
}

/// The kinds of events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum What {
    /// The ticket was filed.
    Created,
    /// Somebody wrote.
    Message {
        /// Seen by the customer; a note is not.
        public: bool,
        /// Written by a machine.
        auto: bool,
        /// The text as it came, hostile.
        body: String,
        /// `text/plain` or `text/html`.
        mime: String,
    },
    /// A field changed: `status`, `severity`, `plan`, `classification`, `assignee`, `queue`, `subject`, or a key of
    /// [`Ticket::fields`].
    Field {
        /// Which.
        name: String,
        /// Value before; `None` when it was unset.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<String>,
        /// Value after; `None` when it was unset.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<String>,
    },
    /// A phone call that staff wrote down; [`Event::by`] is who called.
    Call {
        /// Whether the two spoke with each other.
        answered: bool,
        /// When it began; never later than the event.
        begun: Moment,
        /// What was said, plain text, hostile; may be empty.
        body: String,
    },
    /// Work that was written down.
    Work {
        /// How long it took.
        minutes: u32,
        /// When it was done; `None` when it is not told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        day: Option<NaiveDate>,
        /// What was done, plain text, hostile; may be empty.
        body: String,
    },
    /// Another ticket ended in this one.
    Merged {
        /// Identifier of the other.
        ticket: String,
    },
    /// A kind that is not known here.
    #[serde(other)]
    Unknown,
}

/// Another ticket that belongs to this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// One of [`About::relations`].
    pub relation: String,
    /// Identifier of the other ticket.
    pub ticket: String,
}

/// Why a ticket is no longer there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Gone {
    /// Deleted; its events are gone, too.
    Deleted,
    /// Merged into another ticket; its events are kept.
    Merged {
        /// Identifier of the other ticket.
        into: String,
    },
}

/// What a ticket is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// Name.
    pub name: String,
    /// Version, as the customer wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

/// The organisation that asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerName {
    /// [`Customer::id`].
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

/// An organisation and its people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// Unique in the portal.
    pub id: String,
    /// Name to show.
    pub name: String,
    /// Its people.
    pub contacts: Vec<Contact>,
}

/// What a customer has bought under one policy, as of now. `None` means not known. Dates are local and inclusive.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Contract {
    /// Unique in the portal.
    pub id: String,
    /// [`Customer::id`].
    pub customer: String,
    /// Pack id.
    pub policy: String,
    /// A word of the policy, or `none`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<NaiveDate>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<NaiveDate>,
    /// `current` or `overdue`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payments: Option<String>,
    /// Whether the customer gives remote access: `given` or `impossible`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remote_access: Option<String>,
    /// Day of the purchase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purchased: Option<NaiveDate>,
    /// Mail addresses of the people who may ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named_contacts: Option<Vec<String>>,
    /// Number of licenses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licenses: Option<u32>,
    /// Number of licenses that the plan covers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licenses_covered: Option<u32>,
    /// Tickets used up in this contract year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tickets_used: Option<u32>,
    /// Credits used up in this contract year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credits_used: Option<u32>,
    /// Booked windows outside the usual hours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub appointments: Vec<Appointment>,
    /// Targets that the contract itself gives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<Target>,
    /// Standing of single people, by mail address.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub standing: BTreeMap<String, String>,
}

/// A booked window `[from, to)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// First instant inside.
    pub from: Moment,
    /// First instant after it.
    pub to: Moment,
}

/// A target that a contract gives for a clock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// Name of the clock, as in `first-response`.
    pub clock: String,
    /// A word of the policy; `None` means all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<String>,
    /// Hours, counted on `calendar`.
    pub hours: f64,
    /// `always`, or a calendar of the policy.
    pub calendar: String,
}

/// An error (RFC 9457), of media type `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// URI that names the kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind of problem in words.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What is wrong here and what to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Stable code, as in `version-changed`.
    pub code: String,
    /// The current version, of `version-changed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Where the ticket went, of `ticket-gone`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<String>,
}
