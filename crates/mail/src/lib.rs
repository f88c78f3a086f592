//! Hostile mail made safe: gates, then plain text. Pure.
//!
//! What a customer sent is shown as text and never as HTML: [`plain_text`] reads HTML the way browsers split it
//! into tags and text, keeps the text with as much order as text can have (paragraphs, lists, quotes, tables,
//! links behind their words), and drops the rest. There is no tree and therefore nothing that grows faster than
//! the mail: the tokenizer and everything here take time in proportion to the length.
//!
//! [`gate`] holds the limits of mail that may be read as HTML with its order. Beyond them the mail is still
//! readable: its tags are dropped, and a notice says so.

pub mod gate;
pub mod name;

mod html;
mod layout;
mod link;
mod neutral;
mod plain;
mod writer;

pub use neutral::one_line;
pub use plain::{LONGEST_TEXT, Notice, PlainText, plain_text};
