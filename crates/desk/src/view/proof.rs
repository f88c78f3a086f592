//! Proofs of single tickets, and what came of checking one.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A proof as a file.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ProofView {
    /// A name for the file.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What came of checking a proof.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct VerifyView {
    /// What people call the ticket; empty when the file cannot be read.
    pub number: String,
    /// Address of its portal.
    pub portal_address: String,
    /// The instant of the answer in the file.
    pub as_of: i64,
    /// `integrity`, `recomputed`, `portal`, in this order; a file that cannot be read has only the first.
    pub checks: Vec<Check>,
    /// What the checks do not show.
    pub caveat: String,
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Check {
    /// `integrity`, `recomputed` or `portal`.
    pub name: String,
    /// What came of it.
    pub result: Checked,
    /// One sentence.
    pub text: String,
}

/// What came of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum Checked {
    /// It is the same.
    Same,
    /// It is not the same.
    Different,
    /// Something that the check needs is not there.
    NotPossible,
    /// It was not asked for.
    NotDone,
}
