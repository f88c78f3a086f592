//! Lengths of time as people write them: `4 h`, `1 h 30 min`, `1.5 h`.

/// Reads a length of time into seconds. Days and weeks are left out on purpose: on a calendar with closing hours
/// nobody can tell what a day is.
pub(super) fn parse(text: &str) -> Option<i64> {
    let mut total = 0_i64;
    let mut words = text.split_whitespace().peekable();
    words.peek()?;
    while let Some(number) = words.next() {
        let unit = match words.next()? {
            "h" => 3600,
            "min" => 60,
            "s" => 1,
            _ => return None,
        };
        total = total.checked_add(amount(number, unit)?)?;
    }
    Some(total)
}

/// A decimal number of units in whole seconds; nothing when it is not whole.
fn amount(number: &str, unit: i64) -> Option<i64> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || fraction.len() > 6 {
        return None;
    }
    let scale = 10_i64.pow(u32::try_from(fraction.len()).ok()?);
    let parts = whole.parse::<i64>().ok()?.checked_mul(scale)?.checked_add(fraction.parse().ok()?)?;
    let scaled = parts.checked_mul(unit)?;
    (scaled % scale == 0).then_some(scaled / scale)
}

/// Writes seconds the same way.
pub(super) fn text(seconds: i64) -> String {
    let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")];
    let words: Vec<String> =
        parts.iter().filter(|(n, _)| *n != 0).map(|(n, unit)| format!("{n} {unit}")).collect();
    if words.is_empty() { "0 s".to_owned() } else { words.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::{parse, text};

    #[test]
    fn lengths_are_read_exactly() {
        let cases = [
            ("4 h", Some(14_400)),
            ("1.5 h", Some(5_400)),
            ("1 h 30 min", Some(5_400)),
            ("336 h", Some(1_209_600)),
            ("90 s", Some(90)),
            ("0 h", Some(0)),
            ("0.500000 h", Some(1_800)),
            ("0.5000000 h", None),
            ("0.0001 h", None),
            ("4", None),
            ("4h", None),
            ("-4 h", None),
            ("2 d", None),
            ("", None),
            ("9223372036854775807 h", None),
        ];
        for (given, expected) in cases {
            assert_eq!(parse(given), expected, "{given}");
        }
    }

    #[test]
    fn lengths_are_written_as_they_are_read() {
        for seconds in [0, 1, 5_400, 14_400, 1_209_600, 3_661] {
            assert_eq!(parse(&text(seconds)), Some(seconds));
        }
    }
}
