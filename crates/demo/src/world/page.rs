//! One page of the feed.

use calendar::Moment;
use portal::open::wire::{Contract, Customer, Phase, Ticket};

use super::World;
use super::cursor::{At, Cursor};
use super::sequence::Record;

/// The records of a page and where the next one begins.
#[derive(Debug)]
pub struct Page {
    /// Tickets.
    pub tickets: Vec<Ticket>,
    /// Customers.
    pub customers: Vec<Customer>,
    /// Contracts.
    pub contracts: Vec<Contract>,
    /// Where the next page begins.
    pub cursor: String,
    /// Nothing more is there for now.
    pub end: bool,
    /// Full read or increment.
    pub phase: Phase,
    /// Tickets in all.
    pub total: u64,
}

/// Why there is no page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageError {
    /// This was never a cursor.
    Malformed,
    /// It is of another data set, or of a time that has not come.
    Stale,
}

impl World {
    /// The page behind a cursor, or the first one of a full read.
    ///
    /// # Errors
    /// The cursor is no good.
    pub fn page(&self, cursor: Option<&str>, limit: usize) -> Result<Page, PageError> {
        let start = At::Full { last: self.sequence.last(), before: self.sequence.last() + 1 };
        let at = cursor.map_or(Ok(start), |text| self.resume(text))?;
        let (records, next): (Vec<Record>, At) = match at {
            At::Full { last, before } => {
                let found: Vec<_> = self.sequence.before(before).take(limit).collect();
                let next = match found.last() {
                    // Place 1 is the first there is: nothing can stand before it.
                    Some((place, _)) if *place > 1 && found.len() == limit => {
                        At::Full { last, before: *place }
                    }
                    _ => At::Since(last),
                };
                (found.into_iter().map(|(_, record)| record).collect(), next)
            }
            At::Since(since) => {
                let found: Vec<_> = self.sequence.after(since).take(limit).collect();
                let next = found.last().map_or(since, |(place, _)| *place);
                (found.into_iter().map(|(_, record)| record).collect(), At::Since(next))
            }
        };
        Ok(self.fill(&records, at, next))
    }

    fn resume(&self, text: &str) -> Result<At, PageError> {
        let cursor = Cursor::read(text).ok_or(PageError::Malformed)?;
        let place = match cursor.at {
            At::Full { last, .. } | At::Since(last) => last,
        };
        let known = cursor.fingerprint == self.data.fingerprint() && self.sequence.is_past(place, self.now);
        known.then_some(cursor.at).ok_or(PageError::Stale)
    }

    fn fill(&self, records: &[Record], at: At, next: At) -> Page {
        let mut page = Page {
            tickets: Vec::new(),
            customers: Vec::new(),
            contracts: Vec::new(),
            cursor: Cursor { fingerprint: self.data.fingerprint(), at: next }.to_string(),
            end: matches!(next, At::Since(since) if since >= self.sequence.last()),
            phase: match at {
                At::Full { .. } => Phase::Full,
                At::Since(_) => Phase::Increment,
            },
            total: self.tickets().into(),
        };
        for record in records {
            match *record {
                Record::Ticket(index) => page.tickets.push(self.ticket(index)),
                Record::Customer(number) => page.customers.push(self.customer(number)),
                Record::Contract(number) => page.contracts.push(self.contract(number)),
            }
        }
        page
    }

    /// The latest instant that the world has seen.
    pub const fn now(&self) -> Moment {
        self.now
    }
}
