//! Departure and landing as people write them.

use calendar::Moment;
use chrono::{DateTime, FixedOffset, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;

use crate::DeskError;

/// The landing without a word about it, seconds after the departure.
const USUAL_S: i64 = 8 * 3_600;
/// The longest time that is planned for, in seconds.
const LONGEST_S: i64 = 366 * 86_400;

const HINT: &str = "Write 14:00, 2026-11-22T14:00, +8h or now; behind a time of day may stand Z, an offset as in \
                    +01:00, or a zone as in America/New_York.";

/// Reads departure and landing. A bare time of day is the next one: after `now` for the departure, after the departure
/// for the landing. Times without a zone are those of `zone`. A departure that has passed is taken as now.
///
/// # Errors
/// `bad-time` when one of them says no instant; `away-order` when the landing is not after the departure or is over;
/// `away-long` for more than a year.
pub(crate) fn read(from: &str, to: &str, now: Moment, zone: Tz) -> Result<(Moment, Moment), DeskError> {
    let departure = match from.trim() {
        "" | "now" => now,
        text => instant("departure", text, now, zone)?.max(now),
    };
    let landing = match to.trim() {
        "" => departure.plus(USUAL_S),
        text => instant("landing", text, departure, zone)?,
    };
    if landing <= departure {
        let message = "The landing is not after the departure, or it is over already.";
        return Err(DeskError::new("away-order", message, "Give a later landing, as in +8h."));
    }
    if landing.since(departure) > LONGEST_S {
        let message = "The landing is more than a year after the departure.";
        return Err(DeskError::new("away-long", message, "Plan a shorter time."));
    }
    Ok((departure, landing))
}

/// The computer's zone; UTC when it tells none that is known.
pub(crate) fn own_zone() -> Tz {
    let name = iana_time_zone::get_timezone().ok();
    name.and_then(|name| name.parse().ok()).unwrap_or(Tz::UTC)
}

fn instant(what: &str, text: &str, after: Moment, zone: Tz) -> Result<Moment, DeskError> {
    let unread = || {
        let message = format!("The {what} `{}` is no time.", mail::one_line(text));
        DeskError::new("bad-time", message, HINT)
    };
    if let Some(length) = text.strip_prefix('+') {
        return length_s(length).map(|seconds| after.plus(seconds)).ok_or_else(unread);
    }
    let (wall, place) = place_of(text, zone).ok_or_else(unread)?;
    if let Some(at) = read_date_time(wall) {
        return place.instant(at).ok_or_else(|| skipped(what, text));
    }
    let time = read_time(wall).ok_or_else(unread)?;
    place.next(time, after).ok_or_else(|| skipped(what, text))
}

fn skipped(what: &str, text: &str) -> DeskError {
    let message = format!("The {what} `{}` is skipped: clocks go forward then.", mail::one_line(text));
    DeskError::new("bad-time", message, "Give a time before or after that.")
}

/// Where a time of day is meant.
enum Place {
    Zone(Tz),
    Offset(FixedOffset),
}

impl Place {
    /// The instant of a wall-clock reading, the first of two; `None` for one that is skipped.
    fn instant(&self, at: NaiveDateTime) -> Option<Moment> {
        let stamp = match self {
            Self::Zone(zone) => first(zone.from_local_datetime(&at)),
            Self::Offset(offset) => first(offset.from_local_datetime(&at)),
        };
        stamp.map(Moment)
    }

    /// The next instant after `after` at which clocks show this time; `None` when the day's is skipped.
    fn next(&self, time: NaiveTime, after: Moment) -> Option<Moment> {
        let utc = after.to_chrono()?;
        let today: NaiveDate = match self {
            Self::Zone(zone) => utc.with_timezone(zone).date_naive(),
            Self::Offset(offset) => utc.with_timezone(offset).date_naive(),
        };
        match self.instant(today.and_time(time)) {
            Some(at) if at > after => Some(at),
            Some(_) => self.instant(today.succ_opt()?.and_time(time)),
            None => None,
        }
    }
}

fn first<T: TimeZone>(result: LocalResult<DateTime<T>>) -> Option<i64> {
    result.earliest().map(|at| at.timestamp())
}

/// The wall-clock part and where it is meant: `14:00 Europe/London`, `14:00Z`, `14:00+01:00`, `14:00`.
fn place_of(text: &str, zone: Tz) -> Option<(&str, Place)> {
    if let Some(wall) = text.strip_suffix(['Z', 'z']) {
        return Some((wall.trim_end(), Place::Zone(Tz::UTC)));
    }
    if let Some((wall, name)) = text.rsplit_once(' ')
        && name.starts_with(|letter: char| letter.is_ascii_alphabetic())
    {
        return Some((wall.trim_end(), Place::Zone(name.parse().ok()?)));
    }
    // The sign of an offset stands behind a colon; a date has its hyphens before it.
    let colon = text.find(':')?;
    match text[colon..].find(['+', '-']) {
        Some(sign) => {
            let (wall, offset) = text.split_at(colon + sign);
            Some((wall.trim_end(), Place::Offset(offset.parse().ok()?)))
        }
        None => Some((text, Place::Zone(zone))),
    }
}

fn read_date_time(text: &str) -> Option<NaiveDateTime> {
    let (date, time) = text.split_once(['T', ' '])?;
    Some(NaiveDate::parse_from_str(date, "%Y-%m-%d").ok()?.and_time(read_time(time.trim())?))
}

fn read_time(text: &str) -> Option<NaiveTime> {
    ["%H:%M", "%H:%M:%S"].iter().find_map(|form| NaiveTime::parse_from_str(text, form).ok())
}

/// `8h`, `90m`, `1d`, `8h30m` as seconds.
fn length_s(text: &str) -> Option<i64> {
    let mut rest = text.trim();
    let mut seconds = 0_i64;
    while !rest.is_empty() {
        let end = rest.find(|letter: char| !letter.is_ascii_digit())?;
        let number: i64 = rest[..end].parse().ok()?;
        let unit = match rest[end..].chars().next()? {
            'd' => 86_400,
            'h' => 3_600,
            'm' => 60,
            _ => return None,
        };
        seconds = seconds.checked_add(number.checked_mul(unit)?)?;
        rest = rest[end + 1..].trim_start().trim_start_matches("in").trim_start();
    }
    // What no calendar can hold is no length of a time away.
    TimeDelta::try_seconds(seconds).filter(|_| (1..=2 * LONGEST_S).contains(&seconds))?;
    Some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tuesday 2026-11-24, 14:02:10 in Berlin.
    const NOW: &str = "2026-11-24T13:02:10Z";

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    fn read_at(now: &str, from: &str, to: &str) -> Result<(String, String), String> {
        let read = read(from, to, at(now), Tz::Europe__Berlin);
        read.map(|(from, to)| (from.to_string(), to.to_string())).map_err(|error| error.code)
    }

    #[test]
    fn times_as_people_write_them() {
        for (name, from, to, departure, landing) in [
            ("nothing said", "", "", "2026-11-24T13:02:10Z", "2026-11-24T21:02:10Z"),
            ("now", "now", "+8h", "2026-11-24T13:02:10Z", "2026-11-24T21:02:10Z"),
            ("today", "15:00", "22:00", "2026-11-24T14:00:00Z", "2026-11-24T21:00:00Z"),
            ("the next morning", "22:00", "6:30", "2026-11-24T21:00:00Z", "2026-11-25T05:30:00Z"),
            (
                "a time that has passed today",
                "14:00",
                "15:00",
                "2026-11-25T13:00:00Z",
                "2026-11-25T14:00:00Z",
            ),
            ("days", "2026-11-27T17:00", "2026-11-30 08:00", "2026-11-27T16:00:00Z", "2026-11-30T07:00:00Z"),
            ("UTC", "15:00Z", "2026-11-24T22:00:30Z", "2026-11-24T15:00:00Z", "2026-11-24T22:00:30Z"),
            ("offsets", "15:00+05:30", "22:00 -08:00", "2026-11-25T09:30:00Z", "2026-11-26T06:00:00Z"),
            ("zones", "15:00", "17:05 America/New_York", "2026-11-24T14:00:00Z", "2026-11-24T22:05:00Z"),
            (
                "a day and a zone",
                "",
                "2026-11-25T07:00 Asia/Tokyo",
                "2026-11-24T13:02:10Z",
                "2026-11-24T22:00:00Z",
            ),
            ("lengths", "+30m", "+1d2h30m", "2026-11-24T13:32:10Z", "2026-11-25T16:02:10Z"),
            ("already away", "2026-11-24T09:00", "22:00", "2026-11-24T13:02:10Z", "2026-11-24T21:00:00Z"),
        ] {
            let expected = (departure.to_owned(), landing.to_owned());
            assert_eq!(read_at(NOW, from, to), Ok(expected), "{name}");
        }
    }

    #[test]
    fn what_is_no_time_is_told() {
        for (name, from, to, code) in [
            ("a word", "soon", "22:00", "bad-time"),
            ("no such hour", "25:00", "22:00", "bad-time"),
            ("no such day", "2026-02-30T10:00", "22:00", "bad-time"),
            ("no such zone", "15:00 Mars/Olympus", "22:00", "bad-time"),
            ("no such offset", "15:00+99:00", "22:00", "bad-time"),
            ("no unit", "", "+8", "bad-time"),
            ("no length", "", "+0h", "bad-time"),
            ("a length beyond all time", "", "+99999999999999999d", "bad-time"),
            ("a date alone", "2026-11-27", "22:00", "bad-time"),
            ("a letter of more bytes", "14:0ö", "22:00", "bad-time"),
            ("back before leaving", "2026-11-27T17:00", "2026-11-26T17:00", "away-order"),
            ("over already", "", "2026-11-24T09:00", "away-order"),
            ("years", "", "2030-01-01T00:00", "away-long"),
        ] {
            assert_eq!(read_at(NOW, from, to).unwrap_err(), code, "{name}");
        }
    }

    #[test]
    fn changes_of_the_clocks_are_minded() {
        let spring = "2026-03-28T20:00:00Z";
        assert_eq!(read_at(spring, "2026-03-29T02:30", "12:00").unwrap_err(), "bad-time");
        assert_eq!(
            read_at(spring, "01:30", "03:30").unwrap().1,
            "2026-03-29T01:30:00Z",
            "two hours on the wall"
        );
        let autumn = read_at("2026-10-24T20:00:00Z", "2026-10-25T02:30", "+8h").unwrap();
        assert_eq!(autumn.0, "2026-10-25T00:30:00Z", "the first of two");
    }
}
