//! What goes into the engine and what comes out.

use std::sync::Arc;

use calendar::Moment;
use portal::{Adapter, Cursor, Fault, Page, Request, Response};

/// Names a request that is under way; never used twice by one engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FetchId(pub u64);

/// Something that happened outside.
#[derive(Debug)]
pub enum Input {
    /// An account is to be synced from here on.
    Add {
        /// The account.
        account: String,
        /// How to speak with its portal.
        adapter: Arc<dyn Adapter>,
        /// Where its stored rows end.
        cursor: Option<Cursor>,
        /// Until when its stored rows were complete; `None` before the first sync ended.
        synced_at: Option<Moment>,
        /// When the round that a restart broke off sent its first request; `None` when none was broken off.
        begun: Option<Moment>,
    },
    /// An account is gone; answers still under way are ignored.
    Remove {
        /// The account.
        account: String,
    },
    /// A request was answered, or could not be.
    Answered {
        /// Which.
        fetch: FetchId,
        /// The answer; `Err` only for faults below HTTP (unreachable, TLS, too large).
        result: Result<Response, Fault>,
    },
    /// The store committed a page, or refused it.
    Stored {
        /// The account.
        account: String,
        /// What went wrong.
        result: Result<(), Trouble>,
    },
    /// Some time passed; perhaps the one asked for with [`Effect::WakeAt`].
    Tick,
    /// The user, a resume from sleep or a new network asks to sync at once.
    SyncNow,
}

/// Something to be done outside.
#[derive(Debug)]
pub enum Effect {
    /// Send this request and answer with [`Input::Answered`].
    Fetch {
        /// Which.
        fetch: FetchId,
        /// Whose secret to add.
        account: String,
        /// What to send.
        request: Request,
    },
    /// Store this page in one transaction and answer with [`Input::Stored`].
    Store {
        /// The account.
        account: String,
        /// Rows and cursor.
        page: Box<Page>,
        /// When the round that the page belongs to sent its first request: the rows are as old as that.
        begun: Moment,
    },
    /// Come back with [`Input::Tick`] at this monotonic time (milliseconds) at the latest.
    WakeAt(u64),
    /// Tell the user.
    Progress(Progress),
}

/// How the sync of one account stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// The account.
    pub account: String,
    /// What it does.
    pub phase: Phase,
    /// Tickets read in this round.
    pub done: u64,
    /// Of how many, where the portal tells.
    pub total: Option<u64>,
    /// Tickets a second in this round.
    pub rate: Option<f64>,
    /// Seconds left in this round, estimated.
    pub left_s: Option<u64>,
    /// Until when the rows are complete; `None` before the first sync ended.
    pub synced_at: Option<Moment>,
    /// When the next attempt begins, monotonic milliseconds.
    pub next_at: Option<u64>,
    /// What is wrong; `None` while all is well.
    pub trouble: Option<Trouble>,
}

/// What the sync of an account does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Waits for the next round.
    Idle,
    /// Reads.
    Pulling,
    /// Waits before it tries again.
    Waiting,
    /// Needs the user: trying again by itself cannot help.
    Stopped,
}

/// What is wrong, for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Stable code.
    pub code: String,
    /// One sentence.
    pub message: String,
    /// What to do, one sentence.
    pub hint: String,
    /// Whether trying again by itself can help.
    pub transient: bool,
}

impl From<&Fault> for Trouble {
    fn from(fault: &Fault) -> Self {
        Self {
            code: fault.code().to_owned(),
            message: fault.to_string(),
            hint: fault.hint().to_owned(),
            transient: fault.is_transient(),
        }
    }
}
