//! A text that grows to a limit: white space is normalised, lines get the marks of quotes and lists.

use crate::neutral::neutral;

/// Empty lines in a row, at most one less than this.
const MOST_NEWLINES: usize = 3;
/// Marks of quotes and steps of lists that are drawn; deeper ones look like the deepest.
const MOST_STEPS: usize = 10;

/// A text that grows.
pub(crate) struct Writer {
    text: String,
    limit: usize,
    full: bool,
    /// Line ends and a blank that are written before the next visible character, if one comes.
    newlines: usize,
    blank: bool,
    preformatted: bool,
    after_return: bool,
    quotes: usize,
    steps: usize,
    marker: String,
    /// Nothing was written since a table cell began.
    in_fresh_cell: bool,
}

impl Writer {
    /// One that holds at most `limit` bytes.
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            text: String::new(),
            limit,
            full: false,
            newlines: 0,
            blank: false,
            preformatted: false,
            after_return: false,
            quotes: 0,
            steps: 0,
            marker: String::new(),
            in_fresh_cell: false,
        }
    }

    /// Whether something did not fit.
    pub(crate) fn is_full(&self) -> bool {
        self.full
    }

    /// The text, and whether something did not fit.
    pub(crate) fn finish(mut self) -> (String, bool) {
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        (self.text, self.full)
    }

    /// Where the text ends now.
    pub(crate) fn mark(&self) -> usize {
        self.text.len()
    }

    /// What was written since a mark.
    pub(crate) fn since(&self, mark: usize) -> &str {
        self.text.get(mark..).unwrap_or_default()
    }

    /// Whether blanks and line ends are kept as they are.
    pub(crate) fn preformatted(&mut self, on: bool) {
        self.preformatted = on;
    }

    /// Goes into a quote (1) or out of it (-1).
    pub(crate) fn quote(&mut self, change: isize) {
        self.quotes = self.quotes.saturating_add_signed(change);
    }

    /// Indents lines by steps of a list.
    pub(crate) fn indent(&mut self, steps: usize) {
        self.steps = steps;
    }

    /// Puts a mark in front of the next line.
    pub(crate) fn marker(&mut self, marker: &str) {
        marker.clone_into(&mut self.marker);
    }

    /// A new line, if something stands on this one.
    pub(crate) fn line(&mut self) {
        self.break_to(1);
    }

    /// An empty line, if something stands above.
    pub(crate) fn paragraph(&mut self) {
        self.break_to(2);
    }

    /// One line end more.
    pub(crate) fn newline(&mut self) {
        self.break_to((self.newlines + 1).min(MOST_NEWLINES));
    }

    /// Takes empty lines back that are not written yet: between rows there are none, whatever the cells hold.
    pub(crate) fn tighten(&mut self) {
        self.newlines = self.newlines.min(1);
    }

    /// A bar between two cells of a table row.
    pub(crate) fn cell(&mut self) {
        (self.newlines, self.blank) = (0, false);
        self.put(if self.in_fresh_cell { "| " } else { " | " });
        self.in_fresh_cell = true;
    }

    /// Text, with its white space as the mode says.
    pub(crate) fn text(&mut self, text: &str) {
        for c in text.chars() {
            if self.full {
                return;
            }
            self.character(c);
        }
    }

    fn character(&mut self, c: char) {
        let after_return = std::mem::replace(&mut self.after_return, c == '\r');
        match c {
            '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' if self.preformatted => self.newline(),
            // The line end was written for the return before it.
            '\n' if self.preformatted && after_return => {}
            '\n' if self.preformatted => self.newline(),
            _ if self.preformatted && c.is_whitespace() => self.visible(c),
            _ if c.is_whitespace() => {
                self.blank |= self.newlines == 0 && !self.in_fresh_cell && !self.text.is_empty();
            }
            _ => self.visible(c),
        }
    }

    fn visible(&mut self, c: char) {
        let shown = neutral(c);
        if shown.is_empty() {
            return;
        }
        self.gap();
        if self.text.len() + shown.len() > self.limit {
            self.full = true;
            return;
        }
        shown.push_to(&mut self.text);
        self.in_fresh_cell = false;
    }

    /// Writes what is due before a visible character.
    fn gap(&mut self) {
        let (newlines, blank) = (std::mem::take(&mut self.newlines), std::mem::take(&mut self.blank));
        let first = self.text.is_empty();
        if newlines > 0 && !first {
            let end = self.text.trim_end_matches([' ', '\t']).len();
            self.text.truncate(end);
            self.put(&"\n".repeat(newlines));
        } else if blank && !first {
            self.put(" ");
        }
        if first || newlines > 0 {
            self.put(&"> ".repeat(self.quotes.min(MOST_STEPS)));
            let marker = std::mem::take(&mut self.marker);
            let steps = self.steps.min(MOST_STEPS).saturating_sub(usize::from(!marker.is_empty()));
            self.put(&"  ".repeat(steps));
            self.put(&marker);
        }
    }

    fn break_to(&mut self, newlines: usize) {
        if !self.in_fresh_cell {
            self.newlines = self.newlines.max(newlines);
            self.blank = false;
        }
    }

    fn put(&mut self, text: &str) {
        if self.text.len() + text.len() > self.limit {
            self.full = true;
        }
        if !self.full {
            self.text.push_str(text);
        }
    }
}
