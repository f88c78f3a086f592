//! Jira Service Management.

mod reading;
mod syncing;
mod world;
mod writing;
