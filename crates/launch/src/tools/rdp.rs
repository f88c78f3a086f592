//! Remote Desktop: FreeRDP on Linux, the system's own client on Windows, the registered client on macOS.
//!
//! No .rdp file from a ticket is opened: such files can redirect drives and start programs. One of our own is written
//! on Windows only, when the account is to be filled in, which the client takes in no other way.

use crate::machine::System;
use crate::plan::SessionFile;
use crate::program::Wanted;
use crate::recipe::{Field, Fits, Recipe, Runs, is, value};
use crate::target::HostTarget;

const MSTSC: Wanted = Wanted {
    what: "Remote Desktop Connection",
    names: &[r"%SystemRoot%\System32\mstsc.exe"],
    install: "It is part of Windows: install it again from the settings of Windows or from Microsoft.",
};

pub(crate) const RECIPES: &[Recipe] = &[
    // Every argument is an option with its value in the same element. The clipboard, which FreeRDP shares by default, is
    // off; drives and printers are off unless asked for. The host is not the first argument: there, one that ends in
    // .rdp is taken for the name of a file. The port has an option of its own, because version 2 connects to port 0 when
    // it stands behind an IPv6 address. The password and the question about an unknown certificate come as text, so it
    // gets a terminal.
    Recipe {
        system: System::Linux,
        program: Wanted {
            what: "FreeRDP",
            names: &["xfreerdp3", "xfreerdp"],
            install: "Install it: `apt install freerdp3-x11`, or `freerdp2-x11` on older Debian and Ubuntu, `dnf install freerdp` on Fedora.",
        },
        fits: Fits::All,
        arguments: &[
            is("-clipboard"),
            value("/v:", Field::Address),
            value("/port:", Field::Port),
            value("/u:", Field::User),
        ],
        runs: Runs::InTerminal,
    },
    Recipe {
        system: System::Windows,
        program: MSTSC,
        fits: Fits::WithoutUser,
        arguments: &[value("/v:", Field::AddressAndPort)],
        runs: Runs::InWindow,
    },
    Recipe {
        system: System::Windows,
        program: MSTSC,
        fits: Fits::WithUser,
        arguments: &[value("", Field::File)],
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
        arguments: &[value("", Field::Url)],
        runs: Runs::HandsOver,
    },
];

/// The address form of Microsoft's client for macOS: `rdp://full%20address=s%3Ahost%3Aport&username=s%3Auser`. Drives
/// are redirected only where the address asks for it.
pub(crate) fn url(target: &HostTarget, port: u16) -> String {
    let user = target.user.iter().map(|user| format!("&username=s%3A{}", encoded(user.as_str())));
    let address = format!("{}:{port}", target.host.bracketed());
    format!("rdp://full%20address=s%3A{}{}", encoded(&address), user.collect::<String>())
}

