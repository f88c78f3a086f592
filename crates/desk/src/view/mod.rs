//! What a window shows: the types that cross IPC. They are written to `ui/src/api/bindings/` by `cargo xtask types`.
//! All instants are Unix seconds (UTC), all lengths are seconds; the window never reads the computer's clock.

mod account;
mod attachment;
mod away;
mod board;
mod charge;
mod checklist;
mod contract;
mod host;
mod mail;
mod outbox;
mod policy;
mod promised;
mod proof;
mod queue;
mod remote;
mod rescue;
mod session;
mod status;
mod ticket;
mod whatif;

pub use account::*;
pub use attachment::*;
pub use away::*;
pub use board::*;
pub use charge::*;
pub use checklist::*;
pub use contract::*;
pub use host::*;
pub use mail::*;
pub use outbox::*;
pub use policy::*;
pub use promised::*;
pub use proof::*;
pub use queue::*;
pub use remote::*;
pub use rescue::*;
pub use session::*;
pub use status::*;
pub use ticket::*;
pub use whatif::*;
