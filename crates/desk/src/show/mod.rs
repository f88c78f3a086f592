//! From the live queue to what a window shows.

mod board;
mod charged;
mod clock;
mod deadline;
mod facts;
mod mail;
mod page;
mod promised;
mod row;
mod ticket;

pub(crate) use board::board;
pub(crate) use charged::charge_line;
pub(crate) use clock::{basis_word, label};
pub(crate) use mail::target;
pub(crate) use page::{page, page_of};
pub(crate) use promised::{Promise, grounds, promised};
pub(crate) use row::{clocks, row};
pub(crate) use ticket::{Reading, event, gap_text, judged_reasons, ticket};
