//! A portal that is broken, overloaded or hostile, against the engine with the adapter of the open portal API: what is asked
//! when, what is stored, and what the user is told. The numbers are those of `docs/attack-cases.md`.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests say so when they fail")]

mod answers;
mod limits;
mod membership;
mod mistakes;
mod pages;
mod world;
