//! A clock walked through the events of its ticket.

use calendar::{Calendar, Moment, Span};

use super::Status;
use super::step::{Step, StepKind};
use super::target::{Aim, Targets, Terms};
use super::track::{Course, Track, calendar_of};
use crate::pack::{Clock, ClockStart, ClockStop, Pack};

/// The past of a clock.
pub(super) struct Walked {
    pub(super) track: Track,
    /// When it was held, sorted and apart; an open pause ends at [`Moment::FOREVER`].
    pub(super) pauses: Vec<Span>,
    /// When earlier targets were used up.
    pub(super) earlier_breaches: Vec<Moment>,
    /// The target's calendar with the customer's appointments; `None` where there are none.
    pub(super) extended: Option<Calendar>,
}

/// Walks the events, which are in the order in which they take effect.
pub(super) fn walk(
    pack: &Pack,
    booked: &[Span],
    clock: &Clock,
    targets: &Targets<'_>,
    terms: Terms,
    steps: &[Step],
) -> Walked {
    let mut walk = Walk::new(pack, booked, clock, targets, terms);
    for (position, step) in steps.iter().enumerate() {
        walk.take(*step);
        // Changes of the target come last in an instant.
        let more_changes = steps.get(position + 1).is_some_and(|next| next.at == step.at);
        if step.kind.is_change_of_target() && !more_changes {
            walk.retarget(step.at);
        }
        if walk.ended {
            break;
        }
    }
    walk.finish()
}

struct Walk<'a> {
    pack: &'a Pack,
    booked: &'a [Span],
    clock: &'a Clock,
    targets: &'a Targets<'a>,
    terms: Terms,
    start: Option<Moment>,
    stop: Option<Moment>,
    pauses: Vec<Span>,
    held_by: Option<Status>,
    aim: Aim,
    earlier_breaches: Vec<Moment>,
    solved: bool,
    /// The oldest message that the customer wrote on the solved ticket and nobody has answered. It may be no more
    /// than thanks, so it starts nothing until the ticket is reopened.
    afterwards: Option<Moment>,
    ended: bool,
}

impl<'a> Walk<'a> {
    fn new(
        pack: &'a Pack,
        booked: &'a [Span],
        clock: &'a Clock,
        targets: &'a Targets<'a>,
        terms: Terms,
    ) -> Self {
        Self {
            pack,
            booked,
            clock,
            targets,
            terms,
            start: None,
            stop: None,
            pauses: Vec::new(),
            held_by: None,
            aim: targets.aim(terms.in_force(pack)),
            earlier_breaches: Vec::new(),
            solved: false,
            afterwards: None,
            ended: false,
        }
    }

    fn take(&mut self, step: Step) {
        let at = step.at;
        match step.kind {
            StepKind::Created { .. } => {
                if self.clock.start == ClockStart::Created && self.start.is_none() {
                    self.start_at(at);
                }
            }
            StepKind::Question => {
                if self.clock.start == ClockStart::CustomerMessage && !self.is_counting() {
                    if self.solved {
                        self.afterwards = self.afterwards.or(Some(at));
                    } else {
                        self.start_at(at);
                    }
                }
            }
            // A call that was answered leaves no question open, so it never starts a clock of the customer's message.
            StepKind::Reply | StepKind::Talk => {
                self.afterwards = None;
                if self.clock.stop == ClockStop::StaffMessage {
                    self.stop_at(at);
                }
                // The last word on a solved ticket promises no further news.
                if self.clock.start == ClockStart::StaffMessage && !self.solved {
                    self.start_at(at);
                }
            }
            StepKind::Status(status) => self.take_status(status, at),
            StepKind::Merged => {
                self.stop_at(at);
                self.ended = true;
            }
            StepKind::Severity(_)
            | StepKind::Plan(_)
            | StepKind::Classification(_)
            | StepKind::ContractEnd => {
                self.terms.take(step.kind);
            }
        }
    }

