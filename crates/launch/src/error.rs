//! Why no session was started.

use crate::TargetError;
use calendar::Moment;

/// Why no session was started. The message says what is wrong; [`LaunchError::hint`] what to do.
#[derive(Debug, thiserror::Error)]
pub enum LaunchError {
    /// Host, port or user is not of its grammar.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// The tool is not installed.
    #[error("{what} was not found on this machine; looked for {}.", tried.join(", "))]
    Missing {
        /// What is missing, at the start of a sentence.
        what: &'static str,
        /// Absolute paths that were looked at.
        tried: Vec<String>,
        /// How to get it on this system.
        install: &'static str,
    },
    /// The program is there but must not be started.
    #[error("{path} was not started: {why}.")]
    Unsafe {
        /// The program.
        path: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// SSH cannot use an account with a domain.
    #[error("The user name {user:?} has a domain, which SSH accounts do not have.")]
    DomainUser {
        /// As typed.
        user: String,
    },
    /// The grant is for a tool that cannot be started from here.
    #[error("{tool:?} cannot be started from here; this program starts ssh and rdp.")]
    UnknownTool {
        /// As in the grant.
        tool: String,
    },
    /// The grant is for another host than the target.
    #[error("The session is allowed for {allowed:?}, not for {host}.")]
    OtherHost {
        /// The host of the grant.
        allowed: String,
        /// The host of the target.
        host: String,
    },
    /// The grant is too old.
    #[error("The permission for this session ended at {expired}.")]
    Expired {
        /// The first instant at which it opened no session any more.
        expired: Moment,
    },
    /// A page that is no plain web address.
    #[error("{address:?} is no web page, so it was not opened.")]
    NotAWebPage {
        /// What it was, capped.
        address: String,
    },
    /// The operating system refused to start the program.
    #[error("{program} could not be started: {source}.")]
    Spawn {
        /// Absolute path.
        program: String,
        /// What the system said.
        source: std::io::Error,
    },
}

impl LaunchError {
    /// What the window and the command line know this error by.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Target(_) | Self::DomainUser { .. } => "bad-target",
            Self::Missing { .. } => "tool-missing",
            Self::Unsafe { .. } => "tool-unsafe",
            Self::UnknownTool { .. } => "tool-unknown",
            Self::OtherHost { .. } | Self::Expired { .. } => "grant-does-not-fit",
            Self::NotAWebPage { .. } => "not-a-web-page",
            Self::Spawn { .. } => "tool-not-started",
        }
    }

    /// What to do about it, one sentence.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Target(_) => "Correct the field and try again.",
            Self::Missing { install, .. } => install,
            Self::Unsafe { .. } => {
                "Ask the administrator of this machine to correct the permissions of the file."
            }
            Self::DomainUser { .. } => "Type the account without its domain.",
            Self::UnknownTool { .. } => "Start it yourself, and note the session in the ticket.",
            Self::OtherHost { .. } | Self::Expired { .. } => "Ask for the session again.",
            Self::NotAWebPage { .. } => "Open the ticket in the portal by yourself.",
            Self::Spawn { .. } => "Run the shown command in a terminal to see what it says.",
        }
    }
}
