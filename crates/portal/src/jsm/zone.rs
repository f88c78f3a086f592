//! The time of day in a search. Searches know minutes and no seconds, and read them in the time zone of the user who asks:
//! <https://support.atlassian.com/jira-work-management/docs/advanced-search-reference-jql-fields>,
//! <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-myself/#api-rest-api-3-myself-get>.

use calendar::Moment;
use chrono::{Offset, TimeZone};
use chrono_tz::Tz;

/// No zone is further from UTC, so a reading this much earlier is early enough in every zone.
const FURTHEST_S: i64 = 15 * 3600;
const DAY_S: i64 = 24 * 3600;

/// The wall clock at an instant in a zone of the IANA list, to the minute. Never later than the true one: where the offset
/// changes within a day it is up to that change earlier, because one reading then stands for two instants, or for none; in a
/// zone that is not known it is 15 hours earlier than in UTC.
pub(super) fn reading(at: Moment, zone: &str) -> String {
    let around = [at.plus(-DAY_S), at, at.plus(DAY_S)];
    let offset =
        zone.parse::<Tz>().ok().and_then(|zone| around.iter().filter_map(|at| offset(*at, zone)).min());
    let local = at.plus(offset.unwrap_or(-FURTHEST_S)).to_chrono().unwrap_or_default();
    local.format("%Y-%m-%d %H:%M").to_string()
}

/// Seconds that a zone is ahead of UTC.
fn offset(at: Moment, zone: Tz) -> Option<i64> {
    let utc = at.to_chrono()?.naive_utc();
    Some(i64::from(zone.offset_from_utc_datetime(&utc).fix().local_minus_utc()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_is_that_of_the_users_wall_clock() {
        let at: Moment = "2026-11-21T12:00:59Z".parse().unwrap();
        for (zone, wall) in [
            ("UTC", "2026-11-21 12:00"),
            ("Europe/Berlin", "2026-11-21 13:00"),
            ("Asia/Kolkata", "2026-11-21 17:30"),
            ("America/Los_Angeles", "2026-11-21 04:00"),
            ("Pacific/Kiritimati", "2026-11-22 02:00"),
        ] {
            assert_eq!(reading(at, zone), wall, "{zone}");
        }
    }

    #[test]
    fn where_clocks_change_the_earlier_reading_is_taken() {
        // 02:30 comes twice in Berlin that night, and both are asked for.
        let second: Moment = "2026-10-25T01:30:00Z".parse().unwrap();
        assert_eq!(reading(second, "Europe/Berlin"), "2026-10-25 02:30");
        let first: Moment = "2026-10-25T00:30:00Z".parse().unwrap();
        assert_eq!(reading(first, "Europe/Berlin"), "2026-10-25 01:30");
    }

    #[test]
    fn an_unknown_zone_misses_nothing() {
        let at: Moment = "2026-11-21T12:00:00Z".parse().unwrap();
        for zone in ["", "Mars/Olympus"] {
            assert_eq!(reading(at, zone), "2026-11-20 21:00", "{zone}");
        }
    }
}
