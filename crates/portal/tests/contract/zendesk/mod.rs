//! Zendesk.

mod syncing;
mod world;
mod writing;
