//! The only place that reads the computer's clock. Everything else is told what time it is.
//!
//! Each portal has a clock of its own, and its time stamps decide whether a promise was kept. The console shows one
//! time: the computer's, corrected by the portal that agrees with it best. So one portal with a wrong clock changes
//! nothing for the others, and a computer with a wrong clock is corrected by all.
//!
//! What a portal said is carried on by a steady counter that goes on while the computer sleeps. So a computer clock that
//! is set in between, also without a network, does not move the console's time.

mod reading;
#[cfg(test)]
mod tests;
mod watch;

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use calendar::Moment;

use reading::Reading;
pub(crate) use watch::keep;

/// A portal's `Date` header has whole seconds and travels for a while: smaller differences are noise.
const NOISE_MS: i64 = 2_000;

/// Wall clock, corrected by those of the portals, and a steady one.
#[derive(Debug)]
pub struct Clock {
    reading: Reading,
    /// What each portal told of its time, by account.
    heard: RwLock<BTreeMap<String, Heard>>,
}

/// What time it was at a portal.
#[derive(Clone, Copy, Debug)]
struct Heard {
    /// Its time, in milliseconds since 1970.
    portal_ms: i64,
    /// [`Clock::mono_ms`] at that instant.
    at_ms: u64,
    /// It was not asked since the start: this is how far it was away in an earlier run.
    is_remembered: bool,
}

impl Clock {
    /// Two clocks that differ by less, in seconds, are taken as equal.
    pub(crate) const NOISE_S: i64 = NOISE_MS / 1_000;

    /// The computer's clock; `fixed` stands still there, for tests and the command line's `--now`.
    #[must_use]
    pub fn new(fixed: Option<Moment>) -> Self {
        Self::of(Reading::begin(fixed))
    }

    fn of(reading: Reading) -> Self {
        Self { reading, heard: RwLock::default() }
    }

    /// UTC, corrected when the computer's clock differs from the portals' by two seconds or more.
    #[must_use]
    pub fn now(&self) -> Moment {
        Moment(self.now_ms().div_euclid(1000))
    }

    /// [`Clock::now`] in milliseconds since 1970.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        self.reading.wall_ms() - self.correction_ms(self.best().map(|(_, offset)| offset))
    }

    /// Milliseconds since the program started, with those in which the computer slept; never goes back.
    #[must_use]
    pub fn mono_ms(&self) -> u64 {
        self.reading.mono_ms()
    }

    /// Seconds that the computer is ahead of the portal of this account; `None` before it told its time.
    #[must_use]
    pub fn offset_s(&self, account: &str) -> Option<f64> {
        self.ahead_ms(account).map(|offset| offset as f64 / 1000.0)
    }

    /// [`Clock::offset_s`] in milliseconds.
    pub(crate) fn ahead_ms(&self, account: &str) -> Option<i64> {
        let heard = self.heard().get(account).copied();
        heard.map(|heard| self.offset_ms(heard))
    }

    /// The account whose portal corrects the console's time, and how many seconds the computer is ahead of it.
    #[must_use]
    pub fn corrected_by(&self) -> Option<(String, f64)> {
        self.best().map(|(account, offset)| (account, offset as f64 / 1000.0))
    }

    /// Whether no portal has told its time since the start, so that a correction comes from an earlier run.
    #[must_use]
    pub fn is_remembered(&self) -> bool {
        let heard = self.heard();
        !heard.is_empty() && heard.values().all(|heard| heard.is_remembered)
    }

    /// Seconds that the clock of this account's portal is ahead of [`Clock::now`].
    #[must_use]
    pub fn portal_ahead_s(&self, account: &str) -> i64 {
        let Some(heard) = self.heard().get(account).copied() else { return 0 };
        let best = self.best().map(|(_, offset)| offset);
        let ahead_ms = self.correction_ms(best) - self.correction_ms(Some(self.offset_ms(heard)));
        if ahead_ms.abs() < NOISE_MS { 0 } else { (ahead_ms + 500).div_euclid(1000) }
    }

    /// Takes in a portal's `Date`, which was true at some time since `sent_ms` of [`Clock::mono_ms`].
    pub fn portal_said(&self, account: &str, date: &str, sent_ms: u64) {
        let Ok(date) = chrono_date(date) else { return };
        let at_ms = self.mono_ms();
        let travel = i64::try_from(at_ms.saturating_sub(sent_ms)).unwrap_or(0);
        // Whole seconds: on average half a second has passed since the one that is named.
        let portal_ms = date.0 * 1000 + 500 + travel / 2;
        self.hear(account, Heard { portal_ms, at_ms, is_remembered: false });
    }

    /// Takes in how far the computer was ahead of a portal in an earlier run, in milliseconds, until the portal speaks
    /// again. The portal's time is later than `seen`, which it has told already.
    pub(crate) fn remember(&self, account: &str, ahead_ms: i64, seen: Option<Moment>) {
        if self.heard().contains_key(account) {
            return;
        }
        let told_ms = self.reading.wall_ms().saturating_sub(ahead_ms);
        let portal_ms = seen.map_or(told_ms, |seen| told_ms.max(seen.0.saturating_mul(1000)));
        self.hear(account, Heard { portal_ms, at_ms: self.mono_ms(), is_remembered: true });
    }

    /// Forgets what the portal of an account told that is gone.
    pub fn forget(&self, account: &str) {
        self.heard.write().unwrap_or_else(PoisonError::into_inner).remove(account);
    }

    fn hear(&self, account: &str, heard: Heard) {
        self.heard.write().unwrap_or_else(PoisonError::into_inner).insert(account.to_owned(), heard);
    }

    /// The portal that agrees best with the computer. One that has spoken counts before one that is remembered.
    fn best(&self) -> Option<(String, i64)> {
        let heard = self.heard();
        let offsets =
            heard.iter().map(|(account, heard)| (heard.is_remembered, self.offset_ms(*heard), account));
        let best = offsets.min_by_key(|(is_remembered, offset, _)| (*is_remembered, offset.abs()));
        best.map(|(_, offset, account)| (account.clone(), offset))
    }

    /// Milliseconds that the computer is ahead of a portal now.
    fn offset_ms(&self, heard: Heard) -> i64 {
        let passed = self.mono_ms().saturating_sub(heard.at_ms);
        let portal_ms = heard.portal_ms.saturating_add_unsigned(passed);
        self.reading.wall_ms().saturating_sub(portal_ms)
    }

    fn correction_ms(&self, offset: Option<i64>) -> i64 {
        offset.filter(|offset| offset.abs() >= NOISE_MS && !self.reading.is_fixed()).unwrap_or(0)
    }

    fn heard(&self) -> RwLockReadGuard<'_, BTreeMap<String, Heard>> {
        self.heard.read().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads `Sat, 21 Nov 2026 20:25:24 GMT`.
fn chrono_date(text: &str) -> Result<Moment, chrono::ParseError> {
    chrono::DateTime::parse_from_rfc2822(text).map(|at| Moment(at.timestamp()))
}
