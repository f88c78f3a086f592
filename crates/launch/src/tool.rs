//! Which tools there are.

use serde::{Deserialize, Serialize};

use crate::machine::{Machine, System, ThisMachine};
use crate::target::TypedField;

/// A remote tool this room can start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tool {
    /// OpenSSH in the user's terminal.
    Ssh,
    /// Remote Desktop.
    Rdp,
    /// Virtual Network Computing.
    Vnc,
    /// TeamViewer.
    #[serde(rename = "teamviewer")]
    TeamViewer,
    /// AnyDesk.
    #[serde(rename = "anydesk")]
    AnyDesk,
    /// RustDesk.
    #[serde(rename = "rustdesk")]
    RustDesk,
    /// GoToAssist and what followed it: a page in the browser.
    #[serde(rename = "gotoassist")]
    GoTo,
    /// Quick Assist, which is part of Windows.
    QuickAssist,
    /// A tool that is a page in the browser, such as the one of SEP.
    Web,
}

impl Tool {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 9] = [
        Self::Ssh,
        Self::Rdp,
        Self::Vnc,
        Self::TeamViewer,
        Self::AnyDesk,
        Self::RustDesk,
        Self::GoTo,
        Self::QuickAssist,
        Self::Web,
    ];

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
            Self::Vnc => "vnc",
            Self::TeamViewer => "teamviewer",
            Self::AnyDesk => "anydesk",
            Self::RustDesk => "rustdesk",
            Self::GoTo => "gotoassist",
            Self::QuickAssist => "quick-assist",
            Self::Web => "web",
        }
    }

    /// Its name to show.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Ssh => "SSH",
            Self::Rdp => "Remote Desktop",
            Self::Vnc => "VNC",
            Self::TeamViewer => "TeamViewer",
            Self::AnyDesk => "AnyDesk",
            Self::RustDesk => "RustDesk",
            Self::GoTo => "GoToAssist",
            Self::QuickAssist => "Quick Assist",
            Self::Web => "Web service tool",
        }
    }

    /// The port it uses when none is given; `None` for a tool without ports.
    #[must_use]
    pub fn default_port(self) -> Option<u16> {
        match self {
            Self::Ssh => Some(22),
            Self::Rdp => Some(3389),
            Self::Vnc => Some(5900),
            Self::TeamViewer
            | Self::AnyDesk
            | Self::RustDesk
            | Self::GoTo
            | Self::QuickAssist
            | Self::Web => None,
        }
    }

    /// What it has to be told, in the order in which it is asked for.
    #[must_use]
    pub fn fields(self) -> &'static [TypedField] {
        match self {
            Self::Ssh => &[TypedField::Host, TypedField::Port, TypedField::User, TypedField::Jump],
            Self::Rdp => &[TypedField::Host, TypedField::Port, TypedField::User],
            Self::Vnc => &[TypedField::Host, TypedField::Port],
            Self::TeamViewer | Self::AnyDesk | Self::RustDesk => &[TypedField::Id],
            Self::GoTo | Self::Web => &[TypedField::Link],
            Self::QuickAssist => &[],
        }
    }

    /// Whether this machine's system has it at all.
    #[must_use]
    pub fn is_here(self) -> bool {
        self.is_on(ThisMachine.system())
    }

    /// Whether a system has it at all.
    #[must_use]
    pub fn is_on(self, system: System) -> bool {
        self != Self::QuickAssist || system == System::Windows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_is_the_same_everywhere() {
        for tool in Tool::ALL {
            assert_eq!(Tool::named(tool.id()), Some(tool));
            assert_eq!(serde_json::to_value(tool).unwrap(), tool.id());
        }
        assert_eq!(Tool::named("telepathy"), None);
    }
}
