//! What was promised for one ticket besides its clocks.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::charge::ChargeView;
use super::checklist::{IntakeView, StageView};

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
    /// Whether the phase may last longer: the policy gives its shortest period.
    pub at_least: bool,
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
