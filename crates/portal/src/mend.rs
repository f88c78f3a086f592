//! JSON that no value of ours holds, made such that one does: it costs what it stands in, not the page around it.
//!
//! Portals send what was stored in them: half of a pair of surrogates from a cut emoji, a byte of an old character set, a
//! control character within a text, a number beyond all measure, values nested without end. A reader that is strict refuses
//! the whole answer for it, with every other ticket of the page, at each attempt anew.

use std::fmt::Write;

/// The deepest nesting that is kept; what is below becomes null. The reader takes 127.
const DEEPEST: usize = 100;

/// The same JSON with `\u{fffd}` for what is no character, and null for numbers and depths that cannot be held. What is no
/// JSON stays none.
pub(crate) fn mended(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let mut out = String::with_capacity(text.len());
    let mut rest: &str = &text;
    let mut depth = 0_usize;
    while let Some(first) = rest.bytes().next() {
        let length = match first {
            b'"' => string(rest),
            b'-' | b'0'..=b'9' => rest.find(|c: char| !is_of_number(c)).unwrap_or(rest.len()),
            b'{' | b'[' | b'}' | b']' => 1,
            _ => rest.find(is_token).unwrap_or(rest.len()),
        };
        let (token, after) = rest.split_at(length.max(1));
        match first {
            b'{' | b'[' => {
                depth += 1;
                if depth == DEEPEST + 1 {
                    out.push_str("null");
                }
            }
            _ => {}
        }
        if depth <= DEEPEST {
            match first {
                b'"' => write_string(&mut out, token),
                b'-' | b'0'..=b'9' if is_beyond(token) => out.push_str("null"),
                _ => out.push_str(token),
            }
        }
        if matches!(first, b'}' | b']') {
            depth = depth.saturating_sub(1);
        }
        rest = after;
    }
    out
}

/// What begins a token of its own.
fn is_token(c: char) -> bool {
    matches!(c, '"' | '{' | '}' | '[' | ']' | '-' | '0'..='9')
}

fn is_of_number(c: char) -> bool {
    matches!(c, '0'..='9' | '+' | '-' | '.' | 'e' | 'E')
}

fn is_beyond(number: &str) -> bool {
    number.parse::<f64>().is_ok_and(f64::is_infinite)
}

/// Length of the string that the text begins with, its quotes included; of all that is left where it does not end.
fn string(text: &str) -> usize {
    let mut escaped = false;
    let ends = |byte: u8| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    };
    text.bytes().skip(1).position(ends).map_or(text.len(), |at| at + 2)
}

fn write_string(out: &mut String, string: &str) {
    let mut rest = string;
    while let Some(at) = rest.find(|c: char| c == '\\' || c.is_ascii_control()) {
        let (plain, odd) = rest.split_at(at);
        out.push_str(plain);
        let length = if odd.starts_with('\\') { escape(out, odd) } else { control(out, odd) };
        rest = &odd[length..];
    }
    out.push_str(rest);
}

/// Writes the escape that the text begins with, and gives how long it was there.
fn escape(out: &mut String, text: &str) -> usize {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let length = match (unit(0), unit(6)) {
        (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
        (Some(0xd800..=0xdfff), _) => {
            out.push('\u{fffd}');
            return 6;
        }
        (Some(_), _) => 6,
        (None, _) => text.chars().take(2).map(char::len_utf8).sum(),
    };
    out.push_str(&text[..length]);
    length
}

fn control(out: &mut String, text: &str) -> usize {
    if let Some(c) = text.chars().next() {
        // A string takes whatever is written to it.
        let _ = write!(out, "\\u{:04x}", u32::from(c));
    }
    1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    fn read(body: &[u8]) -> Value {
        serde_json::from_str(&mended(body)).unwrap_or_else(|error| panic!("{error}: {}", mended(body)))
    }

    #[test]
    fn case_153_a_number_beyond_all_measure_is_none() {
        let huge = "9".repeat(400);
        let body = format!(r#"{{"a":1e400,"b":[-1e999,1],"c":{huge},"d":1.5e3,"e":"1e400","f":-0}}"#);
        let expected = json!({"a":null,"b":[null,1],"c":null,"d":1500.0,"e":"1e400","f":-0.0});
        assert_eq!(read(body.as_bytes()), expected);
    }

    #[test]
    fn case_154_what_is_no_character_is_replaced() {
        let texts: [(&[u8], &str); 8] = [
            (br#""\ud800""#, "\u{fffd}"),
            (br#""a\udc00\ud800b""#, "a\u{fffd}\u{fffd}b"),
            (br#""\ud83d\ude00\ud83d""#, "\u{1f600}\u{fffd}"),
            (br#""\\ud800""#, "\\ud800"),
            (br#""\"\u0041\n\/""#, "\"A\n/"),
            (b"\"caf\xe9\"", "caf\u{fffd}"),
            (b"\"a\nb\tc\x00\x7f\"", "a\nb\tc\u{0}\u{7f}"),
            (br#""{[1e400""#, "{[1e400"),
        ];
        for (body, text) in texts {
            assert_eq!(read(body), json!(text), "{}", body.escape_ascii());
        }
    }

    #[test]
    fn case_154_depth_without_end_is_nothing_below_what_is_held() {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let deep = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
            let body = format!(r#"{{"deep":{deep},"id":7}}"#);
            assert_eq!(read(body.as_bytes())["id"], 7);
        }
        let wide = format!("[{}0]", "[[[]]],".repeat(1_000));
        assert_eq!(read(wide.as_bytes()).as_array().map(Vec::len), Some(1_001));
    }

    #[test]
    fn what_is_no_json_stays_none() {
        for body in
            ["", "{", "[1,", "\"a", "\"\\u12", "\"\\", "<html>", "[1e400", "{]", "1e400]", "[-]", "\"\\x\""]
        {
            assert!(serde_json::from_str::<Value>(&mended(body.as_bytes())).is_err(), "{body}");
        }
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(5, 60, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((any::<String>(), inner), 0..6)
                    .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_can_be_held_stays_as_it_is(json in any_json(), pretty in any::<bool>()) {
            let text = if pretty { serde_json::to_string_pretty(&json) } else { serde_json::to_string(&json) }.unwrap();
            prop_assert_eq!(read(text.as_bytes()), json);
        }

        #[test]
        fn no_bytes_break_it(body in prop::collection::vec(any::<u8>(), 0..300)) {
            let once = mended(&body);
            prop_assert_eq!(mended(once.as_bytes()), once);
        }
    }
}
