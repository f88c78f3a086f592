//! Where a ticket stands: everything that its events and its contract say, in a few hundred bytes, so that only the
//! time of day is missing.

use calendar::{Moment, Span};
use chrono::NaiveDate;

use super::Status;
use super::target::{Terms, narrow};
use super::track::Track;
use crate::facts::Payments;
use crate::lifecycle::VersionTrack;
use crate::pack::{ClassificationIx, Pack, PlanIx, SeverityIx};

/// A ticket as assessed: valid for every `now` from the one it was assessed at until an event or its contract
/// changes. It belongs to the pack it was assessed with; every method that takes a pack takes that one.
#[derive(Clone, Debug)]
pub struct Standing {
    pub(super) created: Moment,
    pub(super) status: Status,
    pub(super) merged: bool,
    pub(super) history_incomplete: bool,
    /// Whether staff have answered in public since the creation.
    pub(super) answered: bool,
    /// Something that is not known could change a target.
    pub(super) target_open: bool,
    /// The same from the end of the contract on.
    pub(super) target_open_after_end: bool,
    /// What the ticket and its contract name; [`Standing::in_force`] is what holds of it.
    pub(super) named: Named,
    /// When the ticket got its present severity.
    pub(super) severity_since: Moment,
    /// The oldest thing the customer said that staff have not answered.
    pub(super) waiting_since: Option<Moment>,
    /// When the customer last wrote; the creation counts.
    pub(super) last_word: Moment,
    pub(super) known: Known,
    /// Where the version is in its life cycle, over time.
    pub(super) version: VersionTrack,
    /// Windows outside the coverage that the customer has booked.
    pub(super) booked: Option<Box<Booked>>,
    /// One for each clock of the pack, in its order.
    pub(super) tracks: Box<[Track]>,
    /// The same from the end of the contract on, where that was still to come and changes one of them.
    pub(super) tracks_after_end: Option<Box<[Track]>>,
}

/// Severity, plan and classification in the room of one index; `None` where they are not known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    severity: Option<u16>,
    plan: Option<u16>,
    classification: Option<u16>,
}

impl From<Terms> for Named {
    fn from(terms: Terms) -> Self {
        let narrow = |index: Option<usize>| index.map(narrow);
        Self {
            severity: narrow(terms.severity),
            plan: narrow(terms.plan),
            classification: narrow(terms.classification),
        }
    }
}

/// What is known about customer and contract; `None` where it is not.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    /// Index into the list of channels.
    pub(super) channel: Option<u8>,
    pub(super) payments: Option<Payments>,
    /// Whether the contact is one of the named ones.
    pub(super) named: Option<bool>,
    /// Standing of the contact under usage guidelines, as an index into the list of standings.
    pub(super) conduct: Option<u8>,
    /// Whether all licenses are covered.
    pub(super) all_licenses: Option<bool>,
    /// First instant of the contract.
    pub(super) contract_from: Option<Moment>,
    /// First instant after the contract.
    pub(super) contract_to: Option<Moment>,
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

/// Booked windows, apart: most customers have none, and a pointer is smaller than an empty list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Booked(pub(super) Box<[Span]>);

impl Standing {
    /// Windows outside the coverage that the customer has booked.
    pub(crate) fn booked(&self) -> &[Span] {
        self.booked.as_ref().map_or(&[], |booked| &booked.0)
    }

    /// When the ticket was filed.
    #[must_use]
    pub const fn created(&self) -> Moment {
        self.created
    }

    /// Status in the public words.
    #[must_use]
    pub const fn status(&self) -> Status {
        self.status
    }

    /// Severity in force; `None` where it is not known.
    #[must_use]
    pub fn severity(&self) -> Option<SeverityIx> {
        self.named.severity.map(usize::from)
    }

    /// The plan that ticket and contract name, whether or not the contract is in force; `None` where it is not known.
    #[must_use]
    pub fn plan(&self) -> Option<PlanIx> {
        self.named.plan.map(usize::from)
    }

    /// The plan in force at `now`: after the end of a contract it may be another one than its own.
    #[must_use]
    pub fn plan_in_force(&self, pack: &Pack, now: Moment) -> Option<PlanIx> {
        self.in_force(pack, now).plan
    }

    /// The terms in force at `now`.
    pub(super) fn in_force(&self, pack: &Pack, now: Moment) -> Terms {
        let terms = Terms {
            severity: self.severity(),
            plan: self.plan(),
            classification: self.classification(),
            ended: self.has_ended(now),
        };
        terms.in_force(pack)
    }

    /// Whether the contract has ended at `now`.
    pub(super) fn has_ended(&self, now: Moment) -> bool {
        self.known.contract_to.is_some_and(|to| to <= now)
    }

    /// The clocks' tracks as they are at `now`.
    pub(super) fn tracks(&self, now: Moment) -> &[Track] {
        match &self.tracks_after_end {
            Some(tracks) if self.has_ended(now) => tracks,
            Some(_) | None => &self.tracks,
        }
    }

    /// Classification in force; `None` where it is not known or the policy has none.
    #[must_use]
    pub fn classification(&self) -> Option<ClassificationIx> {
        self.named.classification.map(usize::from)
    }

    /// Whether nothing is left to do: solved, closed, or merged into another ticket. Such a ticket has no lane.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        self.merged || self.status.is_done()
    }

    /// Since when the customer waits for an answer; `None` when it does not.
    #[must_use]
    pub const fn waiting_since(&self) -> Option<Moment> {
        self.waiting_since
    }

    /// Whether staff have answered in public; `None` where an answer may be among the events that are missing.
    #[must_use]
    pub const fn answered(&self) -> Option<bool> {
        if !self.answered && self.history_incomplete { None } else { Some(self.answered) }
    }

    /// First instant of the contract, and the first one after it; `None` where it is not known.
    pub(crate) const fn contract(&self) -> (Option<Moment>, Option<Moment>) {
        (self.known.contract_from, self.known.contract_to)
    }

    /// Numbers of the contract.
    pub(crate) const fn counts(&self) -> Counts {
        self.known.counts
    }

    /// Memory in bytes, what it points to included.
    #[must_use]
    pub fn size(&self) -> usize {
        let tracks: usize = self
            .tracks
            .iter()
            .chain(self.tracks_after_end.iter().flatten())
            .map(|track| size_of_val(&*track.pauses) + size_of_val(&*track.earlier_breaches))
            .sum();
        let after_end = self.tracks_after_end.as_ref().map_or(0, |tracks| size_of_val(&**tracks));
        size_of::<Self>()
            + self.booked.as_ref().map_or(0, |booked| size_of::<Booked>() + size_of_val(&*booked.0))
            + size_of_val(&*self.tracks)
            + after_end
            + tracks
            + self.version.heap_size()
    }
}
