//! Which policy a ticket is handled under, and what its portal's words mean there. Users edit this; it is applied
//! when a ticket is read from the store, so that an edit needs no new sync.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What the words of one account mean. The first queue row that fits decides the policy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// From queue to policy, first match wins; a queue of `*` fits every ticket.
    pub queues: Vec<QueueMap>,
    /// From the portal's statuses to `new open waiting-on-customer waiting-on-vendor on-hold solved closed`.
    pub statuses: BTreeMap<String, String>,
    /// Where the severity is found, and what its values mean.
    pub severity: Option<FieldMap>,
    /// Where the classification is found, and what its values mean.
    pub classification: Option<FieldMap>,
    /// Where the customer's plan is found, when no contract record tells it.
    pub plan: Option<FieldMap>,
    /// From the portal's channels to `portal email phone chat api`.
    pub channels: BTreeMap<String, String>,
    /// The field with the product's name.
    pub product: Option<String>,
    /// The field with the product's version.
    pub version: Option<String>,
}

/// One row from queue to policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueMap {
    /// Name of the queue, or `*`.
    pub queue: String,
    /// Pack id; `None` leaves these tickets without a policy, and says so.
    pub policy: Option<String>,
    /// Severity of tickets whose field is empty or unmapped (pack's word); `None` means unknown.
    pub severity: Option<String>,
    /// Plan of customers without a contract record (pack's word); `None` means unknown.
    pub plan: Option<String>,
}

/// A field and the meaning of its values. A value that is not listed stands for itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldMap {
    /// Key of [`super::Ticket::fields`].
    pub field: String,
    /// From the portal's values to the pack's words.
    pub values: BTreeMap<String, String>,
}

/// What a mapping could not say of a ticket; it is shown with the ticket and counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum MappingGap {
    /// No row fits the ticket's queue.
    NoPolicy {
        /// The queue.
        queue: String,
    },
    /// The pack has no such word.
    UnknownWord {
        /// `severity`, `classification`, `plan`, `status`, `channel`, `policy`; for a contract also `clock`,
        /// `calendar`, `standing`, `hours`, `appointment`.
        what: String,
        /// What the portal says.
        word: String,
    },
}
