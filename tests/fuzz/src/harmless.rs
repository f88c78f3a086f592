//! What holds for every text that is shown.

/// Whether a character can make a text look like another one, or speak to a terminal.
#[must_use]
pub fn deceives(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}')
}

/// A message for the user: without what deceives, one line, not endless.
///
/// # Panics
/// It is none.
pub fn message(text: &str) {
    let turns = |c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(
        !text.contains(|c: char| c.is_control() || turns(c)),
        "{text:?} speaks to a terminal, or turns the line"
    );
    assert!(!text.is_empty() && text.len() < 4_000, "{} bytes: {text:?}", text.len());
}
