//! Limits of HTML mail, checked in one pass before anything is built from it.
//!
//! Parsers of HTML take quadratic time in the depth of nesting, the attributes of a tag and the character
//! references of a text: a hundred kilobytes can hold a core for seconds. The limits are far above what people
//! send.

use crate::nesting::Nesting;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use std::fmt;

/// Bytes of a mail.
pub const SIZE: usize = 512 * 1024;
/// Open elements within each other.
pub const NESTING: usize = 256;
/// Attributes of one tag.
pub const ATTRIBUTES: usize = 64;
/// Bytes in the attributes of one tag.
pub const ATTRIBUTE_BYTES: usize = 8 * 1024;
/// Elements of a mail.
pub const ELEMENTS: usize = 20_000;
/// Elements for formatting that a parser would open again, in all: those that are open, summed up over all tags.
pub const REOPENED: usize = 200_000;
/// Character references (`&amp;`) of a mail.
pub const REFERENCES: usize = 20_000;

/// A limit that a mail is beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// [`SIZE`].
    Size,
    /// [`NESTING`].
    Nesting,
    /// [`ATTRIBUTES`] or [`ATTRIBUTE_BYTES`].
    Attributes,
    /// [`ELEMENTS`].
    Elements,
    /// [`REFERENCES`].
    References,
    /// [`REOPENED`].
    Formatting,
}

/// Goes on after "This mail".
impl fmt::Display for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Size => "is larger than 512 KB",
            Self::Nesting => "is nested deeper than 256 levels",
            Self::Attributes => "has a tag with too many or too long attributes",
            Self::Elements => "has more than 20,000 elements",
            Self::References => "has more than 20,000 character references",
            Self::Formatting => "opens formatting again and again without ending it",
        })
    }
}

/// Whether HTML is within all limits.
///
/// # Errors
/// The first limit it is beyond.
pub fn check(html: &str) -> Result<(), Gate> {
    if html.len() > SIZE {
        return Err(Gate::Size);
    }
    if html.bytes().filter(|byte| *byte == b'&').count() > REFERENCES {
        return Err(Gate::References);
    }
    let mut counts = Counts::default();
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| counts.beyond(&event));
    emitter.naively_switch_states(true);
    match Tokenizer::new_with_emitter(html, emitter).flatten().next() {
        Some(gate) => Err(gate),
        None => Ok(()),
    }
}

#[derive(Default)]
struct Counts {
    nesting: Nesting,
    elements: usize,
    reopened: usize,
    attributes: usize,
    attribute_bytes: usize,
}

impl Counts {
    /// Counts an event; the limit it goes beyond.
    fn beyond(&mut self, event: &CallbackEvent<'_>) -> Option<Gate> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                (self.attributes, self.attribute_bytes) = (0, 0);
                self.elements += 1;
                self.reopened += self.nesting.formatting();
                self.nesting.start(name);
            }
            CallbackEvent::AttributeName { name } => {
                self.attributes += 1;
                self.attribute_bytes += name.len();
            }
            CallbackEvent::AttributeValue { value } => self.attribute_bytes += value.len(),
            CallbackEvent::EndTag { name } => {
                self.reopened += self.nesting.formatting();
                self.nesting.end(name);
            }
            CallbackEvent::CloseStartTag { self_closing: true } => self.nesting.slash(),
            CallbackEvent::CloseStartTag { self_closing: false }
            | CallbackEvent::String { .. }
            | CallbackEvent::Comment { .. }
            | CallbackEvent::Doctype { .. }
            | CallbackEvent::Error(_) => {}
        }
        if self.nesting.depth() > NESTING {
            Some(Gate::Nesting)
        } else if self.attributes > ATTRIBUTES || self.attribute_bytes > ATTRIBUTE_BYTES {
            Some(Gate::Attributes)
        } else if self.elements > ELEMENTS {
            Some(Gate::Elements)
        } else if self.reopened > REOPENED {
            Some(Gate::Formatting)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_limit_holds_at_its_last_value_and_not_beyond() {
        let attributes = |n: usize| format!("<p {}>", (0..n).map(|i| format!("a{i} ")).collect::<String>());
        for (name, good, bad, gate) in [
            ("size", "x".repeat(SIZE), "x".repeat(SIZE + 1), Gate::Size),
            ("nesting", "<div>".repeat(NESTING), "<div>".repeat(NESTING + 1), Gate::Nesting),
            ("lists", "<ul><li>".repeat(NESTING), "<ul><li>".repeat(NESTING + 1), Gate::Nesting),
            ("attributes", attributes(ATTRIBUTES), attributes(ATTRIBUTES + 1), Gate::Attributes),
            (
                "attribute bytes",
                format!("<p a=\"{}\">", "x".repeat(ATTRIBUTE_BYTES - 1)),
                format!("<p a=\"{}\">", "x".repeat(ATTRIBUTE_BYTES)),
                Gate::Attributes,
            ),
            ("elements", "<br>".repeat(ELEMENTS), "<br>".repeat(ELEMENTS + 1), Gate::Elements),
            ("references", "&amp;".repeat(REFERENCES), "&amp;".repeat(REFERENCES + 1), Gate::References),
        ] {
            assert_eq!(check(&good), Ok(()), "{name}");
            assert_eq!(check(&bad), Err(gate), "{name}");
        }
    }

    /// Each looks shallow to whoever counts start tags less end tags, and nests as deep as it is long.
    #[test]
    fn end_tags_that_a_parser_ignores_do_not_open_the_gate() {
        for trick in [
            "<div></x>",
            "<div/>",
            "<b a=1/>",
            "<span><div></span>",
            "<div><table></div></table>",
            "<b><i a=1></b>",
            "<div><i a=1></div>x",
            "<svg><div/></p>",
            "<table><td><svg><td>",
        ] {
            assert!(check(&trick.repeat(4_000)).is_err(), "{trick}");
        }
    }

    #[test]
    fn many_paragraphs_without_end_tags_are_not_deep() {
        assert_eq!(check(&"<p>text".repeat(5_000)), Ok(()));
        assert_eq!(check(&"<br/>".repeat(5_000)), Ok(()));
        assert!(check(&format!("<svg>{}", "<input>".repeat(4_000))).is_err());
        assert_eq!(check(&"<div><font>text</font></div>".repeat(5_000)), Ok(()));
        assert_eq!(check(&format!("<table>{}", "<tr><td><font>text</td></tr>".repeat(4_000))), Ok(()));
    }
}
