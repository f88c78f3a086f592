//! A process of our own making: what it gets of this program, and what its end says.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use crate::Outcome;
use crate::folder::of_system;

/// A question to a program of this machine that goes nowhere else, and so needs no grant.
pub(crate) fn quiet(argv: &[String]) -> Command {
    command(argv, false, &of_system())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that starts programs; what reaches it needs a grant, or stays on this machine"
)]
pub(crate) fn command(argv: &[String], console: bool, folder: &Path) -> Command {
    let mut command = Command::new(argv.first().map(String::as_str).unwrap_or_default());
    command.args(argv.iter().skip(1));
    // Nothing of this program's own goes along: no input, no output, no variable that is not on the list. With
    // a console of its own the child must not get empty streams instead of it.
    if !console {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    }
    command.env_clear().envs(std::env::vars_os().filter(|(name, _)| is_passed_on(name)));
    command.current_dir(folder);
    own_console(&mut command, console);
    command
}

/// What tools need to find the display, the user's own settings and the agent. Not passed on is whatever
/// changes which code a program loads or which helper it runs (`LD_PRELOAD`, `SSH_ASKPASS`, `VNC_VIA_CMD`), and
/// anything unknown.
pub(crate) fn is_passed_on(name: &OsString) -> bool {
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

/// A signal that a program's own mistake raises, or one from outside.
#[cfg(unix)]
pub(crate) fn ended_by_signal(status: ExitStatus) -> Outcome {
    use signal_hook::consts::{SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV};
    use std::os::unix::process::ExitStatusExt;
    match status.signal() {
        Some(SIGABRT | SIGBUS | SIGFPE | SIGILL | SIGSEGV) => Outcome::Crashed,
        Some(_) | None => Outcome::Killed,
    }
}

/// Windows knows no signals: a process always ends with a code.
#[cfg(not(unix))]
fn ended_by_signal(_status: ExitStatus) -> Outcome {
    Outcome::Unknown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_113_case_121_only_listed_variables_are_passed_on() {
        for name in ["HOME", "DISPLAY", "LC_ALL", "XDG_RUNTIME_DIR", "SSH_AUTH_SOCK", "SystemRoot"] {
            assert!(is_passed_on(&name.into()), "{name}");
        }
        for name in
            ["LD_PRELOAD", "SSH_ASKPASS", "VNC_VIA_CMD", "GNOMON_PASSPHRASE", "LD_LIBRARY_PATH", "BASH_ENV"]
        {
            assert!(!is_passed_on(&name.into()), "{name}");
        }
        let argv = ["/bin/sh".to_owned()];
        let passed: Vec<_> =
            command(&argv, false, Path::new("/")).get_envs().map(|(name, _)| name.to_owned()).collect();
        assert!(!passed.is_empty() && passed.iter().all(is_passed_on), "{passed:?}");
    }
}
