//! How deep a parser of HTML will nest, told from tags alone and never too low.
//!
//! A parser ignores many end tags, closes some elements by itself, and opens others again. Counting start tags less end
//! tags can be led to any number; so an end tag counts here only where no parser can ignore it.

/// The elements that are open.
#[derive(Default)]
pub(crate) struct Nesting {
    open: Vec<Open>,
    cells: usize,
    formatting: usize,
    /// How many `<svg>` and `<math>` are open.
    foreign: usize,
}

struct Open {
    name: Vec<u8>,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Table,
    /// It ends what was formatted in it, and does not count.
    Cell,
    /// It is opened again after whatever closes it, until its own end tag.
    Formatting,
    /// Ends of what lies outside of it may be ignored.
    Block,
    Plain,
}

impl Nesting {
    /// A start tag. Between `<svg>` or `<math>` and its end nothing closes itself but by a slash.
    pub(crate) fn start(&mut self, name: &[u8]) {
        let kind = if self.foreign > 0 { Kind::Block } else { kind(name) };
        match kind {
            Kind::Cell if !self.open.iter().any(|open| open.kind == Kind::Table) => return,
            Kind::Cell => self.end_cell(),
            Kind::Plain if closes_itself(name) => return,
            Kind::Formatting => self.formatting += 1,
            Kind::Table | Kind::Block | Kind::Plain => {}
        }
        self.cells += usize::from(kind == Kind::Cell);
        self.foreign += usize::from(is_foreign(name));
        self.open.push(Open { name: name.to_vec(), kind });
    }

    /// The start tag ends with a slash. It means something where no HTML can be, and nothing anywhere else.
    pub(crate) fn slash(&mut self) {
        let html = self.open.iter().any(|open| INTEGRATION.contains(&open.name.as_slice()));
        if self.foreign > 0 && !html {
            let last = self.open.pop();
            self.foreign -= usize::from(last.is_some_and(|open| is_foreign(&open.name)));
        }
    }

    /// An end tag.
    pub(crate) fn end(&mut self, name: &[u8]) {
        match kind(name) {
            _ if self.foreign > 0 => self.end_plain(name),
            Kind::Cell => self.end_cell(),
            Kind::Table => {
                if let Some(at) = self.open.iter().rposition(|open| open.kind == Kind::Table) {
                    self.cut(at);
                }
            }
            Kind::Formatting | Kind::Block | Kind::Plain => self.end_plain(name),
        }
    }

    /// How many elements are open within each other, at most.
    pub(crate) fn depth(&self) -> usize {
        self.open.len() - self.cells
    }

    /// How many elements a parser opens again in every block that comes.
    pub(crate) fn formatting(&self) -> usize {
        self.formatting
    }

    /// A cell, a row or a part of a table ends the cell that is open in the innermost table.
    fn end_cell(&mut self) {
        let at = self.open.iter().rposition(|open| matches!(open.kind, Kind::Cell | Kind::Table));
        if let Some(at) = at.filter(|at| self.open.get(*at).is_some_and(|open| open.kind == Kind::Cell)) {
            self.cut(at);
        }
    }

    /// Closes the innermost element of this name, unless something between could keep a parser from it. What formats
    /// stays, because it is opened again.
    fn end_plain(&mut self, name: &[u8]) {
        let barrier = |open: &Open| matches!(open.kind, Kind::Table | Kind::Cell | Kind::Block);
        let found = self.open.iter().rposition(|open| open.name == name || barrier(open));
        let Some(at) = found.filter(|at| self.open.get(*at).is_some_and(|open| open.name == name)) else {
            return;
        };
        let above: Vec<Open> = self.open.drain(at..).collect();
        if let Some(ended) = above.first() {
            self.formatting -= usize::from(ended.kind == Kind::Formatting);
            self.foreign -= usize::from(is_foreign(&ended.name));
        }
        self.open.extend(above.into_iter().skip(1).filter(|open| open.kind == Kind::Formatting));
    }

    fn cut(&mut self, at: usize) {
        for open in self.open.drain(at..) {
            self.cells -= usize::from(open.kind == Kind::Cell);
            self.formatting -= usize::from(open.kind == Kind::Formatting);
            self.foreign -= usize::from(is_foreign(&open.name));
        }
    }
}

