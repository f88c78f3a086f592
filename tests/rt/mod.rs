//! A real Request Tracker 5 from Debian's packages on loopback. Everything it writes lies under one folder.

mod files;
mod gate;
mod membership;
mod outbox;
pub mod server;
mod sync;
mod write;
