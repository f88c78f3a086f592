//! The way out of a data file that cannot be opened or used.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the window offers about a data file that cannot be opened or used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum WayOut {
    /// Nothing: the hint says what to do.
    #[default]
    None,
    /// The file is damaged: save what can be read, and start anew.
    Rescue,
    /// The file is whole, or not ours: it is best left alone. Starting anew is possible, as the second choice.
    LeaveAlone,
}

/// What was saved of a damaged data file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RescueView {
    /// The folder with the files.
    pub folder: String,
    /// One line for each kind of record.
    pub parts: Vec<RescuedPart>,
    /// Whether everything could be read.
    pub whole: bool,
}

/// One kind of record of a damaged data file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RescuedPart {
    /// What it is, in words.
    pub what: String,
    /// The file that has it; empty when it went into the new data file.
    pub file: String,
    /// Records that could be read.
    pub rows: u32,
    /// Whether these are all that there were.
    pub whole: bool,
}

/// What starting anew has done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AnewView {
    /// The folder with the old data file, every byte as it was.
    pub aside: String,
    /// What the new data file begins with; empty when nothing could be brought over, so that a portal is to be connected.
    pub parts: Vec<RescuedPart>,
    /// Whether accounts came over: they are synced again.
    pub has_accounts: bool,
}
