//! Request Tracker: every pitfall that was measured on a real one, by name. The files in `samples/` were recorded from
//! Request Tracker 5.0.3 with invented people; `fake.rs` behaves like it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod fake;
mod finding;
mod gone;
mod hostile;
mod increments;
mod membership;
mod mirror;
mod query;
mod reading;
mod samples;
mod writing;
mod zone;
