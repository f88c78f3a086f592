//! Remote sessions: what customers agreed to, and the log from which charges are made.
//!
//! The row of a session is on the disk before its program is started. A session whose end was not seen, because Gnomon
//! itself ended while it ran, is `unknown`: no end is ever invented.

mod check;
mod consent;
mod list;
mod log;

use calendar::Moment;

pub use check::CheckRow;
pub use consent::{ConsentRow, NewConsent};

use crate::TicketKey;

/// A session that is about to be started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSession {
    /// The ticket that it is for.
    pub ticket: TicketKey,
    /// Who, where, with what, and why it was allowed; JSON of the desk. No secrets.
    pub begun: String,
}

/// A session as the log has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// Its number; numbers only grow.
    pub number: i64,
    /// The ticket that it is for.
    pub ticket: TicketKey,
    /// Who, where, with what, and why it was allowed; JSON of the desk.
    pub begun: String,
    /// When it was written down, just before its program was started.
    pub started: Moment,
    /// Where it stands.
    pub state: SessionState,
    /// When its end was seen; `None` while it runs, and for ever where nobody saw it.
    pub ended: Option<Moment>,
    /// How it ended, as it was seen.
    pub outcome: String,
    /// What the engineer confirmed, and when; JSON of the desk.
    pub closed: Option<(String, Moment)>,
    /// The operation that wrote it into the ticket.
    pub note: Option<String>,
    /// The operation that entered its time.
    pub time: Option<String>,
}

/// Where a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SessionState {
    /// It was started, and its end was not seen yet.
    Running,
    /// It has ended.
    Ended,
    /// It did not come about, or was lost.
    Failed,
    /// Nobody saw how it went on.
    Unknown,
}

impl SessionState {
    /// The stable word, as it is stored.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Ended => "ended",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }

    fn named(word: &str) -> Option<Self> {
        [Self::Running, Self::Ended, Self::Failed, Self::Unknown]
            .into_iter()
            .find(|state| state.word() == word)
    }
}

/// Which operation of the outbox a session became.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posted {
    /// The note.
    Note,
    /// The time entry.
    Time,
}
