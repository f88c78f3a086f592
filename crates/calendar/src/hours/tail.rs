//! What a calendar does in the long run.

use chrono::NaiveDate;

use super::block::BLOCK_BITS;
use super::build::{DAY_S, WallClock, day_number};
use super::{FIRST_BLOCK, LAST_BLOCK};

/// From this block on the calendar does not change any more: it stays open, or closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tail {
    pub block: i64,
    pub open: bool,
}

/// The Gregorian calendar and its weekdays repeat after 400 years, so what does not happen in that time after
/// the last year that a rule names never happens.
const CYCLE_YEARS: i32 = 400;

impl WallClock {
    pub fn tail(&self) -> Tail {
        if self.by_date.iter().all(Vec::is_empty) {
            return Tail { block: i64::MIN, open: false };
        }
        let named = self.holidays.named_years();
        if self.holidays.rules().is_empty() && self.by_date.iter().all(|day| is_whole(day)) {
            return Tail { block: i64::MIN, open: true };
        }
        let settled = named.map_or(1970, |(_, last)| last + 2);
        let mut seen = Seen::default();
        for year in settled..settled + CYCLE_YEARS {
            self.look(year, &mut seen);
            if seen.open && seen.closed {
                return Tail { block: LAST_BLOCK + 1, open: false };
            }
        }
        Tail { block: block_after(settled), open: seen.open }
    }

    /// Whether any instant of any year is open.
    pub fn ever_opens(&self) -> bool {
        let (first, last) = self.holidays.named_years().unwrap_or((1970, 1970));
        let mut seen = Seen::default();
        (first - CYCLE_YEARS..=last + CYCLE_YEARS).any(|year| {
            self.look(year, &mut seen);
            seen.open
        })
    }

    fn look(&self, year: i32, seen: &mut Seen) {
        let closed = self.closed_days(year, year);
        let first = NaiveDate::from_ymd_opt(year, 1, 1).map_or(0, day_number);
        for day in first..first + 365 {
            let open: &[_] = if closed.contains(&day) { &[] } else { self.open_on(day) };
            seen.open |= !open.is_empty();
            seen.closed |= !is_whole(open);
            if seen.open && seen.closed {
                return;
            }
        }
    }
}

#[derive(Default)]
struct Seen {
    open: bool,
    closed: bool,
}

fn is_whole(open: &[(u32, u32)]) -> bool {
    matches!(open, [(0, to)] if i64::from(*to) == DAY_S)
}

/// The first block that begins after this year has begun everywhere.
fn block_after(year: i32) -> i64 {
    let begins = NaiveDate::from_ymd_opt(year, 1, 3).map_or(0, day_number) * DAY_S;
    ((begins >> BLOCK_BITS) + 1).clamp(FIRST_BLOCK, LAST_BLOCK + 1)
}
