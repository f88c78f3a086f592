//! A mail body as lines, and as plain text.

use crate::flow;
use crate::gate;
use crate::lines::{Line, LineKind, Notice, Reading, Span};
use crate::link;
use crate::page::Page;
use crate::sanitize::sanitize;
use crate::tree::Tree;
use crate::{fold, strip, typed};

/// The longest text that comes out, in bytes.
pub const LONGEST_TEXT: usize = 512 * 1024;
/// How much is read of a mail that did not pass the gates, in bytes: what takes a fraction of a second.
const LONGEST_INPUT: usize = 4 * 1024 * 1024;

/// A mail body as text: harmless wherever text is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainText {
    /// The text; lines end with `\n`, no line ends with a blank.
    pub text: String,
    /// Whether something is missing at the end.
    pub truncated: bool,
    /// What the user should know about it.
    pub notice: Option<Notice>,
}

/// A mail body for a reader. `mime` is its content type, as in `text/html; charset=utf-8`; anything that is not HTML is
/// taken for plain text.
#[must_use]
pub fn read(body: &str, mime: &str) -> Reading {
    let mut reading = if is_html(mime) { from_html(body) } else { from_text(body) };
    fold::mark(&mut reading.lines);
    if reading.truncated && reading.notice.is_none() {
        reading.notice = Some(Notice::Truncated);
    }
    reading
}

/// Makes `body` safe to show as text; `mime` as for [`read`].
#[must_use]
pub fn plain_text(body: &str, mime: &str) -> PlainText {
    let reading = read(body, mime);
    let (text, cut) = written(&reading, true);
    let truncated = reading.truncated || cut;
    PlainText { text, truncated, notice: reading.notice.or(truncated.then_some(Notice::Truncated)) }
}

/// What a reply quotes: the text that was in sight, without what it quoted itself, each line with a mark.
#[must_use]
pub fn quoted(reading: &Reading) -> String {
    let answered: Vec<Line> =
        reading.lines.iter().filter(|line| line.fold == crate::Fold::None).map(visible).collect();
    let seen = Reading { lines: answered, ..reading.clone() };
    let (text, _) = written(&seen, false);
    let marked = |line: &str| if line.is_empty() { ">".to_owned() } else { format!("> {line}") };
    text.lines().map(marked).collect::<Vec<_>>().join("\n")
}

fn visible(line: &Line) -> Line {
    let seen = |cell: &Vec<Span>| cell.iter().filter(|span| !span.hidden).cloned().collect();
    Line { cells: line.cells.iter().map(seen).collect(), ..line.clone() }
}

pub(crate) fn is_html(mime: &str) -> bool {
    let kind = mime.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("text/html") || kind.eq_ignore_ascii_case("application/xhtml+xml")
}

fn from_html(body: &str) -> Reading {
    match gate::check(body) {
        Ok(()) => {
            let tree = Tree::of(&sanitize(body));
            flow::lay_out(&tree, Page::new(LONGEST_TEXT)).finish()
        }
        Err(gate) => {
            let (head, cut) = head(body);
            let mut reading = strip::strip(head, Page::new(LONGEST_TEXT)).finish();
            reading.truncated |= cut;
            reading.notice = Some(Notice::Stripped(gate));
            reading
        }
    }
}

fn from_text(body: &str) -> Reading {
    let (head, cut) = head(body);
    let mut reading = typed::lay_out(head, Page::new(LONGEST_TEXT)).finish();
    reading.truncated |= cut;
    reading
}

/// The part that is read, and whether there is more.
fn head(body: &str) -> (&str, bool) {
    let end = body.floor_char_boundary(LONGEST_INPUT);
    (&body[..end], end < body.len())
}

/// The lines as text, and whether some of it did not fit.
fn written(reading: &Reading, targets: bool) -> (String, bool) {
    let ends = if targets { last_places(reading) } else { Vec::new() };
    let mut text = String::new();
    for (at, line) in reading.lines.iter().enumerate() {
        let words = words(line, at, reading, &ends);
        if words.is_empty() && line.kind != LineKind::Rule {
            continue;
        }
        if !text.is_empty() {
            text.push_str(&"\n".repeat(line.gap.max(1).into()));
        }
        let steps = usize::from(line.indent).saturating_sub(usize::from(!line.marker.is_empty()));
        let start = format!("{}{}{}", "> ".repeat(line.quote.into()), "  ".repeat(steps), line.marker);
        if text.len() + start.len() + words.len() > LONGEST_TEXT {
            return (text, true);
        }
        text.push_str(&start);
        text.push_str(if line.kind == LineKind::Rule { "---" } else { &words });
        text.truncate(text.trim_end_matches([' ', '\t', '\n']).len());
    }
    (text, false)
}

/// Where each link is seen last, as line, cell and span: its target is written behind it.
fn last_places(reading: &Reading) -> Vec<Option<(usize, usize, usize)>> {
    let mut places = vec![None; reading.links.len()];
    for (at, line) in reading.lines.iter().enumerate() {
        for (cell_at, cell) in line.cells.iter().enumerate() {
            for (span_at, span) in cell.iter().enumerate() {
                if let Some(place) = span.link.and_then(|link| places.get_mut(link as usize)) {
                    *place = Some((at, cell_at, span_at));
                }
            }
        }
    }
    places
}

fn words(line: &Line, at: usize, reading: &Reading, ends: &[Option<(usize, usize, usize)>]) -> String {
    let mut words = String::new();
    for (cell_at, cell) in line.cells.iter().enumerate() {
        if !words.is_empty() {
            words.push_str(if words.ends_with("| ") { "| " } else { " | " });
        }
        let mut was_hidden = false;
        for (span_at, span) in cell.iter().enumerate() {
            match (was_hidden, span.hidden) {
                (false, true) => words.push_str("[hidden in the original: "),
                (true, false) => words.push(']'),
                _ => {}
            }
            was_hidden = span.hidden;
            push_span(&mut words, span);
            let here = Some((at, cell_at, span_at));
            let link = span.link.filter(|link| ends.get(*link as usize).is_some_and(|end| *end == here));
            if let Some(link) = link.and_then(|link| reading.links.get(link as usize)) {
                let target = link::shown(&link.href).filter(|target| !link::says(link.words.trim(), target));
                words.extend(target.map(|target| format!(" <{target}>")));
            }
        }
        if was_hidden {
            words.push(']');
        }
    }
    words
}

fn push_span(words: &mut String, span: &Span) {
    if span.image.is_some() {
        if !span.text.is_empty() {
            words.push_str("[image: ");
            words.push_str(&span.text);
            words.push(']');
        }
    } else {
        words.push_str(&span.text);
    }
}
