//! Freshdesk, as <https://developers.freshdesk.com/api/> describes its API v2.
//!
//! Sections of that page are cited by their anchors, as in `#list_all_tickets`; numbers are articles of
//! <https://support.freshdesk.com/support/solutions/articles/>.

mod account;
mod control;
mod conversation;
mod dustbin;
mod field;
mod file;
mod guard;
mod list;
mod merge;
mod people;
mod policy;
mod refusal;
mod route;
mod search;
mod ticket;
mod time;
mod update;

pub use guard::Plan;

/// A fake Freshdesk account on the plan Pro.
///
/// It starts with two agents and a group. Its contacts, companies and tickets are those that a test adds.
pub type Freshdesk = crate::Fake<account::Account>;
