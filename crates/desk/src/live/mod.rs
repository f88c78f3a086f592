//! Unsolved tickets in memory, and the order they are in.

mod at;
mod changes;
mod entry;
mod marks;
mod order;
mod revision;
mod slots;
#[cfg(test)]
mod tests;

pub(crate) use at::{At, Skews};
pub(crate) use changes::changes_between;
pub(crate) use entry::{Entry, Judged, key};
pub(crate) use marks::{Marks, SOON_S};
pub(crate) use order::{Line, OLDEST_S};
pub(crate) use revision::{Ranked, Revision};
pub(crate) use slots::Slots;
