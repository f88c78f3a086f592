//! Entitlements, allowances, intake, scope and stages as they are written.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{At, Condition, SourceKeys};
use crate::pack::{Beyond, Counted, Covered, EntitlementAnswer, Need, Period, Question, Shown, Unused};

/// Who may have what. Of the rows of one question, the first that fits decides; before them, a lane that refuses the
/// ticket decides.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct EntitlementRow {
    /// Identifier.
    pub(in crate::pack) id: At<String>,
    /// The questions that it answers.
    pub(in crate::pack) questions: At<Vec<At<Question>>>,
    /// What it answers; `unpublished` where the document is silent, with the basis `none`.
    pub(in crate::pack) answer: At<EntitlementAnswer>,
    /// Tests that must all hold; left out, the row fits every ticket.
    #[serde(default)]
    pub(in crate::pack) when: Vec<Condition>,
    /// Another question that has to be answered with yes.
    pub(in crate::pack) needs: Option<At<Question>>,
    /// Whether it holds for tickets that a lane refuses too.
    #[serde(default)]
    pub(in crate::pack) even_if_refused: bool,
    /// In your own words, one sentence.
    pub(in crate::pack) text: String,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// How much of something the plans include.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct AllowanceRow {
    /// Identifier.
    pub(in crate::pack) id: At<String>,
    /// What is counted.
    pub(in crate::pack) what: Counted,
    /// How much for each plan; a plan that is not named has no such allowance.
    pub(in crate::pack) amounts: Vec<AmountRow>,
    /// Whether the amount is for each license.
    #[serde(default)]
    pub(in crate::pack) per_license: bool,
    /// Tests that must all hold besides the plan.
    #[serde(default)]
    pub(in crate::pack) when: Vec<Condition>,
    /// In your own words, one sentence.
    pub(in crate::pack) text: String,
    /// How long it lasts; left out where the amount is no matter of time.
    pub(in crate::pack) period: Option<PeriodTable>,
    /// What becomes of the unused part; left out where the document is silent.
    pub(in crate::pack) unused: Option<UnusedTable>,
    /// What happens when it is used up; left out where the document is silent.
    pub(in crate::pack) beyond: Option<BeyondTable>,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// The amount of one plan. Exactly one of `amount` and `unlimited = true` is given.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct AmountRow {
    /// The plan.
    pub(in crate::pack) plan: At<String>,
    /// How many.
    pub(in crate::pack) amount: Option<At<i64>>,
    /// Whether there is no limit.
    #[serde(default)]
    pub(in crate::pack) unlimited: bool,
}

/// How long an allowance lasts.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct PeriodTable {
    /// The length.
    pub(in crate::pack) every: At<Period>,
    /// In your own words, one sentence.
    pub(in crate::pack) text: String,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// What becomes of the unused part.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct UnusedTable {
    /// What becomes of it.
    pub(in crate::pack) is: At<Unused>,
    /// In your own words, one sentence.
    pub(in crate::pack) text: String,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// What happens beyond.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct BeyondTable {
    /// What happens.
    pub(in crate::pack) is: At<Beyond>,
    /// In your own words, one sentence.
    pub(in crate::pack) text: String,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// What a request has to carry, or what has to hold.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct IntakeTable {
    /// Identifier.
    pub(in crate::pack) id: At<String>,
    /// How much it is needed.
    pub(in crate::pack) need: Need,
    /// The tickets that it is for; left out, all.
    #[serde(default)]
    pub(in crate::pack) when: Vec<Condition>,
    /// In your own words, one sentence.
    pub(in crate::pack) text: String,
    /// What it asks for, one by one.
    pub(in crate::pack) items: Vec<ItemRow>,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// One thing to ask for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct ItemRow {
    /// In a few words, as they go into a message to the customer: `the version of the product`.
    pub(in crate::pack) ask: At<String>,
    /// The field of the ticket that shows it; left out where only a person can tell.
    pub(in crate::pack) shown_by: Option<Shown>,
}

/// A list of what is covered or not.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct ScopeTable {
    /// Identifier.
    pub(in crate::pack) id: At<String>,
    /// Whether it is covered.
    pub(in crate::pack) covered: Covered,
    /// The tickets that it is for; left out, all.
    #[serde(default)]
    pub(in crate::pack) when: Vec<Condition>,
    /// In your own words, one sentence.
    pub(in crate::pack) text: String,
    /// What the list names, each in a few words of your own.
    #[serde(default)]
    pub(in crate::pack) items: Vec<At<String>>,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// A way that a ticket goes step by step.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct StagePathRow {
    /// Identifier.
    pub(in crate::pack) id: At<String>,
    /// The tickets that go it; left out, all.
    #[serde(default)]
    pub(in crate::pack) when: Vec<Condition>,
    /// In your own words, one sentence.
    pub(in crate::pack) text: String,
    /// Its steps in order; of those that can be seen, the first that fits is where a ticket is.
    pub(in crate::pack) steps: Vec<StageStepRow>,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// A step of a way.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct StageStepRow {
    /// Identifier.
    pub(in crate::pack) id: At<String>,
    /// Name to show.
    pub(in crate::pack) name: String,
    /// Tests that show that a ticket is here; left out where nothing in a ticket can show it.
    #[serde(default)]
    pub(in crate::pack) seen_when: Vec<Condition>,
    /// In your own words, one sentence.
    pub(in crate::pack) text: String,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}
