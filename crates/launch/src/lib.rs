//! Remote sessions: an argv is built from typed values, started with a grant, and watched.
//!
//! The room holds the only place where the product starts a program. Its rules:
//!
//! - No free string reaches an argv: host, port and user are parsed into [`HostName`], [`Port`] and
//!   [`UserName`], whose alphabets hold nothing that a tool, a terminal or a shell gives a meaning to.
//! - A program is named by its absolute path and started with an argv, never through a shell. A path that
//!   others may write to, and a batch file, are refused.
//! - No secret is in an argv: the tool itself asks for passwords.
//! - [`preview`] shows the argv that a start uses. A start adds only the reporter between terminal and tool, which is
//!   this program again: it waits for the tool and says how it ended, whatever the terminal does.
//!
//! One file a tool ([`ssh`], [`rdp`]); a new tool is a new file and a new [`Tool`].

pub mod rdp;
pub mod ssh;

mod error;
mod failure;
#[cfg(unix)]
mod letterbox;
mod machine;
mod page;
mod plan;
mod program;
#[cfg(unix)]
mod report;
mod session;
mod start;
mod target;
mod terminal;
mod tool;

pub use error::LaunchError;
pub use failure::{Cause, Trouble};
pub use machine::{Machine, System, ThisMachine};
pub use page::{open_link, open_page};
pub use plan::{Plan, plan, preview};
#[cfg(unix)]
pub use report::report;
pub use session::{Outcome, Session};
pub use start::start;
pub use target::{HostName, Port, Target, TargetError, UserName};
pub use tool::Tool;
