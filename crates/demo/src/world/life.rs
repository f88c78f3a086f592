//! What goes on in the portal while one watches. The n-th change comes at a time, and is drawn, from the seed and n
//! alone, so that the same elapsed time gives the same world.

use calendar::Moment;
use portal::open::wire::{Contact, Gone, Side, Ticket, What};

use super::World;
use super::sequence::Record;
use crate::data::{Cast, Dataset, Draw, Thread, note_text, story, stream};

/// When changes come.
#[derive(Debug)]
pub struct Life {
    seed: u64,
    per_hour: u32,
    step: u64,
    /// Milliseconds since 1970 of the next change.
    next_ms: i64,
}

/// Tries to find a ticket that a change fits; without one, a new ticket comes.
const TRIES: usize = 12;
/// Tickets at the end of the list that are looked at first: that is where the open ones are.
const NEWEST: usize = 60;

impl Life {
    /// Life from an instant on, at so many changes an hour; 0 is none.
    pub fn new(seed: u64, from: Moment, per_hour: u32) -> Self {
        let mut life = Self { seed, per_hour, step: 0, next_ms: from.0.saturating_mul(1000) };
        life.schedule();
        life
    }

    /// The next change that is due, if one is.
    fn due(&mut self, now: Moment) -> Option<(Moment, Draw)> {
        let at = Moment(self.next_ms.div_euclid(1000));
        if self.per_hour == 0 || at > now {
            return None;
        }
        let draw = self.draw();
        self.schedule();
        Some((at, draw))
    }

    /// The number of the next change, used up.
    fn draw(&mut self) -> Draw {
        self.step += 1;
        Draw::of(&[self.seed, stream::LIFE, self.step])
    }

    /// Gaps are between none and twice the mean.
    fn schedule(&mut self) {
        if self.per_hour > 0 {
            let mean = 3_600_000 / i64::from(self.per_hour);
            let gap = Draw::of(&[self.seed, stream::LIFE, self.step, 1]).between(1, (2 * mean).max(1));
            self.next_ms = self.next_ms.saturating_add(gap);
        }
    }
}

impl World {
    /// Lets everything happen that is due by now.
    pub fn advance(&mut self, now: Moment) {
        while let Some((at, mut draw)) = self.life.due(now) {
            self.now = self.now.max(at);
            self.change(self.now, &mut draw);
        }
        self.now = self.now.max(now);
    }

    /// Lets so many changes happen now, whether due or not.
    pub fn hurry(&mut self, changes: u32) {
        for _ in 0..changes {
            let mut draw = self.life.draw();
            self.change(self.now, &mut draw);
        }
    }

    /// Another pace, from now on.
    pub fn set_pace(&mut self, per_hour: u32) {
        self.life.per_hour = per_hour;
        self.life.next_ms = self.now.0.saturating_mul(1000);
        self.life.schedule();
    }

    fn change(&mut self, at: Moment, draw: &mut Draw) {
        // As many cases are solved as come in or are opened again, so that the queue stays as long as it is.
        let found = match draw.below(100) {
            0..12 => false,
            12..37 => self.change_one(at, draw, is_talked_about, story::customer_turn),
            37..64 => self.change_one(at, draw, awaits_us, story::agent_turn),
            64..79 => self.change_one(at, draw, is_answered, story::solve),
            79..83 => self.change_one(at, draw, is_open, story::other_severity),
            83..88 => self.change_one(at, draw, is_open, |thread, cast, at, draw| {
                thread.write(at, Side::Agent, cast.agent, false, note_text(cast, draw));
            }),
            88..91 => self.change_one(at, draw, is_answered, |thread, cast, at, draw| {
                let status = draw.word(&["on-hold", "waiting-on-vendor"]);
                story::park(thread, cast, at, status, draw);
            }),
            91..94 => self.change_one(at, draw, is_solved, story::reopen),
            94..96 => self.change_contract(at, draw),
            96..98 => self.change_customer(at, draw),
            98 => self.merge(at, draw),
            _ => self.change_one(at, draw, is_solved, |thread, _, at, _| thread.end(at, Gone::Deleted)),
        };
        if !found {
            self.arrive(at);
        }
    }

    /// A new ticket comes in.
    fn arrive(&mut self, at: Moment) {
        let index = self.tickets();
        self.newcomers.push(at);
        self.sequence.touch(Record::Ticket(index), at);
    }

