//! Zammad: examples from its documentation and written cases. Never tried against a real portal.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod gone;
mod hostile;
mod membership;
mod probing;
mod reading;
mod refusing;
mod samples;
#[path = "../scripted/mod.rs"]
mod scripted;
mod syncing;
mod writing;
