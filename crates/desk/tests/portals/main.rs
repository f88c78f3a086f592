//! The desk with portals that are not as they should be, and what it must keep and find all the same.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests say so when they fail")]

mod authority;
mod clocks;
mod closing;
mod freshness;
mod gate;
mod lock;
mod recovery;
mod search;
mod takeover;
mod world;
