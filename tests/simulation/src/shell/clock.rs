//! The clocks of a device: one that is set and corrected by the portals, as the desk corrects it, and one that stands
//! while the device sleeps.

use std::collections::BTreeMap;

use calendar::Moment;
use sync::Now;

use crate::model::EPOCH;

/// As in the desk: smaller differences are noise.
const NOISE_MS: i64 = 2_000;

/// Both clocks.
#[derive(Debug, Default)]
pub struct Clock {
    /// Milliseconds that the computer's clock is ahead of the world.
    pub ahead_ms: i64,
    /// Milliseconds that the device slept.
    pub slept_ms: u64,
    /// It sleeps until then, milliseconds of the world.
    pub asleep_until: u64,
    /// What each portal told the process of its time.
    heard: BTreeMap<String, Heard>,
}

/// What time it was at a portal. As in the desk, a counter carries it on that goes on while the device sleeps: it is not
/// moved when the computer's clock is set.
#[derive(Clone, Copy, Debug)]
struct Heard {
    /// Its time, in milliseconds since 1970.
    portal_ms: i64,
    /// Milliseconds of the world at that instant.
    at_ms: u64,
}

impl Clock {
    /// Both, as the engine gets them.
    pub fn now(&self, now_ms: u64) -> Now {
        let offsets = self.heard.values().map(|heard| self.ahead_of(*heard, now_ms));
        let best = offsets.min_by_key(|offset| offset.abs());
        let correction = best.filter(|offset| offset.abs() >= NOISE_MS).unwrap_or(0);
        Now {
            wall: Moment((self.computer(now_ms) - correction).div_euclid(1000)),
            mono_ms: self.mono(now_ms),
        }
    }

    /// The one that stands in sleep.
    pub const fn mono(&self, now_ms: u64) -> u64 {
        now_ms.saturating_sub(self.slept_ms)
    }

    /// Takes in the `Date` of an answer.
    pub fn portal_said(&mut self, account: &str, date: &str, sent_mono_ms: u64, now_ms: u64) {
        let Ok(date) = chrono_date(date) else { return };
        let travel = i64::try_from(self.mono(now_ms).saturating_sub(sent_mono_ms)).unwrap_or(0);
        let portal_ms = date * 1000 + 500 + travel / 2;
        self.heard.insert(account.to_owned(), Heard { portal_ms, at_ms: now_ms });
    }

    /// A new process has heard nothing.
    pub fn forget(&mut self) {
        self.heard.clear();
    }

    fn computer(&self, now_ms: u64) -> i64 {
        EPOCH * 1000 + whole(now_ms) + self.ahead_ms
    }

    /// Milliseconds that the computer is ahead of a portal now.
    fn ahead_of(&self, heard: Heard, now_ms: u64) -> i64 {
        self.computer(now_ms) - heard.portal_ms - whole(now_ms.saturating_sub(heard.at_ms))
    }
}

fn whole(ms: u64) -> i64 {
    i64::try_from(ms).unwrap_or(i64::MAX / 2)
}

fn chrono_date(text: &str) -> Result<i64, chrono::ParseError> {
    chrono::DateTime::parse_from_rfc2822(text).map(|at| at.timestamp())
}
