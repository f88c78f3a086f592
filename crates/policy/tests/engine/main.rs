//! The engine from outside: clocks, lanes, order, the filter, remote sessions and mappings, on hand-built packs and
//! on the real ones.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "tests")]

mod sample;

mod allowance;
mod clocks;
mod complaints;
mod conversation;
mod cycles;
mod ended;
mod entitled;
mod entitlement;
mod every_pack;
mod golden;
mod lanes;
mod mapping;
mod operation;
mod order;
mod order_limits;
mod promises;
mod properties;
mod ranking;
mod reckon;
mod remote;
mod silence;
mod targets;
