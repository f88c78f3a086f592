//! What is wrong with a pack file, and where. Loading collects every error, so that an author mends a file once.

use std::fmt;
use std::ops::Range;

use serde::Serialize;

use super::place::Sources;

/// One mistake in a pack file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PackError {
    /// The file as it was named to the loader.
    pub file: String,
    /// Line from 1.
    pub line: usize,
    /// Column from 1, in characters.
    pub column: usize,
    /// Kind of mistake: `bad-amount bad-date bad-duration bad-end bad-holiday bad-hours bad-id bad-number bad-numbering
    /// bad-phase bad-rate bad-release bad-share bad-target bad-test bad-version bad-weight bad-zone basis-in-override
    /// contradiction duplicate-id duplicate-release empty-clause empty-rule empty-text idle-factor missing-key missing-
    /// note never-applies never-met never-opens never-runs no-clock no-lifecycle no-plan-none no-severity no-target
    /// other-pack overlapping-hours second-override syntax unknown-format unknown-key unknown-name unknown-word
    /// unreachable-row unused-row weights wrong-type wrong-value`.
    pub code: &'static str,
    /// What is wrong, one sentence.
    pub message: String,
    /// What to do, one sentence.
    pub hint: String,
}

impl fmt::Display for PackError {
    /// One line in the form compilers use, so that editors can jump to the place.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column, code, message, hint } = self;
        write!(f, "{file}:{line}:{column}: {code}: {message} {hint}")
    }
}

impl std::error::Error for PackError {}

/// Collects mistakes while a file is read.
pub(super) struct Problems<'a> {
    sources: &'a Sources<'a>,
    found: Vec<(usize, PackError)>,
}

impl<'a> Problems<'a> {
    /// Nothing wrong so far.
    pub(super) fn new(sources: &'a Sources<'a>) -> Self {
        Self { sources, found: Vec::new() }
    }

    /// Notes a mistake at a stretch of the text.
    pub(super) fn add(
        &mut self,
        at: &Range<usize>,
        code: &'static str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let place = self.sources.place(at.start);
        let error = PackError {
            file: place.file.to_owned(),
            line: place.line,
            column: place.column,
            code,
            message: readable(&message.into()),
            hint: readable(&hint.into()),
        };
        self.found.push((at.start, error));
    }

    /// How many were noted so far.
    pub(super) fn count(&self) -> usize {
        self.found.len()
    }

    /// Whether nothing was noted.
    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The mistakes in the order of the text, each once.
    pub(super) fn into_errors(mut self) -> Vec<PackError> {
        self.found.sort_by_key(|(at, _)| *at);
        let mut errors: Vec<PackError> = self.found.into_iter().map(|(_, error)| error).collect();
        errors.dedup();
        errors
    }
}

/// A text that may quote the file, as a line of a list: short, and without what speaks to a terminal or turns the direction
/// of reading.
fn readable(text: &str) -> String {
    const LONGEST: usize = 1_000;
    let turns = |letter| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain = |letter: char| if letter.is_control() || turns(letter) { '\u{fffd}' } else { letter };
    let mut line: String = text.chars().take(LONGEST).map(plain).collect();
    if text.chars().nth(LONGEST).is_some() {
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn a_long_text_is_cut_and_says_so() {
        for letter in ['a', '\u{7}', '😀'] {
            let text = |count| letter.to_string().repeat(count);
            assert_eq!(readable(&text(1_000)).chars().count(), 1_000);
            assert!(!readable(&text(1_000)).ends_with('…'));
            let cut = readable(&text(1_001));
            assert!(cut.ends_with('…') && cut.chars().count() == 1_001, "{letter:?}");
        }
    }
}
