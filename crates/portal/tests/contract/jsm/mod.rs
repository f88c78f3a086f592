//! Jira Service Management.

mod reading;
mod syncing;
pub mod world;
mod writing;