    fn take_status(&mut self, status: Status, at: Moment) {
        self.solved = status.is_done();
        if let Some(asked) = self.afterwards.take_if(|_| !status.is_done()) {
            self.start_at(asked);
        }
        // A solved ticket promises no further news.
        if self.clock.stop == ClockStop::Solved || self.clock.start == ClockStart::StaffMessage {
            if status.is_done() {
                self.stop_at(at);
            } else {
                self.reopen_at(at);
            }
        }
        let holds = self.clock.pause_on.iter().any(|word| word == status.word());
        if holds && self.held_by.is_none() && self.is_counting() {
            self.hold_from(at);
        } else if !holds && self.held_by.is_some() {
            self.release_at(at);
        }
        self.held_by = holds.then_some(status);
    }

    fn is_counting(&self) -> bool {
        self.start.is_some() && self.stop.is_none()
    }

    fn start_at(&mut self, at: Moment) {
        self.start = Some(at);
        self.stop = None;
        self.pauses.clear();
        self.earlier_breaches.clear();
        self.aim = self.targets.aim(self.terms.in_force(self.pack));
        if self.held_by.is_some() {
            self.hold_from(at);
        }
    }

    fn stop_at(&mut self, at: Moment) {
        if self.is_counting() {
            self.release_at(at);
            self.stop = Some(at);
        }
    }

    /// A clock from creation to solution and one for news go on where they stood; the time the ticket was solved does
    /// not count. A clock from the customer's message starts with the next one.
    fn reopen_at(&mut self, at: Moment) {
        if self.clock.start == ClockStart::CustomerMessage {
            return;
        }
        if let Some(stop) = self.stop.take() {
            self.hold_from(stop);
            if self.held_by.is_none() {
                self.release_at(at);
            }
            self.retarget(at);
        }
    }

    /// Opens a pause; one that ended at the same instant goes on instead.
    fn hold_from(&mut self, at: Moment) {
        match self.pauses.last_mut() {
            Some(last) if last.to >= at => last.to = Moment::FOREVER,
            Some(_) | None => self.pauses.push(Span { from: at, to: Moment::FOREVER }),
        }
    }

    /// Ends an open pause; one without length leaves no trace.
    fn release_at(&mut self, at: Moment) {
        if let Some(last) = self.pauses.last_mut()
            && last.to == Moment::FOREVER
        {
            last.to = at;
            if last.from >= at {
                self.pauses.pop();
            }
        }
    }

    /// Takes the target of the present terms. The start stays; a breach of the target before is kept.
    fn retarget(&mut self, at: Moment) {
        let next = self.targets.aim(self.terms.in_force(self.pack));
        if !self.is_counting() {
            if self.start.is_none() {
                self.aim = next;
            }
            return;
        }
        if !next.promises_same(&self.aim)
            && let Some(breach) = self.breach_before(at)
            && !self.earlier_breaches.contains(&breach)
        {
            self.earlier_breaches.push(breach);
        }
        self.aim = next;
    }

    /// When the present target was used up, if more than that was counted before `at`.
    fn breach_before(&self, at: Moment) -> Option<Moment> {
        let (start, target) = (self.start?, self.aim.seconds?);
        let extended = self.extended();
        let hours = extended.as_ref().unwrap_or_else(|| calendar_of(self.pack, self.aim));
        let passed = hours.elapsed(start, at, &self.pauses) > target;
        if passed { hours.due(start, target, &self.pauses) } else { None }
    }

    fn extended(&self) -> Option<Calendar> {
        let calendar = calendar_of(self.pack, self.aim);
        if self.booked.is_empty() { None } else { Some(calendar.with_extra(self.booked)) }
    }

    fn finish(self) -> Walked {
        let extended = self.extended();
        let course = Course {
            start: self.start,
            stop: self.stop,
            pauses: &self.pauses,
            held_by: if self.is_counting() { self.held_by } else { None },
            aim: self.aim,
        };
        let hours = extended.as_ref().unwrap_or_else(|| calendar_of(self.pack, self.aim));
        let track = Track::of(&course, hours);
        Walked { track, pauses: self.pauses, earlier_breaches: self.earlier_breaches, extended }
    }
}
