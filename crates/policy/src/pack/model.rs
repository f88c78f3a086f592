//! The checked form of a pack: every name is resolved to an index, every table is dense, every calendar compiles.

mod promises;

use std::sync::Arc;

use calendar::Calendar;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AfterEnd, Charge, Lifecycle, PlanTerm, Release};
use crate::answer::{Flag, Lane};

pub use promises::*;

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The document says it.
    Stated,
    /// The document is garbled or ambiguous here, and this is how we read it.
    Reading,
    /// The document is silent and the product needs a value.
    Assumed,
    /// The document is silent, and so are we.
    None,
    /// The customer's contract says it.
    Contract,
    /// The user changed the pack.
    Override,
}

/// The clause behind a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Section of the document, short, in the document's headings (`Severity Level, Response time`).
    pub clause: String,
    /// How the value follows from it.
    pub basis: Basis,
    /// What we read into it or assume, one sentence; empty when the document simply states it.
    pub note: String,
}

/// Index into [`Pack::severities`]; 0 is the highest.
pub type SeverityIx = usize;
/// Index into [`Pack::plans`]; 0 is the highest.
pub type PlanIx = usize;
/// Index into [`Pack::classifications`].
pub type ClassificationIx = usize;
/// Index into [`Pack::calendars`].
pub type CalendarIx = usize;

/// One vendor's policy. The default is empty: a start for tests of other rooms.
#[derive(Debug, Default)]
pub struct Pack {
    /// Identifier, as in `sep-sesam`.
    pub id: String,
    /// Who promised.
    pub vendor: String,
    /// For what.
    pub product: String,
    /// Title of the document.
    pub title: String,
    /// Date of the document, as printed; empty when it has none.
    pub dated: String,
    /// File or address of the document that the pack was read from.
    pub document: String,
    /// Calendars; the first is always `always`.
    pub calendars: Vec<NamedCalendar>,
    /// Severities, highest first.
    pub severities: Vec<Term>,
    /// Classifications in order of precedence; empty where the policy has none.
    pub classifications: Vec<Term>,
    /// The severity that each classification fixes, whatever the ticket says; as long as `classifications`.
    pub fixed_severity: Vec<Option<SeverityIx>>,
    /// Plans, highest first; ends with `none`.
    pub plans: Vec<Term>,
    /// Clocks, in the order in which they are shown.
    pub clocks: Vec<Clock>,
    /// Lane rules, first match wins; no match means `main`.
    pub lanes: Vec<LaneRule>,
    /// Flags raised by conditions.
    pub flags: Vec<FlagRule>,
    /// Weighted factors of the order within a lane; weights sum to 1.
    pub order: Vec<Factor>,
    /// Seconds of waiting at which the `waiting` factor is full.
    pub waiting_limit_s: i64,
    /// Remote tools and what a session needs.
    pub remote: Remote,
    /// What it says of versions; `None` where it says nothing.
    pub lifecycle: Option<Lifecycle>,
    /// Releases and their dates; empty where nobody has entered any.
    pub releases: Vec<Release>,
    /// What things cost.
    pub charges: Vec<Charge>,
    /// From when and how long a plan runs; the first row that fits is taken.
    pub terms: Vec<PlanTerm>,
    /// Which plan holds once a contract has ended; the first row that fits is taken.
    pub after_end: Vec<AfterEnd>,
    /// Who may have what, in the file's order: the first row of a question that fits decides.
    pub entitlements: Vec<Entitlement>,
    /// How much of something is included.
    pub allowances: Vec<Allowance>,
    /// What a request has to carry, and what has to hold.
    pub intake: Vec<IntakeRow>,
    /// What support covers and what it does not.
    pub scope: Vec<ScopeRow>,
    /// The ways that a ticket goes step by step.
    pub stages: Vec<StagePath>,
    /// Everything else the document says, one row a statement, for screens and later engines.
    pub statements: Vec<Statement>,
    /// Every value of the pack by its path, in the file's order: what an override can name, and what rests on an
    /// assumption.
    pub rows: Vec<Row>,
}

/// One value of a pack and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Where it stands, as in `clocks.first-response.targets.critical`.
    pub path: String,
    /// Its clause.
    pub source: Source,
}

/// A calendar with its name.
#[derive(Debug)]
pub struct NamedCalendar {
    /// Identifier in the pack.
    pub id: String,
    /// A few words for screens, as in `Mon-Fri 08:00-18:00 Berlin`.
    pub label: String,
    /// The compiled calendar.
    pub calendar: Arc<Calendar>,
    /// Its clause.
    pub source: Source,
}

/// A severity, classification or plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Identifier.
    pub id: String,
    /// Name to show.
    pub name: String,
    /// Its definition in our words.
    pub definition: String,
    /// Its clause.
    pub source: Source,
}

/// A promise that runs against time.
#[derive(Clone, Debug)]
pub struct Clock {
    /// Identifier, as in `first-response`.
    pub name: String,
    /// What starts it.
    pub start: ClockStart,
    /// What stops it.
    pub stop: ClockStop,
    /// Statuses that pause it.
    pub pause_on: Vec<String>,
    /// Its clause.
    pub source: Source,
    /// Target rows in the file's order.
    pub targets: Vec<Target>,
    /// Dense: the target of `[plan][severity][classification]`; each has one row more, the last, for "not known"
    /// (for classification the only one where the policy has none).
    pub table: Vec<Vec<Vec<usize>>>,
}

/// Events that start a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ClockStart {
    /// The ticket is filed.
    Created,
    /// The oldest public customer message that staff have not answered.
    CustomerMessage,
    /// Each public message by staff.
    StaffMessage,
}

