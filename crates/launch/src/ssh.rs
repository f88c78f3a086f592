//! SSH: the system's OpenSSH client, in the user's terminal.
//!
//! What a customer's machine could reach back for is switched off: the agent, X11, forwarded ports, local
//! commands. The question about an unknown host key stays with OpenSSH and the user.

use crate::machine::{Machine, System};
use crate::program::{self, Wanted};
use crate::{LaunchError, Target, Tool};

/// The options that every session gets, each followed by its value.
const SAFE: [&str; 8] = [
    "-o",
    "ForwardAgent=no",
    "-o",
    "ForwardX11=no",
    "-o",
    "ClearAllForwardings=yes",
    "-o",
    "PermitLocalCommand=no",
];

/// The argv of the client itself, without a terminal around it.
///
/// # Errors
/// An account with a domain; no client on this machine.
pub fn argv(machine: &dyn Machine, target: &Target) -> Result<Vec<String>, LaunchError> {
    let user = plain_user(target)?;
    let mut argv = vec![program::find(machine, &client(machine.system()))?];
    argv.extend(SAFE.map(str::to_owned));
    argv.extend(["-p".to_owned(), port(target).to_string()]);
    if let Some(user) = user {
        argv.extend(["-l".to_owned(), user.to_owned()]);
    }
    // Nothing after the two hyphens is taken for an option, whatever it starts with.
    argv.extend(["--".to_owned(), target.host.as_str().to_owned()]);
    Ok(argv)
}

/// The same target as an address, for systems whose terminal takes one: `ssh://user@host:port`.
pub(crate) fn url(target: &Target) -> Result<String, LaunchError> {
    let user = plain_user(target)?.map(|user| format!("{user}@")).unwrap_or_default();
    Ok(format!("ssh://{user}{}:{}", target.host.bracketed(), port(target)))
}

fn port(target: &Target) -> u16 {
    target.port.map_or(Tool::Ssh.default_port(), |port| port.number())
}

fn plain_user(target: &Target) -> Result<Option<&str>, LaunchError> {
    match &target.user {
        Some(user) if user.has_domain() => Err(LaunchError::DomainUser { user: user.to_string() }),
        Some(user) => Ok(Some(user.as_str())),
        None => Ok(None),
    }
}

fn client(system: System) -> Wanted<'static> {
    let what = "The OpenSSH client";
    match system {
        System::Linux => Wanted {
            what,
            names: &["ssh"],
            install: "Install it: `apt install openssh-client` on Debian and Ubuntu, `dnf install openssh-clients` on Fedora.",
        },
        System::MacOs => {
            Wanted { what, names: &["ssh"], install: "It is part of macOS: repair the system installation." }
        }
        System::Windows => Wanted {
            what,
            names: &[r"System32\OpenSSH\ssh.exe"],
            install: "Add the optional feature `OpenSSH Client` in the settings of Windows.",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::fake::FakeMachine;

    #[test]
    fn the_argv_of_each_system() {
        for (system, program) in [
            (System::Linux, "/usr/bin/ssh"),
            (System::MacOs, "/usr/bin/ssh"),
            (System::Windows, r"C:\Windows\System32\OpenSSH\ssh.exe"),
        ] {
            let target = Target::parse("fe80::1", "2222", "jo").unwrap();
            let argv = argv(&FakeMachine::with(system, &[program]), &target).unwrap();
            let options =
                "-o ForwardAgent=no -o ForwardX11=no -o ClearAllForwardings=yes -o PermitLocalCommand=no";
            assert_eq!(argv.join(" "), format!("{program} {options} -p 2222 -l jo -- fe80::1"));
        }
    }

    #[test]
    fn without_user_and_port() {
        let target = Target::parse("db.acme.test", "", "").unwrap();
        let argv = argv(&FakeMachine::with(System::Linux, &["/usr/bin/ssh"]), &target).unwrap();
        assert_eq!(argv[9..], ["-p", "22", "--", "db.acme.test"]);
    }

    #[test]
    fn an_account_with_a_domain_is_refused() {
        let target = Target::parse("db.acme.test", "", r"ACME\jo").unwrap();
        let error = argv(&FakeMachine::with(System::Linux, &["/usr/bin/ssh"]), &target).unwrap_err();
        assert_eq!(error.code(), "bad-target");
        assert!(url(&target).is_err());
    }

    #[test]
    fn an_address_for_a_terminal() {
        assert_eq!(url(&Target::parse("::1", "", "jo").unwrap()).unwrap(), "ssh://jo@[::1]:22");
        assert_eq!(
            url(&Target::parse("db.acme.test", "2222", "").unwrap()).unwrap(),
            "ssh://db.acme.test:2222"
        );
    }
}
