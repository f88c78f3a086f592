//! The order of changes. Every record has a place; each change moves it to the end.

use std::collections::BTreeMap;

use calendar::Moment;

/// A record of the feed, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Record {
    /// A ticket.
    Ticket(u32),
    /// A customer.
    Customer(u32),
    /// A contract.
    Contract(u32),
}

/// Places of all records. Those that never moved take no memory: their place follows from their number. A place
/// that comes from a move holds the second of the move, so that it is the same after a restart, whatever was
/// written into the portal before and is lost.
#[derive(Debug)]
pub struct Sequence {
    tickets: u32,
    customers: u32,
    origin: Moment,
    moved: BTreeMap<u64, Record>,
    places: BTreeMap<Record, u64>,
}

/// Moves within one second that have places of their own.
const MOVES_A_SECOND: u64 = 1 << 24;

impl Sequence {
    /// The sequence at the origin: tickets by number, then contracts, then customers, so that a full read, which
    /// begins at the end, tells first who the customers are.
    pub const fn new(tickets: u32, customers: u32, origin: Moment) -> Self {
        Self { tickets, customers, origin, moved: BTreeMap::new(), places: BTreeMap::new() }
    }

    /// Moves a record to the end.
    pub fn touch(&mut self, record: Record, at: Moment) {
        let place = self.first_place(at).max(self.last() + 1);
        if let Some(old) = self.places.insert(record, place) {
            self.moved.remove(&old);
        }
        self.moved.insert(place, record);
    }

    /// Where a record is.
    pub fn place(&self, record: Record) -> u64 {
        self.places.get(&record).copied().unwrap_or_else(|| self.base_place(record))
    }

    /// The last place.
    pub fn last(&self) -> u64 {
        self.moved.last_key_value().map_or(self.base_last(), |(place, _)| *place)
    }

    /// Whether a place can have been given by this instant.
    pub fn is_past(&self, place: u64, now: Moment) -> bool {
        place < self.first_place(now.plus(1))
    }

    /// Records before a place, newest first.
    pub fn before(&self, place: u64) -> impl Iterator<Item = (u64, Record)> {
        let moved = self.moved.range(..place).rev().map(|(place, record)| (*place, *record));
        let base = (1..place.min(self.base_last() + 1)).rev().map(|place| (place, self.base_record(place)));
        moved.chain(base.filter(|(_, record)| !self.places.contains_key(record)))
    }

    /// Records after a place, oldest first. Only places at or after the end of the base are asked for.
    pub fn after(&self, place: u64) -> impl Iterator<Item = (u64, Record)> {
        self.moved.range(place + 1..).map(|(place, record)| (*place, *record))
    }

    fn first_place(&self, at: Moment) -> u64 {
        let elapsed = u64::try_from(at.since(self.origin)).unwrap_or(0);
        (elapsed + 1).saturating_mul(MOVES_A_SECOND)
    }

    fn base_last(&self) -> u64 {
        u64::from(self.tickets) + 2 * u64::from(self.customers)
    }

    fn base_place(&self, record: Record) -> u64 {
        match record {
            Record::Ticket(number) => u64::from(number) + 1,
            Record::Contract(number) => u64::from(self.tickets) + u64::from(number) + 1,
            Record::Customer(number) => {
                u64::from(self.tickets) + u64::from(self.customers) + u64::from(number) + 1
            }
        }
    }

    fn base_record(&self, place: u64) -> Record {
        let number = u32::try_from(place - 1).unwrap_or(u32::MAX);
        if number < self.tickets {
            Record::Ticket(number)
        } else if number - self.tickets < self.customers {
            Record::Contract(number - self.tickets)
        } else {
            Record::Customer(number - self.tickets - self.customers)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn reading_back_gives_every_record_once(moves in prop::collection::vec((0_u32..9, 0_i64..5), 0..40)) {
            let mut sequence = Sequence::new(5, 2, Moment(100));
            let mut at = Moment(100);
            for (number, later) in moves {
                at = at.plus(later);
                let record = match number {
                    0..5 => Record::Ticket(number),
                    5..7 => Record::Contract(number - 5),
                    _ => Record::Customer(number - 7),
                };
                sequence.touch(record, at);
                prop_assert_eq!(sequence.place(record), sequence.last());
                prop_assert!(sequence.is_past(sequence.last(), at));
            }
            let all: Vec<_> = sequence.before(sequence.last() + 1).collect();
            let mut records: Vec<_> = all.iter().map(|(_, record)| *record).collect();
            records.sort_unstable();
            records.dedup();
            prop_assert_eq!(records.len(), 9);
            prop_assert_eq!(all.len(), 9);
            prop_assert!(all.windows(2).all(|pair| pair[0].0 > pair[1].0));
            prop_assert!(all.iter().all(|(place, record)| sequence.place(*record) == *place));
        }
    }
}
