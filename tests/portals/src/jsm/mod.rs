//! Jira Service Management Cloud, as <https://developer.atlassian.com/cloud/jira/service-desk/rest/> and
//! <https://developer.atlassian.com/cloud/jira/platform/rest/v3/> describe their REST APIs.
//!
//! Groups of the platform's pages are cited as in `api-group-issues`, those of the service desk as in
//! `service-desk api-group-request`; other pages with their address.

mod adf;
mod attachment;
mod catalog;
mod changelog;
mod comment;
mod control;
mod create;
mod date;
mod desk;
mod edit;
mod editmeta;
mod field;
mod guard;
mod index;
mod issue;
mod jql;
mod key;
mod link;
mod matching;
mod page;
mod property;
mod refusal;
mod request;
mod route;
mod search;
mod shown;
mod site;
mod sla;
mod token;
mod user;
mod workflow;
mod worklog;

pub use sla::Sla;

/// A fake site of Jira Service Management Cloud.
///
/// It starts with an administrator, an agent, and the service projects `SUP` and `OPS`. Its customers, organizations
/// and requests are those that a test adds.
pub type Jsm = crate::Fake<site::Site>;
