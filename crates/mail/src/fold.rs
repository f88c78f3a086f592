//! What can be folded away: mail that was answered, and signatures. Nothing is left out; the lines only know what they
//! are part of.

use std::sync::LazyLock;

use regex::Regex;

use crate::lines::{Fold, Line, LineKind};

/// How much of a line is looked at, in characters: no heading of a quote is longer.
const LOOKED_AT: usize = 400;
/// Lines that a signature has at most.
const LONGEST_SIGNATURE: usize = 15;
/// Lines in which the heading of a quote may be broken.
const LONGEST_HEADING: usize = 3;

struct Patterns {
    /// `On Monday Jo <jo@acme.test> wrote:`
    wrote: Regex,
    /// Its first words, when it is broken over several lines.
    begins: Regex,
    /// `-----Original Message-----`
    original: Regex,
    /// The first line of a header that mail programs put above what was answered.
    from: Regex,
    /// Its other lines.
    header: Regex,
}

static PATTERNS: LazyLock<Option<Patterns>> = LazyLock::new(|| {
    Some(Patterns {
        wrote: Regex::new(r"(?i)\b(wrote|writes|schrieb|a écrit|escribió|ha scritto|schreef|skrev)\b.{0,100}:$").ok()?,
        begins: Regex::new(r"(?i)^(on|am|le|el|il|op|den)\s").ok()?,
        original: Regex::new(
            r"(?i)^-{3,}\s*(original message|ursprüngliche nachricht|message d'origine|mensaje original)\s*-{3,}$",
        )
        .ok()?,
        from: Regex::new(r"(?i)^(from|von|de|da|van)\s?:\s").ok()?,
        header: Regex::new(
            r"(?i)^(sent|date|to|cc|subject|gesendet|datum|an|betreff|envoyé|à|objet|enviado|para|asunto)\s?:\s",
        )
        .ok()?,
    })
});

/// Marks the lines.
pub(crate) fn mark(lines: &mut [Line]) {
    let Some(patterns) = &*PATTERNS else { return };
    let texts: Vec<String> = lines.iter().map(start_of).collect();
    let history = history(lines, &texts, patterns);
    let signature = signature(lines, &texts, history);
    let (signature, history) = (signature.unwrap_or(history), history);
    for (at, line) in lines.iter_mut().enumerate() {
        line.fold = if at >= history {
            Fold::History
        } else if at >= signature {
            Fold::Signature
        } else {
            Fold::None
        };
    }
}

/// The first line of what was answered; the number of lines when there is none. A mail that is nothing else is no answer.
fn history(lines: &[Line], texts: &[String], patterns: &Patterns) -> usize {
    let end = lines.len();
    let header = (0..end).find(|at| is_header(*at, texts, patterns));
    let start = header.unwrap_or_else(|| trailing_quote(lines, texts, patterns));
    let rule =
        |at: usize| matches!(lines.get(at), Some(line) if line.kind == LineKind::Rule || is_underline(line));
    let start = if header.is_some() && start > 0 && rule(start - 1) { start - 1 } else { start };
    if start == 0 { end } else { start }
}

fn is_header(at: usize, texts: &[String], patterns: &Patterns) -> bool {
    let Some(text) = texts.get(at) else { return false };
    if patterns.original.is_match(text) {
        return true;
    }
    let next = texts.iter().skip(at + 1).take(5);
    patterns.from.is_match(text) && next.filter(|text| patterns.header.is_match(text)).count() >= 2
}

/// The quote that the mail ends with, with its heading. One that is answered line by line is not at the end.
fn trailing_quote(lines: &[Line], texts: &[String], patterns: &Patterns) -> usize {
    let end = lines.len();
    let quoted = lines.iter().rev().take_while(|line| line.quote > 0).count();
    let start = end - quoted;
    if quoted == 0 {
        return end;
    }
    let heading = |at: usize| texts.get(at).is_some_and(|text| patterns.wrote.is_match(text));
    if start == 0 || !heading(start - 1) {
        return start;
    }
    let begins = |at: &usize| texts.get(*at).is_some_and(|text| patterns.begins.is_match(text));
    let first = start.saturating_sub(LONGEST_HEADING);
    (first..start).rev().find(begins).unwrap_or(start - 1)
}

/// The line with two dashes that a signature begins with.
fn signature(lines: &[Line], texts: &[String], end: usize) -> Option<usize> {
    let first = end.saturating_sub(LONGEST_SIGNATURE);
    (first..end)
        .rev()
        .find(|at| {
            texts.get(*at).is_some_and(|text| text == "--")
                && lines.get(*at).is_some_and(|line| line.quote == 0)
        })
        .filter(|at| *at > 0)
}

fn start_of(line: &Line) -> String {
    let letters = line.cells.iter().flatten().flat_map(|span| span.text.chars()).take(LOOKED_AT);
    letters.collect::<String>().trim().to_owned()
}

fn is_underline(line: &Line) -> bool {
    let text = start_of(line);
    text.len() > 4 && text.bytes().all(|byte| byte == b'_')
}
