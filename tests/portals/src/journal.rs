//! What happened at a fake portal, for tests that count.

use std::fmt;

/// Who caused an effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Through {
    /// A request; the number is its place in [`crate::Fake::seen`], from 0.
    Request(usize),
    /// The test itself, or the portal's own rules.
    Test,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// A ticket was created.
    Created,
    /// A public message was added.
    Replied,
    /// A note that only staff sees was added.
    Noted,
    /// A field of a ticket has another value.
    Changed,
    /// Tags were added or removed.
    Tagged,
    /// Tickets were linked, or no longer.
    Linked,
    /// A ticket was merged into another.
    Merged,
    /// A ticket went to the bin.
    Deleted,
    /// A ticket came back from the bin.
    Restored,
    /// A ticket is gone for ever.
    Erased,
    /// Time was logged.
    TimeLogged,
    /// A file was uploaded.
    Uploaded,
}

/// One thing that was done to one ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// When, in seconds since 1970 UTC.
    pub at: i64,
    /// Who caused it.
    pub through: Through,
    /// The user at the portal who did it.
    pub by: u64,
    /// What was done.
    pub deed: Deed,
    /// The ticket; 0 for a file.
    pub ticket: u64,
    /// The text of a message, `status: open -> solved` of a change, the tags, the target of a merge.
    pub detail: String,
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{} {:?} by {}: {}", self.ticket, self.deed, self.by, self.detail)
    }
}

/// A request that came, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// When, in seconds since 1970 UTC.
    pub at: i64,
    /// As in `GET`.
    pub method: String,
    /// As in `/api/v2/tickets?page=2`, decoded.
    pub target: String,
    /// The status that the portal itself gave; `None` when a fault kept the request from it.
    pub status: Option<u16>,
}

/// Effects in their order.
#[derive(Debug, Default)]
pub struct Journal {
    pub(crate) effects: Vec<Effect>,
    /// The request under way.
    pub(crate) request: Option<usize>,
}

impl Journal {
    pub(crate) fn note(&mut self, at: i64, by: u64, deed: Deed, ticket: u64, detail: impl Into<String>) {
        let through = self.request.map_or(Through::Test, Through::Request);
        self.effects.push(Effect { at, through, by, deed, ticket, detail: detail.into() });
    }
}
