//! A clock at an instant.

use calendar::{Calendar, Moment, Span};

use super::track::Track;
use super::{Standing, Status};
use crate::answer::{ClockAnswer, ClockState};
use crate::pack::{Basis, CalendarIx, Clock, Pack, Target};

/// One clock of one ticket at one instant. Borrows from the standing and its pack; nothing is copied.
#[derive(Clone, Copy, Debug)]
pub struct ClockReading<'a> {
    standing: &'a Standing,
    index: usize,
    clock: &'a Clock,
    track: &'a Track,
    hours: &'a Calendar,
    now: Moment,
    elapsed: Option<i64>,
}

impl Standing {
    /// Every clock of the pack at `now`, in the pack's order.
    pub fn clocks<'a>(&'a self, pack: &'a Pack, now: Moment) -> impl Iterator<Item = ClockReading<'a>> {
        let past = self.past(now);
        pack.clocks.iter().enumerate().filter_map(move |(index, clock)| {
            let track = past.tracks.get(index)?;
            let elapsed = track.start().map(|_| self.elapsed(index, track, pack, now));
            let hours = past.hours(index, track, pack);
            Some(ClockReading { standing: self, index, clock, track, hours, now, elapsed })
        })
    }

    /// The clock that governs the order: the running one with the earliest due.
    #[must_use]
    pub fn governing<'a>(&'a self, pack: &'a Pack, now: Moment) -> Option<ClockReading<'a>> {
        let (index, _) = self.past(now).tracks.governing()?;
        self.clocks(pack, now).nth(index)
    }

    /// The next instant after `now` at which a clock changes its state, starts or stops counting, or the contract
    /// begins or ends; `None` when nothing more happens by itself.
    #[must_use]
    pub fn next_boundary(&self, pack: &Pack, now: Moment) -> Option<Moment> {
        let clocks = self.clocks(pack, now).filter_map(|clock| clock.next_boundary()).min();
        clocks.into_iter().chain(self.next_lane_boundary(pack, now)).min()
    }
}

impl<'a> ClockReading<'a> {
    /// Its description in the pack.
    #[must_use]
    pub const fn clock(&self) -> &'a Clock {
        self.clock
    }

    /// State at this instant.
    #[must_use]
    pub fn state(&self) -> ClockState {
        let Some(elapsed) = self.elapsed else { return ClockState::NotStarted };
        let Some(target) = self.track.target() else { return ClockState::NoTarget };
        if elapsed > target {
            ClockState::Breached
        } else if self.track.stop().is_some() {
            ClockState::Met
        } else if self.track.held_by().is_some() {
            ClockState::Paused
        } else {
            ClockState::Running
        }
    }

    /// When it is due; `None` while paused, not started or without a target.
    #[must_use]
    pub fn due(&self) -> Option<Moment> {
        match self.state() {
            ClockState::Running | ClockState::Met | ClockState::Breached => self.track.due(),
            ClockState::NotStarted | ClockState::Paused | ClockState::NoTarget => None,
        }
    }

    /// When it started.
    #[must_use]
    pub const fn started_at(&self) -> Option<Moment> {
        self.track.start()
    }

    /// When it stopped, in time or late.
    #[must_use]
    pub const fn met_at(&self) -> Option<Moment> {
        self.track.stop()
    }

    /// Target in counted seconds; `None` where none is published.
    #[must_use]
    pub const fn target_s(&self) -> Option<i64> {
        self.track.target()
    }

    /// Counted seconds until this instant or until its stop; `None` when not started.
    #[must_use]
    pub const fn elapsed_s(&self) -> Option<i64> {
        self.elapsed
    }

    /// Target less elapsed, negative when overdue.
    #[must_use]
    pub fn remaining_s(&self) -> Option<i64> {
        Some(self.track.target()?.saturating_sub(self.elapsed?))
    }

    /// The status that holds it.
    #[must_use]
    pub const fn paused_by(&self) -> Option<Status> {
        self.track.held_by()
    }

    /// When it was held; an open pause ends at [`Moment::FOREVER`].
    #[must_use]
    pub fn pauses(&self) -> Vec<Span> {
        self.standing.pauses_of(self.index)
    }

    /// Instants at which an earlier target was passed before the target changed.
    #[must_use]
    pub fn earlier_breaches(&self) -> Vec<Moment> {
        self.standing.past(self.now).earlier_breaches_of(self.index)
    }

    /// The calendar of the pack on which it counts; appointments come on top.
    #[must_use]
    pub fn calendar(&self) -> CalendarIx {
        usize::from(self.track.aim().calendar)
    }

    /// The hours in which it counts for this customer, appointments included.
    #[must_use]
    pub const fn hours(&self) -> &'a Calendar {
        self.hours
    }

    /// Basis and clause of the target.
    #[must_use]
    pub fn source(&self) -> (Basis, &'a str) {
        self.track.aim().source(self.clock)
    }

    /// The row of the pack behind the target; `None` where the contract gives it.
    pub(super) fn row(&self) -> Option<&'a Target> {
        self.track.aim().row(self.clock)
    }

    /// Whether a second counts now: started, not stopped, not paused, and open.
    #[must_use]
    pub fn ticking(&self) -> bool {
        self.track.is_running() && self.hours.is_open(self.now)
    }

    /// When counting stops or starts next by the hours alone; `None` when it does not, or the clock stands still.
    #[must_use]
    pub fn next_change(&self) -> Option<Moment> {
        if self.track.is_running() { self.hours.next_boundary(self.now) } else { None }
    }

    /// The first instant after now at which the state or ticking is another one.
    fn next_boundary(&self) -> Option<Moment> {
        let target = self.target_s().filter(|_| self.track.is_running());
        let breach = target.and_then(|target| self.used_up(target.saturating_add(1)));
        let due = self.due().filter(|_| self.track.is_running());
        [breach, due, self.next_change()].into_iter().flatten().filter(|at| *at > self.now).min()
    }

    /// When so many seconds will have been counted, or were.
    fn used_up(&self, seconds: i64) -> Option<Moment> {
        let start = self.track.start()?;
        self.track
            .due_of(seconds, self.hours)
            .unwrap_or_else(|| self.hours.due(start, seconds, &self.pauses()))
    }

    /// The form of the public format.
    #[must_use]
    pub fn answer(&self) -> ClockAnswer {
        let state = self.state();
        let (basis, clause) = self.source();
        ClockAnswer {
            name: self.clock.name.clone(),
            state,
            due: self.due(),
            met_at: self.met_at(),
            target_s: self.target_s(),
            elapsed_s: self.elapsed_s(),
            remaining_s: self.remaining_s(),
            paused_by: if state == ClockState::Paused {
                self.paused_by().map(|status| status.word().to_owned())
            } else {
                None
            },
            earlier_breaches: self.earlier_breaches(),
            basis,
            clause: clause.to_owned(),
        }
    }
}
