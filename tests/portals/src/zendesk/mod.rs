//! Zendesk Support, as developer.zendesk.com describes it.
//!
//! Pages are cited by their last part: `incremental_exports` is
//! <https://developer.zendesk.com/api-reference/ticketing/ticket-management/incremental_exports/>, `tickets` is
//! <https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/>, and so on; numbers are articles of
//! <https://support.zendesk.com/hc/en-us/articles/>.

mod account;
mod control;
mod dustbin;
mod event;
mod export;
mod field;
mod file;
mod guard;
mod job;
mod key;
mod merge;
mod page;
mod person;
mod read;
mod refusal;
mod route;
mod schedule;
mod search;
mod side;
mod sla;
mod tags;
mod ticket;
mod update;
mod view;

pub use sla::{PolicyMetric, Stage};

/// A fake Zendesk Support account.
///
/// It starts with one admin, one agent who is no admin, and one group. Its customers, organizations and tickets are
/// those that a test adds.
pub type Zendesk = crate::Fake<account::Account>;
