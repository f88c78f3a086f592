//! Files: those that came with messages, as far as they are here, and those that are to be sent.
//!
//! Their bytes lie in this encrypted file like everything else, in pieces, and are erased with overwriting: nothing of them is
//! ever on the disk in clear.

mod erase;
mod fetched;
mod room;
mod sent;
mod whole;

use calendar::Moment;

pub use sent::{Enclosed, NewEnclosure};

pub(crate) use erase::{gone_with, of_tickets, overwriting, sweep};
pub(crate) use sent::{claim, release};

/// The most bytes of a piece.
pub(crate) const PIECE: usize = 256 * 1024;

/// Names a file of a ticket.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileKey {
    /// The account.
    pub account: String,
    /// The portal's identifier of the ticket.
    pub ticket: String,
    /// [`policy::ticket::Attachment::id`].
    pub id: String,
}

impl FileKey {
    /// The key of this file.
    #[must_use]
    pub fn new(account: &str, ticket: &str, id: &str) -> Self {
        Self { account: account.to_owned(), ticket: ticket.to_owned(), id: id.to_owned() }
    }
}

/// What is here of a file that came with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileState {
    /// [`policy::ticket::Attachment::id`].
    pub id: String,
    /// Bytes of the whole, where that is known.
    pub size: Option<u64>,
    /// Bytes that are here.
    pub have: u64,
    /// What a download that broke off is gone on with, in the portal's words.
    pub tag: Option<String>,
    /// SHA-256 of the whole; `None` until it is whole.
    pub sha256: Option<[u8; 32]>,
    /// The type by the bytes of the whole; empty when they tell none.
    pub kind: String,
    /// Not erased for room before this instant.
    pub pinned: Option<Moment>,
}

impl FileState {
    /// Whether all of it is here.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.sha256.is_some()
    }
}

/// SQLite has no unsigned numbers.
fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// None of these is ever below zero.
fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
