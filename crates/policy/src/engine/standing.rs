//! Where a ticket stands: everything that its events and its contract say, in a few hundred bytes, so that only the
//! time of day is missing.

use calendar::{Calendar, Moment, Span};
use chrono::NaiveDate;

use super::Status;
use super::lane::Steady;
use super::packed::{Index, Seconds};
use super::track::{Track, Tracks};
use crate::facts::{Payments, RemoteAccess};
use crate::lifecycle::VersionTrack;
use crate::pack::{ClassificationIx, Pack, PlanIx, SeverityIx};

/// A ticket as assessed: valid for every `now` from the one it was assessed at until an event or its contract
/// changes. It belongs to the pack it was assessed with; every method that takes a pack takes that one.
#[derive(Clone, Debug)]
pub struct Standing {
    pub(super) created: Seconds,
    /// When the ticket got its present severity.
    pub(super) severity_since: Seconds,
    /// The oldest thing the customer said that staff have not answered.
    pub(super) waiting_since: Seconds,
    /// When the customer last wrote; the creation counts.
    pub(super) last_word: Seconds,
    pub(super) status: Status,
    pub(super) merged: bool,
    pub(super) history_incomplete: bool,
    /// Whether staff have answered in public since the creation.
    pub(super) answered: bool,
    /// Something that is not known could change a target.
    pub(super) target_open: bool,
    /// The same from the end of the contract on.
    pub(super) target_open_after_end: bool,
    /// Severity, plan and classification as the ticket and its contract name them; [`Standing::plan_in_force`] is what
    /// holds of the plan.
    pub(super) severity: Index,
    pub(super) plan: Index,
    pub(super) classification: Index,
    /// The lane, for as long as time alone cannot change it.
    pub(super) steady: Steady,
    pub(super) known: Known,
    /// Where the version is in its life cycle, over time.
    pub(super) version: VersionTrack,
    /// How far the clocks have come.
    pub(super) past: Past,
    /// The same from the end of the contract on, where that was still to come and changes it.
    pub(super) past_after_end: Option<Box<Past>>,
    /// When the clocks were held, by clock and time. The end of a contract holds none.
    pub(super) pauses: Box<[Pause]>,
}

/// The past of the clocks, towards the targets in force.
#[derive(Clone, Debug)]
pub(super) struct Past {
    /// One for each clock of the pack, in its order.
    pub(super) tracks: Tracks,
    /// What few tickets have.
    pub(super) rare: Option<Box<Rare>>,
}

/// A time in which a clock was held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pause {
    pub(super) clock: Index,
    pub(super) from: Seconds,
    /// [`Moment::FOREVER`] while it is open.
    pub(super) to: Seconds,
}

/// What few tickets have, apart: a pointer is smaller than empty lists.
#[derive(Clone, Debug)]
pub(super) struct Rare {
    /// Windows outside the coverage that the customer has booked.
    pub(super) booked: Box<[Span]>,
    /// The calendar of each clock with the booked windows; empty when none is booked.
    pub(super) extended: Box<[Calendar]>,
    /// When earlier targets of clocks were used up.
    pub(super) earlier_breaches: Box<[(Index, Moment)]>,
}

/// What is known about customer and contract; `None` where it is not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// Index into the list of channels.
    pub(super) channel: Option<u8>,
    pub(super) payments: Option<Payments>,
    pub(super) remote_access: Option<RemoteAccess>,
    /// Whether the contact is one of the named ones.
    pub(super) named: Option<bool>,
    /// Standing of the contact under usage guidelines, as an index into the list of standings.
    pub(super) conduct: Option<u8>,
    /// Whether all licenses are covered.
    pub(super) all_licenses: Option<bool>,
    /// First instant of the contract.
    pub(super) contract_from: Seconds,
    /// First instant after the contract.
    pub(super) contract_to: Seconds,
    /// The day of the purchase.
    pub(super) purchased: Option<NaiveDate>,
    pub(super) counts: Counts,
}

/// Numbers of the contract.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) licenses: Number,
    pub(crate) named_contacts: Number,
    pub(crate) tickets_used: Number,
    pub(crate) tickets_used_last_year: Number,
    pub(crate) credits_used: Number,
}

/// A number that may not be known, in half the room of an option. The largest number of all stands for not known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Number(u32);

impl Number {
    /// The number; `None` where it is not known.
    pub(crate) const fn get(self) -> Option<u32> {
        if self.0 == u32::MAX { None } else { Some(self.0) }
    }
}

impl Default for Number {
    fn default() -> Self {
        Self(u32::MAX)
    }
}

impl From<Option<u32>> for Number {
    fn from(number: Option<u32>) -> Self {
        number.map_or_else(Self::default, |number| Self(number.min(u32::MAX - 1)))
    }
}

impl Standing {
    /// Windows outside the coverage that the customer has booked.
    pub(crate) fn booked(&self) -> &[Span] {
        self.past.rare.as_ref().map_or(&[], |rare| &rare.booked)
    }

