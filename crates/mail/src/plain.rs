//! A mail body as plain text.

use crate::gate::{self, Gate};
use crate::html;
use crate::writer::Writer;
use std::fmt;

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

/// What the user should know about a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Tags were dropped without reading the order of the mail.
    Stripped(Gate),
    /// The end is missing.
    Truncated,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stripped(gate) => {
                write!(f, "This mail {gate}, so it is shown without lists, tables and links.")
            }
            Self::Truncated => f.write_str("This mail is too long to show; its end is missing here."),
        }
    }
}

/// Makes `body` safe to show. `mime` is its content type, as in `text/html; charset=utf-8`; anything that is
/// not HTML is taken for plain text.
#[must_use]
pub fn plain_text(body: &str, mime: &str) -> PlainText {
    if is_html(mime) { from_html(body) } else { from_text(body) }
}

fn is_html(mime: &str) -> bool {
    let kind = mime.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("text/html") || kind.eq_ignore_ascii_case("application/xhtml+xml")
}

fn from_html(body: &str) -> PlainText {
    match gate::check(body) {
        Ok(()) => finished(html::read(body, Writer::new(LONGEST_TEXT)), false, None),
        Err(gate) => {
            let (head, cut) = head(body);
            finished(html::strip(head, Writer::new(LONGEST_TEXT)), cut, Some(Notice::Stripped(gate)))
        }
    }
}

fn from_text(body: &str) -> PlainText {
    let (head, cut) = head(body);
    let mut writer = Writer::new(LONGEST_TEXT);
    writer.preformatted(true);
    writer.text(head);
    finished(writer, cut, None)
}

fn finished(writer: Writer, cut: bool, notice: Option<Notice>) -> PlainText {
    let (text, full) = writer.finish();
    let truncated = full || cut;
    PlainText { text, truncated, notice: notice.or(truncated.then_some(Notice::Truncated)) }
}

/// The part that is read, and whether there is more.
fn head(body: &str) -> (&str, bool) {
    let end = body.floor_char_boundary(LONGEST_INPUT);
    (&body[..end], end < body.len())
}
