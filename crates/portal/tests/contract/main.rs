//! The adapters of Zendesk, Freshdesk, Zammad and Jira Service Management at the stateful fakes of these portals. Both sides
//! were written from the documentation and not from each other, so what they agree on is what the documentation says.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod drive;
mod files;
mod freshdesk;
mod jsm;
mod membership;
mod mutations;
mod zammad;
mod zendesk;
