//! A coarse idea of office hours, Monday to Friday 08:00 to 16:00 UTC. It only places made-up events at plausible
//! times; which deadline follows from them is the policy's business and not known here.

use calendar::Moment;

const DAY: i64 = 86_400;
const OPEN: i64 = 8 * 3600;
const CLOSE: i64 = 16 * 3600;

/// The instant at which `working_s` office seconds have passed since `from`.
#[must_use]
pub fn after(from: Moment, working_s: i64) -> Moment {
    let mut left = working_s.max(0);
    let mut at = from.0;
    loop {
        let day = at.div_euclid(DAY) * DAY;
        if is_workday(day) && at < day + CLOSE {
            let start = at.max(day + OPEN);
            if left <= day + CLOSE - start {
                return Moment(start + left);
            }
            left -= day + CLOSE - start;
        }
        at = day + DAY;
    }
}

/// The latest instant from which `working_s` office seconds pass until `to`.
#[must_use]
pub fn before(to: Moment, working_s: i64) -> Moment {
    let mut left = working_s.max(0);
    let mut at = to.0;
    loop {
        let day = (at - 1).div_euclid(DAY) * DAY;
        if is_workday(day) && at > day + OPEN {
            let end = at.min(day + CLOSE);
            if left <= end - (day + OPEN) {
                return Moment(end - left);
            }
            left -= end - (day + OPEN);
        }
        at = day;
    }
}

/// 1970-01-01 was a Thursday.
const fn is_workday(day_start: i64) -> bool {
    (day_start.div_euclid(DAY) + 3).rem_euclid(7) < 5
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn a_weekend_is_skipped_in_both_directions() {
        let friday = at("2026-11-20T15:00:00Z");
        let monday = at("2026-11-23T09:00:00Z");
        assert_eq!(after(friday, 2 * 3600), monday);
        assert_eq!(before(monday, 2 * 3600), friday);
    }

    #[test]
    fn a_start_outside_counts_from_the_next_opening() {
        assert_eq!(after(at("2026-11-21T12:00:00Z"), 60), at("2026-11-23T08:01:00Z"));
        assert_eq!(before(at("2026-11-22T12:00:00Z"), 60), at("2026-11-20T15:59:00Z"));
    }
}
