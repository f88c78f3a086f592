//! Jira Service Management.

mod syncing;
mod world;
mod writing;
