//! Versions: how a number is read, the phases of a release, what ends them, and what each gives.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{At, SourceKeys};
use crate::pack::{Fixes, Support, VersionWord};
use crate::ruling::Yes;

/// Versions and how long they are supported.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct LifecycleTable {
    /// How a version number is read; numbers with dots, the first one the major version, when it is left out.
    pub(in crate::pack) numbering: Option<NumberingRow>,
    /// The platform that a version runs on, where the version number names it.
    pub(in crate::pack) platform: Option<PlatformRow>,
    /// Phases in the order in which a release passes through them; the last one never ends.
    pub(in crate::pack) phases: Vec<PhaseRow>,
    /// What ends a phase; of several ends the latest counts.
    #[serde(default)]
    pub(in crate::pack) rules: Vec<RuleRow>,
    /// How long ahead the vendor announces a date.
    #[serde(default)]
    pub(in crate::pack) notices: Vec<NoticeRow>,
    /// What else is said of versions.
    #[serde(default)]
    pub(in crate::pack) provisions: Vec<ProvisionRow>,
}

/// How a version number is read.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct NumberingRow {
    /// Identifier.
    pub(in crate::pack) id: At<String>,
    /// In your own words, one sentence.
    pub(in crate::pack) text: String,
    /// Names of the numbers between the dots, as in `["major", "minor"]`.
    #[serde(default)]
    pub(in crate::pack) parts: Vec<At<String>>,
    /// Whether a version never has more numbers than `parts` names.
    #[serde(default)]
    pub(in crate::pack) exact: bool,
    /// How many of the first numbers make a major version, at least 1.
    pub(in crate::pack) major_parts: At<i64>,
    /// Whether a first number of four digits is a year and makes a major version by itself.
    #[serde(default)]
    pub(in crate::pack) year_alone: bool,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// The platform whose version stands in the version number: its digits without the dot, as 81 for 8.1.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct PlatformRow {
    /// Identifier.
    pub(in crate::pack) id: At<String>,
    /// In your own words, one sentence.
    pub(in crate::pack) text: String,
    /// Name of the platform; its own releases are listed under this product.
    pub(in crate::pack) product: String,
    /// Which of the numbering's `parts` names it.
    pub(in crate::pack) part: At<String>,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// A phase in the life of a release.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct PhaseRow {
    /// Identifier.
    pub(in crate::pack) id: At<String>,
    /// Name to show.
    pub(in crate::pack) name: String,
    /// In your own words, one sentence.
    pub(in crate::pack) text: String,
    /// The word that a test of the fact `version` sees.
    pub(in crate::pack) word: At<VersionWord>,
    /// Whether somebody helps; left out where the document does not say.
    pub(in crate::pack) support: Option<Support>,
    /// What is fixed; left out where the document does not say.
    pub(in crate::pack) fixes: Option<Fixes>,
    /// Whether it ends only on a day that the vendor has announced: the ends of rules are then the earliest days.
    #[serde(default)]
    pub(in crate::pack) until_announced: bool,
    /// What is helped with all the same, in a word or two each.
    #[serde(default)]
    pub(in crate::pack) except: Vec<String>,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// What ends one phase or several.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct RuleRow {
    /// Identifier.
    pub(in crate::pack) id: At<String>,
    /// In your own words, one sentence.
    pub(in crate::pack) text: String,
    /// Kinds of releases that it is for, as in `["lts"]`; all when it is left out.
    pub(in crate::pack) kinds: Option<Vec<At<String>>>,
    /// Whether its periods are the shortest ones, so that a phase may last longer.
    #[serde(default)]
    pub(in crate::pack) at_least: bool,
    /// The ends.
    pub(in crate::pack) ends: Vec<EndRow>,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// An end of a phase: either `years` or `months` with `from`, or `newer-majors` alone.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct EndRow {
    /// The phase that ends.
    pub(in crate::pack) phase: At<String>,
    /// So many calendar years after `from`.
    pub(in crate::pack) years: Option<At<i64>>,
    /// So many calendar months after `from`.
    pub(in crate::pack) months: Option<At<i64>>,
    /// `released`, `end-of-sale`, `next-major`, or the identifier of an earlier phase, which means its end.
    pub(in crate::pack) from: Option<At<String>>,
    /// It ends when so many newer major versions are out.
    pub(in crate::pack) newer_majors: Option<At<i64>>,
}

/// How long ahead the vendor announces a date.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct NoticeRow {
    /// Identifier.
    pub(in crate::pack) id: At<String>,
    /// In your own words, one sentence.
    pub(in crate::pack) text: String,
    /// Dates that are announced: `released`, `end-of-sale`, `next-major`, or a phase, which means its first day.
    pub(in crate::pack) before: Vec<At<String>>,
    /// So many calendar months ahead; left out where the document gives no time.
    pub(in crate::pack) months: Option<At<i64>>,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// Something that is said of versions, with the releases it is for. A list that is left out fits all.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct ProvisionRow {
    /// Identifier.
    pub(in crate::pack) id: At<String>,
    /// In your own words, one sentence.
    pub(in crate::pack) text: String,
    /// What it is about: `support`, `fixes` and `phone` are questions that it helps to answer.
    pub(in crate::pack) about: About,
    /// The answer that it gives; left out where it only adds to another one.
    pub(in crate::pack) answer: Option<Yes>,
    /// Kinds of releases.
    pub(in crate::pack) kinds: Option<Vec<At<String>>>,
    /// Phases of the release.
    pub(in crate::pack) phases: Option<Vec<At<String>>>,
    /// Phases of the platform that the release runs on.
    pub(in crate::pack) platform_phases: Option<Vec<At<String>>>,
    /// Severities of the ticket.
    pub(in crate::pack) severities: Option<Vec<At<String>>>,
    /// Plans that it holds for; under another plan the answer is no.
    pub(in crate::pack) plans: Option<Vec<At<String>>>,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// What a provision is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::pack) enum About {
    /// Whether somebody helps.
    Support,
    /// Which fixes are made.
    Fixes,
    /// Whether help by phone is given.
    Phone,
    /// Updates and how often they come.
    Updates,
    /// Phases, milestones and kinds of releases.
    Releases,
    /// The customer's agreement.
    Agreement,
}

/// A release and its dates: local dates `YYYY-MM-DD`. No policy names them, so they come from the vendor's pages,
/// mostly in an override.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct ReleaseRow {
    /// Identifier in lower case, as in `oee-3-81`.
    pub(in crate::pack) id: At<String>,
    /// The product as tickets name it; left out, it is for every product that has no releases of its own.
    pub(in crate::pack) product: Option<At<String>>,
    /// The version, or its beginning, which stands for all that follow: `3.81` and `3.81.x` are for 3.81.2 too.
    pub(in crate::pack) version: At<String>,
    /// Kind of the release, where rules differ by it: `lts`, `module`, `other` and the like.
    pub(in crate::pack) kind: Option<At<String>>,
    /// First day on which it was generally available.
    pub(in crate::pack) released: At<String>,
    /// Day of the end of its sale, or `not-yet`.
    pub(in crate::pack) end_of_sale: Option<At<String>>,
    /// Day on which the next major version came out or went on sale, or `not-yet`.
    pub(in crate::pack) next_major: Option<At<String>>,
    /// Days that the vendor has announced, by phase: the first day after it. They go before every rule.
    #[serde(default)]
    pub(in crate::pack) ends: BTreeMap<String, At<String>>,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}
