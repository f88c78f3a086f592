//! A session that runs.

use crate::failure::is_failure;
use crate::{Cause, LaunchError, Plan, System, Tool};
use std::ffi::OsString;
use std::process::{Child, Command, ExitStatus, Stdio};

/// How a session ended, as far as this machine can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The tool ended with this code. Without a [reporter](crate::start) it is the terminal's code, and most terminals
    /// answer 0 whatever happened inside.
    Exited(i32),
    /// The tool had no session with the host, or lost it.
    Failed {
        /// The tool's code.
        code: i32,
        /// Why, as far as the tool said.
        cause: Cause,
    },
    /// The terminal ended with this code before the tool had begun.
    TerminalFailed(i32),
    /// The tool was ended by a signal, or its terminal was closed.
    Killed,
    /// Another program took the target over and goes on by itself; its end cannot be seen from here.
    HandedOver,
    /// The system could not say.
    Unknown,
}

/// A session that was started. Dropping it does not end the session: the user's work goes on when the console
/// closes.
#[derive(Debug)]
pub struct Session {
    process: u32,
    argv: Vec<String>,
}

impl Session {
    /// Number of the process that was started.
    #[must_use]
    pub fn process(&self) -> u32 {
        self.process
    }

    /// The command that was run.
    #[must_use]
    pub fn argv(&self) -> &[String] {
        &self.argv
    }
}

/// Runs a plan and watches it. `ended` is called once, from a thread of its own, when the session ends. With a
/// `reporter`, the program that [waits in the terminal](crate::letterbox), the end of the tool itself is learnt.
pub(crate) fn run(
    plan: Plan,
    reporter: Option<&str>,
    ended: impl FnOnce(Outcome) + Send + 'static,
) -> Result<Session, LaunchError> {
    let Plan { mut argv, tool, tool_at, follows, console } = plan;
    let inside =
        reporter.filter(|_| tool_at > 0).and_then(|reporter| inside::put(&mut argv, tool_at, reporter));
    let program = argv.first().cloned().unwrap_or_default();
    let spawned = command(&argv, console).spawn();
    let mut child = spawned.map_err(|source| LaunchError::Spawn { program, source })?;
    let process = child.id();
    std::thread::spawn(move || {
        let told = inside.and_then(|inside| inside.wait(&mut child, follows));
        match told {
            Some(outcome) => {
                ended(outcome);
                // The terminal may stay to be read; it is waited for so that the system can forget it.
                let _ = child.wait();
            }
            None => ended(wait(&mut child, tool, follows)),
        }
    });
    Ok(Session { process, argv })
}

fn wait(child: &mut Child, tool: Tool, follows: bool) -> Outcome {
    match child.wait() {
        Ok(status) if status.success() && !follows => Outcome::HandedOver,
        Ok(status) => outcome(tool, status),
        Err(_) => Outcome::Unknown,
    }
}

fn outcome(tool: Tool, status: ExitStatus) -> Outcome {
    match status.code() {
        Some(code) if is_failure(tool, code) => Outcome::Failed { code, cause: Cause::Unsaid },
        Some(code) => Outcome::Exited(code),
        None => Outcome::Killed,
    }
}

/// What is put between a terminal and a tool.
#[cfg(unix)]
mod inside {
    use super::{Child, Outcome};
    use crate::letterbox::{self, Letterbox};

    pub(super) struct Inside(Letterbox);

    /// Puts the reporter in front of the tool. `None`, and nothing is put, when no socket can be made.
    pub(super) fn put(argv: &mut Vec<String>, tool_at: usize, reporter: &str) -> Option<Inside> {
        let letterbox = Letterbox::new().ok()?;
        let socket = letterbox.path().to_str()?.to_owned();
        let reporter = [reporter.to_owned(), letterbox::OPTION.to_owned(), socket, "--".to_owned()];
        argv.splice(tool_at..tool_at, reporter);
        Some(Inside(letterbox))
    }

    impl Inside {
        /// How the tool ended; `None` when nothing was ever heard of it.
        pub(super) fn wait(self, terminal: &mut Child, follows: bool) -> Option<Outcome> {
            let told = letterbox::wait(self.0, &mut || match terminal.try_wait() {
                Ok(None) | Err(_) => None,
                // Any terminal may have handed the command over to one that runs, and be done before the tool begins.
                Ok(Some(status)) if status.success() => None,
                Ok(Some(status)) => Some(status.code().map_or(Outcome::Killed, Outcome::TerminalFailed)),
            });
            // A terminal that is gone without a word from the tool says nothing about the session.
            told.or_else(|| match terminal.try_wait() {
                Ok(Some(_)) if follows => Some(Outcome::Unknown),
                Ok(_) | Err(_) => None,
            })
        }
    }
}

/// Windows and its terminals start the tool itself, so that its end is seen anyhow.
#[cfg(not(unix))]
mod inside {
    use super::{Child, Outcome};

    pub(super) enum Inside {}

    pub(super) fn put(_argv: &mut Vec<String>, _tool_at: usize, _reporter: &str) -> Option<Inside> {
        None
    }

