//! Zammad 7, as <https://docs.zammad.org/en/latest/api/intro.html> describes its REST API.
//!
//! Pages of that documentation are cited by their paths, as in `api/ticket/articles`. What it leaves open was read in
//! the source of Zammad at <https://github.com/zammad/zammad>, which is cited by file, as in `can_search.rb`.

mod account;
mod article;
mod catalog;
mod condition;
mod control;
mod conversation;
mod dustbin;
mod escalation;
mod file;
mod guard;
mod history;
mod index;
mod link;
mod merge;
mod name;
mod page;
mod person;
mod query;
mod read;
mod refusal;
mod route;
mod search;
mod state;
mod tag;
mod ticket;
mod time;
mod update;

/// A fake Zammad with Elasticsearch.
///
/// It starts with an administrator who is an agent too, an agent, the groups `Users` and `2nd Level`, and the states
/// and priorities of a new installation. Its customers, organizations and tickets are those that a test adds.
pub type Zammad = crate::Fake<account::Account>;
