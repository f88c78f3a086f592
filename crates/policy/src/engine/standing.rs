//! Where a ticket stands: everything that its events and its contract say, in a few hundred bytes, so that only the
//! time of day is missing.

use calendar::Moment;

use super::Status;
use super::target::Terms;
use super::track::Track;
use crate::facts::Payments;
use crate::lifecycle::VersionTrack;
use crate::pack::{ClassificationIx, PlanIx, SeverityIx};

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
    pub(super) terms: Terms,
    /// When the ticket got its present severity.
    pub(super) severity_since: Moment,
    /// The oldest thing the customer said that staff have not answered.
    pub(super) waiting_since: Option<Moment>,
    /// When the customer last wrote; the creation counts.
    pub(super) last_word: Moment,
    pub(super) known: Known,
    /// Where the version is in its life cycle, over time.
    pub(super) version: VersionTrack,
    /// One for each clock of the pack, in its order.
    pub(super) tracks: Box<[Track]>,
}

/// What is known about customer and contract; `None` where it is not.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    pub(super) channel: Option<&'static str>,
    pub(super) payments: Option<Payments>,
    /// Whether the contact is one of the named ones.
    pub(super) named: Option<bool>,
    /// Standing of the contact under usage guidelines.
    pub(super) conduct: Option<&'static str>,
    /// Whether all licenses are covered.
    pub(super) all_licenses: Option<bool>,
    /// First instant of the contract.
    pub(super) contract_from: Option<Moment>,
    /// First instant after the contract.
    pub(super) contract_to: Option<Moment>,
}

impl Standing {
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
    pub const fn severity(&self) -> Option<SeverityIx> {
        self.terms.severity
    }

    /// Plan in force; `None` where it is not known.
    #[must_use]
    pub const fn plan(&self) -> Option<PlanIx> {
        self.terms.plan
    }

    /// Classification in force; `None` where it is not known or the policy has none.
    #[must_use]
    pub const fn classification(&self) -> Option<ClassificationIx> {
        self.terms.classification
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

    /// Memory in bytes, what it points to included.
    #[must_use]
    pub fn size(&self) -> usize {
        let tracks: usize = self
            .tracks
            .iter()
            .map(|track| size_of_val(&*track.pauses) + size_of_val(&*track.earlier_breaches))
            .sum();
        size_of::<Self>() + size_of_val(&*self.tracks) + tracks + self.version.heap_size()
    }
}
