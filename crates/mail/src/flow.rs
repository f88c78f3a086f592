//! From the tree to lines: what each element means for a reader.

use crate::lines::{Image, ImageSource, LineKind};
use crate::link;
use crate::page::{Ink, Page};
use crate::table;
use crate::tree::{Element, Node, Tree, What};

/// Elements that stand in lines of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "header",
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
    "td",
    "th",
];
/// Blocks with an empty line around them.
const PARAGRAPHS: &[&str] =
    &["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dl", "ul", "ol", "menu", "dir"];

/// Lays the tree out on a page.
pub(crate) fn lay_out(tree: &Tree, page: Page) -> Page {
    let mut flow = Flow {
        page,
        tables: table::of_data(tree),
        table: 0,
        rows: Vec::new(),
        lists: Vec::new(),
        quotes: 0,
        preformatted: 0,
        headings: 0,
    };
    let mut steps = vec![Step::Enter(0, Ink::default())];
    while let Some(step) = steps.pop() {
        match step {
            Step::Enter(number, ink) => flow.enter(tree, number, ink, &mut steps),
            Step::Leave(number) => flow.leave(tree, number),
        }
        // A full page needs no more input.
        if flow.page.is_full() {
            break;
        }
    }
    flow.page
}

enum Step {
    Enter(usize, Ink),
    Leave(usize),
}

struct Flow {
    page: Page,
    /// Whether a node is a table of data, by its number.
    tables: Vec<bool>,
    /// How many tables of data have begun.
    table: u32,
    /// One for each open table: its number when it is one of data.
    rows: Vec<Option<u32>>,
    /// One for each open list; a number for those that count.
    lists: Vec<Option<i64>>,
    quotes: usize,
    preformatted: usize,
    headings: usize,
}

impl Flow {
    fn enter(&mut self, tree: &Tree, number: usize, ink: Ink, steps: &mut Vec<Step>) {
        let Some(node) = tree.node(number) else { return };
        match &node.what {
            What::Text(text) => self.page.text(text, &Ink { hidden: node.hidden, ..ink }),
            What::Element(element) => {
                let ink = self.start(tree, number, node, element, ink);
                steps.push(Step::Leave(number));
                steps.extend(node.children.iter().rev().map(|child| Step::Enter(*child, ink.clone())));
            }
        }
    }

    fn start(&mut self, tree: &Tree, number: usize, node: &Node, element: &Element, mut ink: Ink) -> Ink {
        let name = element.name.as_str();
        self.break_around(name);
        match name {
            "br" => self.page.newline(),
            "hr" => self.page.rule(),
            "img" => self.page.image(image(element), &Ink { hidden: node.hidden, ..ink.clone() }),
            "a" => {
                let href = element.href.as_deref().and_then(link::allowed);
                ink.link = href.and_then(|href| self.page.link(href));
            }
            "b" | "strong" | "th" => ink.bold = true,
            "i" | "em" | "cite" | "dfn" | "var" => ink.italic = true,
            "code" | "kbd" | "samp" | "tt" => ink.code = true,
            "s" | "strike" | "del" => ink.struck = true,
            "blockquote" => self.quote(self.quotes + 1),
            "pre" => self.preformat(self.preformatted + 1),
            "ul" | "menu" | "dir" => self.start_list(None),
            "ol" => self.start_list(Some(element.start.unwrap_or(1))),
            "li" => self.item(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(self.headings + 1),
            "table" => self.start_table(number),
            "tr" => {
                if let Some(table) = self.data() {
                    self.page.row(table, table::is_head(tree, node));
                }
            }
            _ => {}
        }
        if (name == "td" || name == "th") && self.data().is_some() {
            self.page.cell();
        }
        ink
    }

    fn leave(&mut self, tree: &Tree, number: usize) {
        let Some(Node { what: What::Element(element), .. }) = tree.node(number) else { return };
        let name = element.name.as_str();
        match name {
            "blockquote" => self.quote(self.quotes.saturating_sub(1)),
            "pre" => self.preformat(self.preformatted.saturating_sub(1)),
            "ul" | "ol" | "menu" | "dir" => {
                self.page.break_to(1);
                self.lists.pop();
                self.page.steps(self.lists.len());
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(self.headings.saturating_sub(1)),
            "tr" if self.data().is_some() => self.page.end_row(),
            "table" => {
                self.page.break_to(1);
                self.rows.pop();
            }
            _ => {}
        }
        self.break_around(name);
    }

    fn break_around(&mut self, name: &str) {
        let inner_list = ["ul", "ol", "menu", "dir"].contains(&name) && !self.lists.is_empty();
        if BLOCKS.contains(&name) || inner_list {
            self.page.break_to(1);
        } else if PARAGRAPHS.contains(&name) {
            self.page.break_to(2);
        }
    }

    fn quote(&mut self, quotes: usize) {
        self.page.break_to(2);
        self.quotes = quotes;
        self.page.quotes(quotes);
    }

    fn preformat(&mut self, preformatted: usize) {
        self.page.break_to(2);
        self.preformatted = preformatted;
        self.page.preformatted(preformatted > 0);
        self.set_kind();
    }

    fn heading(&mut self, headings: usize) {
        self.page.break_to(2);
        self.headings = headings;
        self.set_kind();
    }

    fn set_kind(&mut self) {
        self.page.kind(match (self.preformatted, self.headings) {
            (0, 0) => LineKind::Text,
            (0, _) => LineKind::Heading,
            _ => LineKind::Code,
        });
    }

    fn start_list(&mut self, first: Option<i64>) {
        self.lists.push(first);
        self.page.steps(self.lists.len());
    }

    fn item(&mut self) {
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number = number.saturating_add(1);
                format!("{}. ", number.saturating_sub(1))
            }
            Some(None) | None => "- ".to_owned(),
        };
        self.page.marker(marker);
    }

    fn start_table(&mut self, number: usize) {
        let data = self.tables.get(number).copied().unwrap_or_default();
        self.table += u32::from(data);
        self.rows.push(data.then_some(self.table));
    }

    /// The innermost table, when it is one of data.
    fn data(&self) -> Option<u32> {
        self.rows.last().copied().flatten()
    }
}

fn image(element: &Element) -> Image {
    let source = match element.src.as_deref().map(str::trim) {
        Some(src) => match src.split_once(':') {
            Some((scheme, part)) if scheme.eq_ignore_ascii_case("cid") => {
                ImageSource::Part(part.chars().take(400).collect())
            }
            Some((scheme, _)) if ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web)) => {
                link::allowed(src).map_or(ImageSource::None, ImageSource::Remote)
            }
            Some(_) | None => ImageSource::None,
        },
        None => ImageSource::None,
    };
    Image { source, alt: element.alt.clone(), tiny: element.tiny }
}
