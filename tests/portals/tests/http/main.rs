//! The fakes over real HTTP on loopback, against what the portals' documentation says.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod client;
mod faults;
mod freshdesk;
mod jsm;
mod zammad;
mod zendesk;
