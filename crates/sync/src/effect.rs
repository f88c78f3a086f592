//! What goes into the engine and what comes out.

use std::sync::Arc;

use calendar::Moment;
use policy::ticket::{Clash, Operation, Ticket};
use portal::{Adapter, Cursor, Fault, Mark, Membership, Page, Receipt, Request, Response};
use serde::{Deserialize, Serialize};

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
    /// An operation is to be carried out: a new one, one of an earlier process, or one on which the user decided.
    Queue(Box<Queued>),
    /// The user took an operation back; the store no longer offers it.
    Withdraw {
        /// The account.
        account: String,
        /// [`policy::ticket::Operation::id`].
        operation: String,
    },
    /// The store recorded where an operation stands ([`Effect::Record`]).
    Recorded {
        /// The account.
        account: String,
        /// [`policy::ticket::Operation::id`].
        operation: String,
        /// `Ok(false)`: the user took it back or decided otherwise first, and nothing was recorded. The operation rests
        /// until an [`Input::Queue`] or [`Input::Withdraw`] says what became of it; tell that after this.
        result: Result<bool, Trouble>,
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
        /// Tickets of the page that were read by themselves as they were later. Where that copy is stored, it stays.
        behind: Vec<String>,
    },
    /// Record durably where an operation stands, and answer with [`Input::Recorded`]. It is refused when the user took the
    /// operation back in the meantime.
    Record {
        /// The account.
        account: String,
        /// [`policy::ticket::Operation::id`].
        operation: String,
        /// Where it stands.
        record: Box<Record>,
    },
    /// Store this ticket as it was just read; it belongs to no page and moves no cursor.
    Keep {
        /// The account.
        account: String,
        /// The ticket.
        ticket: Box<Ticket>,
    },
    /// Store what the portal said of the groups of the account's user. Nothing waits for it.
    Membership {
        /// The account.
        account: String,
        /// What it said.
        said: Membership,
    },
    /// An operation waits, and why; not worth a place on the disk.
    Delayed {
        /// The account.
        account: String,
        /// [`policy::ticket::Operation::id`].
        operation: String,
        /// What is wrong; `None` when it only waits for its turn.
        trouble: Option<Trouble>,
        /// When it is tried again, monotonic milliseconds; `None` when that is not known.
        at_ms: Option<u64>,
    },
    /// Come back with [`Input::Tick`] at this monotonic time (milliseconds) at the latest.
    WakeAt(u64),
    /// Tell the user.
    Progress(Progress),
}

/// An operation that waits to be carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// The account.
    pub account: String,
    /// What is to be done.
    pub operation: Operation,
    /// Its place among all operations of the account: those of one ticket go out in this order.
    pub place: u64,
    /// When the ticket's governing clock ends: what is due first goes out first.
    pub due: Option<Moment>,
    /// For how many milliseconds from now the user can still undo it.
    pub hold_ms: u64,
    /// What is known of the attempt whose outcome is not known.
    pub sent: Option<Sent>,
    /// Nothing more happens before the user decides: it is in conflict, was refused, or may have been carried out.
    pub parked: bool,
}

/// An attempt to carry out an operation, recorded before its first byte leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// When the first attempt began, UTC.
    pub first: Moment,
    /// How many there were.
    pub attempts: u32,
    /// What was there before the first one.
    pub mark: Mark,
}

/// Where an operation stands from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// It is about to be sent.
    Sending(Sent),
    /// The last attempt certainly did nothing; another one follows.
    Queued {
        /// What happened.
        trouble: Trouble,
        /// An earlier attempt whose outcome is still not known.
        sent: Option<Sent>,
    },
    /// It went out and nobody knows what became of it.
    Unknown {
        /// What happened to the answer.
        trouble: Trouble,
        /// Gnomon cannot find out: the user looks and decides.
        ask: bool,
    },
    /// The portal has it.
    Delivered(Receipt),
    /// The event that a delivered operation became was found later.
    Found(Receipt),
    /// Something came in between; the user decides.
    Conflict(Vec<Clash>),
    /// The portal refused it; the user decides.
    Rejected {
        /// What the portal said.
        trouble: Trouble,
        /// An earlier attempt whose outcome is still not known.
        sent: Option<Sent>,
    },
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
