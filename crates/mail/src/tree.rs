//! Our own tree of a mail: one list of nodes, each with its children after it. Nothing here calls itself, so no depth of
//! a mail can use up a stack.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use crate::css::{Colour, Look, Paper};
use crate::sanitize;

/// All nodes; the first is the root. A child always comes after its parent.
pub(crate) struct Tree(Vec<Node>);

/// A node and its children.
#[derive(Debug)]
pub(crate) struct Node {
    pub what: What,
    pub children: Vec<usize>,
    /// Its text is out of sight in the original.
    pub hidden: bool,
}

/// An element or a text.
#[derive(Debug)]
pub(crate) enum What {
    Element(Element),
    Text(String),
}

/// An element with the attributes that mean something here.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub name: String,
    pub href: Option<String>,
    pub src: Option<String>,
    pub alt: String,
    pub start: Option<i64>,
    /// Width and height are given and at most two pixels: nobody was to see it.
    pub tiny: bool,
}

/// Elements without an end tag, as the sanitizer writes them.
const VOID: &[&str] = &["br", "hr", "img", "col", "wbr"];

impl Tree {
    /// Builds the tree of what the sanitizer left, in which every other element has its end tag.
    pub(crate) fn of(sanitized: &str) -> Self {
        let mut builder = TreeBuilder::new();
        let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| {
            builder.take(&event);
            None::<()>
        });
        emitter.naively_switch_states(true);
        let _nothing = Tokenizer::new_with_emitter(sanitized, emitter).flatten().next();
        Self(builder.nodes)
    }

    /// A node by its number.
    pub(crate) fn node(&self, number: usize) -> Option<&Node> {
        self.0.get(number)
    }

    /// Nodes with their numbers, children before their parents.
    pub(crate) fn inwards(&self) -> impl Iterator<Item = (usize, &Node)> {
        self.0.iter().enumerate().rev()
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

/// What an element hands down to its children.
#[derive(Clone, Copy)]
struct Sight {
    by_rule: bool,
    ink: Colour,
    paper: Paper,
}

struct TreeBuilder {
    nodes: Vec<Node>,
    /// The open elements, outermost first, with what they hand down.
    open: Vec<(usize, Sight)>,
    element: Element,
    look: Look,
    attribute: String,
    size: [Option<u32>; 2],
}

impl TreeBuilder {
    fn new() -> Self {
        let root = Node { what: What::Element(Element::default()), children: Vec::new(), hidden: false };
        Self {
            nodes: vec![root],
            open: vec![(0, Sight::ROOT)],
            element: Element::default(),
            look: Look::default(),
            attribute: String::new(),
            size: [None; 2],
        }
    }

    fn take(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.element = Element { name: text(name), ..Element::default() };
                (self.look, self.size) = (Look::default(), [None; 2]);
            }
            CallbackEvent::AttributeName { name } => self.attribute = text(name),
            CallbackEvent::AttributeValue { value } => self.attribute(text(value)),
            CallbackEvent::CloseStartTag { .. } => self.start(),
            CallbackEvent::EndTag { name } => self.end(&text(name)),
            CallbackEvent::String { value } => self.put(What::Text(text(value))),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn attribute(&mut self, value: String) {
        match self.attribute.as_str() {
            "href" => self.element.href = Some(value),
            "src" => self.element.src = Some(value),
            "alt" => self.element.alt = value,
            "start" => self.element.start = value.trim().parse().ok(),
            "width" => self.size[0] = value.trim().trim_end_matches("px").parse().ok(),
            "height" => self.size[1] = value.trim().trim_end_matches("px").parse().ok(),
            name if sanitize::is_look(name) => self.look.take_in(&value),
            _ => {}
        }
    }

    fn start(&mut self) {
        let mut element = std::mem::take(&mut self.element);
        element.tiny = self.size.iter().all(|side| side.is_some_and(|pixels| pixels <= 2));
        let sight = self.handed_down();
        let void = VOID.contains(&element.name.as_str());
        self.put(What::Element(element));
        if let Some(node) = self.nodes.last_mut() {
            node.hidden = sight.is_hidden();
        }
        if !void {
            self.open.push((self.nodes.len() - 1, sight));
        }
    }

    fn handed_down(&self) -> Sight {
        let above = self.open.last().map_or(Sight::ROOT, |(_, sight)| *sight);
        Sight {
            by_rule: above.by_rule || self.look.hides,
            ink: self.look.ink.unwrap_or(above.ink),
            paper: self.look.paper.unwrap_or(above.paper),
        }
    }

    fn end(&mut self, name: &str) {
        let named = |(number, _): &(usize, Sight)| match self.nodes.get(*number).map(|node| &node.what) {
            Some(What::Element(element)) => element.name == name,
            Some(What::Text(_)) | None => false,
        };
        // The root never closes: it has no name.
        if let Some(at) = self.open.iter().rposition(named) {
            self.open.truncate(at.max(1));
        }
    }

    fn put(&mut self, what: What) {
        let number = self.nodes.len();
        let Some((parent, sight)) = self.open.last().copied() else { return };
        self.nodes.push(Node { what, children: Vec::new(), hidden: sight.is_hidden() });
        if let Some(parent) = self.nodes.get_mut(parent) {
            parent.children.push(number);
        }
    }
}

impl Sight {
    const ROOT: Self = Self { by_rule: false, ink: Colour::BLACK, paper: Paper::Plain(Colour::WHITE) };

    /// What a rule hides stays hidden; a colour hides only where it meets its own paper.
    fn is_hidden(self) -> bool {
        self.by_rule
            || match self.paper {
                Paper::Plain(paper) => self.ink.is_near(paper),
                Paper::Unknown => false,
            }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
