//! Zammad.

mod syncing;
mod world;
mod writing;
