//! One file a target; `docs/fuzzing.md` says what each promises.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests say so when they fail")]

mod contracts;
mod cursor;
mod freshdesk;
mod host;
mod html;
mod jira;
mod link;
mod open;
mod pack;
mod pages;
mod proof;
mod reckon;
mod rt;
mod search;
mod text;
mod zammad;
mod zendesk;
