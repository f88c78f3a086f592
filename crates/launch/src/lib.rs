//! Remote sessions: an argv is built from typed values, started with a grant, and watched.
//!
//! The room holds the only place where the product starts a program. Its rules:
//!
//! - No free string reaches an argv: hosts, ports, users, IDs and links are parsed into a [`Target`], whose alphabets hold
//!   nothing that a tool, a terminal or a shell gives a meaning to.
//! - A program is named by its absolute path and started with an argv, never through a shell. A path that others may
//!   write to, a script and a batch file are refused.
//! - No secret is in an argv: the tool itself asks for passwords.
//! - [`preview`] shows the argv that a start uses. A start adds only the reporter between terminal and tool, which is
//!   this program again: it waits for the tool and says how it ended, whatever the terminal does.
//! - A tool that is a page goes through the same place as every other page: [`open_link`].
//! - What a ticket's text names is [found](found_in) as a proposal, and goes through the same types.
//!
//! One file a tool (`tools`): how it is started on each system is data. A new tool is a new file and a new [`Tool`].

mod child;
mod error;
mod failure;
mod folder;
mod found;
mod known;
#[cfg(unix)]
mod letterbox;
mod link;
mod machine;
mod pace;
mod page;
mod plan;
mod program;
mod recipe;
#[cfg(unix)]
mod report;
mod session;
mod start;
mod target;
mod terminal;
mod tool;
mod tools;

pub use error::LaunchError;
pub use failure::{Cause, Trouble};
pub use found::{Found, found_in};
pub use known::{Fingerprint, known_keys};
pub use link::Link;
pub use machine::{Kind, Machine, System, ThisMachine};
pub use pace::Pace;
pub use page::{open_address, open_link, open_page};
pub use plan::{Plan, SessionFile, plan, preview};
#[cfg(unix)]
pub use report::report;
pub use session::{Outcome, Session};
pub use start::start;
pub use target::{
    AnyDeskAddress, HostName, HostTarget, Jump, Place, Port, RustDeskId, Target, TargetError, TeamViewerId,
    Typed, TypedField, UserName,
};
pub use tool::Tool;
