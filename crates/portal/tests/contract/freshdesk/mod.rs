//! Freshdesk.

mod syncing;
mod world;
mod writing;