    /// When the ticket was filed.
    #[must_use]
    pub fn created(&self) -> Moment {
        self.created.moment().unwrap_or_default()
    }

    /// Status in the public words.
    #[must_use]
    pub const fn status(&self) -> Status {
        self.status
    }

    /// Severity in force; `None` where it is not known.
    #[must_use]
    pub const fn severity(&self) -> Option<SeverityIx> {
        self.severity.get()
    }

    /// The plan that ticket and contract name, whether or not the contract is in force; `None` where it is not known.
    #[must_use]
    pub const fn plan(&self) -> Option<PlanIx> {
        self.plan.get()
    }

    /// The plan in force at `now`: after the end of a contract it may be another one than its own.
    #[must_use]
    pub fn plan_in_force(&self, pack: &Pack, now: Moment) -> Option<PlanIx> {
        if self.has_ended(now) { pack.after_end(self.plan()).0 } else { self.plan() }
    }

    /// Whether `now` is within the hours of the policy's first clock for this ticket, booked windows included; `None`
    /// where the policy has no clock.
    pub(crate) fn is_in_hours(&self, pack: &Pack, now: Moment) -> Option<bool> {
        let past = self.past(now);
        Some(past.hours(0, past.tracks.get(0)?, pack).is_open(now))
    }

    /// Whether the contract has ended at `now`.
    pub(super) fn has_ended(&self, now: Moment) -> bool {
        self.known.contract_to.moment().is_some_and(|to| to <= now)
    }

    /// The past of the clocks as it is to be read at `now`.
    pub(super) fn past(&self, now: Moment) -> &Past {
        match &self.past_after_end {
            Some(past) if self.has_ended(now) => past,
            Some(_) | None => &self.past,
        }
    }

    /// Classification in force; `None` where it is not known or the policy has none.
    #[must_use]
    pub const fn classification(&self) -> Option<ClassificationIx> {
        self.classification.get()
    }

    /// Whether nothing is left to do: solved, closed, or merged into another ticket. Such a ticket has no lane.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        self.merged || self.status.is_done()
    }

    /// Since when the customer waits for an answer; `None` when it does not.
    #[must_use]
    pub const fn waiting_since(&self) -> Option<Moment> {
        self.waiting_since.moment()
    }

    /// Whether staff have answered in public; `None` where an answer may be among the events that are missing.
    #[must_use]
    pub const fn answered(&self) -> Option<bool> {
        if !self.answered && self.history_incomplete { None } else { Some(self.answered) }
    }

    /// First instant of the contract, and the first one after it; `None` where it is not known.
    pub(crate) const fn contract(&self) -> (Option<Moment>, Option<Moment>) {
        (self.known.contract_from.moment(), self.known.contract_to.moment())
    }

    /// Numbers of the contract.
    pub(crate) const fn counts(&self) -> Counts {
        self.known.counts
    }

    /// When a clock was held, in time order; an open pause ends at [`Moment::FOREVER`].
    pub(super) fn pauses_of(&self, clock: usize) -> Vec<Span> {
        let of_it = self.pauses.iter().filter(|pause| pause.clock.get() == Some(clock));
        of_it.filter_map(|pause| Some(Span { from: pause.from.moment()?, to: pause.to.moment()? })).collect()
    }

    /// Counted seconds of a clock until its stop, or until `now`.
    pub(super) fn elapsed(&self, clock: usize, track: &Track, pack: &Pack, now: Moment) -> i64 {
        let hours = self.past(now).hours(clock, track, pack);
        track.elapsed(hours, now).unwrap_or_else(|| {
            track.start().map_or(0, |start| hours.elapsed(start, now, &self.pauses_of(clock)))
        })
    }

    /// Memory in bytes, what it points to included.
    #[must_use]
    pub fn size(&self) -> usize {
        size_of::<Self>()
            + self.past.heap_size()
            + self.past_after_end.as_ref().map_or(0, |past| size_of::<Past>() + past.heap_size())
            + size_of_val(&*self.pauses)
            + self.version.heap_size()
    }
}

impl Past {
    /// When earlier targets of a clock were used up.
    pub(super) fn earlier_breaches_of(&self, clock: usize) -> Vec<Moment> {
        let all = self.rare.iter().flat_map(|rare| &rare.earlier_breaches);
        all.filter(|(index, _)| index.get() == Some(clock)).map(|(_, at)| *at).collect()
    }

    /// The hours in which a clock counts for this customer.
    pub(super) fn hours<'a>(&'a self, clock: usize, track: &Track, pack: &'a Pack) -> &'a Calendar {
        let extended = self.rare.as_ref().and_then(|rare| rare.extended.get(clock));
        extended.unwrap_or_else(|| track.calendar(pack))
    }

    /// Bytes that it points to.
    fn heap_size(&self) -> usize {
        let rare = self.rare.as_ref().map_or(0, |rare| {
            let lists = size_of_val(&*rare.booked) + size_of_val(&*rare.extended);
            size_of::<Rare>() + lists + size_of_val(&*rare.earlier_breaches)
        });
        self.tracks.heap_size() + rare
    }
}
