//! Freshdesk.

mod syncing;
pub mod world;
mod writing;
