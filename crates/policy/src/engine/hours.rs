//! The hours in which a clock counts for one customer: a calendar of the pack and the customer's appointments.

use calendar::{Calendar, Moment, Span};

/// A calendar, extended by booked windows (sorted, apart from each other).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hours<'a> {
    pub(crate) calendar: &'a Calendar,
    pub(crate) booked: &'a [Span],
}

impl Hours<'_> {
    /// Counted seconds in `[start, end)`.
    pub(crate) fn elapsed(&self, start: Moment, end: Moment, pauses: &[Span]) -> i64 {
        if end <= start {
            return 0;
        }
        let mut counted = self.calendar.elapsed(start, end, pauses);
        for window in self.booked {
            let (from, to) = (window.from.max(start), window.to.min(end));
            if from < to {
                counted += unpaused(from, to, pauses) - self.calendar.elapsed(from, to, pauses);
            }
        }
        counted
    }

    /// The earliest instant at which `target_s` seconds have been counted since `start`; `None` means never.
    pub(crate) fn due(&self, start: Moment, target_s: i64, pauses: &[Span]) -> Option<Moment> {
        let (mut at, mut left) = (start, target_s);
        for window in self.booked.iter().filter(|window| window.to > start) {
            let from = window.from.max(at);
            let before = self.calendar.elapsed(at, from, pauses);
            if before >= left {
                return self.calendar.due(at, left, pauses);
            }
            left -= before;
            let inside = unpaused(from, window.to, pauses);
            if inside >= left {
                return Some(after_unpaused(from, left, pauses));
            }
            left -= inside;
            at = window.to;
        }
        self.calendar.due(at, left, pauses)
    }

    /// Whether a clock counts at this instant.
    pub(crate) fn is_open(&self, at: Moment) -> bool {
        self.calendar.is_open(at) || self.booked.iter().any(|window| window.from <= at && at < window.to)
    }

    /// The next instant after `at` at which counting starts or stops; `None` when it never does again.
    pub(crate) fn next_boundary(&self, at: Moment) -> Option<Moment> {
        let open = self.is_open(at);
        let mut seen = at;
        loop {
            let edges = self.booked.iter().flat_map(|window| [window.from, window.to]);
            let next = self.calendar.next_boundary(seen).into_iter().chain(edges.filter(|edge| *edge > seen)).min()?;
            if self.is_open(next) != open {
                return Some(next);
            }
            seen = next;
        }
    }
}

/// Seconds of `[from, to)` that are in no pause.
fn unpaused(from: Moment, to: Moment, pauses: &[Span]) -> i64 {
    let paused: i64 = pauses.iter().map(|pause| pause.to.min(to).since(pause.from.max(from)).max(0)).sum();
    to.since(from) - paused
}

/// The earliest instant at which `seconds` outside all pauses have passed since `from`. Pauses are sorted.
fn after_unpaused(from: Moment, seconds: i64, pauses: &[Span]) -> Moment {
    let (mut at, mut left) = (from, seconds);
    for pause in pauses.iter().filter(|pause| pause.to > from) {
        let before = pause.from.since(at).max(0);
        if before >= left {
            break;
        }
        left -= before;
        at = pause.to;
    }
    at.plus(left)
}
