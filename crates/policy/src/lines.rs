//! JSON lines in, JSON lines out: what all filters share.

use serde::Serialize;

use crate::engine::FactsError;
use crate::reckon::{Failure, ReckonOutput};

/// Lines of an input that have something in them, with their numbers from 1. A byte order mark before the first one does
/// not count.
pub(crate) fn numbered(input: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = input.trim_start_matches('\u{feff}').split('\n').enumerate();
    lines.map(|(index, text)| (index + 1, text.trim())).filter(|(_, text)| !text.is_empty())
}

/// Answers each line in its place; a bad one becomes an error line there.
pub(crate) fn in_place<T: Serialize>(
    input: &str,
    mut answer: impl FnMut(&str) -> Result<T, FactsError>,
) -> ReckonOutput {
    let mut output = ReckonOutput::default();
    for (line, text) in numbered(input) {
        output.lines.push(match answer(text) {
            Ok(answer) => json(&answer),
            Err(error) => {
                output.failed = true;
                json(&Failure { line, error })
            }
        });
    }
    output
}

/// Reads each line with its number; what was read, in the order of the input, and the lines that could not be, by number.
pub(crate) fn sorted_out<T>(
    input: &str,
    mut read: impl FnMut(&str, usize) -> Result<T, FactsError>,
) -> (Vec<T>, Vec<Failure>) {
    let (mut read_ones, mut failures) = (Vec::new(), Vec::new());
    for (line, text) in numbered(input) {
        match read(text, line) {
            Ok(one) => read_ones.push(one),
            Err(error) => failures.push(Failure { line, error }),
        }
    }
    (read_ones, failures)
}

/// Answers first, then the lines in error.
pub(crate) fn failures_last<T: Serialize>(
    answers: impl IntoIterator<Item = T>,
    failures: &[Failure],
) -> ReckonOutput {
    let lines = answers.into_iter().map(|answer| json(&answer)).chain(failures.iter().map(json)).collect();
    ReckonOutput { lines, failed: !failures.is_empty() }
}

/// Strings, numbers and lists: writing them cannot fail.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
