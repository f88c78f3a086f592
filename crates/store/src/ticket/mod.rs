//! Tickets, with their events and bodies.

mod changes;
mod delete;
mod digest;
mod event;
mod keep;
mod list;
mod put;
mod read;
mod resident;
mod solved;

use std::fmt;

use policy::ticket::Ticket;

pub use changes::Changes;
pub use list::{Counts, TicketRow};
pub use read::Unreadable;
pub use resident::Resident;

pub(crate) use changes::next_revision;
pub(crate) use delete::delete_account;
pub(crate) use event::erase_texts;
pub(crate) use keep::is_newer;
pub(crate) use put::put;
pub(crate) use read::missing;
pub(crate) use solved::mark_solved;

/// Names a ticket among all accounts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TicketKey {
    /// Its account.
    pub account: String,
    /// The portal's identifier.
    pub id: String,
}

impl TicketKey {
    /// The key of this ticket of this account.
    #[must_use]
    pub fn new(account: &str, id: &str) -> Self {
        Self { account: account.to_owned(), id: id.to_owned() }
    }
}

impl fmt::Display for TicketKey {
    /// `account/id`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.account, self.id)
    }
}

/// A ticket and the account that it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredTicket {
    /// Its account.
    pub account: String,
    /// The account's mapping calls its status solved or closed.
    pub solved: bool,
    /// The ticket. In a light one, every message has an empty body.
    pub ticket: Ticket,
}