fn encoded(text: &str) -> String {
    let safe = |b: u8| b.is_ascii_alphanumeric() || b"-._".contains(&b);
    text.bytes().map(|b| if safe(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// What the file says besides host and account: nothing of this computer is lent to the other side, no password is kept,
/// the server must prove itself or the user is asked, and the account is checked before a desktop is made (NLA).
const FIXED: &[&str] = &[
    "alternate shell:s:",
    "audiocapturemode:i:0",
    "authentication level:i:2",
    "camerastoredirect:s:",
    "devicestoredirect:s:",
    "disableconnectionsharing:i:1",
    "drivestoredirect:s:",
    "enablecredsspsupport:i:1",
    "gatewayusagemethod:i:0",
    "prompt for credentials:i:1",
    "redirectclipboard:i:0",
    "redirectcomports:i:0",
    "redirectlocation:i:0",
    "redirectposdevices:i:0",
    "redirectprinters:i:0",
    "redirectsmartcards:i:0",
    "redirectwebauthn:i:0",
    "remoteapplicationmode:i:0",
    "usbdevicestoredirect:s:",
];

/// The file for a target, one value a line.
pub(crate) fn file(target: &HostTarget, port: u16) -> SessionFile {
    let mut text = format!("full address:s:{}:{port}\r\n", target.host.bracketed());
    text.extend(target.user.iter().map(|user| format!("username:s:{user}\r\n")));
    text.extend(FIXED.iter().map(|line| format!("{line}\r\n")));
    SessionFile { name: "session.rdp", text }
}

#[cfg(test)]
mod tests {
    use crate::machine::System;
    use crate::recipe::tests::{argv_on, plan_on};
    use crate::{Target, Tool, Typed};

    fn typed<'a>(address: &'a str, port: &'a str, user: &'a str) -> Typed<'a> {
        Typed { address, port, user, jump: "" }
    }

    const MSTSC: &str = r"C:\Windows\System32\mstsc.exe";

    #[test]
    fn linux() {
        assert_eq!(
            argv_on(System::Linux, &["/usr/bin/xfreerdp3"], Tool::Rdp, &typed("fe80::1", "", r"ACME\jo")),
            ["/usr/bin/xfreerdp3", "-clipboard", "/v:[fe80::1]", "/port:3389", r"/u:ACME\jo"]
        );
        assert_eq!(
            argv_on(System::Linux, &["/usr/bin/xfreerdp"], Tool::Rdp, &typed("pc.acme.test", "3390", "")),
            ["/usr/bin/xfreerdp", "-clipboard", "/v:pc.acme.test", "/port:3390"]
        );
    }

    #[test]
    fn case_108_windows_gets_no_file_where_none_is_needed() {
        let plan = plan_on(System::Windows, &[MSTSC], Tool::Rdp, &typed("pc.acme.test", "", ""));
        assert_eq!((plan.argv, plan.file), (vec![MSTSC.to_owned(), "/v:pc.acme.test:3389".to_owned()], None));
    }

    #[test]
    fn case_109_our_own_file_has_fixed_keys_and_lends_nothing() {
        let plan = plan_on(System::Windows, &[MSTSC], Tool::Rdp, &typed("fe80::1", "3390", r"ACME\jo"));
        let file = plan.file.unwrap();
        assert_eq!(plan.argv, [MSTSC, crate::plan::SessionFile::PLACE]);
        let lines: Vec<&str> = file.text.split_terminator("\r\n").collect();
        assert_eq!(lines[..2], ["full address:s:[fe80::1]:3390", r"username:s:ACME\jo"]);
        assert_eq!(lines[2..], *super::FIXED);
        let says = |line: &str| lines.contains(&line);
        for line in [
            "drivestoredirect:s:",
            "redirectclipboard:i:0",
            "redirectprinters:i:0",
            "redirectsmartcards:i:0",
            "redirectwebauthn:i:0",
            "authentication level:i:2",
            "enablecredsspsupport:i:1",
        ] {
            assert!(says(line), "{line} is missing in {lines:?}");
        }
        assert!(!file.text.to_lowercase().contains("password"), "{}", file.text);
    }

    #[test]
    fn case_108_no_foreign_text_becomes_a_line_of_the_file() {
        for host in [
            "h\r\nalternate shell:s:cmd",
            "h\nremoteapplicationprogram:s:x",
            "drivestoredirect:s:*",
            "h:s:x",
            "h\0",
        ] {
            assert!(Target::read(Tool::Rdp, &typed(host, "", "jo")).is_err(), "{host:?}");
            assert!(Target::read(Tool::Rdp, &typed("h", "", host)).is_err(), "{host:?}");
            assert!(Target::read(Tool::Rdp, &typed("h", host, "")).is_err(), "{host:?}");
        }
    }

    #[test]
    fn macos() {
        assert_eq!(
            argv_on(System::MacOs, &["/usr/bin/open"], Tool::Rdp, &typed("10.0.0.5", "", r"ACME\jo")),
            ["/usr/bin/open", r"rdp://full%20address=s%3A10.0.0.5%3A3389&username=s%3AACME%5Cjo"]
        );
    }
}