fn is_foreign(name: &[u8]) -> bool {
    name == b"svg" || name == b"math"
}

/// Elements of SVG and MathML in which HTML can be.
const INTEGRATION: &[&[u8]] =
    &[b"foreignobject", b"desc", b"title", b"annotation-xml", b"mi", b"mo", b"mn", b"ms", b"mtext"];

fn kind(name: &[u8]) -> Kind {
    match name {
        b"table" => Kind::Table,
        b"td" | b"th" | b"tr" | b"tbody" | b"thead" | b"tfoot" => Kind::Cell,
        b"a" | b"b" | b"big" | b"code" | b"em" | b"font" | b"i" | b"nobr" | b"s" | b"small" | b"strike"
        | b"strong" | b"tt" | b"u" => Kind::Formatting,
        _ if BLOCKS.contains(&name) => Kind::Block,
        _ => Kind::Plain,
    }
}

/// What the standard calls special, as far as it nests.
const BLOCKS: &[&[u8]] = &[
    b"address",
    b"applet",
    b"article",
    b"aside",
    b"blockquote",
    b"body",
    b"button",
    b"center",
    b"details",
    b"dir",
    b"div",
    b"dl",
    b"fieldset",
    b"figcaption",
    b"figure",
    b"footer",
    b"form",
    b"frameset",
    b"h1",
    b"h2",
    b"h3",
    b"h4",
    b"h5",
    b"h6",
    b"header",
    b"hgroup",
    b"html",
    b"iframe",
    b"listing",
    b"main",
    b"marquee",
    b"menu",
    b"nav",
    b"noembed",
    b"noframes",
    b"noscript",
    b"object",
    b"ol",
    b"plaintext",
    b"pre",
    b"search",
    b"section",
    b"select",
    b"summary",
    b"template",
    b"textarea",
    b"ul",
    b"xmp",
    b"svg",
    b"math",
    b"caption",
];

/// Elements that have no end tag, or whose end tag may be left out: they do not nest by being repeated. A list item only
/// closes the one before it, so one that holds a block counts with that block.
fn closes_itself(name: &[u8]) -> bool {
    const NAMES: &[&[u8]] = &[
        b"area",
        b"base",
        b"basefont",
        b"bgsound",
        b"br",
        b"col",
        b"embed",
        b"hr",
        b"img",
        b"input",
        b"link",
        b"meta",
        b"param",
        b"source",
        b"track",
        b"wbr",
        b"p",
        b"li",
        b"dt",
        b"dd",
        b"option",
        b"optgroup",
        b"colgroup",
    ];
    NAMES.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(tags: &str) -> (usize, usize) {
        let mut nesting = Nesting::default();
        for tag in tags.split_whitespace() {
            match tag.strip_prefix('/') {
                Some(name) => nesting.end(name.as_bytes()),
                None => {
                    nesting.start(tag.trim_end_matches('/').as_bytes());
                    if tag.ends_with('/') {
                        nesting.slash();
                    }
                }
            }
        }
        (nesting.depth(), nesting.formatting())
    }

    #[test]
    fn an_end_tag_counts_only_where_it_cannot_be_ignored() {
        for (tags, expected) in [
            ("div /div", (0, 0)),
            ("div /x /p /span", (1, 0)),
            ("div span /div", (0, 0)),
            ("span div /span", (2, 0)),
            ("div table /div /table", (1, 0)),
            ("div table tr td /div /td /tr /table /div", (0, 0)),
            ("b i /b", (1, 1)),
            ("div i /div", (1, 1)),
            ("table td font td font td", (1, 0)),
            ("td td td", (0, 0)),
            ("table td div td", (1, 0)),
            ("p br img li", (0, 0)),
            ("table td table td /td /td /table /td", (1, 0)),
            ("svg input input", (3, 0)),
            ("table td svg td td", (4, 0)),
            ("svg g/ path/ /svg", (0, 0)),
            ("svg foreignobject g/ /svg", (3, 0)),
            ("div/ div/", (2, 0)),
        ] {
            assert_eq!(after(tags), expected, "{tags}");
        }
    }
}
