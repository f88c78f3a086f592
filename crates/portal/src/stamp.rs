//! The forms of time that hosted portals write.

use calendar::Moment;
use chrono::{DateTime, NaiveDateTime};

/// With an offset, as Zendesk wrote before 2012 and its pages still show:
/// <https://developer.zendesk.com/documentation/rest_api/ticket_audits.html>.
const SLASHED: &str = "%Y/%m/%d %H:%M:%S %z";
/// UTC, as the page on deleted tickets shows:
/// <https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#list-deleted-tickets>.
const PACKED: &str = "%Y%m%dT%H:%M:%SZ";

/// Reads RFC 3339 with any offset, and the two older forms of Zendesk.
///
/// # Errors
/// A clause that quotes the text.
pub(crate) fn instant(text: &str) -> Result<Moment, String> {
    let text = text.trim();
    let slashed = || DateTime::parse_from_str(text, SLASHED).map(|at| Moment(at.timestamp()));
    let packed = || NaiveDateTime::parse_from_str(text, PACKED).map(|at| Moment(at.and_utc().timestamp()));
    text.parse::<Moment>()
        .or_else(|_| slashed())
        .or_else(|_| packed())
        .map_err(|_| format!("`{}` is no date of a known form", text.chars().take(40).collect::<String>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_the_same_instant() {
        let at = instant("2014-07-04T15:37:04Z").unwrap();
        for text in [
            "20140704T15:37:04Z",
            "2014-07-04T21:07:04+05:30",
            "2014/07/04 08:37:04 -0700",
            " 2014-07-04T15:37:04.900Z ",
        ] {
            assert_eq!(instant(text), Ok(at), "{text}");
        }
    }

    #[test]
    fn other_texts_are_refused_and_quoted() {
        for text in ["", "yesterday", "2014-07-04", "2014-07-04T15:37:04", "1404488224"] {
            assert!(instant(text).unwrap_err().contains(text), "{text}");
        }
    }
}
