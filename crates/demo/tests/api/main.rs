//! The demo portal over real HTTP on loopback.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod client;
mod document;
mod faults;
mod filing;
mod living;
mod queue;
mod reading;
mod sameness;
mod writing;
