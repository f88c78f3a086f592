//! Characters that are not what they look like.

/// Longest line that [`one_line`] gives, in bytes.
const LONGEST_LINE: usize = 2_000;

/// A foreign text as one short line: for subjects, names and other fields that are no bodies.
#[must_use]
pub fn one_line(text: &str) -> String {
    let mut line = String::new();
    let mut blank = false;
    for c in text.chars() {
        if c.is_whitespace() {
            blank = !line.is_empty();
            continue;
        }
        let shown = neutral(c);
        if line.len() + shown.len() + 1 > LONGEST_LINE {
            line.push('…');
            break;
        }
        if blank && !shown.is_empty() {
            line.push(' ');
            blank = false;
        }
        shown.push_to(&mut line);
    }
    line
}

/// What is shown for a character: itself, a visible stand-in, or nothing.
pub(crate) fn neutral(c: char) -> Shown {
    match c {
        '\n' | '\t' => Shown::Itself(c),
        // Unicode has a picture for each control character.
        '\u{1}'..='\u{1f}' => Shown::Itself(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}')),
        '\u{7f}' => Shown::Itself('\u{2421}'),
        '\u{0}' | '\u{80}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => Shown::Itself('\u{fffd}'),
        // Embeddings, overrides and isolates make text read in another order than it is: they are named.
        _ if is_direction(c) => Shown::Named(format!("[U+{:04X}]", u32::from(c))),
        _ if is_invisible(c) => Shown::Nothing,
        _ => Shown::Itself(c),
    }
}

/// Embeddings, overrides and isolates.
pub(crate) const fn is_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Characters without a picture of their own, with which words can be made that look alike and are not.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// What is shown for a character.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    Itself(char),
    Named(String),
    Nothing,
}

impl Shown {
    /// Length in bytes.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Itself(c) => c.len_utf8(),
            Self::Named(name) => name.len(),
            Self::Nothing => 0,
        }
    }

    /// Whether nothing is shown.
    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Appends it.
    pub(crate) fn push_to(&self, text: &mut String) {
        match self {
            Self::Itself(c) => text.push(*c),
            Self::Named(name) => text.push_str(name),
            Self::Nothing => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_one_visible_line() {
        for (text, expected) in [
            ("  Server\r\n down\t now ", "Server down now"),
            ("admin\u{202e}gpj.exe", "admin[U+202E]gpj.exe"),
            ("pay\u{200b}pal\u{ad}.test\u{feff}", "paypal.test"),
            ("a\0b\u{1b}[31mc", "a\u{fffd}b␛[31mc"),
            ("tag\u{e0041}s", "tags"),
            ("<img src=x onerror=y>", "<img src=x onerror=y>"),
            ("\u{200b}", ""),
            ("שלום Grüße 你好", "שלום Grüße 你好"),
        ] {
            assert_eq!(one_line(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_field_is_short() {
        let line = one_line(&"ä".repeat(10_000));
        assert!(line.len() <= LONGEST_LINE + 3 && line.ends_with('…'));
    }
}
