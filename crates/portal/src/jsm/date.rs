//! Instants as Jira writes them: `2026-11-21T06:32:51.123+0000`, with milliseconds and an offset without a colon, as in the
//! examples of <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/>.

use calendar::Moment;
use chrono::DateTime;

const WRITTEN: &str = "%Y-%m-%dT%H:%M:%S%.f%z";

/// Milliseconds since 1970, which tell the order of what happened in one second.
///
/// # Errors
/// A clause that quotes the text.
pub(super) fn millis(text: &str) -> Result<i64, String> {
    let text = text.trim();
    DateTime::parse_from_str(text, WRITTEN)
        .or_else(|_| DateTime::parse_from_rfc3339(text))
        .map(|at| at.timestamp_millis())
        .map_err(|_| format!("`{}` is no date of a known form", text.chars().take(40).collect::<String>()))
}

/// The second that an instant lies in.
///
/// # Errors
/// As [`millis`].
pub(super) fn instant(text: &str) -> Result<Moment, String> {
    millis(text).map(of_millis)
}

pub(super) const fn of_millis(millis: i64) -> Moment {
    Moment(millis.div_euclid(1000))
}

/// An instant as Jira reads it.
pub(super) fn written(at: Moment) -> Option<String> {
    Some(at.to_chrono()?.format("%Y-%m-%dT%H:%M:%S.000+0000").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_needs_no_colon() {
        let at = Ok(1_795_242_771_123);
        for text in
            ["2026-11-21T06:32:51.123+0000", "2026-11-21T12:02:51.123+0530", "2026-11-21T06:32:51.123Z"]
        {
            assert_eq!(millis(text), at, "{text}");
        }
        assert_eq!(instant("1969-12-31T23:59:59.900+0000"), Ok(Moment(-1)));
        for text in ["", "yesterday", "2026-11-21", "2026-11-21T06:32:51"] {
            assert!(millis(text).unwrap_err().contains(text), "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_as_the_same() {
        let at = Moment(1_795_242_771);
        assert_eq!(instant(&written(at).unwrap()), Ok(at));
    }
}
