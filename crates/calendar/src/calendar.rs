//! A compiled calendar: sorted open intervals in UTC with running sums.

use crate::{Moment, Span};

/// Compiled business hours.
#[derive(Debug)]
pub struct Calendar;

impl Calendar {
    /// Around the clock, no holidays.
    #[must_use]
    pub fn always() -> Self {
        Self
    }

    /// Earliest instant at which `target_s` counted seconds have passed since `start`; `None` means never.
    #[must_use]
    pub fn due(&self, start: Moment, target_s: i64, _pauses: &[Span]) -> Option<Moment> {
        Some(start.plus(target_s))
    }

    /// Counted seconds in `[start, end)`.
    #[must_use]
    pub fn elapsed(&self, start: Moment, end: Moment, _pauses: &[Span]) -> i64 {
        end.since(start)
    }

    /// Whether the instant is open.
    #[must_use]
    pub fn is_open(&self, _at: Moment) -> bool {
        true
    }

    /// The next instant after `at` at which open changes to closed or back; `None` when it never does again.
    #[must_use]
    pub fn next_boundary(&self, _at: Moment) -> Option<Moment> {
        None
    }

    /// The open stretches within `[from, to)`, sorted, merged, clipped.
    #[must_use]
    pub fn open_spans(&self, from: Moment, to: Moment) -> Vec<Span> {
        vec![Span { from, to }]
    }
}
