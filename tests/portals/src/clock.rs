//! The time at a fake portal: it stands still until a test moves it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, NaiveDate, SecondsFormat};

/// A clock that is set by hand. Clones show the same time.
///
/// It counts whole seconds. Two changes in one second have the same stamp, also at portals whose stamps show
/// milliseconds: let time pass between them when a test is about their order.
#[derive(Clone, Debug)]
pub struct Clock(Arc<AtomicI64>);

impl Clock {
    /// A clock that shows this instant, in seconds since 1970 UTC.
    #[must_use]
    pub fn at(instant: i64) -> Self {
        Self(Arc::new(AtomicI64::new(instant)))
    }

    /// Seconds since 1970 UTC.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }

    /// Sets it, also backwards.
    pub fn set(&self, instant: i64) {
        self.0.store(instant, Ordering::SeqCst);
    }

    /// Lets so many seconds pass.
    pub fn pass(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

/// An instant as the portals write it, as in `2026-11-21T12:00:00Z`.
#[must_use]
pub fn iso(instant: i64) -> String {
    DateTime::from_timestamp(instant, 0).unwrap_or_default().to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// An instant in milliseconds since 1970 UTC, as in `2026-11-21T12:00:00.790Z`.
pub(crate) fn iso_millis(millis: i64) -> String {
    DateTime::from_timestamp_millis(millis).unwrap_or_default().to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Reads a date-time with an offset, or a date, which means its midnight in UTC.
#[must_use]
pub fn instant(text: &str) -> Option<i64> {
    DateTime::parse_from_rfc3339(text).map(|time| time.timestamp()).ok().or_else(|| {
        let date = text.parse::<NaiveDate>().ok()?;
        Some(date.and_hms_opt(0, 0, 0)?.and_utc().timestamp())
    })
}

/// An instant as the HTTP header `Date` has it.
pub(crate) fn http_date(instant: i64) -> String {
    DateTime::from_timestamp(instant, 0).unwrap_or_default().format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_written_and_read() {
        for (text, seconds, back) in [
            ("2026-11-21T12:00:00Z", 1_795_262_400, "2026-11-21T12:00:00Z"),
            ("2026-11-21T13:00:00+01:00", 1_795_262_400, "2026-11-21T12:00:00Z"),
            ("2026-11-21", 1_795_219_200, "2026-11-21T00:00:00Z"),
        ] {
            assert_eq!(instant(text), Some(seconds), "{text}");
            assert_eq!(iso(seconds), back, "{text}");
        }
        assert_eq!(instant("yesterday"), None);
        assert_eq!(http_date(1_795_262_400), "Sat, 21 Nov 2026 12:00:00 GMT");
    }
}
