//! The only place that reads the computer's clock. Everything else is told what time it is.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use calendar::Moment;

/// No portal has told its time yet.
const UNKNOWN: i64 = i64::MIN;

/// A portal's `Date` header has whole seconds and travels for a while: smaller differences are noise.
const NOISE_MS: i64 = 2_000;

/// Wall clock, corrected by the portal's, and a monotonic one.
#[derive(Debug)]
pub struct Clock {
    begun: Instant,
    /// Milliseconds that the computer is ahead of the portal, or [`UNKNOWN`].
    offset_ms: AtomicI64,
    /// A fixed instant instead of the computer's clock, for tests and the command line's `--now`.
    fixed: Option<Moment>,
}

impl Clock {
    /// The computer's clock.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    pub fn new(fixed: Option<Moment>) -> Self {
        Self { begun: Instant::now(), offset_ms: AtomicI64::new(UNKNOWN), fixed }
    }

    /// UTC, corrected when the computer's clock differs from the portal's by two seconds or more.
    #[must_use]
    pub fn now(&self) -> Moment {
        Moment(self.now_ms().div_euclid(1000))
    }

    /// [`Clock::now`] in milliseconds since 1970.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        self.computer_ms() - self.correction_ms()
    }

    /// Milliseconds since the program started; never goes back.
    #[must_use]
    pub fn mono_ms(&self) -> u64 {
        u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Seconds that the computer is ahead of the portal; `None` before a portal told its time.
    #[must_use]
    pub fn offset_s(&self) -> Option<f64> {
        let offset = self.offset_ms.load(Ordering::Relaxed);
        (offset != UNKNOWN).then_some(offset as f64 / 1000.0)
    }

    /// Takes in a portal's `Date`, which was true at some time since `sent_ms` of [`Clock::mono_ms`].
    pub fn portal_said(&self, date: &str, sent_ms: u64) {
        let Ok(date) = chrono_date(date) else { return };
        let travel = i64::try_from(self.mono_ms().saturating_sub(sent_ms)).unwrap_or(0);
        // Whole seconds: on average half a second has passed since the one that is named.
        let offset = self.computer_ms() - travel / 2 - (date.0 * 1000 + 500);
        self.offset_ms.store(offset, Ordering::Relaxed);
    }

    fn correction_ms(&self) -> i64 {
        let offset = self.offset_ms.load(Ordering::Relaxed);
        if offset == UNKNOWN || offset.abs() < NOISE_MS || self.fixed.is_some() { 0 } else { offset }
    }

    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    fn computer_ms(&self) -> i64 {
        if let Some(fixed) = self.fixed {
            return fixed.0 * 1000;
        }
        match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
            Err(before) => -i64::try_from(before.duration().as_millis()).unwrap_or(i64::MAX),
        }
    }
}

/// Reads `Sat, 21 Nov 2026 20:25:24 GMT`.
fn chrono_date(text: &str) -> Result<Moment, chrono::ParseError> {
    chrono::DateTime::parse_from_rfc2822(text).map(|at| Moment(at.timestamp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_an_hour_ahead_is_corrected() {
        let clock = Clock::new(None);
        let behind = clock.now().plus(-3_600).to_chrono().unwrap().to_rfc2822();
        clock.portal_said(&behind, clock.mono_ms());
        assert!((3_598.0..3_602.0).contains(&clock.offset_s().unwrap()));
        assert!((3_598_000..3_602_000).contains(&(clock.computer_ms() - clock.now_ms())));
    }

    #[test]
    fn a_difference_of_a_second_is_noise() {
        let clock = Clock::new(None);
        let date = clock.now().plus(-1).to_chrono().unwrap().to_rfc2822();
        clock.portal_said(&date, clock.mono_ms());
        assert_eq!(clock.correction_ms(), 0);
    }

    #[test]
    fn nonsense_in_the_header_changes_nothing() {
        let clock = Clock::new(Some(Moment(7)));
        clock.portal_said("yesterday", 0);
        assert_eq!((clock.offset_s(), clock.now()), (None, Moment(7)));
    }
}
