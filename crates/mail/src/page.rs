//! Lines that grow to a limit: white space is normalised, spans of one look join, lines get their place.

use crate::lines::{Image, ImageSource, Line, LineKind, Link, Reading, Span};
use crate::neutral::neutral;

/// Line ends in a row, at most.
const MOST_NEWLINES: u8 = 3;
/// Quotes and steps of lists that are told apart; deeper ones look like the deepest.
const MOST_STEPS: usize = 10;
/// Lines of one mail. More than anybody reads, and what the window can draw.
pub(crate) const MOST_LINES: usize = 20_000;

/// The look of the text that comes next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ink {
    pub bold: bool,
    pub italic: bool,
    pub code: bool,
    pub struck: bool,
    pub hidden: bool,
    pub link: Option<u32>,
}

/// A reading that grows.
pub(crate) struct Page {
    reading: Reading,
    /// The line that is being written, and whether there is one.
    line: Line,
    begun: bool,
    bytes: usize,
    limit: usize,
    full: bool,
    newlines: u8,
    /// A blank that is written before the next visible character, if one comes.
    blank: bool,
    preformatted: bool,
    quotes: usize,
    steps: usize,
    marker: String,
    kind: LineKind,
    /// The row of a table that is being written: in it every line end is a blank.
    in_row: bool,
}

