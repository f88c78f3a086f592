//! A session that runs.

use crate::{LaunchError, Plan, System};
use std::ffi::OsString;
use std::process::{Child, Command, ExitStatus, Stdio};

/// How a session ended, as far as this machine can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The program ended with this code; terminals often answer 0 whatever happened inside.
    Exited(i32),
    /// The program was ended by a signal.
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

/// Runs a plan and watches it. `ended` is called once, from a thread of its own, when the started program ends.
pub(crate) fn run(plan: Plan, ended: impl FnOnce(Outcome) + Send + 'static) -> Result<Session, LaunchError> {
    let Plan { argv, follows, console } = plan;
    let program = argv.first().cloned().unwrap_or_default();
    let spawned = command(&argv, console).spawn();
    let mut child = spawned.map_err(|source| LaunchError::Spawn { program, source })?;
    let process = child.id();
    std::thread::spawn(move || ended(wait(&mut child, follows)));
    Ok(Session { process, argv })
}

fn wait(child: &mut Child, follows: bool) -> Outcome {
    match child.wait() {
        Ok(status) if status.success() && !follows => Outcome::HandedOver,
        Ok(status) => outcome(status),
        Err(_) => Outcome::Unknown,
    }
}

fn outcome(status: ExitStatus) -> Outcome {
    status.code().map_or(Outcome::Killed, Outcome::Exited)
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

    fn outcome_of(argv: &[&str], follows: bool) -> Outcome {
        let (send, receive) = mpsc::channel();
        let plan = Plan { argv: argv.iter().map(|a| (*a).to_owned()).collect(), follows, console: false };
        let session = run(plan, move |outcome| send.send(outcome).unwrap()).unwrap();
        assert!(session.process() > 0);
        assert_eq!(session.argv(), argv);
        receive.recv_timeout(Duration::from_secs(60)).unwrap()
    }

    #[test]
    fn tells_how_the_program_ended() {
        assert_eq!(outcome_of(&["/bin/sh", "-c", "exit 0"], true), Outcome::Exited(0));
        assert_eq!(outcome_of(&["/bin/sh", "-c", "exit 255"], true), Outcome::Exited(255));
        assert_eq!(outcome_of(&["/bin/sh", "-c", "kill -9 $$"], true), Outcome::Killed);
        assert_eq!(outcome_of(&["/bin/sh", "-c", "exit 0"], false), Outcome::HandedOver);
        assert_eq!(outcome_of(&["/bin/sh", "-c", "exit 1"], false), Outcome::Exited(1));
    }

    #[test]
    fn a_program_that_is_gone_is_an_error_in_words() {
        let plan = Plan { argv: vec!["/gone/ssh".to_owned()], follows: true, console: false };
        let error = run(plan, |_| ()).unwrap_err();
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
