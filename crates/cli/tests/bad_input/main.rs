//! Everything that can be wrong outside of Gnomon, on the command line: each gives one clear sentence with what to do,
//! for people and as JSON, nothing is lost, and what can be answered is answered.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "tests say so when they fail, and start the program"
)]

mod changes;
mod console;
mod files;
mod policies;
mod portals;
mod second;
mod tickets;
