//! VNC: a viewer in a window of its own. It asks for the password itself.
//!
//! The host stands alone with two colons before the port, the form in which no viewer takes the number for a display.
//! A viewer takes an argument with `=` for a setting, and one with `/` or the ending `.tigervnc` for a file: a host has
//! none of these signs, and what follows it ends in digits. A gateway (`-via`) is not offered: the viewer hands it to a
//! shell.

use crate::machine::System;
use crate::program::Wanted;
use crate::recipe::{Arg, Field, Fits, Recipe, Runs, is, value};
use crate::target::HostTarget;

/// Nothing goes from one clipboard to the other.
const TIGER: &[Arg] = &[
    is("-AcceptClipboard=0"),
    is("-SendClipboard=0"),
    is("-SendPrimary=0"),
    value("", Field::AddressAndDoublePort),
];

const OTHERS: &[Arg] = &[value("", Field::AddressAndDoublePort)];

const ON_WINDOWS: &str = "Install TigerVNC Viewer, RealVNC Viewer or TightVNC for all users.";

pub(crate) const RECIPES: &[Recipe] = &[
    Recipe {
        system: System::Linux,
        program: Wanted {
            what: "TigerVNC Viewer",
            names: &["xtigervncviewer", "vncviewer"],
            install: "Install it: `apt install tigervnc-viewer` on Debian and Ubuntu, `dnf install tigervnc` on Fedora.",
        },
        fits: Fits::All,
        arguments: TIGER,
        runs: Runs::InWindow,
    },
    Recipe {
        system: System::Windows,
        program: Wanted {
            what: "A VNC viewer",
            names: &[r"%ProgramFiles%\TigerVNC\vncviewer.exe"],
            install: ON_WINDOWS,
        },
        fits: Fits::All,
        arguments: TIGER,
        runs: Runs::InWindow,
    },
    Recipe {
        system: System::Windows,
        program: Wanted {
            what: "A VNC viewer",
            names: &[
                r"%ProgramFiles%\RealVNC\VNC Viewer\vncviewer.exe",
                r"%ProgramFiles%\TightVNC\tvnviewer.exe",
            ],
            install: ON_WINDOWS,
        },
        fits: Fits::All,
        arguments: OTHERS,
        runs: Runs::InWindow,
    },
    Recipe {
        system: System::MacOs,
        program: Wanted {
            what: "The command `open`",
            names: &["/usr/bin/open"],
            install: "It is part of macOS: repair the system installation.",
        },
        fits: Fits::All,
        arguments: &[is("-b"), is("com.apple.ScreenSharing"), value("", Field::Url)],
        runs: Runs::HandsOver,
    },
];

/// The target as an address for Screen Sharing: `vnc://host:port`.
pub(crate) fn url(target: &HostTarget, port: u16) -> String {
    format!("vnc://{}:{port}", target.host.bracketed())
}

#[cfg(test)]
mod tests {
    use crate::machine::System;
    use crate::recipe::tests::argv_on;
    use crate::{Target, Tool, Typed};

    fn typed<'a>(address: &'a str, port: &'a str) -> Typed<'a> {
        Typed { address, port, ..Typed::default() }
    }

    #[test]
    fn case_114_the_port_is_always_behind_two_colons() {
        for (port, last) in [("", "10.0.0.5::5900"), ("1", "10.0.0.5::1"), ("5901", "10.0.0.5::5901")] {
            let argv =
                argv_on(System::Linux, &["/usr/bin/xtigervncviewer"], Tool::Vnc, &typed("10.0.0.5", port));
            assert_eq!(argv[1..], ["-AcceptClipboard=0", "-SendClipboard=0", "-SendPrimary=0", last]);
        }
        let six = argv_on(System::Linux, &["/usr/bin/vncviewer"], Tool::Vnc, &typed("fe80::1", "5901"));
        assert_eq!(six.last().unwrap(), "[fe80::1]::5901");
        for (host, port) in [("host:1", ""), ("host::5901", ""), ("host", "99999"), ("host", ":1")] {
            assert!(Target::read(Tool::Vnc, &typed(host, port)).is_err(), "{host} {port}");
        }
    }

    #[test]
    fn case_111_case_112_a_host_is_neither_a_setting_nor_a_file() {
        for host in [
            "via=evil",
            "PasswordFile=/x",
            "Log=*:file:/x",
            "/srv/x.tigervnc",
            "./x.tigervnc",
            "/run/X11-unix/X1",
            r"C:\x.tigervnc",
            "-via",
            "-listen",
        ] {
            assert!(Target::read(Tool::Vnc, &typed(host, "")).is_err(), "{host}");
        }
        // Also a name that ends so is no file: a port always follows.
        let argv = argv_on(System::Linux, &["/usr/bin/xtigervncviewer"], Tool::Vnc, &typed("x.tigervnc", ""));
        assert_eq!(argv.last().unwrap(), "x.tigervnc::5900");
    }

    #[test]
    fn windows_tries_the_known_viewers_and_macos_its_own() {
        for (program, arguments) in [
            (r"C:\Program Files\TigerVNC\vncviewer.exe", 4),
            (r"C:\Program Files\RealVNC\VNC Viewer\vncviewer.exe", 1),
            (r"C:\Program Files\TightVNC\tvnviewer.exe", 1),
        ] {
            let argv = argv_on(System::Windows, &[program], Tool::Vnc, &typed("db", ""));
            assert_eq!((argv[0].as_str(), argv.len()), (program, arguments + 1));
        }
        assert_eq!(
            argv_on(System::MacOs, &["/usr/bin/open"], Tool::Vnc, &typed("db", "5901")),
            ["/usr/bin/open", "-b", "com.apple.ScreenSharing", "vnc://db:5901"]
        );
    }
}
