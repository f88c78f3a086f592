//! What the checks remember of a device, so that they need not believe it.

use std::collections::{BTreeMap, BTreeSet};

use calendar::Moment;
use store::{DraftKind, OperationState, TicketKey};

/// What is known of a device.
#[derive(Debug, Default)]
pub struct Known {
    /// Operations that the user was told are kept, and where each stood when it was last looked at.
    pub told: BTreeMap<String, OperationState>,
    /// Operations that the user was told are taken back.
    pub taken_back: BTreeSet<String>,
    /// When each operation was last given to the network, milliseconds of the world.
    pub sent_at: BTreeMap<String, u64>,
    /// Operations on tickets that no portal had yet: their writer saw nothing.
    pub blind: BTreeSet<String>,
    /// These, and what was later written in place of one: their ticket's name may have been found after later
    /// operations on it had gone.
    pub late: BTreeSet<String>,
    /// When a portal last answered what a ticket is like, milliseconds of the world.
    pub read_ms: BTreeMap<TicketKey, u64>,
    /// How often each operation was given to the network by itself since the user last decided.
    pub sends: BTreeMap<String, u32>,
    /// Texts that the user saved and did not send.
    pub drafts: BTreeMap<(String, String, DraftKind), String>,
    /// Tickets that were made here and that no portal has.
    pub locals: Vec<TicketKey>,
    /// What was last shown of each ticket.
    pub shown: BTreeMap<TicketKey, Shown>,
    /// The store's revision when that was read.
    pub revision: i64,
    /// Until when each account was said to be complete.
    pub synced_at: BTreeMap<String, Moment>,
    /// Until when a portal asked for patience, on the clock that stands in sleep.
    pub quiet: BTreeMap<String, u64>,
    /// Writes since all operations were looked at.
    pub unchecked: u32,
}

/// A ticket as it was shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// When it last changed, by the portal's clock.
    pub updated: Moment,
    /// The state of the portal that it is.
    pub seq: u64,
    /// Whether it was shown as gone.
    pub gone: bool,
    /// An earlier process showed it, of a portal whose feed is behind: a new process cannot know better at first.
    pub is_of_earlier_process: bool,
}

impl Known {
    /// The user was told that an operation is kept.
    pub fn acknowledge(&mut self, id: &str) {
        self.told.insert(id.to_owned(), OperationState::Holding);
    }

    /// The user was told that an operation is taken back.
    pub fn withdrawn(&mut self, id: &str) {
        self.taken_back.insert(id.to_owned());
    }

    /// A ticket that was made here has its name in the portal now.
    pub fn renamed(&mut self, account: &str, local: &str, made: &str) {
        self.locals.retain(|key| key.account != account || key.id != local);
        for kind in [DraftKind::Reply, DraftKind::Note] {
            let Some(text) = self.drafts.remove(&(account.to_owned(), local.to_owned(), kind)) else {
                continue;
            };
            let place = self.drafts.entry((account.to_owned(), made.to_owned(), kind)).or_default();
            *place = if place.is_empty() { text } else { format!("{place}\n\n{text}") };
        }
    }
}

/// Whether an operation may go from one state to another.
#[must_use]
pub const fn may_follow(from: OperationState, to: OperationState) -> bool {
    use OperationState as S;
    match from {
        S::Holding => true,
        S::Queued => !matches!(to, S::Holding),
        S::Sending => !matches!(to, S::Holding | S::Cancelled),
        S::Unknown | S::Conflict | S::Rejected => !matches!(to, S::Holding),
        S::Delivered => matches!(to, S::Delivered),
        S::Cancelled => matches!(to, S::Cancelled),
    }
}
