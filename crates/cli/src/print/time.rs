//! Instants and lengths in words.

use calendar::Moment;

/// An instant in UTC, as in `2026-11-21 12:00:00Z`.
pub(crate) fn instant(at: i64) -> String {
    Moment(at).to_string().replace('T', " ")
}

/// A length: seconds below a minute, `h:mm:ss` below a day, then days and hours; a minus sign when negative.
pub(crate) fn length(seconds: i64) -> String {
    let sign = if seconds < 0 { "\u{2212}" } else { "" };
    let s = seconds.unsigned_abs();
    match s {
        0..60 => format!("{sign}{s} s"),
        60..86_400 => format!("{sign}{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60),
        _ => format!("{sign}{} d {} h", s / 86_400, s / 3600 % 24),
    }
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn lengths_read_like_a_clock() {
        let cases =
            [(0, "0 s"), (59, "59 s"), (60, "0:01:00"), (-3_725, "\u{2212}1:02:05"), (90_000, "1 d 1 h")];
        for (seconds, text) in cases {
            assert_eq!(length(seconds), text);
        }
    }
}
