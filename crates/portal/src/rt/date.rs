//! The two forms of time that Request Tracker writes, and the one that its search reads.

use calendar::Moment;

/// Reads `2026-11-21T20:25:24Z` (JSON) and `2026-11-21 20:25:24` (history, also UTC).
///
/// # Errors
/// A clause that quotes the text.
pub(super) fn instant(text: &str) -> Result<Moment, String> {
    let iso = if text.len() == 19 { format!("{}Z", text.replacen(' ', "T", 1)) } else { text.to_owned() };
    iso.parse().map_err(|_| format!("`{text}` is no date of Request Tracker"))
}

/// Like [`instant`]; the epoch and the empty text are how Request Tracker writes a date that is not set.
pub(super) fn optional(text: &str) -> Option<Moment> {
    instant(text).ok().filter(|at| at.0 != 0)
}

/// The only form that a search understands. It reads it in the zone of the token's user, which is `offset_s` ahead of
/// UTC; every other form silently counts as 1970 and finds everything.
pub(super) fn literal(at: Moment, offset_s: i64) -> String {
    let at = Moment(at.0.max(0)).plus(offset_s);
    at.to_chrono()
        .map_or_else(|| "1970-01-01 00:00:00".to_owned(), |at| at.format("%Y-%m-%d %H:%M:%S").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_utc() {
        assert_eq!(instant("2026-11-21T20:25:24Z"), instant("2026-11-21 20:25:24"));
    }

    #[test]
    fn the_epoch_is_an_unset_date() {
        for unset in ["1970-01-01T00:00:00Z", "1970-01-01 00:00:00", ""] {
            assert_eq!(optional(unset), None, "{unset}");
        }
        assert_eq!(optional("2026-11-21 20:25:24"), Some(Moment(1_795_292_724)));
    }

    #[test]
    fn a_literal_has_no_t_no_z_and_the_users_wall_clock() {
        assert_eq!(literal(Moment(1_795_292_724), 0), "2026-11-21 20:25:24");
        assert_eq!(literal(Moment(1_795_292_724), 9 * 3600), "2026-11-22 05:25:24");
        assert_eq!(literal(Moment(i64::MAX), 0), "1970-01-01 00:00:00");
    }
}
