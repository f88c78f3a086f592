//! What is in the portal at the start, computed on request: every record follows from the seed and its number, so
//! that a million tickets need no memory. What happens later is kept by [`crate::world`].

mod cast;
mod customer;
mod draw;
mod fate;
pub mod file;
mod hours;
mod people;
mod promise;
mod script;
pub mod story;
mod thread;
mod vendor;
mod voice;

use calendar::Moment;

pub use cast::Cast;
pub use draw::Draw;
pub use people::AGENTS;
pub use thread::{COMMA, LINKS, TAGS, Thread};
pub use vendor::{RELATIONS, STATUSES, VENDORS};
pub use voice::note_text;

use script::Script;

use crate::DemoError;

/// What a sequence of numbers is drawn for; one number each, so that they do not disturb each other.
pub mod stream {
    /// A customer and its people.
    pub const CUSTOMER: u64 = 1;
    /// A contract.
    pub const CONTRACT: u64 = 2;
    /// Who is in a ticket and what it is about.
    pub const CAST: u64 = 3;
    /// How far a ticket has come.
    pub const FATE: u64 = 4;
    /// What happened in a ticket.
    pub const STORY: u64 = 5;
    /// A living change.
    pub const LIFE: u64 = 6;
    /// A fault.
    pub const FAULT: u64 = 7;
    /// The token.
    pub const TOKEN: u64 = 8;
    /// Files that came with messages.
    pub const FILES: u64 = 9;
}

/// Tickets that are not solved when nothing else is said: seven of eight, but no more than this.
const MOST_UNSOLVED: u32 = 100_000;

/// The data set at its origin.
#[derive(Debug)]
pub struct Dataset {
    /// Everything follows from it.
    pub seed: u64,
    /// Number of tickets; their numbers go from 0.
    pub size: u32,
    /// Tickets from this number on are the recent ones; those below are solved and older.
    pub recent: u32,
    /// The instant that ages are counted from.
    pub origin: Moment,
    /// Customers of one vendor. A full read begins with all customers and contracts; there are so few that tickets
    /// come with the first page, too.
    pub customers_each: usize,
    scripts: Vec<Script>,
}

impl Dataset {
    /// Reads the scripts; nothing else is done beforehand.
    ///
    /// # Errors
    /// A script that came with the program cannot be read.
    pub fn new(seed: u64, size: u32, unsolved: Option<u32>, origin: Moment) -> Result<Self, DemoError> {
        let unsolved = unsolved.unwrap_or((size - size / 8).min(MOST_UNSOLVED)).min(size);
        let scripts = VENDORS.iter().map(Script::of).collect::<Result<_, _>>()?;
        let customers_each = usize::try_from(size / 15).unwrap_or(0).clamp(20, 40);
        Ok(Self { seed, size, recent: size - unsolved, origin, customers_each, scripts })
    }

    /// Number of customers, and of contracts.
    #[must_use]
    pub fn customers(&self) -> u32 {
        u32::try_from(self.customers_each * VENDORS.len()).unwrap_or(0)
    }

    /// A number that differs when anything about the data set differs; cursors carry it.
    #[must_use]
    pub fn fingerprint(&self) -> u32 {
        let parts = [self.seed, self.size.into(), self.recent.into(), self.origin.0.cast_unsigned()];
        u32::try_from(Draw::of(&parts).next() >> 32).unwrap_or(0)
    }

    /// Identifier of a ticket.
    #[must_use]
    pub fn ticket_id(index: u32) -> String {
        (u64::from(index) + FIRST_ID).to_string()
    }

    /// Number of the ticket with this identifier; it may be beyond the last one.
    #[must_use]
    pub fn ticket_index(id: &str) -> Option<u32> {
        // Only the canonical form names a ticket: `+10001` or `010001` does not.
        let index = u32::try_from(id.parse::<u64>().ok()?.checked_sub(FIRST_ID)?).ok()?;
        (Self::ticket_id(index) == id).then_some(index)
    }
}

const FIRST_ID: u64 = 10_001;
