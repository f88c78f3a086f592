//! Offsets of a zone from UTC, and the stretches over which they stay the same.

use chrono::{DateTime, Datelike, NaiveDate, Offset, TimeZone};
use chrono_tz::Tz;

/// A stretch `[from, to)` of UTC seconds with one offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Era {
    pub from: i64,
    pub to: i64,
    /// Local seconds minus UTC seconds.
    pub offset_s: i64,
}

/// Offsets are compared at this distance to find the changes between them. No two changes that undo each other
/// are as close (the closest of all zones and times are four days apart: Freetown, September 1939).
const STEP_S: i64 = 3 * 86_400;

/// 2100-01-01T00:00:00Z. The compiled zone data ends with the year 2099.
const DATA_ENDS: i64 = 4_102_444_800;

/// The stretches of one offset that make up `[from, to)`.
pub(crate) fn eras(zone: Tz, from: i64, to: i64) -> Vec<Era> {
    let mut eras = Vec::new();
    let mut era = Era { from, to: from, offset_s: offset_s(zone, from) };
    while era.to < to {
        let probe = (era.to + STEP_S).min(to);
        if offset_s(zone, probe) == era.offset_s {
            era.to = probe;
        } else {
            let change = first_change(zone, era.to, probe, era.offset_s);
            eras.push(Era { to: change, ..era });
            era = Era { from: change, to: change, offset_s: offset_s(zone, change) };
        }
    }
    if era.from < to {
        eras.push(era);
    }
    eras
}

/// Local seconds minus UTC seconds at this instant.
fn offset_s(zone: Tz, at: i64) -> i64 {
    let known = if at < DATA_ENDS { at } else { at + days_to_model_year(at) * 86_400 };
    DateTime::from_timestamp(known, 0)
        .map_or(0, |utc| i64::from(zone.offset_from_utc_datetime(&utc.naive_utc()).fix().local_minus_utc()))
}

/// The first instant in `(same, other]` whose offset differs from `offset_s`.
fn first_change(zone: Tz, mut same: i64, mut other: i64, offset: i64) -> i64 {
    while other - same > 1 {
        let middle = same + (other - same) / 2;
        if offset_s(zone, middle) == offset { same = middle } else { other = middle }
    }
    other
}

/// Days from this instant back to the same date of a year that the zone data knows and that has the same
/// weekdays: daylight-saving rules name a weekday and a month, so the offset is the same there. January and
/// February are matched apart from the rest, so that common years serve for leap years too. All the years
/// taken are later than 2087, when the last table of single dates (Morocco's) ends.
fn days_to_model_year(at: i64) -> i64 {
    let Some(date) = DateTime::from_timestamp(at, 0).map(|utc| utc.date_naive()) else { return 0 };
    let anchor_month = if date.month() <= 2 { 1 } else { 3 };
    let anchor = |year| NaiveDate::from_ymd_opt(year, anchor_month, 1);
    let weekday = anchor(date.year()).map(|day| day.weekday());
    [2089, 2090, 2091, 2093, 2094, 2097, 2098]
        .into_iter()
        .find(|&year| anchor(year).map(|day| day.weekday()) == weekday)
        .and_then(|year| Some((anchor(year)? - anchor(date.year())?).num_days()))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str) -> i64 {
        text.parse::<crate::Moment>().unwrap().0
    }

    #[test]
    fn offsets_go_on_by_rule_after_the_zone_data_ends() {
        // As the rule in the last line of each TZif file has it.
        let cases = [
            ("Europe/Berlin", "2099-07-01T00:00:00Z", 7200),
            ("Europe/Berlin", "2100-03-28T00:59:59Z", 3600),
            ("Europe/Berlin", "2100-03-28T01:00:00Z", 7200),
            ("Europe/Berlin", "2104-10-26T00:59:59Z", 7200),
            ("Europe/Berlin", "2104-10-26T01:00:00Z", 3600),
            ("Europe/Berlin", "2400-02-29T12:00:00Z", 3600),
            ("America/Los_Angeles", "2101-03-13T10:00:00Z", -25_200),
            ("Australia/Lord_Howe", "2150-01-01T00:00:00Z", 39_600),
            ("Australia/Lord_Howe", "2150-07-01T00:00:00Z", 37_800),
            ("Africa/Casablanca", "2110-06-01T00:00:00Z", 3600),
            ("Asia/Kathmandu", "9999-12-31T23:59:59Z", 20_700),
        ];
        for (name, at, expected) in cases {
            assert_eq!(offset_s(name.parse().unwrap(), seconds(at)), expected, "{name} at {at}");
        }
    }

    #[test]
    fn eras_lose_no_change_of_the_clock() {
        // Where changes are closest to each other, and where they undo each other within days or weeks.
        let cases = [
            ("Europe/Vienna", "1945-03-01T00:00:00Z", "1945-05-01T00:00:00Z"),
            ("America/Recife", "2000-09-15T00:00:00Z", "2000-11-15T00:00:00Z"),
            ("Asia/Gaza", "2040-09-01T00:00:00Z", "2040-12-01T00:00:00Z"),
            ("Africa/Casablanca", "2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z"),
            ("Pacific/Apia", "2011-12-01T00:00:00Z", "2012-02-01T00:00:00Z"),
        ];
        for (name, from, to) in cases {
            let (zone, from, to) = (name.parse().unwrap(), seconds(from), seconds(to));
            let eras = eras(zone, from, to);
            assert!(eras.len() > 1, "{name} changes");
            assert_eq!((eras[0].from, eras[eras.len() - 1].to), (from, to), "{name}");
            assert!(eras.windows(2).all(|pair| pair[0].to == pair[1].from), "{name}");
            for at in (from..to).step_by(600) {
                let era = eras.iter().find(|era| era.from <= at && at < era.to).unwrap();
                assert_eq!(era.offset_s, offset_s(zone, at), "{name} at {at}");
            }
        }
    }
}
