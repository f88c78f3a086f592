//! Targets of links, as text.

use crate::neutral::neutral;

/// Longest target that is shown, in characters.
const LONGEST: usize = 2_048;

/// The target of a link as it is kept: `None` for what a mail has no business to point at. Only web pages, mail addresses
/// and telephone numbers are.
pub(crate) fn allowed(href: &str) -> Option<String> {
    // Browsers ignore these characters inside an address and in front of it, and so does a look for its scheme.
    let address: String = href.trim_matches(|c: char| c <= ' ').chars().filter(|c| !c.is_control()).collect();
    let (scheme, _) = address.split_once(':')?;
    let known = ["http", "https", "mailto", "tel"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    known.then_some(address)
}

/// The target as it is shown behind the words of a link.
pub(crate) fn shown(href: &str) -> Option<String> {
    let address = allowed(href)?;
    let mut short = String::new();
    for c in address.chars().take(LONGEST) {
        if c.is_whitespace() {
            short.push('+');
        } else {
            neutral(c).push_to(&mut short);
        }
    }
    if address.chars().count() > LONGEST {
        short.push('…');
    }
    Some(short)
}

/// Whether the words of a link name its target already.
pub(crate) fn says(words: &str, target: &str) -> bool {
    let plain = target.trim_end_matches('/');
    let bare =
        ["https://", "http://", "mailto:", "tel:"].iter().find_map(|scheme| plain.strip_prefix(scheme));
    let words = words.trim_end_matches('/');
    !words.is_empty() && (words == plain || Some(words) == bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_only_known_kinds_of_targets() {
        for (href, expected) in [
            ("https://acme.test/a?b=1", Some("https://acme.test/a?b=1")),
            (" HTTPS://acme.test", Some("HTTPS://acme.test")),
            ("mailto:jo@acme.test", Some("mailto:jo@acme.test")),
            ("tel:+49123", Some("tel:+49123")),
            ("https://acme.test/a b", Some("https://acme.test/a+b")),
            ("javascript:x()", None),
            ("JaVa\tscript:x()", None),
            ("java\nscript:x()", None),
            ("\u{1}javascript:x()", None),
            ("vbscript:x", None),
            ("data:text/html,x", None),
            ("file:///etc/passwd", None),
            ("ms-msdt:x", None),
            ("ssh://host", None),
            ("//canary.test", None),
            (r"\\canary\share", None),
            ("page.html", None),
            ("", None),
        ] {
            assert_eq!(shown(href).as_deref(), expected, "{href:?}");
        }
    }

    #[test]
    fn cuts_what_nobody_reads() {
        let long = shown(&format!("https://acme.test/{}", "x".repeat(5_000))).unwrap();
        assert_eq!(long.chars().count(), LONGEST + 1);
        assert!(long.ends_with('…'));
    }

    #[test]
    fn knows_when_the_words_are_the_target() {
        assert!(says("https://acme.test/", "https://acme.test"));
        assert!(says("acme.test", "https://acme.test/"));
        assert!(says("jo@acme.test", "mailto:jo@acme.test"));
        assert!(!says("https://bank.test", "https://evil.test"));
        assert!(!says("", "https://evil.test"));
    }
}
