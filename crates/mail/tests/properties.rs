//! What holds for every mail.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use mail::{LONGEST_TEXT, one_line, plain_text};
use proptest::prelude::*;

/// Pieces from which mail is made, so that generated mail is full of tags.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("<div>".to_owned()),
        Just("</div>".to_owned()),
        Just("<table><tr><td>".to_owned()),
        Just("</td><td>".to_owned()),
        Just("</table>".to_owned()),
        Just("<ul><li>".to_owned()),
        Just("</ul>".to_owned()),
        Just("<a href='https://a.test'>".to_owned()),
        Just("</a>".to_owned()),
        Just("<blockquote>".to_owned()),
        Just("</blockquote>".to_owned()),
        Just("<pre>".to_owned()),
        Just("</pre>".to_owned()),
        Just("<script>".to_owned()),
        Just("</script>".to_owned()),
        Just("<svg>".to_owned()),
        Just("</svg>".to_owned()),
        Just("<!--".to_owned()),
        Just("-->".to_owned()),
        Just("<br>".to_owned()),
        Just("<li>".to_owned()),
        Just("&amp;".to_owned()),
        Just("<img alt='".to_owned()),
        Just("'>".to_owned()),
        Just("\u{202e}".to_owned()),
        Just("\0".to_owned()),
        "[a-z \\n\\t<>&;'\"=/]{0,8}",
        "\\PC{0,6}",
        any::<String>(),
    ]
}

fn body() -> impl Strategy<Value = String> {
    prop_oneof![3 => prop::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat()), 1 => any::<String>()]
}

/// Characters that must not be in any text that is shown.
fn deceives(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}')
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_mail_becomes_a_bounded_harmless_text(body in body(), is_html in any::<bool>()) {
        let plain = plain_text(&body, if is_html { "text/html" } else { "text/plain" });
        prop_assert!(plain.text.len() <= LONGEST_TEXT);
        prop_assert!(!plain.text.contains(deceives), "{:?}", plain.text);
        prop_assert!(plain.text.lines().all(|line| line == line.trim_end_matches(' ')), "{:?}", plain.text);
        prop_assert!(!plain.text.contains("\n\n\n\n"), "{:?}", plain.text);
        prop_assert_eq!(plain.truncated, plain.notice.is_some());
    }

    /// A text without tags and references comes through as HTML the same as its words.
    #[test]
    fn words_are_never_lost(words in prop::collection::vec("[a-zäöü0-9.,:]{1,10}", 1..40)) {
        let joined = words.join(" ");
        prop_assert_eq!(&plain_text(&format!("<div><p>{joined}</p></div>"), "text/html").text, &joined);
        prop_assert_eq!(&plain_text(&joined, "text/plain").text, &joined);
    }

    #[test]
    fn a_field_is_one_line(text in any::<String>()) {
        let line = one_line(&text);
        prop_assert!(!line.contains(deceives) && !line.contains('\n') && line.len() < 2_100);
        prop_assert_eq!(one_line(&line), line);
    }
}
