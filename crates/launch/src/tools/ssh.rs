//! SSH: the system's OpenSSH client, in the user's terminal; on Windows PuTTY where there is none.
//!
//! What a customer's machine could reach back for is switched off: the agent, X11, forwarded ports, local
//! commands. The question about an unknown host key stays with OpenSSH and the user: no key is added from here.

use crate::machine::System;
use crate::program::Wanted;
use crate::recipe::{Arg, Field, Fits, Recipe, Runs, is, only_with, value};
use crate::target::HostTarget;

const OPEN_SSH: &[Arg] = &[
    is("-o"),
    is("ForwardAgent=no"),
    is("-o"),
    is("ForwardX11=no"),
    is("-o"),
    is("ClearAllForwardings=yes"),
    is("-o"),
    is("PermitLocalCommand=no"),
    is("-o"),
    is("StrictHostKeyChecking=ask"),
    is("-p"),
    value("", Field::Port),
    only_with("-l", Field::User),
    value("", Field::User),
    only_with("-J", Field::Jump),
    value("", Field::Jump),
    // Nothing after the two hyphens is taken for an option, whatever it starts with.
    is("--"),
    value("", Field::Host),
];

/// PuTTY has no end of options; no host of [`crate::HostName`] starts with a hyphen.
const PUTTY: &[Arg] = &[
    is("-ssh"),
    is("-a"),
    is("-x"),
    is("-P"),
    value("", Field::Port),
    only_with("-l", Field::User),
    value("", Field::User),
    value("", Field::Host),
];

const CLIENT: &str = "The OpenSSH client";

pub(crate) const RECIPES: &[Recipe] = &[
    Recipe {
        system: System::Linux,
        program: Wanted {
            what: CLIENT,
            names: &["ssh"],
            install: "Install it: `apt install openssh-client` on Debian and Ubuntu, `dnf install openssh-clients` on Fedora.",
        },
        fits: Fits::All,
        arguments: OPEN_SSH,
        runs: Runs::InTerminal,
    },
    Recipe {
        system: System::Windows,
        program: Wanted {
            what: CLIENT,
            names: &[r"%SystemRoot%\System32\OpenSSH\ssh.exe", r"%ProgramFiles%\OpenSSH\ssh.exe"],
            install: "Add the optional feature `OpenSSH Client` in the settings of Windows.",
        },
        fits: Fits::All,
        arguments: OPEN_SSH,
        runs: Runs::InConsole,
    },
    Recipe {
        system: System::Windows,
        program: Wanted {
            what: CLIENT,
            names: &[r"%ProgramFiles%\PuTTY\putty.exe", r"%ProgramFiles(x86)%\PuTTY\putty.exe"],
            install: "Add the optional feature `OpenSSH Client` in the settings of Windows.",
        },
        fits: Fits::WithoutJump,
        arguments: PUTTY,
        runs: Runs::InWindow,
    },
    // Terminal takes a command only as text for a shell; an address it takes as it is. It takes no options: what is
    // forwarded is what the user's own configuration says.
    Recipe {
        system: System::MacOs,
        program: Wanted {
            what: "The command `open`",
            names: &["/usr/bin/open"],
            install: "It is part of macOS: repair the system installation.",
        },
        fits: Fits::WithoutJump,
        arguments: &[is("-b"), is("com.apple.Terminal"), value("", Field::Url)],
        runs: Runs::HandsOver,
    },
];

/// The target as an address: `ssh://user@host:port`.
pub(crate) fn url(target: &HostTarget, port: u16) -> String {
    let user = target.user.as_ref().map(|user| format!("{user}@")).unwrap_or_default();
    format!("ssh://{user}{}:{port}", target.host.bracketed())
}

#[cfg(test)]
mod tests {
    use crate::machine::System;
    use crate::recipe::tests::{argv_on, error_on};
    use crate::{Tool, Typed};

    const SAFE: &str = "-o ForwardAgent=no -o ForwardX11=no -o ClearAllForwardings=yes -o PermitLocalCommand=no \
                        -o StrictHostKeyChecking=ask";

    fn typed<'a>(address: &'a str, port: &'a str, user: &'a str, jump: &'a str) -> Typed<'a> {
        Typed { address, port, user, jump }
    }

    #[test]
    fn case_094_case_101_the_host_is_behind_two_hyphens_and_nothing_is_forwarded() {
        for (system, program) in
            [(System::Linux, "/usr/bin/ssh"), (System::Windows, r"C:\Windows\System32\OpenSSH\ssh.exe")]
        {
            let argv = argv_on(system, &[program], Tool::Ssh, &typed("fe80::1", "2222", "jo", "")).join(" ");
            assert_eq!(argv, format!("{program} {SAFE} -p 2222 -l jo -- fe80::1"));
        }
    }

    #[test]
    fn without_user_and_port() {
        let argv = argv_on(System::Linux, &["/usr/bin/ssh"], Tool::Ssh, &typed("db.acme.test", "", "", ""));
        assert_eq!(argv[11..], ["-p", "22", "--", "db.acme.test"]);
    }

    #[test]
    fn a_jump_host_is_one_argument_before_the_end_of_options() {
        let wanted = typed("db", "", "", "jo@gate:2222");
        let argv = argv_on(System::Linux, &["/usr/bin/ssh"], Tool::Ssh, &wanted);
        assert_eq!(argv[13..], ["-J", "jo@gate:2222", "--", "db"]);
        for (system, program) in
            [(System::Windows, r"C:\Program Files\PuTTY\putty.exe"), (System::MacOs, "/usr/bin/open")]
        {
            let error = error_on(system, &[program], Tool::Ssh, &wanted);
            assert_eq!(error.code(), "no-jump", "{error}");
        }
    }

    #[test]
    fn case_104_putty_is_the_second_choice_and_gets_the_same_types() {
        let program = r"C:\Program Files\PuTTY\putty.exe";
        let argv = argv_on(System::Windows, &[program], Tool::Ssh, &typed("db", "2222", "jo", ""));
        assert_eq!(argv, [program, "-ssh", "-a", "-x", "-P", "2222", "-l", "jo", "db"]);
        for host in ["-load", "-m", "-proxycmd"] {
            assert!(crate::Target::read(Tool::Ssh, &typed(host, "", "", "")).is_err(), "{host}");
        }
    }

    #[test]
    fn macos_gets_an_address_for_its_terminal() {
        for (wanted, url) in [
            (typed("::1", "", "jo", ""), "ssh://jo@[::1]:22"),
            (typed("db.acme.test", "2222", "", ""), "ssh://db.acme.test:2222"),
        ] {
            let argv = argv_on(System::MacOs, &["/usr/bin/open"], Tool::Ssh, &wanted);
            assert_eq!(argv, ["/usr/bin/open", "-b", "com.apple.Terminal", url]);
        }
    }

    #[test]
    fn a_missing_client_is_said_with_all_that_was_tried() {
        let error = error_on(System::Windows, &[], Tool::Ssh, &typed("db", "", "", ""));
        assert_eq!(error.code(), "tool-missing");
        assert!(error.to_string().contains("ssh.exe") && error.to_string().contains("putty.exe"), "{error}");
        assert!(error.hint().contains("OpenSSH Client"), "{}", error.hint());
    }
}
