//! Freshdesk: examples from its documentation and written cases. Never tried against the real portal.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod hostile;
mod membership;
mod probing;
mod reading;
mod samples;
#[path = "../scripted/mod.rs"]
mod scripted;
mod syncing;
mod writing;
