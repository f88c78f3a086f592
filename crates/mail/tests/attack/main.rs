//! The attack cases of mail. A test's name begins with the number of its case; `docs/attack-cases.md` lists them.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "tests")]

mod characters;
mod corpus;
mod deception;
mod exhaustion;
mod fragment;
mod leaks;
mod schemes;
mod scripts;

use mail::{Line, Reading, Span};

/// The reading of a mail in HTML.
pub fn read(html: &str) -> Reading {
    mail::read(html, "text/html; charset=utf-8")
}

/// All spans of a reading.
pub fn spans(reading: &Reading) -> impl Iterator<Item = &Span> {
    reading.lines.iter().flat_map(|line: &Line| line.cells.iter().flatten())
}

/// All text of a reading, a line each.
pub fn text(html: &str) -> String {
    mail::plain_text(html, "text/html").text
}

/// Each input is gone but for its words, and what is left has allowed elements, attributes and schemes only.
#[track_caller]
pub fn inert(cases: &[(&str, &str, &str)]) {
    for (name, html, words) in cases {
        assert_eq!(text(html), *words, "{name}: {html}");
        fragment::only_allowed(&mail::sanitize(html), name);
    }
}
