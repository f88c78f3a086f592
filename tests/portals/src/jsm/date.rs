//! Dates as answers have them and as JQL has them.

use chrono::{DateTime, LocalResult, NaiveDate, NaiveDateTime, TimeZone};
use chrono_tz::Tz;
use serde_json::{Value, json};

use super::site::Site;

impl Site {
    /// As in `2026-11-21T13:00:00.790+0100`: in the zone of whoever asks, and with no colon in its offset.
    pub(super) fn stamp(&self, at: i64) -> String {
        self.local(at).format("%Y-%m-%dT%H:%M:%S%.3f%z").to_string()
    }

    /// A date of the service desk: the same four times, `service-desk api-group-request`.
    pub(super) fn date_json(&self, at: i64) -> Value {
        let local = self.local(at);
        json!({
            "iso8601": local.format("%Y-%m-%dT%H:%M:%S%z").to_string(),
            "jira": self.stamp(at),
            "friendly": local.format("%A %-I:%M %p").to_string(),
            "epochMillis": self.millis(at),
        })
    }

    /// An instant in milliseconds, as all comparisons have it.
    pub(super) const fn millis(&self, at: i64) -> i64 {
        at * 1_000 + self.settings.millis
    }

    fn local(&self, at: i64) -> DateTime<Tz> {
        let utc = DateTime::from_timestamp_millis(self.millis(at)).unwrap_or_default();
        utc.with_timezone(&self.zone)
    }
}

/// What a date of JQL means, in milliseconds: "yyyy/MM/dd HH:mm", "yyyy-MM-dd HH:mm", a date, or a period such as `-5d`
/// or `4w 2d`, <https://support.atlassian.com/jira-service-management-cloud/docs/jql-fields/>. There are no seconds and
/// no zones: it is a time in the zone of whoever asks, <https://jira.atlassian.com/browse/JRACLOUD-74279>.
pub(super) fn jql_date(text: &str, now_millis: i64, zone: Tz) -> Option<i64> {
    let text = text.trim();
    for format in ["%Y/%m/%d %H:%M", "%Y-%m-%d %H:%M"] {
        if let Ok(local) = NaiveDateTime::parse_from_str(text, format) {
            return Some(instant_of(local, zone));
        }
    }
    for format in ["%Y/%m/%d", "%Y-%m-%d"] {
        if let Ok(day) = NaiveDate::parse_from_str(text, format) {
            return Some(instant_of(day.and_hms_opt(0, 0, 0)?, zone));
        }
    }
    period(text).map(|millis| now_millis + millis)
}

/// A time that a change of the clock leaves out is an hour later; of two, it is the first.
fn instant_of(local: NaiveDateTime, zone: Tz) -> i64 {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(time) | LocalResult::Ambiguous(time, _) => time.timestamp_millis(),
        LocalResult::None => {
            let later = local + chrono::TimeDelta::hours(1);
            let time = zone.from_local_datetime(&later).earliest();
            time.map_or_else(|| local.and_utc().timestamp_millis(), |time| time.timestamp_millis())
        }
    }
}

fn period(text: &str) -> Option<i64> {
    let (sign, rest) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let mut total = 0;
    for part in rest.trim_start_matches('+').split_whitespace() {
        let (number, unit) = part.split_at_checked(part.len() - 1)?;
        let each = match unit {
            "m" => 60,
            "h" => 3_600,
            "d" => 86_400,
            "w" => 604_800,
            _ => return None,
        };
        total += number.parse::<i64>().ok()? * each;
    }
    (!rest.is_empty()).then_some(sign * total * 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_jql_are_in_the_zone_of_the_user() {
        let now = 1_795_262_400_000;
        for (text, zone, millis) in [
            ("2026-11-21 12:00", Tz::UTC, Some(now)),
            ("2026/11/21 13:00", Tz::Europe__Berlin, Some(now)),
            ("2026-11-21", Tz::Europe__Berlin, Some(now - 13 * 3_600_000)),
            ("-5m", Tz::Europe__Berlin, Some(now - 300_000)),
            ("1h 30m", Tz::UTC, Some(now + 5_400_000)),
            // The hour that is left out on 29 March, and the first of the two on 25 October.
            ("2026-03-29 02:30", Tz::Europe__Berlin, Some(1_774_747_800_000)),
            ("2026-10-25 02:30", Tz::Europe__Berlin, Some(1_792_888_200_000)),
            ("2026-11-21 12:00:30", Tz::UTC, None),
            ("2026-11-21T12:00:00Z", Tz::UTC, None),
            ("yesterday", Tz::UTC, None),
        ] {
            assert_eq!(jql_date(text, now, zone), millis, "{text} in {zone}");
        }
    }
}
