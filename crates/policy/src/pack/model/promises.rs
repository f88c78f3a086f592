//! Entitlements, allowances, intake, scope and stages in their checked form.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PlanIx, Source, Test};

/// What can be asked about a ticket's rights: a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    /// May a ticket be opened?
    OpenTicket,
    /// May they call?
    Phone,
    /// May they use the portal?
    Portal,
    /// May they write mail?
    Email,
    /// Is there help outside of the usual hours?
    AfterHours,
    /// Is there help in an emergency, quicker than usual?
    Emergency,
    /// May a remote session be had?
    RemoteHelp,
    /// Does somebody come to the site?
    OnSite,
    /// Is a fix owed?
    Fix,
    /// Are updates and upgrades included?
    Updates,
    /// Is there help with installing and upgrading?
    InstallationHelp,
    /// Are wishes for new functions taken?
    FeatureRequest,
    /// Is a ticket handled before those of others?
    PriorityHandling,
    /// Is there a person who looks after the customer?
    AccountManager,
}

/// What a row of an entitlement answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EntitlementAnswer {
    /// They may.
    Yes,
    /// They may within limits that the sentence names.
    Limited,
    /// They may not.
    No,
    /// The document does not say.
    Unpublished,
}

/// Who may have what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entitlement {
    /// Identifier.
    pub id: String,
    /// The questions that it answers.
    pub questions: Vec<Question>,
    /// What it answers.
    pub answer: EntitlementAnswer,
    /// All must hold; empty fits every ticket.
    pub when: Vec<Test>,
    /// Another question that has to be answered with yes.
    pub needs: Option<Question>,
    /// Whether it holds for tickets that a lane refuses too.
    pub even_if_refused: bool,
    /// One sentence.
    pub text: String,
    /// Its clause.
    pub source: Source,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Counted {
    /// Tickets, incidents or calls.
    Tickets,
    /// Support credits or points.
    Credits,
    /// People who may ask.
    NamedContacts,
    /// Sessions of training.
    TrainingSessions,
}

/// How much of something a plan includes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// Identifier.
    pub id: String,
    /// What is counted.
    pub what: Counted,
    /// How much for each plan that has a word on it; `None` is without limit.
    pub amounts: Vec<(PlanIx, Option<u32>)>,
    /// Whether the amount is for each license.
    pub per_license: bool,
    /// Conditions besides the plan.
    pub when: Vec<Test>,
    /// One sentence.
    pub text: String,
    /// Its clause.
    pub source: Source,
    /// How long it lasts.
    pub period: Option<Part<Period>>,
    /// What becomes of the unused part.
    pub unused: Option<Part<Unused>>,
    /// What happens when it is used up.
    pub beyond: Option<Part<Beyond>>,
}

/// A rule of an allowance with a clause of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<T> {
    /// The rule.
    pub rule: T,
    /// One sentence.
    pub text: String,
    /// Its clause.
    pub source: Source,
}

/// How long an allowance lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    /// A year from the first day of the contract, then anew.
    ContractYear,
    /// As long as the contract.
    Contract,
}

/// What becomes of what was not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Unused {
    /// It is added to the next period, once.
    CarriedOver,
    /// It is lost.
    Lapses,
}

/// What happens beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Beyond {
    /// More is given and charged.
    Charged,
    /// More can be bought first.
    CanBeBought,
    /// More is refused.
    Refused,
}

/// How much an entry of the checklist is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// Every request carries it.
    Mandatory,
    /// It may be asked for.
    OnRequest,
    /// Nothing to send: something that has to hold, or that the customer has to do.
    Condition,
}

/// One entry of the checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntakeRow {
    /// Identifier.
    pub id: String,
    /// How much it is needed.
    pub need: Need,
    /// The tickets that it is for; empty means all.
    pub when: Vec<Test>,
    /// One sentence.
    pub text: String,
    /// What it asks for.
    pub items: Vec<IntakeItem>,
    /// Its clause.
    pub source: Source,
}

/// One thing to ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntakeItem {
    /// In a few words, as they go into a message to the customer.
    pub ask: String,
    /// The field of the ticket that shows it; `None` where only a person can tell.
    pub shown_by: Option<Shown>,
}

/// Fields of a ticket that can show what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Shown {
    /// Name of the product.
    Product,
    /// Its version.
    ProductVersion,
    /// The severity.
    Severity,
    /// The classification.
    Classification,
    /// The organisation.
    Customer,
    /// Who asks.
    Contact,
    /// The plan of the contract.
    Plan,
    /// First and last day of the contract.
    ContractDates,
}

/// Whether support covers something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Covered {
    /// It does.
    Yes,
    /// To a part, or as well as it can.
    Partly,
    /// Only as a service of its own that is paid for.
    Paid,
    /// It does not.
    No,
}

/// One list of what is covered or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeRow {
    /// Identifier.
    pub id: String,
    /// Whether it is covered.
    pub covered: Covered,
    /// The tickets that it is for; empty means all.
    pub when: Vec<Test>,
    /// One sentence.
    pub text: String,
    /// What the list names, each in a few words; may be empty when the sentence says it all.
    pub items: Vec<String>,
    /// Its clause.
    pub source: Source,
}

/// A way that a ticket goes step by step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StagePath {
    /// Identifier.
    pub id: String,
    /// The tickets that go it; empty means all.
    pub when: Vec<Test>,
    /// One sentence.
    pub text: String,
    /// Its clause.
    pub source: Source,
    /// Its steps in order.
    pub steps: Vec<StageStep>,
}

/// A step of a way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageStep {
    /// Identifier.
    pub id: String,
    /// Name to show.
    pub name: String,
    /// How events and contract show that a ticket is here; empty where they cannot show it.
    pub seen_when: Vec<Test>,
    /// One sentence.
    pub text: String,
    /// Its clause.
    pub source: Source,
}
