//! A mail as the reader view draws it: lines of text, never HTML.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A mail from top to bottom.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MailView {
    /// Its lines.
    pub lines: Vec<MailLine>,
    /// Where its links lead; spans name them by their place here.
    pub links: Vec<MailLink>,
    /// Pictures that would be fetched from the network.
    pub remote_images: u32,
    /// Some of its text was out of sight in the original.
    pub has_hidden: bool,
    /// It came as HTML, so it has an original layout.
    pub is_html: bool,
    /// What the user should know, one sentence; or empty.
    pub notice: String,
}

/// One line; the window breaks it where it must.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MailLine {
    /// `text`, `heading`, `code`, `row`, `head-row` or `rule`.
    pub kind: String,
    /// Line ends before it.
    pub gap: u8,
    /// In how many quotes it lies.
    pub quote: u8,
    /// In how many lists it lies.
    pub indent: u8,
    /// What stands before a list item.
    pub marker: String,
    /// `history`, `signature`, or empty: what it is folded away with.
    pub fold: String,
    /// Which table it is a row of, from 1; 0 for none.
    pub table: u32,
    /// Its text; several cells for a row.
    pub cells: Vec<Vec<MailSpan>>,
}

/// Text of one look.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MailSpan {
    /// The text; of a picture, what the mail says of it.
    pub text: String,
    /// Any of `bold`, `italic`, `code`, `struck` and `hidden`, with blanks between.
    pub look: String,
    /// Place of its target in the mail's links.
    pub link: Option<u32>,
    /// Number of its picture in the mail.
    pub image: Option<u32>,
}

/// Where a link leads, for a glance.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MailLink {
    /// True host in ASCII; empty for what will not be opened.
    pub host: String,
    /// Something is to be looked at before it is opened.
    pub is_odd: bool,
}

/// A link before it is opened.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MailTarget {
    /// The address that will be opened, written anew; empty when it will not be.
    pub address: String,
    /// `web`, `mail`, `phone`, or empty.
    pub kind: String,
    /// True host in ASCII.
    pub host: String,
    /// The words of the link.
    pub words: String,
    /// What to look at first, sentences.
    pub warnings: Vec<String>,
    /// Why it is not opened, one sentence; or empty.
    pub refusal: String,
}

/// A picture that was fetched.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MailPicture {
    /// Its number in the mail.
    pub image: u32,
    /// The picture, written anew as PNG, as a `data:` address; empty when there is none.
    pub data: String,
    /// Why there is none, one sentence; or empty.
    pub refusal: String,
}
