//! The portal's content as it is now: the data set, and what has happened since its origin.

mod cursor;
mod enclose;
mod file;
mod life;
mod operation;
mod page;
mod sequence;
mod update;
mod weigh;
mod write;

use std::collections::BTreeMap;

use calendar::Moment;
use portal::open::wire::{Contract, Customer, Event, Gone, Ticket};

use crate::data::{Cast, Dataset, Draw, Thread};
use crate::{DemoError, Options};

pub use enclose::MOST_BYTES;
pub use file::Filing;
pub use operation::KEPT_S;
pub use page::{Page, PageError};
pub use update::{Answer, Refusal, Request};

use enclose::Sent;
use life::Life;
use operation::Operations;
use sequence::{Record, Sequence};

/// Everything that the portal knows. Time comes in with each call and never goes back.
#[derive(Debug)]
pub struct World {
    data: Dataset,
    now: Moment,
    sequence: Sequence,
    /// What happened since the origin, of tickets to which anything did.
    later: BTreeMap<u32, Later>,
    /// When each ticket was filed that came since the origin, in order.
    newcomers: Vec<Moment>,
    /// Of these, those that were filed through the API, as they were then.
    filed: BTreeMap<u32, Ticket>,
    customers: BTreeMap<u32, Customer>,
    contracts: BTreeMap<u32, Contract>,
    operations: Operations,
    /// Files that came through the API, by ticket and identifier.
    sent: BTreeMap<(u32, String), Sent>,
    life: Life,
}

/// What happened to a ticket since the origin.
#[derive(Debug, Default)]
struct Later {
    events: Vec<Event>,
    gone: Option<(Moment, Gone)>,
}

impl World {
    /// The world at its origin.
    ///
    /// # Errors
    /// See [`Dataset::new`].
    pub fn new(options: &Options) -> Result<Self, DemoError> {
        let data = Dataset::new(options.seed, options.size, options.unsolved, options.now)?;
        Ok(Self {
            now: data.origin,
            sequence: Sequence::new(data.size, data.customers(), data.origin),
            later: BTreeMap::new(),
            newcomers: Vec::new(),
            filed: BTreeMap::new(),
            customers: BTreeMap::new(),
            contracts: BTreeMap::new(),
            operations: Operations::default(),
            sent: BTreeMap::new(),
            life: Life::new(data.seed, data.origin, options.changes_per_hour),
            data,
        })
    }

    /// How many tickets there are, those that are gone included.
    pub fn tickets(&self) -> u32 {
        self.data.size.saturating_add(u32::try_from(self.newcomers.len()).unwrap_or(u32::MAX))
    }

    /// A ticket as it is now; `None` when there is none with this identifier.
    pub fn ticket_by_id(&self, id: &str) -> Option<Ticket> {
        Dataset::ticket_index(id).filter(|index| *index < self.tickets()).map(|index| self.ticket(index))
    }

    fn ticket(&self, index: u32) -> Ticket {
        let mut ticket = self.thread(index).ticket;
        ticket.version = self.version(index);
        ticket
    }

    fn version(&self, index: u32) -> String {
        format!("{:x}", self.sequence.place(Record::Ticket(index)))
    }

    fn customer(&self, number: u32) -> Customer {
        self.customers.get(&number).cloned().unwrap_or_else(|| self.data.customer(number as usize))
    }

    fn contract(&self, number: u32) -> Contract {
        self.contracts.get(&number).cloned().unwrap_or_else(|| self.data.contract(number as usize))
    }

    /// A ticket with its whole story up to now.
    fn thread(&self, index: u32) -> Thread {
        let newcomer = index.checked_sub(self.data.size).and_then(|place| self.newcomers.get(place as usize));
        let mut thread = match (self.filed.get(&index), newcomer) {
            (Some(filed), _) => Thread::empty(filed.clone()),
            (None, Some(at)) => self.data.newcomer(index, *at),
            (None, None) => self.data.story(index),
        };
        if !self.filed.contains_key(&index) {
            self.data.enclose(index, &mut thread);
        }
        if let Some(later) = self.later.get(&index) {
            later.events.iter().for_each(|event| thread.replay(event.clone()));
            if let Some((at, gone)) = &later.gone {
                thread.end(*at, gone.clone());
            }
        }
        thread
    }

    /// Lets something happen to a ticket and keeps it; when nothing did, the ticket stays where it is.
    fn edit(
        &mut self,
        index: u32,
        at: Moment,
        draw: &mut Draw,
        what: impl FnOnce(&mut Thread, &Cast<'_>, &mut Draw),
    ) {
        let mut thread = self.thread(index);
        let known = thread.ticket.events.len();
        what(&mut thread, &self.data.cast(index), draw);
        let news = thread.ticket.events.split_off(known.min(thread.ticket.events.len()));
        if news.is_empty() && thread.ticket.gone.is_none() {
            return;
        }
        let later = self.later.entry(index).or_default();
        later.events.extend(news);
        later.gone = thread.ticket.gone.map(|gone| (at, gone));
        self.sequence.touch(Record::Ticket(index), at);
    }
}
