//! Why a tool had no session, and how that is told.
//!
//! What a tool prints is only read for what it is about. None of its words go on from here: a server can put what it
//! likes among them.

use crate::target::HostTarget;
use crate::{Outcome, Target, Tool};

/// Why a tool had no session, or lost the one it had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Nobody listens on the port.
    Refused,
    /// The name leads nowhere.
    UnknownHost,
    /// No answer, or no way to the host.
    NoAnswer,
    /// The host shows another key than the one that is known.
    HostKeyChanged,
    /// The user or a setting did not accept the host's key.
    HostKeyNotAccepted,
    /// The host did not let the user in.
    NotLoggedIn,
    /// Both sides share no method.
    NoCommonMethod,
    /// The host, or something on the way, ended the connection.
    HungUp,
    /// The tool said nothing that is known here.
    Unsaid,
}

/// What OpenSSH prints, in lower case, and what it is about. Its messages are not translated.
const SAID: [(&str, Cause); 15] = [
    ("remote host identification has changed", Cause::HostKeyChanged),
    ("host key verification failed", Cause::HostKeyNotAccepted),
    ("connection refused", Cause::Refused),
    ("could not resolve hostname", Cause::UnknownHost),
    ("timed out", Cause::NoAnswer),
    ("no route to host", Cause::NoAnswer),
    ("network is unreachable", Cause::NoAnswer),
    ("permission denied (", Cause::NotLoggedIn),
    ("too many authentication failures", Cause::NotLoggedIn),
    ("unable to negotiate", Cause::NoCommonMethod),
    ("connection closed by", Cause::HungUp),
    ("connection reset by", Cause::HungUp),
    ("connection to ", Cause::HungUp),
    ("not responding", Cause::HungUp),
    ("broken pipe", Cause::HungUp),
];

/// The word of each cause between the program in the terminal and the one that waits for it.
const WORDS: [(&str, Cause); 9] = [
    ("refused", Cause::Refused),
    ("unknown-host", Cause::UnknownHost),
    ("no-answer", Cause::NoAnswer),
    ("host-key-changed", Cause::HostKeyChanged),
    ("host-key-not-accepted", Cause::HostKeyNotAccepted),
    ("not-logged-in", Cause::NotLoggedIn),
    ("no-common-method", Cause::NoCommonMethod),
    ("hung-up", Cause::HungUp),
    ("unsaid", Cause::Unsaid),
];

impl Cause {
    /// The cause that the end of a tool's messages speaks of.
    #[must_use]
    pub fn read(said: &str) -> Self {
        let said = said.to_ascii_lowercase();
        // A changed key is told in a long warning, after which the last line only says that it was not accepted.
        if said.contains(SAID[0].0) {
            return Self::HostKeyChanged;
        }
        let last = said.lines().rev().find_map(|line| SAID.iter().find(|(words, _)| line.contains(words)));
        last.map_or(Self::Unsaid, |(_, cause)| *cause)
    }

    /// Its word, as in `host-key-changed`.
    #[must_use]
    pub fn word(self) -> &'static str {
        WORDS.iter().find(|(_, cause)| *cause == self).map_or("unsaid", |(word, _)| word)
    }

    /// The cause of a word.
    #[cfg(any(unix, test))]
    pub(crate) fn named(word: &str) -> Option<Self> {
        WORDS.iter().find(|(known, _)| *known == word).map(|(_, cause)| *cause)
    }
}

/// Whether this exit code means that the tool had no session or lost it. Any other code of SSH is the one of the last
/// command on the other side.
pub(crate) fn is_failure(tool: Tool, code: i32) -> bool {
    match tool {
        Tool::Ssh => code == 255,
        // FreeRDP keeps the codes below for the reasons that a server gives for the end of a session.
        Tool::Rdp => (128..255).contains(&code),
        // A viewer tells what was wrong in a window of its own and then ends with 1.
        Tool::Vnc | Tool::TeamViewer | Tool::AnyDesk | Tool::RustDesk => code != 0,
        // The desktop of Windows, which opens it, answers 1 whatever happened.
        Tool::QuickAssist | Tool::GoTo | Tool::Web => false,
    }
}

/// An end that the user must be told of: two sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What the window knows it by.
    pub code: &'static str,
    /// What happened.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl Outcome {
    /// What to tell the user when the session did not come about or was lost; `None` for an end that needs no words.
    #[must_use]
    pub fn trouble(self, target: &Target) -> Option<Trouble> {
        let name = target.tool().label();
        match self {
            Self::Failed { code, cause } => {
                let (message, hint) = match target.host() {
                    Some(host) => words(cause, code, name, host, target.port().unwrap_or_default()),
                    None => not_taken(name, code, &target.address()),
                };
                Some(Trouble { code: "session-failed", message, hint })
            }
            Self::Crashed => Some(Trouble {
                code: "session-failed",
                message: format!("{name} crashed."),
                hint: format!("Start {name} by itself to see what is wrong with it, then connect again."),
            }),
            Self::TerminalFailed(code) => Some(Trouble {
                code: "terminal-failed",
                message: format!("The terminal program ended with code {code} before the session began."),
                hint: "Start the terminal by itself to see what is wrong with it, then connect again."
                    .to_owned(),
            }),
            Self::Exited(_) | Self::Killed | Self::HandedOver | Self::Unknown => None,
        }
    }
}

/// A tool that was to hand the target over and did not.
fn not_taken(name: &str, code: i32, address: &str) -> (String, String) {
    (
        format!("{name} did not take {address} (code {code})."),
        format!("See whether {name} is installed and starts by itself, then connect again."),
    )
}

