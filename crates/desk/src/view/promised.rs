//! What was promised for one ticket besides its clocks.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Everything that the policy promises for a ticket, its clocks and remote sessions aside: those are in the ticket itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PromisedView {
    /// The ticket.
    pub key: String,
    /// Title of the policy document; empty without a policy, and then there are no answers.
    pub policy_title: String,
    /// The instant of the answers.
    pub as_of: i64,
    /// Who may have what: one answer a question.
    pub rulings: Vec<RulingView>,
    /// Where the version is in its life cycle.
    pub version: VersionView,
    /// How much is included, used and left.
    pub allowances: Vec<AllowanceView>,
    /// What the request has to carry.
    pub intake: Vec<IntakeView>,
    /// A text that asks the customer for what is missing; empty when nothing is.
    pub request: String,
    /// How far the ticket has come, one entry a way.
    pub stages: Vec<StageView>,
    /// What is charged for.
    pub charges: Vec<ChargeView>,
    /// Rows of the scope that a person can choose from.
    pub scope: Vec<ScopeView>,
}

/// Whether something is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum Verdict {
    /// It is.
    Yes,
    /// Within limits.
    Limited,
    /// It is not.
    No,
    /// A fact is missing.
    Unknown,
    /// The document does not say.
    Unpublished,
}

/// A row of the policy behind an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GroundView {
    /// What it says, one sentence.
    pub text: String,
    /// `stated`, `reading`, `assumed`, `none`, `contract`, `override`.
    pub basis: String,
    /// Section of the document.
    pub clause: String,
    /// What is read or assumed; may be empty.
    pub note: String,
}

/// One question and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RulingView {
    /// The question by its name, as in `remote-help`.
    pub question: String,
    /// The answer.
    pub answer: Verdict,
    /// The answer in one sentence.
    pub text: String,
    /// What to ask for before it is certain.
    pub ask: Vec<String>,
    /// The rows behind it, the deciding one first.
    pub because: Vec<GroundView>,
}

/// Where a version is in its life cycle. Days are local days of the policy, `YYYY-MM-DD`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct VersionView {
    /// Product as the ticket names it; empty when it does not.
    pub product: String,
    /// Version as the ticket names it; empty when it does not.
    pub version: String,
    /// Whether any releases of this policy are entered.
    pub has_releases: bool,
    /// Name of the phase; empty when it is not known.
    pub phase: String,
    /// First day of the phase.
    pub since: Option<String>,
    /// First day after it.
    pub until: Option<String>,
    /// The phase does not end before this day, though its end has no date.
    pub not_before: Option<String>,
    /// What comes next and has a date.
    pub next: Option<MilestoneView>,
    /// Whether it is supported, is fixed, may be called about.
    pub rulings: Vec<RulingView>,
    /// The rows that the dates follow from.
    pub because: Vec<GroundView>,
}

/// A day that comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MilestoneView {
    /// Name to show.
    pub name: String,
    /// The day.
    pub on: String,
    /// The day by which the vendor has to announce it.
    pub announced_by: Option<String>,
    /// The rows that it follows from.
    pub because: Vec<GroundView>,
}

/// Where an allowance stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum AllowanceStanding {
    /// Something is left.
    Left,
    /// All of it is used.
    UsedUp,
    /// More than it was used.
    Over,
    /// There is no limit.
    Unlimited,
    /// The customer has none.
    NotGranted,
    /// A fact is missing.
    Unknown,
}

/// How much of something is included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AllowanceView {
    /// The row of the pack.
    pub row: String,
    /// What is counted: `tickets`, `credits`, `named-contacts`, `training-sessions`.
    pub what: String,
    /// Where it stands.
    pub standing: AllowanceStanding,
    /// Used; `null` when it is not known.
    pub used: Option<u32>,
    /// Left, at least.
    pub left: Option<u32>,
    /// Included, with what was carried over.
    pub total: Option<u32>,
    /// First and last day of the period.
    pub period: Option<(String, String)>,
    /// One sentence.
    pub text: String,
    /// What to ask for before it is certain.
    pub ask: Vec<String>,
    /// The rows behind it.
    pub because: Vec<GroundView>,
}

/// How much an entry of the checklist is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum IntakeNeed {
    /// Every request carries it.
    Mandatory,
    /// It may be asked for.
    OnRequest,
    /// Something that has to hold, or that the customer has to do.
    Condition,
}

/// Whether something is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum IntakeState {
    /// The ticket shows it.
    Given,
    /// It is to be asked for.
    ToAskFor,
    /// A person has to read the ticket.
    CannotTell,
}

/// One row of the checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct IntakeView {
    /// The row of the pack.
    pub row: String,
    /// How much it is needed.
    pub need: IntakeNeed,
    /// What has to be known before the row is certain to be for this ticket.
    pub ask: Vec<String>,
    /// What it asks for.
    pub items: Vec<IntakeItemView>,
    /// The row itself.
    pub ground: GroundView,
}

/// One thing of the checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct IntakeItemView {
    /// In a few words.
    pub name: String,
    /// Whether it is there.
    pub state: IntakeState,
    /// What the ticket shows; empty when it shows nothing.
    pub value: String,
}

/// Where a ticket is on one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StageView {
    /// The row of the pack.
    pub row: String,
    /// One sentence.
    pub text: String,
    /// What to ask for before it is certain.
    pub ask: Vec<String>,
    /// All steps in order.
    pub steps: Vec<StepView>,
    /// The rows behind it.
    pub because: Vec<GroundView>,
}

/// A step of a way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StepView {
    /// Name to show.
    pub name: String,
    /// The ticket is here.
    pub here: bool,
    /// What it says.
    pub ground: GroundView,
}

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

/// Whether support covers something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum Coverage {
    /// It does.
    Yes,
    /// To a part.
    Partly,
    /// As a service that is paid for.
    Paid,
    /// It does not.
    No,
}

/// A row of the scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ScopeView {
    /// The row of the pack.
    pub row: String,
    /// Whether it is covered.
    pub covered: Coverage,
    /// What it names; empty when its sentence says it all.
    pub items: Vec<String>,
    /// What has to be known before the row is certain to be for this ticket.
    pub ask: Vec<String>,
    /// The row itself.
    pub ground: GroundView,
}
