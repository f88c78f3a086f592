//! The board for the wall.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::queue::QueueRow;

/// The board at one revision.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BoardView {
    /// The revision.
    pub revision: u64,
    /// The instant it is for.
    pub as_of: i64,
    /// Past due.
    pub overdue: u32,
    /// Due within 30 minutes.
    pub within_30_min: u32,
    /// Due within 2 hours, those within 30 minutes included.
    pub within_2_h: u32,
    /// Due before the end of today in the computer's zone, those before included.
    pub today: u32,
    /// The customer's turn.
    pub waiting: u32,
    /// No published target.
    pub no_target: u32,
    /// Unsolved in all.
    pub all: u32,
    /// The next ten deadlines, soonest first, overdue ones included.
    pub next: Vec<QueueRow>,
    /// How many fall due in each of the next 24 hours, from `as_of`.
    pub by_hour: Vec<u32>,
    /// When the data of the oldest account were last read; `null` before the first sync.
    pub fresh_at: Option<i64>,
    /// Whether that is too old to trust: the whole board is drawn grey.
    pub stale: bool,
}
