//! The queue list.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which rows a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum QueueView {
    /// Everything that is not solved.
    #[default]
    All,
    /// A running clock is past its due.
    Overdue,
    /// A running clock is due within two hours.
    DueSoon,
    /// Assigned to the user of the account.
    Mine,
    /// Assigned to nobody.
    Unassigned,
    /// Lane `waiting-on-customer`.
    Waiting,
    /// The customer waits for an answer, and no clock with a published target runs.
    NoTarget,
    /// Lanes `deprioritized` and `refused`.
    Lower,
}

/// Rows in each view, at one revision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QueueCounts {
    #[allow(missing_docs, reason = "one field a view, see QueueView")]
    pub all: u32,
    #[allow(missing_docs, reason = "one field a view, see QueueView")]
    pub overdue: u32,
    #[allow(missing_docs, reason = "one field a view, see QueueView")]
    pub due_soon: u32,
    #[allow(missing_docs, reason = "one field a view, see QueueView")]
    pub mine: u32,
    #[allow(missing_docs, reason = "one field a view, see QueueView")]
    pub unassigned: u32,
    #[allow(missing_docs, reason = "one field a view, see QueueView")]
    pub waiting: u32,
    #[allow(missing_docs, reason = "one field a view, see QueueView")]
    pub no_target: u32,
    #[allow(missing_docs, reason = "one field a view, see QueueView")]
    pub lower: u32,
}

/// What a list asks for.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QueueRequest {
    /// Which rows.
    pub view: QueueView,
    /// Full-text search; empty means none. It looks in all tickets: unsolved ones of every view first, in the order
    /// of the queue, then solved ones, last changed first. Of more than a thousand hits those with
    /// whole words that changed last are shown.
    pub search: String,
    /// The revision that is on screen; `null` means the newest. An older one than the last two is answered with
    /// the newest.
    pub revision: Option<u64>,
    /// First row, from 0.
    pub offset: u32,
    /// How many rows; at most 500.
    pub limit: u32,
}

/// A page of the queue at one revision.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QueuePage {
    /// The revision these rows are of.
    pub revision: u64,
    /// The newest revision there is; another number means that changes wait.
    pub newest: u64,
    /// Rows of this view that are new, gone or moved in the newest revision.
    pub changes: u32,
    /// The instant at which this order was made.
    pub as_of: i64,
    /// Rows of the view in all.
    pub total: u32,
    /// How many of them are solved: the last ones of a search.
    pub solved: u32,
    /// A search found more than these.
    pub more: bool,
    /// First row of this page, from 0.
    pub offset: u32,
    /// The rows.
    pub rows: Vec<QueueRow>,
    /// Rows of the view whose data are so old that they could have moved since.
    #[serde(default)]
    pub doubtful: u32,
    /// Rows in each view.
    pub counts: QueueCounts,
}

/// One ticket in a list.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QueueRow {
    /// `account/id`: names the ticket in every call.
    pub key: String,
    /// What people call it.
    pub number: String,
    /// Rank over all lanes, from 1; 0 for a solved ticket.
    pub position: u32,
    /// Solved or closed: it has no place in the queue, and its clocks are shown as they stood at its end.
    #[serde(default)]
    pub solved: bool,
    /// Lane: `main`, `deprioritized`, `waiting-on-customer`, `refused`; empty for a solved ticket.
    pub lane: String,
    /// Subject, plain text.
    pub subject: String,
    /// Organisation; empty when not known.
    pub customer: String,
    /// Vendor of the policy; empty without a policy.
    pub vendor: String,
    /// Name of the severity; the word of the portal where the policy does not know it, empty where there is none.
    pub severity: String,
    /// Rank of the severity, 0 is the highest; `null` when the policy does not know it.
    pub severity_rank: Option<u8>,
    /// Plan's name; empty when not known.
    pub plan: String,
    /// Who handles it; empty when nobody does.
    pub assignee: String,
    /// When it was filed.
    pub created: i64,
    /// Since when the customer waits for an answer; `null` when it does not.
    pub waiting_since: Option<i64>,
    /// Until when its data are complete: what the portal did later is not known here. `null` before the first sync is
    /// done.
    #[serde(default)]
    pub read_at: Option<i64>,
    /// Its data are so old that it could have moved since.
    #[serde(default)]
    pub doubtful: bool,
    /// The governing clock.
    pub clock: ClockView,
    /// Flags of the answer (`call-required`, `facts-missing`, ...).
    pub flags: Vec<String>,
}

/// The shape, word and colour of a clock: what one sees first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum ClockShape {
    /// Past its due.
    Overdue,
    /// Due within two hours of wall-clock time.
    DueSoon,
    /// Counts, or will count from the next opening.
    Running,
    /// Held by a pause condition.
    Paused,
    /// The policy publishes no target.
    NoTarget,
    /// Kept.
    Met,
    /// Stopped too late.
    MetLate,
    /// Not started.
    NotStarted,
}

/// A clock as it is drawn and counted down. To count down: while `ticking`, `remaining_s` falls by one a second from
/// `as_of` until `next_change`; then it stops or starts, and a new revision follows.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ClockView {
    /// Clock of the pack, as in `first-response`; empty when the ticket has none.
    pub name: String,
    /// Its name to show, as in `First response`.
    pub label: String,
    /// What one sees first.
    pub shape: ClockShape,
    /// When it is due; `null` when paused, or without a target.
    pub due: Option<i64>,
    /// When it stopped.
    pub met_at: Option<i64>,
    /// Target in counted seconds.
    pub target_s: Option<i64>,
    /// Counted seconds left at `as_of`; negative when overdue.
    pub remaining_s: Option<i64>,
    /// The instant that `remaining_s` is for.
    pub as_of: i64,
    /// Whether it counts at `as_of`.
    pub ticking: bool,
    /// When counting stops or starts next; `null` when never.
    pub next_change: Option<i64>,
    /// Where it is counted, in words (`around the clock`, `Mon-Fri 08:00-18:00 Berlin`).
    pub hours: String,
    /// Zone of these hours, as in `Europe/Berlin`.
    pub zone: String,
    /// Why it stands still, or why there is no target: one short phrase.
    pub note: String,
    /// `stated`, `reading`, `assumed`, `none`, `contract`, `override`.
    pub basis: String,
    /// Clause of the policy.
    pub clause: String,
    /// The picture.
    pub timeline: Option<Timeline>,
}

/// What the timeline of a clock shows, from left to right. Spans are `[from, to)` in Unix seconds.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Timeline {
    /// Left edge.
    pub from: i64,
    /// Right edge.
    pub to: i64,
    /// Open hours, sorted; the rest is closed.
    pub open: Vec<(i64, i64)>,
    /// Pauses, sorted.
    pub pauses: Vec<(i64, i64)>,
    /// When the clock started.
    pub start: i64,
    /// When it stopped.
    pub stop: Option<i64>,
    /// When it is due.
    pub due: Option<i64>,
}