    impl Inside {
        pub(super) fn wait(self, _terminal: &mut Child, _follows: bool) -> Option<Outcome> {
            match self {}
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that starts programs; what reaches it needs a grant"
)]
fn command(argv: &[String], console: bool) -> Command {
    let mut command = Command::new(argv.first().map(String::as_str).unwrap_or_default());
    command.args(argv.iter().skip(1));
    // Nothing of this program's own goes along: no input, no output, no variable that is not on the list. With
    // a console of its own the child must not get empty streams instead of it.
    if !console {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    }
    command.env_clear().envs(std::env::vars_os().filter(|(name, _)| is_passed_on(name)));
    command.current_dir(folder());
    own_console(&mut command, console);
    command
}

/// What tools need to find the display, the user's own settings and the agent. Not passed on is whatever
/// changes which code a program loads or which helper it runs (`LD_PRELOAD`, `SSH_ASKPASS`, `VNC_VIA_CMD`), and
/// anything unknown.
fn is_passed_on(name: &OsString) -> bool {
    const NAMES: &[&str] = &[
        "PATH",
        "HOME",
        "USER",
        "LOGNAME",
        "SHELL",
        "LANG",
        "LANGUAGE",
        "TZ",
        "TERM",
        "COLORTERM",
        "DISPLAY",
        "WAYLAND_DISPLAY",
        "XAUTHORITY",
        "DBUS_SESSION_BUS_ADDRESS",
        "SSH_AUTH_SOCK",
        "DESKTOP_SESSION",
        "SYSTEMROOT",
        "SYSTEMDRIVE",
        "WINDIR",
        "USERPROFILE",
        "USERNAME",
        "USERDOMAIN",
        "APPDATA",
        "LOCALAPPDATA",
        "PROGRAMDATA",
        "PROGRAMFILES",
        "TEMP",
        "TMP",
        "TMPDIR",
        "HOMEDRIVE",
        "HOMEPATH",
        "COMPUTERNAME",
    ];
    let name = name.to_string_lossy().to_ascii_uppercase();
    NAMES.contains(&name.as_str()) || name.starts_with("LC_") || name.starts_with("XDG_")
}

/// A folder in which nobody can leave a library for the program to pick up.
fn folder() -> String {
    use crate::machine::{Machine, ThisMachine};
    match ThisMachine.system() {
        System::Windows => format!(r"{}\System32", ThisMachine.windows_folder()),
        System::Linux | System::MacOs => "/".to_owned(),
    }
}

/// A console of its own, which Windows shows in the terminal the user chose.
#[cfg(windows)]
fn own_console(command: &mut Command, console: bool) {
    use std::os::windows::process::CommandExt;
    const CREATE_NEW_CONSOLE: u32 = 0x0000_0010;
    if console {
        command.creation_flags(CREATE_NEW_CONSOLE);
    }
}

/// A process group of its own, so that ending this program from a terminal does not end the session.
#[cfg(unix)]
fn own_console(command: &mut Command, _console: bool) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::sync::mpsc;
    use std::time::Duration;

    fn plan(argv: &[&str], follows: bool) -> Plan {
        let argv = argv.iter().map(|a| (*a).to_owned()).collect();
        Plan { argv, tool: Tool::Ssh, tool_at: 0, follows, console: false }
    }

    fn outcome_of(argv: &[&str], follows: bool) -> Outcome {
        let (send, receive) = mpsc::channel();
        let session = run(plan(argv, follows), None, move |outcome| send.send(outcome).unwrap()).unwrap();
        assert!(session.process() > 0);
        assert_eq!(session.argv(), argv);
        receive.recv_timeout(Duration::from_secs(60)).unwrap()
    }

    #[test]
    fn tells_how_the_program_ended() {
        assert_eq!(outcome_of(&["/bin/sh", "-c", "exit 0"], true), Outcome::Exited(0));
        assert_eq!(
            outcome_of(&["/bin/sh", "-c", "exit 255"], true),
            Outcome::Failed { code: 255, cause: Cause::Unsaid }
        );
        assert_eq!(outcome_of(&["/bin/sh", "-c", "kill -9 $$"], true), Outcome::Killed);
        assert_eq!(outcome_of(&["/bin/sh", "-c", "exit 0"], false), Outcome::HandedOver);
        assert_eq!(outcome_of(&["/bin/sh", "-c", "exit 1"], false), Outcome::Exited(1));
    }

    #[test]
    fn a_program_that_is_gone_is_an_error_in_words() {
        let error = run(plan(&["/gone/ssh"], true), None, |_| ()).unwrap_err();
        assert_eq!(error.code(), "tool-not-started");
        assert!(error.to_string().starts_with("/gone/ssh could not be started: "), "{error}");
    }

    #[test]
    fn only_listed_variables_are_passed_on() {
        for name in ["HOME", "DISPLAY", "LC_ALL", "XDG_RUNTIME_DIR", "SSH_AUTH_SOCK", "SystemRoot"] {
            assert!(is_passed_on(&name.into()), "{name}");
        }
        for name in
            ["LD_PRELOAD", "SSH_ASKPASS", "VNC_VIA_CMD", "GNOMON_PASSPHRASE", "LD_LIBRARY_PATH", "BASH_ENV"]
        {
            assert!(!is_passed_on(&name.into()), "{name}");
        }
        let argv = ["/bin/sh".to_owned()];
        let passed: Vec<_> = command(&argv, false).get_envs().map(|(name, _)| name.to_owned()).collect();
        assert!(!passed.is_empty() && passed.iter().all(is_passed_on), "{passed:?}");
    }
}
