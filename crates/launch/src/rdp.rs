//! Remote Desktop: FreeRDP on Linux, the system's own client on Windows, the registered client on macOS.
//!
//! No .rdp file is written and none from a ticket is opened: such files can redirect drives and start programs.

use crate::machine::{Machine, System};
use crate::program::{self, Wanted};
use crate::{LaunchError, Target, Tool, terminal};

/// The argv of the client itself, without a terminal around it.
///
/// # Errors
/// No client on this machine.
pub fn argv(machine: &dyn Machine, target: &Target) -> Result<Vec<String>, LaunchError> {
    let program = program::find(machine, &client(machine.system()))?;
    Ok(match machine.system() {
        System::Linux => free_rdp(program, target),
        // The client takes no account; it asks for it together with the password.
        System::Windows => vec![program, format!("/v:{}", address(target))],
        System::MacOs => vec![program, url(target)],
    })
}

/// FreeRDP: every argument is an option with its value in the same element. The clipboard, which it shares by
/// default, is off; drives and printers are off unless asked for.
fn free_rdp(program: String, target: &Target) -> Vec<String> {
    // The host is not the first argument: there, one that ends in .rdp is taken for the name of a file. The
    // port has an option of its own, because version 2 connects to port 0 when it stands behind an IPv6
    // address.
    let host = format!("/v:{}", target.host.bracketed());
    let mut argv = vec![program, "-clipboard".to_owned(), host, format!("/port:{}", port(target))];
    argv.extend(target.user.iter().map(|user| format!("/u:{user}")));
    argv
}

fn address(target: &Target) -> String {
    format!("{}:{}", target.host.bracketed(), port(target))
}

fn port(target: &Target) -> u16 {
    target.port.map_or(Tool::Rdp.default_port(), |port| port.number())
}

/// The address form of Microsoft's client for macOS: `rdp://full%20address=s%3Ahost%3Aport&username=s%3Auser`.
fn url(target: &Target) -> String {
    let user = target.user.iter().map(|user| format!("&username=s%3A{}", encoded(user.as_str())));
    format!("rdp://full%20address=s%3A{}{}", encoded(&address(target)), user.collect::<String>())
}

fn encoded(text: &str) -> String {
    let safe = |b: u8| b.is_ascii_alphanumeric() || b"-._".contains(&b);
    text.bytes().map(|b| if safe(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

fn client(system: System) -> Wanted<'static> {
    match system {
        System::Linux => Wanted {
            what: "FreeRDP",
            names: &["xfreerdp3", "xfreerdp"],
            install: "Install it: `apt install freerdp3-x11`, or `freerdp2-x11` on older Debian and Ubuntu, `dnf install freerdp` on Fedora.",
        },
        System::MacOs => terminal::MAC_OPEN,
        System::Windows => Wanted {
            what: "Remote Desktop Connection",
            names: &[r"System32\mstsc.exe"],
            install: "It is part of Windows: install it again from the settings of Windows or from Microsoft.",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::fake::FakeMachine;

    fn argv_on(system: System, program: &'static str, host: &str, port: &str, user: &str) -> Vec<String> {
        let target = Target::parse(host, port, user).unwrap();
        argv(&FakeMachine::with(system, &[program]), &target).unwrap()
    }

    #[test]
    fn linux() {
        assert_eq!(
            argv_on(System::Linux, "/usr/bin/xfreerdp3", "fe80::1", "", r"ACME\jo"),
            ["/usr/bin/xfreerdp3", "-clipboard", "/v:[fe80::1]", "/port:3389", r"/u:ACME\jo"]
        );
        assert_eq!(
            argv_on(System::Linux, "/usr/bin/xfreerdp", "pc.acme.test", "3390", ""),
            ["/usr/bin/xfreerdp", "-clipboard", "/v:pc.acme.test", "/port:3390"]
        );
    }

    #[test]
    fn windows() {
        assert_eq!(
            argv_on(System::Windows, r"C:\Windows\System32\mstsc.exe", "pc.acme.test", "", r"ACME\jo"),
            [r"C:\Windows\System32\mstsc.exe", "/v:pc.acme.test:3389"]
        );
    }

    #[test]
    fn macos() {
        assert_eq!(
            argv_on(System::MacOs, "/usr/bin/open", "10.0.0.5", "", r"ACME\jo"),
            ["/usr/bin/open", r"rdp://full%20address=s%3A10.0.0.5%3A3389&username=s%3AACME%5Cjo"]
        );
    }
}
