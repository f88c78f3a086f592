//! A small portal on loopback that speaks the open portal API (`openapi/portal.yaml`), with a living data set: five
//! vendors' customers, tickets with plausible conversations, and changes that come in as one watches.
//!
//! Everything follows from a seed, an origin in time and the time that has passed since: equal ones give equal bytes. Most
//! records are computed when they are asked for, so that a million tickets start at once and need little memory.
//! The room reads no clock; the caller passes one in.
//!
//! ```no_run
//! # fn start(clock: demo::Clock) -> Result<(), demo::DemoError> {
//! let portal = demo::Server::start(demo::Options::new(1, 300, clock))?;
//! println!("{} with token {}", portal.address(), portal.token());
//! portal.control().set_fault(demo::FaultKind::RateLimited, 0.1);
//! # Ok(())
//! # }
//! ```

mod data;
mod error;
mod fault;
mod options;
mod server;
mod world;

pub use error::DemoError;
pub use fault::{FaultKind, UnknownFault};
pub use options::{Clock, Options};
pub use server::{Control, Running, Server};