    /// Finds a ticket and lets something happen to it; false when none was found.
    fn change_one(
        &mut self,
        at: Moment,
        draw: &mut Draw,
        fits: fn(&Ticket) -> bool,
        what: fn(&mut Thread, &Cast<'_>, Moment, &mut Draw),
    ) -> bool {
        let Some(index) = self.find(draw, fits) else { return false };
        self.edit(index, at, draw, |thread, cast, draw| what(thread, cast, at, draw));
        true
    }

    fn find(&self, draw: &mut Draw, fits: impl Fn(&Ticket) -> bool) -> Option<u32> {
        let recent = (self.tickets() - self.data.recent.min(self.tickets())) as usize;
        (0..if recent == 0 { 0 } else { TRIES }).find_map(|attempt| {
            let back = draw.below(if attempt % 2 == 0 { recent.min(NEWEST) } else { recent });
            let index = self.tickets() - 1 - u32::try_from(back).ok()?;
            let ticket = self.thread(index).ticket;
            // Nobody of the cast is in a ticket that was filed through the API.
            let is_ours = !self.filed.contains_key(&index);
            (ticket.gone.is_none() && is_ours && fits(&ticket)).then_some(index)
        })
    }

    /// One ticket ends in another one of the same queue.
    fn merge(&mut self, at: Moment, draw: &mut Draw) -> bool {
        let Some(from) = self.find(draw, is_open) else { return false };
        let Ticket { id, queue, .. } = self.ticket(from);
        let fits = |ticket: &Ticket| is_open(ticket) && ticket.queue == queue && ticket.id != id;
        let Some(into) = self.find(draw, fits) else { return false };
        let ends = Gone::Merged { into: Dataset::ticket_id(into) };
        self.edit(from, at, draw, |thread, cast, _| {
            thread.set(at, Side::Agent, cast.agent, "status", Some("closed"));
            thread.end(at, ends);
        });
        let ticket = Dataset::ticket_id(from);
        self.edit(into, at, draw, |thread, cast, _| {
            thread.happen(at, Side::Agent, cast.agent, What::Merged { ticket });
        });
        true
    }

    /// A customer pays, falls behind, buys a license, or uses something up.
    fn change_contract(&mut self, at: Moment, draw: &mut Draw) -> bool {
        let number = self.some_customer(draw);
        let mut contract = self.contract(number);
        let is_overdue = contract.payments.as_deref() == Some("overdue");
        if let Some(used) = contract.tickets_used.as_mut().or(contract.credits_used.as_mut()) {
            *used += 1;
        } else if is_overdue || draw.chance(12) {
            contract.payments = Some(if is_overdue { "current" } else { "overdue" }.to_owned());
        } else {
            contract.licenses = contract.licenses.map(|licenses| licenses + 1);
            contract.licenses_covered = contract.licenses_covered.map(|licenses| licenses + 1);
        }
        self.contracts.insert(number, contract);
        self.sequence.touch(Record::Contract(number), at);
        true
    }

    /// A customer names one more person.
    fn change_customer(&mut self, at: Moment, draw: &mut Draw) -> bool {
        let number = self.some_customer(draw);
        let mut customer = self.customer(number);
        let extra = customer.contacts.len() + 1;
        let email = format!("team{extra}@c{number}.example");
        customer.contacts.push(Contact { name: format!("Team {extra}"), email });
        self.customers.insert(number, customer);
        self.sequence.touch(Record::Customer(number), at);
        true
    }

    fn some_customer(&self, draw: &mut Draw) -> u32 {
        u32::try_from(draw.below(self.data.customers() as usize)).unwrap_or(0)
    }
}

fn is_open(ticket: &Ticket) -> bool {
    !matches!(ticket.status.as_str(), "solved" | "closed")
}

fn is_solved(ticket: &Ticket) -> bool {
    ticket.status == "solved"
}

/// The customer has nothing from us yet, or wrote last.
fn awaits_us(ticket: &Ticket) -> bool {
    matches!(ticket.status.as_str(), "new" | "open")
}

/// The customer may say something, or ask where the answer is.
fn is_talked_about(ticket: &Ticket) -> bool {
    match ticket.status.as_str() {
        "waiting-on-customer" | "waiting-on-vendor" | "on-hold" => true,
        "open" => ticket.events.len() > 5,
        _ => false,
    }
}

fn is_answered(ticket: &Ticket) -> bool {
    ticket.status == "waiting-on-customer"
}
