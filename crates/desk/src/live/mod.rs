//! Unsolved tickets in memory, and the order they are in.

mod changes;
mod entry;
mod marks;
mod order;

pub(crate) use changes::changes_between;
pub(crate) use entry::Entry;
pub(crate) use marks::Marks;
pub(crate) use order::{Line, Ranked, Revision};
