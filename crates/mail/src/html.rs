//! Feeds a layout with the tags and texts of HTML.

use crate::layout::Layout;
use crate::writer::Writer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

/// Text with the order of the mail.
pub(crate) fn read(html: &str, writer: Writer) -> Writer {
    run(html, Layout::ordered(writer))
}

/// Text alone, with a new line where a block begins or ends.
pub(crate) fn strip(html: &str, writer: Writer) -> Writer {
    run(html, Layout::bare(writer))
}

fn run(html: &str, mut layout: Layout) -> Writer {
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| {
        feed(&mut layout, &event);
        // A full text needs no more input.
        layout.is_full().then_some(())
    });
    emitter.naively_switch_states(true);
    let _full = Tokenizer::new_with_emitter(html, emitter).flatten().next();
    layout.finish()
}

fn feed(layout: &mut Layout, event: &CallbackEvent<'_>) {
    match event {
        CallbackEvent::OpenStartTag { name } => layout.open(&text(name)),
        CallbackEvent::AttributeName { name } => layout.attribute(&text(name)),
        CallbackEvent::AttributeValue { value } => layout.value(&text(value)),
        CallbackEvent::CloseStartTag { self_closing } => layout.start(*self_closing),
        CallbackEvent::EndTag { name } => layout.end(&text(name)),
        CallbackEvent::String { value } => layout.text(&text(value)),
        CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
    }
}

fn text(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}
