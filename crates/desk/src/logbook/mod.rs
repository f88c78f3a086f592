//! The log of remote sessions: from the row before the start to the charge that the engineer confirms.

mod close;
mod cost;
mod export;
mod list;
mod record;
mod show;
#[cfg(test)]
mod tests;
mod text;

pub(crate) use record::{Begun, Overruled, begin, catch_up, end_of, not_started, write_ends};
