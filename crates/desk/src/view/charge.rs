//! What the policy of a ticket charges for.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::promised::GroundView;

/// Whether a price is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum ChargeKnown {
    /// It is.
    Known,
    /// The policy contradicts itself.
    Conflict,
    /// A fact is missing.
    Unknown,
    /// A part has no published price.
    Unpublished,
    /// It says nothing of such a charge for this ticket.
    NotMentioned,
}

/// What a service costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChargeView {
    /// The service, as in `after-hours`.
    pub service: String,
    /// Whether its price is known.
    pub known: ChargeKnown,
    /// The sum, as in `350.00 USD` or `free`; `null` when it is not known.
    pub total: Option<String>,
    /// The sum is for an hour of work that begins now.
    pub for_an_hour: bool,
    /// The answer in one sentence.
    pub text: String,
    /// What to ask for.
    pub ask: Vec<String>,
    /// The parts.
    pub lines: Vec<ChargeLineView>,
    /// What else the policy says of it.
    pub because: Vec<GroundView>,
}

/// How certain a part of a price is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum ChargeCertain {
    /// It is to be paid.
    Due,
    /// It may be to be paid.
    Possible,
    /// Another passage contradicts it.
    Conflicting,
    /// No amount is published.
    Unpublished,
    /// The customer's contract gives the amount.
    ByContract,
    /// The price that it is a share of is missing.
    Missing,
}

/// A part of a price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChargeLineView {
    /// How certain it is.
    pub certain: ChargeCertain,
    /// The amount, as in `350.00 USD` or `free`.
    pub amount: Option<String>,
    /// Time that is billed, in seconds.
    pub billed_s: Option<i64>,
    /// Article in the vendor's price list; may be empty.
    pub article: String,
    /// The row behind it.
    pub ground: GroundView,
}
