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
    /// The program on this machine takes no jump host.
    #[error("The SSH program of this machine takes no jump host from here.")]
    NoJump,
    /// The tool is part of another system.
    #[error("{tool} is not made for this system.")]
    OtherSystem {
        /// Its name.
        tool: &'static str,
    },
    /// The grant is for another tool than the target.
    #[error("The session is allowed with {allowed:?}, not with {tool}.")]
    OtherTool {
        /// As in the grant.
        allowed: String,
        /// The tool of the target.
        tool: &'static str,
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
    /// Another session was started less than a second ago.
    #[error("Another session was started a moment ago, so this one was not.")]
    TooSoon,
    /// A page that is no plain web address.
    #[error("{address:?} is no web page, so it was not opened.")]
    NotAWebPage {
        /// What it was, capped.
        address: String,
    },
    /// The folder or the file for a session cannot be made.
    #[error("The folder for this session could not be made: {source}.")]
    Folder {
        /// What the system said.
        source: std::io::Error,
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
            Self::Target(_) => "bad-target",
            Self::NoJump => "no-jump",
            Self::OtherSystem { .. } => "tool-of-another-system",
            Self::Missing { .. } => "tool-missing",
            Self::Unsafe { .. } => "tool-unsafe",
            Self::OtherTool { .. } | Self::OtherHost { .. } | Self::Expired { .. } => "grant-does-not-fit",
            Self::TooSoon => "too-many-starts",
            Self::NotAWebPage { .. } => "not-a-web-page",
            Self::Folder { .. } | Self::Spawn { .. } => "tool-not-started",
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
            Self::NoJump => {
                "Leave the field empty, and name the jump host as ProxyJump for this host in your own configuration of SSH."
            }
            Self::OtherSystem { .. } => "Choose another tool that the policy allows.",
            Self::OtherTool { .. } | Self::OtherHost { .. } | Self::Expired { .. } => {
                "Ask for the session again."
            }
            Self::TooSoon => "Wait a second, and look whether the session is there already.",
            Self::NotAWebPage { .. } => "Open the ticket in the portal by yourself.",
            Self::Folder { .. } => {
                "See whether the disk is full and the folder for temporary files can be written."
            }
            Self::Spawn { .. } => "Run the shown command in a terminal to see what it says.",
        }
    }
}
