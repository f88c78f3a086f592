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
    /// Milliseconds that the computer is ahead of each portal, as the process heard.
    offsets: BTreeMap<String, i64>,
}

impl Clock {
    /// Both, as the engine gets them.
    pub fn now(&self, now_ms: u64) -> Now {
        let best = self.offsets.values().copied().min_by_key(|offset| offset.abs());
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
        let offset = self.computer(now_ms) - travel / 2 - (date * 1000 + 500);
        let set_by = self.offsets.get(account).map_or(0, |before| offset - before);
        if set_by.abs() >= NOISE_MS {
            self.offsets.values_mut().for_each(|other| *other += set_by);
        }
        self.offsets.insert(account.to_owned(), offset);
    }

    /// A new process has heard nothing.
    pub fn forget(&mut self) {
        self.offsets.clear();
    }

    fn computer(&self, now_ms: u64) -> i64 {
        EPOCH * 1000 + i64::try_from(now_ms).unwrap_or(i64::MAX / 2) + self.ahead_ms
    }
}

fn chrono_date(text: &str) -> Result<i64, chrono::ParseError> {
    chrono::DateTime::parse_from_rfc2822(text).map(|at| at.timestamp())
}
