//! Instants and lengths in a note: the user's zone and UTC, in words that need no window.

use calendar::Moment;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// `Tue 24 Nov 2026 14:00 Europe/Berlin (13:00 UTC)`; with the day in UTC when that is another one.
pub(crate) fn instant(at: Moment, zone: Tz) -> String {
    let Some(utc) = at.to_chrono() else { return at.to_string() };
    // The system may call it `Etc/UTC`.
    if zone.name().ends_with("UTC") {
        return format!("{} UTC", utc.format("%a %-d %b %Y %H:%M"));
    }
    let own = utc.with_timezone(&zone);
    format!("{} {} ({} UTC)", own.format("%a %-d %b %Y %H:%M"), zone.name(), in_utc(utc, zone))
}

fn in_utc(utc: DateTime<Utc>, zone: Tz) -> String {
    let same_day = utc.date_naive() == utc.with_timezone(&zone).date_naive();
    utc.format(if same_day { "%H:%M" } else { "%a %-d %b %H:%M" }).to_string()
}

/// `12 min`, `3 h 10 min`, `2 d 3 h`; below a minute `less than a minute`.
pub(crate) fn length(seconds: i64) -> String {
    let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400);
    let joined = |first: String, rest: i64, unit: &str| {
        if rest == 0 { first } else { format!("{first} {rest} {unit}") }
    };
    match seconds {
        ..60 => "less than a minute".to_owned(),
        60..3_600 => format!("{minutes} min"),
        3_600..86_400 => joined(format!("{hours} h"), minutes % 60, "min"),
        _ => joined(format!("{days} d"), hours % 24, "h"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_names_the_zone_and_utc() {
        for (name, at, zone, text) in [
            (
                "the same day",
                "2026-11-24T13:00:59Z",
                Tz::Europe__Berlin,
                "Tue 24 Nov 2026 14:00 Europe/Berlin (13:00 UTC)",
            ),
            (
                "the day before",
                "2026-11-24T23:30:00Z",
                Tz::Europe__Berlin,
                "Wed 25 Nov 2026 00:30 Europe/Berlin (Tue 24 Nov 23:30 UTC)",
            ),
            ("UTC itself", "2026-11-03T23:30:00Z", Tz::UTC, "Tue 3 Nov 2026 23:30 UTC"),
            ("UTC by its long name", "2026-11-03T23:30:00Z", Tz::Etc__UTC, "Tue 3 Nov 2026 23:30 UTC"),
        ] {
            assert_eq!(instant(at.parse().unwrap(), zone), text, "{name}");
        }
    }

    #[test]
    fn lengths_have_two_units_at_most() {
        for (seconds, text) in [
            (59, "less than a minute"),
            (60, "1 min"),
            (7_200, "2 h"),
            (11_430, "3 h 10 min"),
            (86_400, "1 d"),
            (183_600, "2 d 3 h"),
        ] {
            assert_eq!(length(seconds), text);
        }
    }
}
