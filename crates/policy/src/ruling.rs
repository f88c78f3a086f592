//! A reasoned answer to one question about a ticket: may they call, is this version supported, what does it cost.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::pack::{Basis, Source};

/// One question and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ruling {
    /// The question by its name, as in `phone-support`.
    pub question: String,
    /// The answer.
    pub answer: Yes,
    /// The answer in one sentence, for people.
    pub text: String,
    /// What to ask for before the answer is certain, in a few words each; empty unless the answer is `unknown`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ask: Vec<String>,
    /// The rows of the policy that the answer rests on, the deciding one first.
    pub because: Vec<Ground>,
}

/// Whether it is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Yes {
    /// It is.
    Yes,
    /// It is, within limits that the grounds name (best effort, at a charge, on appointment).
    Limited,
    /// It is not.
    No,
    /// A fact is missing: never a silent yes.
    Unknown,
    /// The document does not say, and nobody can tell from it.
    Unpublished,
}

/// A row of the policy behind an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ground {
    /// Identifier of the row in the pack; empty for a rule of our own.
    pub row: String,
    /// What it says, one sentence.
    pub text: String,
    /// Where the value comes from.
    pub basis: Basis,
    /// The clause of the policy.
    pub clause: String,
    /// What we read into it or assume; empty when the document simply states it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Ground {
    /// A ground from a row of a pack.
    #[must_use]
    pub fn of(row: &str, text: &str, source: &Source) -> Self {
        Self {
            row: row.to_owned(),
            text: text.to_owned(),
            basis: source.basis,
            clause: source.clause.clone(),
            note: source.note.clone(),
        }
    }
}
