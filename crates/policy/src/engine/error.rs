//! What is wrong with the facts of a ticket, in words for people and a code for programs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::pack::Term;

/// Why a ticket cannot be answered.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize, JsonSchema)]
#[error("{message}; {hint}")]
pub struct FactsError {
    /// Short and stable, as in `unknown-severity`.
    pub code: String,
    /// What is wrong, and where.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl FactsError {
    pub(crate) fn new(code: &str, message: String, hint: String) -> Self {
        Self { code: code.to_owned(), message, hint }
    }

    /// A word that is not among those allowed. `what` is the kind of word, as in `severity`.
    pub(crate) fn unknown<'a>(what: &str, word: &str, allowed: impl Iterator<Item = &'a str>) -> Self {
        let allowed: Vec<&str> = allowed.collect();
        let hint = if allowed.is_empty() {
            format!("this policy has no {what}: leave it out")
        } else {
            format!("use one of: {}", allowed.join(", "))
        };
        Self::new(&format!("unknown-{what}"), format!("there is no {what} `{word}`"), hint)
    }

    pub(crate) fn unknown_term(what: &str, word: &str, terms: &[Term]) -> Self {
        Self::unknown(what, word, terms.iter().map(|term| term.id.as_str()))
    }
}
