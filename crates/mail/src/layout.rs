//! What each element means for a text.

use crate::link;
use crate::writer::Writer;

/// Elements whose content is not for reading.
const DROPPED: &[&str] = &[
    "script", "style", "title", "template", "noscript", "noembed", "noframes", "iframe", "object", "applet",
    "svg", "math", "audio", "video", "canvas", "select", "datalist",
];
/// Elements that stand in lines of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "html",
    "legend",
    "li",
    "main",
    "nav",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
];
/// Blocks with an empty line around them.
const PARAGRAPHS: &[&str] =
    &["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dl", "ul", "ol", "menu"];

/// Turns tags and texts, one after the other, into a text.
pub(crate) struct Layout {
    writer: Writer,
    bare: bool,
    tag: Tag,
    /// The dropped element we are in, and how many of its name are open.
    dropped: Option<(String, usize)>,
    preformatted: usize,
    /// One for each open list; a number for those that count.
    lists: Vec<Option<usize>>,
    /// One for each open table.
    rows: Vec<Row>,
    link: Option<Link>,
}

/// A start tag as far as it was read.
#[derive(Default)]
struct Tag {
    name: String,
    attribute: String,
    href: String,
    alt: String,
}

#[derive(Default)]
struct Row {
    mark: usize,
    cells: usize,
}

/// A link that is open: where its words begin, and its target.
struct Link {
    mark: usize,
    target: String,
}

impl Layout {
    /// One that keeps the order of the mail.
    pub(crate) fn ordered(writer: Writer) -> Self {
        Self {
            writer,
            bare: false,
            tag: Tag::default(),
            dropped: None,
            preformatted: 0,
            lists: Vec::new(),
            rows: Vec::new(),
            link: None,
        }
    }

    /// One that only drops tags.
    pub(crate) fn bare(writer: Writer) -> Self {
        Self { bare: true, ..Self::ordered(writer) }
    }

    /// Whether nothing more fits.
    pub(crate) fn is_full(&self) -> bool {
        self.writer.is_full()
    }

    /// The text.
    pub(crate) fn finish(mut self) -> Writer {
        self.end_link();
        self.writer
    }

    /// A start tag begins.
    pub(crate) fn open(&mut self, name: &str) {
        self.tag = Tag { name: name.to_owned(), ..Tag::default() };
    }

    /// An attribute begins.
    pub(crate) fn attribute(&mut self, name: &str) {
        name.clone_into(&mut self.tag.attribute);
    }

    /// Its value.
    pub(crate) fn value(&mut self, value: &str) {
        match (self.tag.name.as_str(), self.tag.attribute.as_str()) {
            ("a", "href") => value.clone_into(&mut self.tag.href),
            ("img", "alt") => value.clone_into(&mut self.tag.alt),
            _ => {}
        }
    }

    /// A start tag is complete.
    pub(crate) fn start(&mut self, self_closing: bool) {
        let tag = std::mem::take(&mut self.tag);
        let name = tag.name.as_str();
        if let Some((dropped, open)) = &mut self.dropped {
            *open += usize::from(dropped == name && !self_closing);
        } else if DROPPED.contains(&name) {
            // In HTML the slash means nothing, but in what comes from SVG and MathML it does.
            let foreign = name == "svg" || name == "math";
            self.dropped = (!(self_closing && foreign)).then(|| (name.to_owned(), 1));
        } else if self.bare {
            self.break_around(name);
        } else {
            self.start_ordered(&tag);
        }
    }

    /// An end tag.
    pub(crate) fn end(&mut self, name: &str) {
        if let Some((dropped, open)) = &mut self.dropped {
            *open -= usize::from(dropped == name);
            if *open == 0 {
                self.dropped = None;
            }
        } else if self.bare {
            self.break_around(name);
        } else {
            self.end_ordered(name);
        }
    }

    /// Text between tags.
    pub(crate) fn text(&mut self, text: &str) {
        if self.dropped.is_none() {
            self.writer.text(text);
        }
    }

    fn start_ordered(&mut self, tag: &Tag) {
        self.break_around(&tag.name);
        match tag.name.as_str() {
            "hr" => self.rule(),
            "img" => self.image(&tag.alt),
            "a" => self.start_link(&tag.href),
            "blockquote" => self.writer.quote(1),
            "pre" => self.preformat(1),
            "ul" | "menu" => self.start_list(None),
            "ol" => self.start_list(Some(0)),
            "li" => self.item(),
            "table" => self.rows.push(Row::default()),
            "tr" => self.row(),
            "td" | "th" => self.cell(),
            _ => {}
        }
    }

    fn end_ordered(&mut self, name: &str) {
        match name {
            "a" => self.end_link(),
            "blockquote" => self.writer.quote(-1),
            "pre" => self.preformat(-1),
            "ul" | "ol" | "menu" => {
                self.lists.pop();
                self.writer.indent(self.lists.len());
            }
            "table" => {
                self.rows.pop();
                self.writer.tighten();
            }
            _ => {}
        }
        // A stray `</br>` is a break and a stray `</p>` an empty paragraph, as in a browser.
        self.break_around(name);
    }

    fn break_around(&mut self, name: &str) {
        let inner_list = ["ul", "ol", "menu"].contains(&name) && !self.lists.is_empty();
        if name == "br" {
            self.writer.newline();
        } else if BLOCKS.contains(&name) || inner_list {
            self.writer.line();
        } else if PARAGRAPHS.contains(&name) {
            self.writer.paragraph();
        }
    }

    fn rule(&mut self) {
        self.writer.line();
        self.writer.text("---");
        self.writer.line();
    }

    fn image(&mut self, alt: &str) {
        if !alt.trim().is_empty() {
            self.writer.text("[image: ");
            self.writer.text(alt.trim());
            self.writer.text("]");
        }
    }

    fn preformat(&mut self, change: isize) {
        self.preformatted = self.preformatted.saturating_add_signed(change);
        self.writer.preformatted(self.preformatted > 0);
    }

    fn start_list(&mut self, count: Option<usize>) {
        self.lists.push(count);
        self.writer.indent(self.lists.len());
    }

    fn item(&mut self) {
        match self.lists.last_mut() {
            Some(Some(count)) => {
                *count += 1;
                self.writer.marker(&format!("{count}. "));
            }
            Some(None) | None => self.writer.marker("- "),
        }
    }

    fn row(&mut self) {
        self.writer.tighten();
        let mark = self.writer.mark();
        if let Some(row) = self.rows.last_mut() {
            *row = Row { mark, cells: 0 };
        }
    }

    fn cell(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            if row.cells > 0 && self.writer.mark() > row.mark {
                self.writer.cell();
            }
            row.cells += 1;
        }
    }

    fn start_link(&mut self, href: &str) {
        self.end_link();
        self.link = link::shown(href).map(|target| Link { mark: self.writer.mark(), target });
    }

    fn end_link(&mut self) {
        let Some(link) = self.link.take() else { return };
        let words = self.writer.since(link.mark).trim();
        if !link::says(words, &link.target) {
            self.writer.text(" ");
            self.writer.text(&format!("<{}>", link.target));
        }
    }
}
