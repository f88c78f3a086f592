//! The past of one clock of one ticket: where it started, paused and stopped, and what it aims at.

use calendar::{Calendar, Moment, Span};

use super::Status;
use super::target::Aim;
use crate::pack::Pack;

/// It says nothing of now: the last pause may be open.
#[derive(Clone, Debug)]
pub(super) struct Track {
    /// When it started; `None` when nothing has started it.
    pub(super) start: Option<Moment>,
    /// When it stopped.
    pub(super) stop: Option<Moment>,
    /// When it was held, sorted and apart; an open pause ends at [`Moment::FOREVER`].
    pub(super) pauses: Box<[Span]>,
    /// The status that holds it.
    pub(super) held_by: Option<Status>,
    /// The target in force: at the stop for a stopped clock, else at the last event.
    pub(super) aim: Aim,
    /// When the target is used up; `None` when never, or without a target.
    pub(super) due: Option<Moment>,
    /// When earlier targets were used up.
    pub(super) earlier_breaches: Box<[Moment]>,
    /// The target's calendar with the customer's appointments; `None` where there are none.
    pub(super) extended: Option<Calendar>,
}

impl Track {
    /// Whether it counts, or will count from the next opening.
    pub(super) const fn is_running(&self) -> bool {
        self.start.is_some() && self.stop.is_none() && self.held_by.is_none()
    }

    /// Counted seconds until its stop, or until `now`.
    pub(super) fn elapsed(&self, pack: &Pack, now: Moment) -> i64 {
        let end = self.stop.unwrap_or(now);
        self.start.map_or(0, |start| self.hours(pack).elapsed(start, end, &self.pauses))
    }

    /// The hours in which it counts for this customer.
    pub(super) fn hours<'a>(&'a self, pack: &'a Pack) -> &'a Calendar {
        self.extended.as_ref().unwrap_or_else(|| calendar_of(pack, self.aim))
    }
}

/// The calendar of a target. Calendar 0 of a pack is always there.
pub(super) fn calendar_of(pack: &Pack, aim: Aim) -> &Calendar {
    let index = usize::from(aim.calendar).min(pack.calendars.len() - 1);
    &pack.calendars[index].calendar
}