/// Events that stop a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ClockStop {
    /// A public message by staff that is no auto-reply.
    StaffMessage,
    /// The status becomes solved or closed.
    Solved,
}

/// A target row.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// How long.
    pub promise: Promise,
    /// Where it is counted.
    pub calendar: CalendarIx,
    /// Its clause.
    pub source: Source,
}

/// What a row promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// So many counted seconds.
    Seconds(i64),
    /// No published target.
    Unpublished,
    /// Whatever the customer's contract says; without one: no published target.
    ByContract,
}

/// A lane and when a ticket is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneRule {
    /// The lane.
    pub lane: Lane,
    /// All must hold.
    pub when: Vec<Test>,
    /// What to tell the user, one sentence.
    pub reason: String,
    /// Its clause.
    pub source: Source,
}

/// A flag and when it is raised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlagRule {
    /// The flag.
    pub flag: Flag,
    /// All must hold.
    pub when: Vec<Test>,
    /// What to tell the user, one sentence.
    pub reason: String,
    /// Its clause.
    pub source: Source,
}

/// One test of a condition: the fact has one of the words (or, negated, none of them). A fact that is not known
/// makes the whole rule unknown: it does not apply, and the answer carries `facts-missing`, unless the fact says
/// otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// What is looked at.
    pub fact: Fact,
    /// The words.
    pub any_of: Vec<String>,
    /// Whether the test holds when the fact has none of the words.
    pub negated: bool,
}

/// What a condition can look at, and the words each fact has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// Plan ids.
    Plan,
    /// Severity ids.
    Severity,
    /// Classification ids.
    Classification,
    /// `portal email phone chat api`.
    Channel,
    /// `none` (plan none), `current`, `ended`, `not-started`, by the contract's dates at now.
    Contract,
    /// `current overdue`.
    Payments,
    /// `given impossible`: whether the customer gives remote access. Rules of lanes, flags and sessions do not apply
    /// while it is not known, and nothing is missing for them.
    RemoteAccess,
    /// `named other`, by the contract's named contacts.
    Contact,
    /// `good deprioritized suspended terminated`; nobody listed means `good`.
    Standing,
    /// `all some`: whether all licenses are covered; not known without both counts.
    Licenses,
    /// `active limited end-of-life too-old pre-release`, from the pack's life cycle and releases; needs a version. In
    /// a pack without releases of the ticket's product a test of it never holds, and nothing is missing.
    Version,
    /// Kind of the ticket's release, as in `lts`: words are the kinds of the rules of the life cycle. In a pack without
    /// releases of the ticket's product a test of it never holds, and nothing is missing.
    Release,
    /// Whether the calendar `label` was open when the ticket got its present severity: words are
    /// `<calendar id>:open` and `<calendar id>:closed`.
    HoursAtSeverity,
    /// `open` or `closed`: `<calendar id>:open` and `<calendar id>:closed` at now.
    HoursNow,
    /// Days since the purchase: `within:<days>` before that many days are over, `over:<days>` from then on. The day of
    /// the purchase is the first of them.
    Purchase,
    /// Whether an appointment of the contract is running: `now none`; a list without one means that none is booked.
    Appointment,
    /// Whether staff have answered in public: `none answered`.
    Response,
    /// `new open waiting-on-customer waiting-on-vendor on-hold solved closed`.
    Status,
    /// What is left of the tickets of the pack's allowances: `left used-up not-granted`.
    Tickets,
    /// What is left of the credits of the pack's allowances: `left used-up not-granted`.
    Credits,
}

/// A factor of the order.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// What is measured.
    pub kind: FactorKind,
    /// Its weight; all weights of a pack sum to 1.
    pub weight: f64,
    /// Its clause.
    pub source: Source,
}

/// What the order can measure, each from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FactorKind {
    /// Rank of the plan: the highest is 1, the lowest 0; unknown counts as the lowest.
    Plan,
    /// Rank of the severity: the highest is 1, the lowest 0; unknown counts as the middle.
    Severity,
    /// Rank of the classification by the pack's order.
    Classification,
    /// `min(elapsed / target, 2) / 2` of the running clock of which the most is used up. Without a running clock: 0 where a
    /// published target is kept, broken or held and the customer waits for nothing, else
    /// `min(seconds since the customer's last message / waiting limit, 1)`.
    Urgency,
    /// `min(seconds since the customer's last message / waiting limit, 1)`.
    Waiting,
}

/// Remote sessions under this policy.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Remote {
    /// Tools the vendor names, in its order: `ssh rdp vnc teamviewer anydesk rustdesk gotoassist web`.
    pub tools: Vec<String>,
    /// Whether the document's list is open ("et al."), so that other tools are allowed too.
    pub open_list: bool,
    /// Reasons to refuse, each with its condition.
    pub refuse: Vec<LaneRule>,
    /// What the customer must have in place, a checklist before a session.
    pub requires: Vec<Requirement>,
    /// Clause of the list.
    pub source: Option<Source>,
}

/// Something that the customer must have in place before a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// Identifier in the pack.
    pub id: String,
    /// In our words, one sentence.
    pub text: String,
    /// The recorded consent meets it, so that nobody has to confirm it once more.
    pub met_by_consent: bool,
    /// Its clause.
    pub source: Source,
}

/// One thing the document says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Identifier in the pack, stable: overrides and tests name it.
    pub id: String,
    /// `entitlement channel lifecycle intake scope charge stage quota credit remote notice severity clock order
    /// calendar`.
    pub topic: String,
    /// In our words, one sentence.
    pub text: String,
    /// Machine-readable value, by the topic; `null` when the text is all.
    pub value: serde_json::Value,
    /// Its clause.
    pub source: Source,
}
