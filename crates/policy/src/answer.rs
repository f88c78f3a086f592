//! What the engine says of a ticket: one line of `gnomon reckon`'s output. A public format.

use calendar::Moment;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::pack::Basis;

/// The answer for one ticket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Answer {
    /// The ticket.
    pub id: String,
    /// Rank from 1; null for solved and closed tickets.
    pub position: Option<u64>,
    /// Lane; null for solved and closed tickets.
    pub lane: Option<Lane>,
    /// Score within the lane, rounded to six decimals; null for solved and closed tickets.
    pub score: Option<f64>,
    /// One entry for each clock of the pack, in the pack's order.
    pub clocks: Vec<ClockAnswer>,
    /// What to know about this answer, sorted.
    pub flags: Vec<Flag>,
    /// Why it stands where it stands: factors in the pack's order, then which plan holds where the contract has ended,
    /// then lane reasons.
    pub why: Vec<Reason>,
}

/// Where a ticket waits. Declared in the order in which lanes are served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Lane {
    /// To be worked on.
    Main,
    /// To be worked on when there is room.
    Deprioritized,
    /// The customer's turn.
    WaitingOnCustomer,
    /// The policy refuses it; an engineer may serve it anyway.
    Refused,
}

impl Lane {
    /// The word of the public format, as in `waiting-on-customer`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Deprioritized => "deprioritized",
            Self::WaitingOnCustomer => "waiting-on-customer",
            Self::Refused => "refused",
        }
    }
}

/// State of a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ClockState {
    /// Nothing has started it.
    NotStarted,
    /// It counts, or will count from the next opening.
    Running,
    /// A pause condition holds it; due is null.
    Paused,
    /// Stopped within the target.
    Met,
    /// Counted time is above the target, now or at its stop.
    Breached,
    /// The policy publishes none; due, target and remaining are null.
    NoTarget,
}

/// One clock of one ticket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClockAnswer {
    /// Clock of the pack.
    pub name: String,
    /// State as of now.
    pub state: ClockState,
    /// When the counted time reaches the target, UTC.
    #[schemars(with = "Option<String>")]
    pub due: Option<Moment>,
    /// When it stopped, UTC; a late reply is `breached` and carries it too.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub met_at: Option<Moment>,
    /// Target in seconds on the target's calendar.
    pub target_s: Option<i64>,
    /// Counted seconds until now or until its stop.
    pub elapsed_s: Option<i64>,
    /// Target less elapsed; may be negative.
    pub remaining_s: Option<i64>,
    /// Why it is paused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paused_by: Option<String>,
    /// Instants at which an earlier target was passed before the target changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<String>")]
    pub earlier_breaches: Vec<Moment>,
    /// Where the target comes from.
    pub basis: Basis,
    /// The clause of the policy.
    pub clause: String,
}

/// What to know about an answer: a closed list, declared by the alphabet, so that sorted flags are sorted words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Flag {
    /// The answer rests on a value that we assume.
    AssumedValue,
    /// SEP: Critical outside support hours is reached by the hotline only.
    CallRequired,
    /// The contract ended before now.
    ContractEnded,
    /// Something that is not known could change the lane, a flag or a target.
    FactsMissing,
    /// Events before the first known one may be missing.
    HistoryIncomplete,
    /// SEP and Ensim: the customer gives no remote access, so answers may take longer.
    ResponseMaySuffer,
}

/// One reason for a rank.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reason {
    /// Factor of the order (`plan`, `severity`, `urgency`, `waiting`, ...), `contract` or `lane`.
    pub factor: String,
    /// Value from 0 to 1; for `contract` and `lane` it is 0.
    pub value: f64,
    /// Weight of the factor in the pack; for `contract` and `lane` it is 0.
    pub weight: f64,
    /// Value times weight.
    pub share: f64,
    /// A few words: which value was read (`Critical`, `first response: 2 h of 4 h`). For people; it may change.
    pub detail: String,
    /// Where the value comes from.
    pub basis: Basis,
    /// The clause of the policy.
    pub clause: String,
}
