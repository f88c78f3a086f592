//! Hostile mail made safe: gates, sanitizer, our own lines of text. Pure.
//!
//! What a customer sent is never shown as HTML. [`read`] takes it through four steps. The [`gate`] refuses what would hold
//! a parser for seconds; such a mail is still readable, as text alone, and a notice says so. [`sanitize`] keeps allowed
//! elements and attributes only. Our own tree is built of what is left, and laid out as lines: plain data, which the window
//! draws with text nodes. No step calls itself, so no depth of a mail uses up a stack.
//!
//! Links and pictures are numbers in the lines. A [`Target`] says where a link really leads, and refuses what must not be
//! opened.

pub mod gate;
pub mod name;

mod css;
mod flow;
mod fold;
mod lines;
mod link;
mod nesting;
mod neutral;
mod original;
mod page;
mod plain;
mod sanitize;
mod strip;
mod table;
mod target;
mod tree;
mod typed;

pub use lines::{Fold, Image, ImageSource, Line, LineKind, Link, Notice, Reading, Span};
pub use neutral::one_line;
pub use original::{NoOriginal, POLICY, original};
pub use plain::{LONGEST_TEXT, PlainText, plain_text, quoted, read};
pub use sanitize::{ELEMENTS, SCHEMES, sanitize};
pub use target::{Kind, Refusal, Target, Warning};
