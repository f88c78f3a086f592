//! What the engine knows of a ticket: one line of `gnomon reckon`'s input. A public format.

use std::collections::BTreeMap;

use calendar::Moment;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ticket::Party;

/// One ticket in the words of its policy.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// Identifier; orders equal tickets by its bytes.
    pub id: String,
    /// Pack id, as in `sep-sesam`.
    pub policy: String,
    /// Classification at creation; absent where the policy has none or it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classification: Option<String>,
    /// Severity at creation; absent where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<String>,
    /// How it came in: `portal`, `email`, `phone`, `chat`, `api`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// The organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<String>,
    /// Mail address of who asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// The customer's contract as of now; absent when it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<Contract>,
    /// What the ticket is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<Product>,
    /// The events, in any order; those after `now` are ignored.
    pub events: Vec<Event>,
    /// Whether events before the first one listed may be missing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub history_incomplete: bool,
}

/// A customer's contract. Dates are local dates `YYYY-MM-DD`, both inclusive.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// Plan id of the pack, or `none`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub starts: Option<chrono::NaiveDate>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub ends: Option<chrono::NaiveDate>,
    /// `current` or `overdue`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payments: Option<Payments>,
    /// Whether the customer gives remote access: `given` or `impossible`; absent when it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remote_access: Option<RemoteAccess>,
    /// Day of the purchase (Sepasoft's 90 free days count from it).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub purchased: Option<chrono::NaiveDate>,
    /// Mail addresses of the people who may ask; `None` when not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named_contacts: Option<Vec<String>>,
    /// Number of licenses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licenses: Option<u32>,
    /// Number of licenses of the product family that the plan covers; fewer than `licenses` means not all are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licenses_covered: Option<u32>,
    /// Tickets used up in this contract year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tickets_used: Option<u32>,
    /// Tickets used up in the contract year before this one, those exchanged for something else included: what was left
    /// of that year may carry over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tickets_used_last_year: Option<u32>,
    /// Credits used up in this contract year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credits_used: Option<u32>,
    /// Booked windows outside coverage.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub appointments: Vec<Appointment>,
    /// Targets that the contract itself gives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<ContractTarget>,
    /// Standing of single people under usage guidelines: mail address to `good`, `deprioritized`, `suspended`,
    /// `terminated`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub standing: BTreeMap<String, String>,
}

/// Whether the customer has paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Payments {
    /// Nothing is past due.
    Current,
    /// Something is past due.
    Overdue,
}

/// Whether the customer gives remote access to its systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RemoteAccess {
    /// It does.
    Given,
    /// There is none to be had.
    Impossible,
}

/// A booked window `[from, to)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Appointment {
    /// First instant inside.
    #[schemars(with = "String")]
    pub from: Moment,
    /// First instant after it.
    #[schemars(with = "String")]
    pub to: Moment,
}

/// A target that a contract gives for a clock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContractTarget {
    /// Name of the clock, as in `first-response`.
    pub clock: String,
    /// Severity it is for; absent means all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<String>,
    /// Hours, counted on `calendar`.
    pub hours: f64,
    /// `always`, or a calendar of the pack.
    pub calendar: String,
}

/// A product and its version, as the customer wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// Name.
    #[serde(default)]
    pub name: String,
    /// Version, as in `3.81.2`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

/// One event. Which fields are needed depends on `kind`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// When, by the portal's clock.
    #[schemars(with = "String")]
    pub at: Moment,
    /// Who, as seen from this ticket: `customer` is the requester, also when that person is staff, and everybody else
    /// of the customer; `agent` is staff; `system` a machine; `other` anybody else, such as another customer's
    /// contact. Absent is read as `customer` for `created`, else `system`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Party>,
    /// What.
    #[serde(flatten)]
    pub kind: EventKind,
}

/// Kinds of events and what each carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum EventKind {
    /// The ticket was filed.
    Created,
    /// Somebody wrote.
    Message {
        /// Seen by the customer.
        #[serde(default)]
        public: bool,
        /// Written by a machine.
        #[serde(default)]
        auto: bool,
    },
    /// A telephone call that was written down; `by` is who called. A call that was answered is a word from both sides.
    Call {
        /// Whether the two spoke with each other; nobody's mailbox has answered a call.
        #[serde(default)]
        answered: bool,
    },
    /// The status changed: `new open waiting-on-customer waiting-on-vendor on-hold solved closed`.
    Status {
        /// New value.
        to: String,
    },
    /// The severity changed.
    Severity {
        /// New value.
        to: String,
    },
    /// The plan changed.
    Plan {
        /// New value.
        to: String,
    },
    /// The classification changed.
    Classification {
        /// New value.
        to: String,
    },
    /// The ticket was merged into another one and has ended.
    Merged {
        /// Identifier of the other ticket.
        to: String,
    },
}
