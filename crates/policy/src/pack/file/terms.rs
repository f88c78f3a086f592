//! Severities, classifications, plans, and the keys that every value carries.

use schemars::JsonSchema;
use serde::Deserialize;

use super::At;

/// Where a value comes from: every row carries these keys.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::pack) struct SourceKeys {
    /// Section of the document, short, in the document's own headings.
    pub(in crate::pack) clause: String,
    /// How the value follows from the clause.
    pub(in crate::pack) basis: WrittenBasis,
    /// What is read into the clause or assumed, one sentence; needed for `reading` and `assumed`.
    #[serde(default)]
    pub(in crate::pack) note: String,
}

/// How a value follows from its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::pack) enum WrittenBasis {
    /// The document says it.
    Stated,
    /// The document is garbled or ambiguous here, and this is how it is read.
    Reading,
    /// The document is silent and the product needs a value.
    Assumed,
    /// The document is silent, and there is no value.
    None,
    /// The user's override says it. Authors never write this word; the loader puts it in.
    #[schemars(skip)]
    Override,
}

/// A severity or a plan.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct TermRow {
    /// Identifier in lower case.
    pub(in crate::pack) id: At<String>,
    /// Name to show.
    pub(in crate::pack) name: String,
    /// What it means, in short words of your own.
    pub(in crate::pack) definition: String,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}

/// A classification.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct ClassificationRow {
    /// Identifier in lower case.
    pub(in crate::pack) id: At<String>,
    /// Name to show.
    pub(in crate::pack) name: String,
    /// What it means, in short words of your own.
    pub(in crate::pack) definition: String,
    /// The severity that every ticket of this classification has, where the policy fixes it.
    pub(in crate::pack) severity: Option<At<String>>,
    #[serde(flatten)]
    pub(in crate::pack) source: SourceKeys,
}
