//! The running console without a window: the live queue, the sync that feeds it, and everything that a window or a
//! terminal can ask.
//!
//! [`Desk`] is a handle; each of its calls is what one command of the window, or one subcommand of `gnomon`, needs. The
//! desk carries out what the pure rooms decide: `sync` says which request comes next, [`portal`] what it looks like,
//! `policy` what follows; here are the clock, the network client and the threads.

mod authority;
mod away;
mod clock;
mod connect;
mod console;
mod contract;
mod demo_folder;
mod desk;
mod downloads;
mod drive;
mod error;
mod events;
mod exchange;
mod file;
mod freshness;
mod hosts;
mod live;
mod lock;
mod logbook;
mod mapping;
mod message;
mod missing;
mod options;
mod outbox;
mod policies;
mod promised;
mod proof;
mod query;
mod recovery;
mod remote;
mod rescue;
mod session;
mod show;
mod start;
mod status;
pub mod view;
mod whatif;
mod wire;

pub use clock::Clock;
pub use desk::Desk;
pub use error::DeskError;
pub use events::{DeskEvent, DeskEvents};
#[cfg(unix)]
pub use launch::report as report_session;
pub use mail::POLICY as MAIL_POLICY;
pub use options::Options;
pub use proof::seal_proof;
pub use start::serve_demo;
