//! Remote sessions that have ended.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ErrorView;

/// A session that has ended, or that never came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SessionEndView {
    /// Its number, as in the answer to the start.
    pub session: u32,
    /// Key of its ticket.
    pub key: String,
    /// How it ended, one sentence. The same is in the audit log.
    pub text: String,
    /// What the user must be told and can do; `null` for an end that was to be expected.
    pub error: Option<ErrorView>,
}
