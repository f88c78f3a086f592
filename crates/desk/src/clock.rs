//! The only place that reads the computer's clock. Everything else is told what time it is.
//!
//! Each portal has a clock of its own, and its time stamps decide whether a promise was kept. The console shows one
//! time: the computer's, corrected by the portal that agrees with it best. So one portal with a wrong clock changes
//! nothing for the others, and a computer with a wrong clock is corrected by all.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use calendar::Moment;

/// A portal's `Date` header has whole seconds and travels for a while: smaller differences are noise.
const NOISE_MS: i64 = 2_000;

/// Wall clock, corrected by those of the portals, and a monotonic one.
#[derive(Debug)]
pub struct Clock {
    begun: Instant,
    /// Milliseconds that the computer is ahead of each portal that told its time, by account.
    offsets_ms: RwLock<BTreeMap<String, i64>>,
    /// A fixed instant instead of the computer's clock, for tests and the command line's `--now`.
    fixed: Option<Moment>,
}

impl Clock {
    /// Two clocks that differ by less, in seconds, are taken as equal.
    pub(crate) const NOISE_S: i64 = NOISE_MS / 1_000;

    /// The computer's clock.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    pub fn new(fixed: Option<Moment>) -> Self {
        Self { begun: Instant::now(), offsets_ms: RwLock::default(), fixed }
    }

    /// UTC, corrected when the computer's clock differs from the portals' by two seconds or more.
    #[must_use]
    pub fn now(&self) -> Moment {
        Moment(self.now_ms().div_euclid(1000))
    }

    /// [`Clock::now`] in milliseconds since 1970.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        self.computer_ms() - self.correction_ms(self.best().map(|(_, offset)| offset))
    }

    /// Milliseconds since the program started; never goes back.
    #[must_use]
    pub fn mono_ms(&self) -> u64 {
        u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Seconds that the computer is ahead of the portal of this account; `None` before it told its time.
    #[must_use]
    pub fn offset_s(&self, account: &str) -> Option<f64> {
        self.offsets().get(account).map(|offset| *offset as f64 / 1000.0)
    }

    /// The account whose portal corrects the console's time, and how many seconds the computer is ahead of it.
    #[must_use]
    pub fn corrected_by(&self) -> Option<(String, f64)> {
        self.best().map(|(account, offset)| (account, offset as f64 / 1000.0))
    }

    /// Seconds that the clock of this account's portal is ahead of [`Clock::now`].
    #[must_use]
    pub fn portal_ahead_s(&self, account: &str) -> i64 {
        let Some(offset) = self.offsets().get(account).copied() else { return 0 };
        let best = self.best().map(|(_, offset)| offset);
        let ahead_ms = self.correction_ms(best) - self.correction_ms(Some(offset));
        if ahead_ms.abs() < NOISE_MS { 0 } else { (ahead_ms + 500).div_euclid(1000) }
    }

    /// Takes in a portal's `Date`, which was true at some time since `sent_ms` of [`Clock::mono_ms`].
    pub fn portal_said(&self, account: &str, date: &str, sent_ms: u64) {
        let Ok(date) = chrono_date(date) else { return };
        let travel = i64::try_from(self.mono_ms().saturating_sub(sent_ms)).unwrap_or(0);
        // Whole seconds: on average half a second has passed since the one that is named.
        let offset = self.computer_ms() - travel / 2 - (date.0 * 1000 + 500);
        let mut offsets = self.offsets_ms.write().unwrap_or_else(PoisonError::into_inner);
        // When the computer's clock was set, what the other portals said before is off by as much.
        let set_by = offsets.get(account).map_or(0, |before| offset - before);
        if set_by.abs() >= NOISE_MS {
            offsets.values_mut().for_each(|other| *other += set_by);
        }
        offsets.insert(account.to_owned(), offset);
    }

    /// Forgets what the portal of an account told that is gone.
    pub fn forget(&self, account: &str) {
        self.offsets_ms.write().unwrap_or_else(PoisonError::into_inner).remove(account);
    }

    /// The portal that agrees best with the computer.
    fn best(&self) -> Option<(String, i64)> {
        let offsets = self.offsets();
        let best = offsets.iter().min_by_key(|(_, offset)| offset.abs());
        best.map(|(account, offset)| (account.clone(), *offset))
    }

    fn correction_ms(&self, offset: Option<i64>) -> i64 {
        offset.filter(|offset| offset.abs() >= NOISE_MS && self.fixed.is_none()).unwrap_or(0)
    }

    fn offsets(&self) -> RwLockReadGuard<'_, BTreeMap<String, i64>> {
        self.offsets_ms.read().unwrap_or_else(PoisonError::into_inner)
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

    /// The portal of `account` says that it is so many seconds ahead of the computer.
    fn hear(clock: &Clock, account: &str, ahead_s: i64) {
        let date =
            Moment(clock.computer_ms().div_euclid(1000)).plus(ahead_s).to_chrono().unwrap().to_rfc2822();
        clock.portal_said(account, &date, clock.mono_ms());
    }

    fn corrected_s(clock: &Clock) -> i64 {
        (clock.computer_ms() - clock.now_ms() + 500).div_euclid(1000)
    }

    #[test]
    fn a_clock_that_is_an_hour_ahead_is_corrected() {
        let clock = Clock::new(None);
        hear(&clock, "rt", -3_600);
        assert!((3_598.0..3_602.0).contains(&clock.offset_s("rt").unwrap()));
        assert!((3_598..3_602).contains(&corrected_s(&clock)));
        assert_eq!(clock.portal_ahead_s("rt"), 0);
        assert_eq!(clock.corrected_by().unwrap().0, "rt");
    }

    #[test]
    fn a_difference_of_a_second_is_noise() {
        let clock = Clock::new(None);
        hear(&clock, "rt", -1);
        assert_eq!((corrected_s(&clock), clock.portal_ahead_s("rt")), (0, 0));
    }

    #[test]
    fn one_wrong_portal_does_not_change_the_time_of_the_others() {
        let clock = Clock::new(None);
        for heard in [["right", "wrong"], ["wrong", "right"]] {
            for account in heard {
                hear(&clock, account, if account == "wrong" { 600 } else { 0 });
            }
            assert_eq!(corrected_s(&clock), 0, "{heard:?}");
            assert_eq!(clock.corrected_by().unwrap().0, "right");
            assert_eq!(clock.portal_ahead_s("right"), 0);
            assert!((598..=602).contains(&clock.portal_ahead_s("wrong")), "{heard:?}");
        }
        clock.forget("right");
        assert_eq!(clock.portal_ahead_s("wrong"), 0, "the only one corrects the console");
    }

    #[test]
    fn a_wrong_computer_is_corrected_by_all() {
        let clock = Clock::new(None);
        hear(&clock, "one", -3_600);
        hear(&clock, "two", -3_590);
        assert!((3_588..=3_592).contains(&corrected_s(&clock)));
        assert!((-12..=-8).contains(&clock.portal_ahead_s("one")));
    }

    #[test]
    fn a_computer_clock_that_was_set_makes_no_stale_portal_the_best_one() {
        let clock = Clock::new(None);
        hear(&clock, "one", 0);
        hear(&clock, "two", 0);
        // As after a jump of the computer's clock by 1000 seconds, when only one portal was heard since.
        hear(&clock, "one", -1_000);
        assert!((998..=1_002).contains(&corrected_s(&clock)));
    }

    #[test]
    fn nonsense_in_the_header_changes_nothing() {
        let clock = Clock::new(Some(Moment(7)));
        clock.portal_said("rt", "yesterday", 0);
        assert_eq!((clock.offset_s("rt"), clock.now()), (None, Moment(7)));
    }
}
