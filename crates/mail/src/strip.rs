//! Text alone, for mail beyond a gate: tags are dropped one by one, in time proportional to its length.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use crate::page::{Ink, Page};

/// Elements whose content is not for reading.
const DROPPED: &[&[u8]] = &[
    b"script",
    b"style",
    b"title",
    b"template",
    b"noscript",
    b"noembed",
    b"noframes",
    b"iframe",
    b"object",
    b"applet",
    b"svg",
    b"math",
    b"audio",
    b"video",
    b"canvas",
    b"select",
    b"datalist",
    b"textarea",
];
/// Elements within a line.
const INLINE: &[&[u8]] = &[
    b"a", b"abbr", b"b", b"bdi", b"bdo", b"big", b"cite", b"code", b"del", b"dfn", b"em", b"font", b"i",
    b"img", b"ins", b"kbd", b"mark", b"q", b"s", b"samp", b"small", b"span", b"strike", b"strong", b"sub",
    b"sup", b"time", b"tt", b"u", b"var", b"wbr", b"td", b"th", b"input", b"label",
];

/// The text, with a new line where a block begins or ends.
pub(crate) fn strip(html: &str, page: Page) -> Page {
    let mut bare = Bare { page, name: Vec::new(), dropped: None };
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| {
        bare.take(&event);
        // A full page needs no more input.
        bare.page.is_full().then_some(())
    });
    emitter.naively_switch_states(true);
    let _full = Tokenizer::new_with_emitter(html, emitter).flatten().next();
    bare.page
}

struct Bare {
    page: Page,
    /// Of the start tag that is being read.
    name: Vec<u8>,
    /// The dropped element we are in, and how many of its name are open.
    dropped: Option<(Vec<u8>, usize)>,
}

impl Bare {
    fn take(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => self.name = name.to_vec(),
            CallbackEvent::CloseStartTag { self_closing } => self.start(*self_closing),
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { value } if self.dropped.is_none() => {
                self.page.text(&String::from_utf8_lossy(value), &Ink::default());
            }
            CallbackEvent::String { .. }
            | CallbackEvent::AttributeName { .. }
            | CallbackEvent::AttributeValue { .. }
            | CallbackEvent::Comment { .. }
            | CallbackEvent::Doctype { .. }
            | CallbackEvent::Error(_) => {}
        }
    }

    fn start(&mut self, self_closing: bool) {
        let name = std::mem::take(&mut self.name);
        if let Some((dropped, open)) = &mut self.dropped {
            *open += usize::from(*dropped == name && !self_closing);
        } else if DROPPED.contains(&name.as_slice()) {
            // In HTML the slash means nothing, but in what comes from SVG and MathML it does.
            let foreign = name == b"svg" || name == b"math";
            self.dropped = (!(self_closing && foreign)).then_some((name, 1));
        } else {
            self.break_around(&name);
        }
    }

    fn end(&mut self, name: &[u8]) {
        if let Some((dropped, open)) = &mut self.dropped {
            *open -= usize::from(dropped == name);
            if *open == 0 {
                self.dropped = None;
            }
        } else {
            self.break_around(name);
        }
    }

    fn break_around(&mut self, name: &[u8]) {
        if name == b"br" {
            self.page.newline();
        } else if name == b"p" {
            self.page.break_to(2);
        } else if !INLINE.contains(&name) {
            self.page.break_to(1);
        }
    }
}
