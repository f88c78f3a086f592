//! Contracts: edited, imported and exported, and what that does to the queue.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests say so when they fail")]

mod edit;
mod file;
mod round;
mod world;
