//! What a reader sees of a mail: lines one below the other, plain data without any depth.

use crate::gate::Gate;
use std::fmt;

/// A mail as it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// From top to bottom.
    pub lines: Vec<Line>,
    /// Targets of links; spans name them by their place here.
    pub links: Vec<Link>,
    /// Pictures; spans name them by their place here.
    pub images: Vec<Image>,
    /// Whether something is missing at the end.
    pub truncated: bool,
    /// What the user should know about it.
    pub notice: Option<Notice>,
}

/// One line: as wide as it is, the window breaks it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What kind it is of.
    pub kind: LineKind,
    /// Line ends before it: 1 is the next line, 2 leaves one empty.
    pub gap: u8,
    /// In how many quotes it lies.
    pub quote: u8,
    /// In how many lists it lies.
    pub indent: u8,
    /// What stands before a list item, as `- ` or `2. `.
    pub marker: String,
    /// What it is part of that can be folded away.
    pub fold: Fold,
    /// Which table it is a row of, from 1; 0 for none.
    pub table: u32,
    /// Its text; several cells for the row of a table, else one.
    pub cells: Vec<Vec<Span>>,
}

/// What kind of line it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineKind {
    /// Running text.
    #[default]
    Text,
    /// Heading of what follows.
    Heading,
    /// White space counts.
    Code,
    /// Row of a table.
    Row,
    /// Row of a table with the names of the columns.
    HeadRow,
    /// A line across.
    Rule,
}

/// What can be folded away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fold {
    /// Nothing: it is what the sender wants to say.
    #[default]
    None,
    /// Mail that was answered, at the end.
    History,
    /// Who wrote it, below two dashes.
    Signature,
}

/// Text of one look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Characters that deceive are gone or visible.
    pub text: String,
    /// Heavier letters.
    pub bold: bool,
    /// Slanted letters.
    pub italic: bool,
    /// Letters of one width.
    pub code: bool,
    /// Struck through.
    pub struck: bool,
    /// Nobody saw it in the original.
    pub hidden: bool,
    /// Place of its target in [`Reading::links`].
    pub link: Option<u32>,
    /// Place of its picture in [`Reading::images`]; the text is what the mail says of it.
    pub image: Option<u32>,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its target as the mail has it, of an allowed scheme.
    pub href: String,
    /// The words that it stands under.
    pub words: String,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Where it comes from.
    pub source: ImageSource,
    /// What the mail says of it.
    pub alt: String,
    /// Too small to be seen.
    pub tiny: bool,
}

/// Where a picture comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImageSource {
    /// An address on the network.
    Remote(String),
    /// A part of the same message, by its `Content-ID`.
    Part(String),
    /// Nowhere that may be used.
    None,
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

impl Reading {
    /// Pictures that would be fetched from the network.
    #[must_use]
    pub fn remote_images(&self) -> usize {
        self.images.iter().filter(|image| matches!(image.source, ImageSource::Remote(_))).count()
    }

    /// Whether some of its text was out of sight in the original.
    #[must_use]
    pub fn has_hidden(&self) -> bool {
        self.lines.iter().flat_map(|line| line.cells.iter().flatten()).any(|span| span.hidden)
    }
}
