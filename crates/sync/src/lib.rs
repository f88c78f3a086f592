//! The sync engine without IO: `step(input, now, entropy) -> effects`.
//!
//! The engine never opens a socket, a file or a clock. Whoever drives it (the desk with real network and disk, a test
//! with one thread and one seed) carries out the [`Effect`]s and reports back with [`Input`]s. So every moment at
//! which the program can be killed lies between two effects, and all of them can be tried.
//!
//! The rule that keeps a sync honest: a page and the cursor that covers it are stored in one transaction, and the next
//! page is asked for only when that transaction is reported done. A kill loses at most the page in flight.

mod account;
mod asking;
mod backoff;
mod effect;
mod engine;
mod guarded;
mod membership;
mod outbox;
#[cfg(not(feature = "planted"))]
mod planted;
#[cfg(feature = "planted")]
pub mod planted;

pub use backoff::Backoff;
pub use effect::{Effect, FetchId, Input, Phase, Progress, Queued, Record, Sent, Trouble};
pub use engine::{Engine, Entropy, Now};
