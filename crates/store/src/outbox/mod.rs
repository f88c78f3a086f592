//! The outbox: changes made here, until they are carried out in a portal and some time after, and drafts.
//!
//! Each change of a state names the states that it may come from and answers whether it was made: the engine and the
//! user act at the same time, and the first one counts. The database itself refuses every other way.
//!
//! The calls of the user also work beside a holder of the lease, who notices them by [`Store::watch`](crate::Store::watch).

mod adopt;
mod decide;
mod draft;
mod list;
mod purge;
mod queue;
mod record;

use calendar::Moment;
use policy::ticket::Operation;

pub use decide::Decision;
pub use draft::{Draft, DraftKind};
#[cfg(test)]
pub(crate) use list::{COUNTS, listing};
pub use list::{InTurn, OperationCounts, OperationFilter};
pub use record::OperationRecord;

/// A change that the user wants to have carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOperation {
    /// The account.
    pub account: String,
    /// What is to be done.
    pub operation: Operation,
    /// When the ticket's governing clock ends.
    pub due: Option<Moment>,
    /// For how many seconds the user can undo it before it goes out.
    pub hold_s: u32,
}

/// An operation and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationRow {
    /// The account.
    pub account: String,
    /// What is to be done. Events that earlier operations became are added to what its writer saw.
    pub operation: Operation,
    /// Its place among all operations of the account: those of one ticket go out in this order.
    pub place: u64,
    /// Where it stands.
    pub state: OperationState,
    /// For [`OperationState::Unknown`]: Gnomon cannot find out, so the user looks and decides.
    pub ask: bool,
    /// When the ticket's governing clock ended as it was written.
    pub due: Option<Moment>,
    /// When the user was done with it.
    pub composed: Moment,
    /// From when on it may go out: after the time for undoing, or since the user decided to send it all the same.
    pub queued: Moment,
    /// For [`OperationState::Holding`]: until when the user can undo it. By a clock that may have jumped since: it is
    /// never held for longer than from `composed` to here.
    pub hold_until: Option<Moment>,
    /// The attempt under way, an earlier one whose outcome is not known, or the one that delivered it; in the desk's JSON.
    pub sent: Option<String>,
    /// When the portal accepted it, by the portal's clock; `None` when it does not tell.
    pub accepted: Option<Moment>,
    /// The event that it became, where that is known.
    pub event: Option<String>,
    /// Clashes or trouble, in the desk's JSON.
    pub detail: Option<String>,
    /// When its state was last recorded.
    pub changed: Moment,
}

/// Where an operation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OperationState {
    /// The user can undo it for some seconds more.
    Holding,
    /// It waits to be sent; perhaps for another attempt, then the detail says why.
    Queued,
    /// It is about to be sent, or was under way when the process ended.
    Sending,
    /// It went out and nobody knows what became of it.
    Unknown,
    /// Something came in between; the user decides.
    Conflict,
    /// The portal refused it; the user decides.
    Rejected,
    /// The portal has it.
    Delivered,
    /// The user took it back or wrote it anew.
    Cancelled,
}

impl OperationState {
    /// All states.
    pub const ALL: [Self; 8] = [
        Self::Holding,
        Self::Queued,
        Self::Sending,
        Self::Unknown,
        Self::Conflict,
        Self::Rejected,
        Self::Delivered,
        Self::Cancelled,
    ];

    /// The stable word, as it is stored.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Holding => "holding",
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Unknown => "unknown",
            Self::Conflict => "conflict",
            Self::Rejected => "rejected",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether something is still to happen with it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Delivered | Self::Cancelled)
    }
}

/// States from which the engine goes on: nobody waits for the user.
const WITH_ENGINE: &str = "(state IN ('holding', 'queued', 'sending') OR (state = 'unknown' AND ask = 0))";
/// States in which the user may take an operation back: certainly nothing is under way.
const WITH_USER: &str =
    "(state IN ('holding', 'queued', 'conflict', 'rejected') OR (state = 'unknown' AND ask = 1))";

/// How an operation is named among the records kept aside.
fn aside_name(id: &str) -> String {
    format!("operation {id}")
}
