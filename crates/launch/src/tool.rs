//! Which tools there are.

use serde::{Deserialize, Serialize};

/// A remote tool this room can start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tool {
    /// OpenSSH in the user's terminal.
    Ssh,
    /// Remote Desktop.
    Rdp,
}

impl Tool {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 2] = [Self::Ssh, Self::Rdp];

    /// The tool of a pack's word; `None` for one that cannot be started from here.
    #[must_use]
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tool| tool.id() == id)
    }

    /// Its word in packs and on the wire.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Ssh => "ssh",
            Self::Rdp => "rdp",
        }
    }

    /// Its name to show.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Ssh => "SSH",
            Self::Rdp => "Remote Desktop",
        }
    }

    /// The port it uses when none is given.
    #[must_use]
    pub fn default_port(self) -> u16 {
        match self {
            Self::Ssh => 22,
            Self::Rdp => 3389,
        }
    }
}
