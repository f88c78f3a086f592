//! What the store promises, seen from outside.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr, reason = "tests")]

mod accounts;
mod afresh;
mod attack;
mod contracts;
mod crashes;
mod damaged;
mod files;
mod hosts;
mod kept;
mod keyring;
mod keys;
mod kills;
mod lease;
mod opening;
mod outbox;
mod pages;
mod plain_text;
mod rows;
mod search;
mod sessions;
mod world;