fn words(cause: Cause, code: i32, name: &str, target: &HostTarget, port: u16) -> (String, String) {
    let host = &target.host;
    let (message, hint) = match cause {
        Cause::Refused => (
            format!("{host} refused the {name} connection on port {port}."),
            "Check the port and whether the server runs there, then connect again.",
        ),
        Cause::UnknownHost => (
            format!("This computer finds no host {host}."),
            "Check the name, and whether the way into the customer's network (VPN) is open.",
        ),
        Cause::NoAnswer => (
            format!("{host} did not answer on port {port}."),
            "Check the way into the customer's network (VPN, firewall), then connect again.",
        ),
        Cause::HostKeyChanged => (
            format!("{host} showed another host key than before, so {name} did not connect."),
            "Ask the customer whether the server was set up anew; remove the old key only if it was.",
        ),
        Cause::HostKeyNotAccepted => (
            format!("The host key of {host} was not accepted, so {name} did not connect."),
            "Compare the key with the one the customer gives you, then connect again.",
        ),
        Cause::NotLoggedIn => (
            format!("{host} did not accept the login{}.", user(target)),
            "Check the user, and the key or password, with the customer.",
        ),
        Cause::NoCommonMethod => (
            format!("{host} and this computer share no {name} method that both accept."),
            "Ask the customer to update the server.",
        ),
        Cause::HungUp => (
            format!("The {name} connection to {host} was ended from the other side or on the way."),
            "Connect again; if it ends again, ask the customer for the server's log.",
        ),
        Cause::Unsaid => (
            format!("{name} had no session with {host}, or lost it (code {code})."),
            "Read what its window says, then connect again.",
        ),
    };
    (message, hint.to_owned())
}

fn user(target: &HostTarget) -> String {
    target.user.as_ref().map(|user| format!(" as {user}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_openssh_says_is_understood() {
        let changed = "@@@@\n@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\n@@@@\nOffending ED25519 key in \
                       known_hosts:3\nHost key verification failed.\r\n";
        let cases = [
            ("ssh: connect to host 127.0.0.1 port 1: Connection refused\r\n", Cause::Refused),
            ("ssh: Could not resolve hostname no.such: Name or service not known\r\n", Cause::UnknownHost),
            ("ssh: connect to host 192.0.2.1 port 22: Connection timed out\r\n", Cause::NoAnswer),
            ("ssh: connect to host 192.0.2.1 port 22: No route to host\r\n", Cause::NoAnswer),
            (changed, Cause::HostKeyChanged),
            ("Host key verification failed.\r\n", Cause::HostKeyNotAccepted),
            ("jo@db: Permission denied (publickey,password).\r\n", Cause::NotLoggedIn),
            (
                "Unable to negotiate with 10.0.0.5 port 22: no matching cipher found.\r\n",
                Cause::NoCommonMethod,
            ),
            ("kex_exchange_identification: Connection closed by remote host\r\n", Cause::HungUp),
            ("client_loop: send disconnect: Broken pipe\r\n", Cause::HungUp),
            ("Connection to db closed by remote host.\r\n", Cause::HungUp),
            (
                "Welcome. Connection refused is no problem here.\nConnection reset by 10.0.0.5\n",
                Cause::HungUp,
            ),
            ("", Cause::Unsaid),
        ];
        for (said, cause) in cases {
            assert_eq!(Cause::read(said), cause, "{said}");
        }
    }

    fn target(tool: Tool, address: &str) -> Target {
        let typed = crate::Typed { address, port: "2222", user: "jo", ..crate::Typed::default() };
        Target::read(tool, &typed).unwrap()
    }

    #[test]
    fn each_cause_has_a_word_and_two_sentences_that_name_the_host() {
        let target = target(Tool::Ssh, "db.acme.test");
        for (word, cause) in WORDS {
            assert_eq!((cause.word(), Cause::named(word)), (word, Some(cause)));
            let trouble = Outcome::Failed { code: 255, cause }.trouble(&target).unwrap();
            assert!(
                trouble.message.contains("db.acme.test") && trouble.message.ends_with('.'),
                "{trouble:?}"
            );
            assert!(trouble.hint.ends_with('.'), "{trouble:?}");
        }
        assert_eq!(
            Outcome::Failed { code: 255, cause: Cause::Refused }.trouble(&target).unwrap().message,
            "db.acme.test refused the SSH connection on port 2222."
        );
    }

    #[test]
    fn case_123_a_tool_that_takes_no_target_or_crashes_is_told() {
        let target = target(Tool::AnyDesk, "123456789");
        let failed = Outcome::Failed { code: 3, cause: Cause::Unsaid }.trouble(&target).unwrap();
        assert_eq!(failed.message, "AnyDesk did not take 123456789 (code 3).");
        assert_eq!(Outcome::Crashed.trouble(&target).unwrap().message, "AnyDesk crashed.");
        assert_eq!(Outcome::HandedOver.trouble(&target), None);
    }

    #[test]
    fn the_code_of_a_command_on_the_other_side_is_no_failure() {
        for (tool, code, failed) in [
            (Tool::Ssh, 255, true),
            (Tool::Ssh, 1, false),
            (Tool::Ssh, 130, false),
            (Tool::Rdp, 131, true),
            (Tool::Rdp, 12, false),
            (Tool::Vnc, 1, true),
            (Tool::QuickAssist, 1, false),
        ] {
            assert_eq!(is_failure(tool, code), failed, "{tool:?} {code}");
        }
        assert_eq!(Outcome::Exited(1).trouble(&target(Tool::Ssh, "db")), None);
    }
}
