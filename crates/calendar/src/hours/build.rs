//! From the definition to the open stretches of a block.

use std::collections::HashSet;

use chrono::{DateTime, Datelike, NaiveDate};
use chrono_tz::Tz;

use super::block::{BLOCK_S, Block};
use crate::HolidaySet;
use crate::zone::{Era, eras};

pub(super) const DAY_S: i64 = 86_400;

/// What the wall clock says: zone, open seconds of each weekday's date, holidays.
#[derive(Clone, Debug)]
pub(super) struct WallClock {
    pub zone: Tz,
    /// Sorted and merged, Monday first.
    pub by_date: [Vec<(u32, u32)>; 7],
    pub holidays: HolidaySet,
}

impl WallClock {
    /// Compiles the block that begins at this instant.
    ///
    /// Between two changes of the zone's offset, local and UTC time run alike. Each such era is compiled by
    /// itself and clipped to its own ends, which leaves nothing special to do for a skipped or repeated hour.
    pub fn block(&self, begins: i64) -> Block {
        let ends = begins + i64::from(BLOCK_S);
        let closed = self.closed_days(year(begins) - 1, year(ends) + 1);
        let mut open = Vec::new();
        for era in eras(self.zone, begins, ends) {
            self.compile(era, &closed, begins, &mut open);
        }
        Block::new(&open)
    }

    /// Local dates of these years that are holidays, as days since 1970-01-01.
    pub fn closed_days(&self, first_year: i32, last_year: i32) -> HashSet<i64> {
        self.holidays.dates(first_year..=last_year).iter().map(|(date, _)| day_number(*date)).collect()
    }

    /// What is open on this local date, unless it is a holiday.
    pub fn open_on(&self, day: i64) -> &[(u32, u32)] {
        // 1970-01-01 was a Thursday, the fourth day of its week.
        let weekday = usize::try_from((day + 3).rem_euclid(7)).unwrap_or(0);
        &self.by_date[weekday]
    }

    fn compile(&self, era: Era, closed: &HashSet<i64>, begins: i64, open: &mut Vec<(u32, u32)>) {
        let (first, end) = (era.from + era.offset_s, era.to + era.offset_s);
        let days = first.div_euclid(DAY_S)..=(end - 1).div_euclid(DAY_S);
        for day in days.filter(|day| !closed.contains(day)) {
            for &(from, to) in self.open_on(day) {
                let from = (day * DAY_S + i64::from(from)).max(first) - era.offset_s - begins;
                let to = (day * DAY_S + i64::from(to)).min(end) - era.offset_s - begins;
                if let (Ok(from), Ok(to)) = (u32::try_from(from), u32::try_from(to)) {
                    push(open, from, to);
                }
            }
        }
    }
}

/// Days since 1970-01-01.
pub(super) fn day_number(date: NaiveDate) -> i64 {
    i64::from(date.to_epoch_days())
}

fn push(open: &mut Vec<(u32, u32)>, from: u32, to: u32) {
    match open.last_mut() {
        Some(last) if from < to && last.1 == from => last.1 = to,
        Some(_) | None if from < to => open.push((from, to)),
        Some(_) | None => {}
    }
}

fn year(at: i64) -> i32 {
    DateTime::from_timestamp(at, 0).map_or(0, |utc| utc.year())
}
