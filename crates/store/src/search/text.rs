//! The words of a message. This is for the index only: what is shown is made safe elsewhere.

/// Appends the words of a body to `text`, until that has `most` bytes. Of HTML, tags are left out, and what is
/// between `<style>` or `<script>` and its end.
pub(super) fn words_of(mime: &str, body: &str, text: &mut String, most: usize) {
    let room = most.saturating_sub(text.len());
    if mime.starts_with("text/html") {
        words_of_html(body, text, most);
    } else {
        text.push_str(&body[..body.floor_char_boundary(room)]);
    }
    text.push('\n');
}

/// One pass from left to right, linear in the length.
fn words_of_html(html: &str, text: &mut String, most: usize) {
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        text.push_str(&rest[..at]);
        if text.len() >= most {
            text.truncate(text.floor_char_boundary(most));
            return;
        }
        rest = &rest[at..];
        rest = if rest.starts_with('<') { skip_tag(rest, text) } else { read_entity(rest, text) };
    }
    text.push_str(rest);
    text.truncate(text.floor_char_boundary(most));
}

/// Leaves out a tag; a `<` that begins none stands for itself.
fn skip_tag<'a>(html: &'a str, text: &mut String) -> &'a str {
    let begins = html[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
    if !begins {
        text.push('<');
        return &html[1..];
    }
    // Inline tags stand inside of words more often than block tags stand between them without a space.
    if !is_inline(html) {
        text.push(' ');
    }
    let after = html.find('>').map_or("", |end| &html[end + 1..]);
    for raw in ["style", "script"] {
        if tag_is(html, raw) && !html.starts_with("</") {
            return skip_raw(after, raw);
        }
    }
    after
}

/// Leaves out everything up to the end tag.
fn skip_raw<'a>(html: &'a str, name: &str) -> &'a str {
    let mut rest = html;
    while let Some(at) = rest.find("</") {
        rest = &rest[at..];
        if tag_is(&rest[1..], name) {
            return rest;
        }
        rest = &rest[2..];
    }
    ""
}

fn is_inline(html: &str) -> bool {
    ["b", "i", "u", "em", "strong", "span", "font", "a", "wbr", "mark"].iter().any(|name| tag_is(html, name))
}

/// Whether the text after its first sign (`<`, or the `/` of an end tag) begins with this tag's name.
fn tag_is(html: &str, name: &str) -> bool {
    let tag = html[1..].trim_start_matches('/');
    tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        && !tag[name.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
}

/// Reads `&auml;` or `&#228;`; names that stand for no letter become a space.
fn read_entity<'a>(html: &'a str, text: &mut String) -> &'a str {
    let longest = html.floor_char_boundary(12);
    let Some(end) = html[..longest].find(';') else {
        text.push('&');
        return &html[1..];
    };
    text.push(entity(&html[1..end]));
    &html[end + 1..]
}

fn entity(name: &str) -> char {
    const LETTERS: [(&str, char); 16] = [
        ("auml", 'ä'),
        ("ouml", 'ö'),
        ("uuml", 'ü'),
        ("Auml", 'Ä'),
        ("Ouml", 'Ö'),
        ("Uuml", 'Ü'),
        ("szlig", 'ß'),
        ("eacute", 'é'),
        ("egrave", 'è'),
        ("ecirc", 'ê'),
        ("agrave", 'à'),
        ("aacute", 'á'),
        ("oacute", 'ó'),
        ("iacute", 'í'),
        ("ntilde", 'ñ'),
        ("ccedil", 'ç'),
    ];
    let number = match name.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => digits.parse().ok(),
        },
        None => None,
    };
    number
        .and_then(char::from_u32)
        .or_else(|| LETTERS.iter().find(|(letter, _)| *letter == name).map(|(_, c)| *c))
        .unwrap_or(' ')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(mime: &str, body: &str, most: usize) -> String {
        let mut text = String::new();
        words_of(mime, body, &mut text, most);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn html_gives_its_words() {
        for (html, expected) in [
            ("<p>Hello <b>wor</b>ld</p><p>next</p>", "Hello world next"),
            ("<style>p { color: red }</style>after<SCRIPT>x < 1</SCRIPT >end", "after end"),
            ("Gr&uuml;&szlig;e &amp; K&#228;se&nbsp;x &#x41;", "Grüße Käse x A"),
            ("a < b &c", "a < b &c"),
            ("<style>never closed", ""),
            ("<a href='x", ""),
            ("text <", "text <"),
            ("<styles>seen</styles>", "seen"),
        ] {
            assert_eq!(words("text/html; charset=utf-8", html, 1000), expected, "{html}");
        }
    }

    #[test]
    fn plain_text_stays_and_is_cut_at_a_character() {
        assert_eq!(words("text/plain", "<b>ääää", 100), "<b>ääää");
        assert_eq!(words("text/plain", "<b>ääää", 6), "<b>ä");
    }

    proptest! {
        #[test]
        fn nothing_panics_and_nothing_grows_beyond_the_limit(
            html in r"(<|>|/|!|&|;|#|style|script|b|ä|\PC){0,60}",
            most in 0_usize..80,
        ) {
            let mut text = String::new();
            words_of("text/html", &html, &mut text, most);
            prop_assert!(text.len() <= most + 1);
        }
    }
}