impl Page {
    /// One that holds at most `limit` bytes of text.
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            reading: Reading::default(),
            line: Line::default(),
            begun: false,
            bytes: 0,
            limit,
            full: false,
            newlines: 0,
            blank: false,
            preformatted: false,
            quotes: 0,
            steps: 0,
            marker: String::new(),
            kind: LineKind::Text,
            in_row: false,
        }
    }

    /// Whether something did not fit.
    pub(crate) fn is_full(&self) -> bool {
        self.full
    }

    /// All lines.
    pub(crate) fn finish(mut self) -> Reading {
        self.end_line();
        self.reading.truncated = self.full;
        self.reading
    }

    /// Whether blanks and line ends are kept as they are.
    pub(crate) fn preformatted(&mut self, on: bool) {
        self.preformatted = on;
    }

    /// In how many quotes the next line lies.
    pub(crate) fn quotes(&mut self, quotes: usize) {
        self.quotes = quotes;
    }

    /// In how many lists the next line lies.
    pub(crate) fn steps(&mut self, steps: usize) {
        self.steps = steps;
    }

    /// Puts a mark in front of the next line.
    pub(crate) fn marker(&mut self, marker: String) {
        self.marker = marker;
    }

    /// What kind the next lines are of.
    pub(crate) fn kind(&mut self, kind: LineKind) {
        self.kind = kind;
    }

    /// Ends the line, if something stands on it, and leaves room for so many line ends.
    pub(crate) fn break_to(&mut self, newlines: u8) {
        if self.in_row {
            self.blank |= self.line.cells.last().is_some_and(|cell| !cell.is_empty());
            return;
        }
        self.end_line();
        self.newlines = self.newlines.max(newlines);
        self.blank = false;
    }

    /// One line end more.
    pub(crate) fn newline(&mut self) {
        if self.in_row {
            self.break_to(1);
        } else {
            let newlines = if self.begun { 1 } else { self.newlines + 1 };
            self.break_to(newlines.min(MOST_NEWLINES));
        }
    }

    /// A line across.
    pub(crate) fn rule(&mut self) {
        self.break_to(1);
        if !self.in_row {
            self.begin(LineKind::Rule);
            self.break_to(1);
        }
    }

    /// Begins the row of a table.
    pub(crate) fn row(&mut self, table: u32, head: bool) {
        self.break_to(1);
        // Between rows there are no empty lines, whatever the cells hold.
        self.newlines = self
            .newlines
            .min(if self.reading.lines.last().is_some_and(|line| line.table == table) { 1 } else { 2 });
        self.begin(if head { LineKind::HeadRow } else { LineKind::Row });
        (self.line.table, self.in_row) = (table, true);
        self.line.cells.clear();
    }

    /// Begins a cell of the row.
    pub(crate) fn cell(&mut self) {
        self.line.cells.push(Vec::new());
        self.blank = false;
    }

    /// Ends the row. One without text is left out.
    pub(crate) fn end_row(&mut self) {
        self.in_row = false;
        if self.line.cells.iter().flatten().next().is_none() {
            (self.begun, self.line) = (false, Line::default());
        }
        self.break_to(1);
    }

    /// Notes a link; its place.
    pub(crate) fn link(&mut self, href: String) -> Option<u32> {
        let place = u32::try_from(self.reading.links.len()).ok()?;
        self.reading.links.push(Link { href, words: String::new() });
        Some(place)
    }

    /// A picture, in the place where it stands.
    pub(crate) fn image(&mut self, image: Image, ink: &Ink) {
        let Ok(place) = u32::try_from(self.reading.images.len()) else { return };
        let mut text = String::new();
        for c in image.alt.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(400) {
            neutral(c).push_to(&mut text);
        }
        let drawn = !image.tiny
            && (!text.is_empty() || matches!(image.source, ImageSource::Remote(_) | ImageSource::Part(_)));
        self.reading.images.push(image);
        if drawn && self.fits(text.len()) {
            self.gap();
            let span = Span { text, image: Some(place), ..span(ink) };
            self.cell_now().push(span);
        }
    }

    /// Text, with its white space as the mode says.
    pub(crate) fn text(&mut self, text: &str, ink: &Ink) {
        for c in text.chars() {
            if self.full {
                return;
            }
            self.character(c, ink);
        }
    }

    fn character(&mut self, c: char, ink: &Ink) {
        match c {
            '\r' | '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' if self.preformatted => self.newline(),
            _ if self.preformatted && c.is_whitespace() => self.visible(c, ink),
            _ if c.is_whitespace() => self.blank |= self.begun,
            _ => self.visible(c, ink),
        }
    }

    fn visible(&mut self, c: char, ink: &Ink) {
        let shown = neutral(c);
        if shown.is_empty() || !self.fits(shown.len()) {
            return;
        }
        let blank = self.begun && self.blank;
        self.gap();
        let cell = self.cell_now();
        let same = cell.last().is_some_and(|last| last.image.is_none() && same_look(last, ink));
        if !same {
            cell.push(span(ink));
        }
        if let Some(last) = cell.last_mut() {
            shown.push_to(&mut last.text);
        }
        if let Some(link) = ink.link.and_then(|place| self.reading.links.get_mut(place as usize)) {
            if blank && !link.words.is_empty() {
                link.words.push(' ');
            }
            shown.push_to(&mut link.words);
        }
    }

    /// Writes what is due before something visible.
    fn gap(&mut self) {
        if !self.begun {
            self.begin(self.kind);
        } else if std::mem::take(&mut self.blank) && !self.cell_now().is_empty() {
            let cell = self.cell_now();
            if let Some(last) = cell.last_mut().filter(|last| last.image.is_none()) {
                last.text.push(' ');
            } else {
                cell.push(Span { text: " ".to_owned(), ..Span::default() });
            }
        }
        self.blank = false;
    }

    fn begin(&mut self, kind: LineKind) {
        let first = self.reading.lines.is_empty();
        let step = |steps: usize| u8::try_from(steps.min(MOST_STEPS)).unwrap_or_default();
        self.line = Line {
            kind,
            gap: if first { 0 } else { self.newlines.max(1) },
            quote: step(self.quotes),
            indent: step(self.steps),
            marker: std::mem::take(&mut self.marker),
            cells: vec![Vec::new()],
            ..Line::default()
        };
        (self.begun, self.newlines, self.blank) = (true, 0, false);
    }

    fn end_line(&mut self) {
        if !std::mem::take(&mut self.begun) {
            return;
        }
        let mut line = std::mem::take(&mut self.line);
        for cell in &mut line.cells {
            if let Some(last) = cell.last_mut() {
                last.text.truncate(last.text.trim_end_matches([' ', '\t']).len());
            }
        }
        if self.reading.lines.len() >= MOST_LINES {
            self.full = true;
        } else {
            self.reading.lines.push(line);
        }
    }

    /// Whether so many bytes more find room; when not, the page is full.
    fn fits(&mut self, bytes: usize) -> bool {
        self.bytes += bytes;
        self.full |= self.bytes > self.limit;
        !self.full
    }

    fn cell_now(&mut self) -> &mut Vec<Span> {
        if self.line.cells.is_empty() {
            self.line.cells.push(Vec::new());
        }
        let last = self.line.cells.len() - 1;
        &mut self.line.cells[last]
    }
}

fn span(ink: &Ink) -> Span {
    Span {
        bold: ink.bold,
        italic: ink.italic,
        code: ink.code,
        struck: ink.struck,
        hidden: ink.hidden,
        link: ink.link,
        ..Span::default()
    }
}

fn same_look(last: &Span, ink: &Ink) -> bool {
    let look = (last.bold, last.italic, last.code, last.struck, last.hidden, last.link);
    look == (ink.bold, ink.italic, ink.code, ink.struck, ink.hidden, ink.link)
}
