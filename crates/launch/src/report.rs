//! The program that stands between a terminal and a tool: it starts the tool, waits, and reports how it ended.

use std::ffi::OsString;
use std::io::{BufRead, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use crate::child::ended_by_signal;
use crate::failure::is_failure;
use crate::{Cause, Outcome, Tool, letterbox};

/// So much of what a tool prints about itself is kept to learn the cause of its end.
const KEPT: usize = 8 * 1024;

/// After the tool has ended, its last words are waited for this long: a process it left behind may hold the stream.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// Runs `argv` in this terminal, passes on what it prints, and reports its end to `socket`. Nothing is run when no
/// console waits at `socket`: without one there was no decision. Answers the exit code for this process.
#[must_use]
pub fn report(socket: &Path, argv: &[OsString]) -> u8 {
    let Ok(mut line) = UnixStream::connect(socket) else {
        tell("The Gnomon that asked for this session is gone, so it was not started.");
        return 1;
    };
    let outcome = run(argv);
    // A console that was closed meanwhile hears nothing; the session was the user's all the same.
    let _ = line.write_all(letterbox::print(outcome).as_bytes());
    drop(line);
    match outcome {
        Outcome::Exited(code) => u8::try_from(code).unwrap_or(1),
        Outcome::Failed { .. } | Outcome::Crashed | Outcome::Unknown => {
            hold();
            1
        }
        Outcome::Killed | Outcome::HandedOver | Outcome::TerminalFailed(_) => 1,
    }
}

fn run(argv: &[OsString]) -> Outcome {
    keep_through_interrupts();
    let Some(mut child) = start(argv) else { return Outcome::Unknown };
    let said = pass_on(&mut child);
    let Ok(status) = child.wait() else { return Outcome::Unknown };
    judge(tool(argv), status, &said)
}

/// An interrupt from the keyboard is for the tool; this program stays to report what came of it. A handler, unlike
/// ignoring the signal, is not inherited by the tool.
fn keep_through_interrupts() {
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGQUIT] {
        let _ = signal_hook::flag::register(signal, Arc::new(AtomicBool::new(false)));
    }
}

#[expect(clippy::disallowed_methods, reason = "starts what the launcher asked for, at its socket")]
fn start(argv: &[OsString]) -> Option<Child> {
    let (program, arguments) = argv.split_first()?;
    match Command::new(program).args(arguments).stderr(Stdio::piped()).spawn() {
        Ok(child) => Some(child),
        Err(error) => {
            tell(&format!("{} could not be started: {error}.", program.to_string_lossy()));
            None
        }
    }
}

/// Copies what the tool prints about itself to the terminal as it comes, and gives the end of it when it is over.
fn pass_on(child: &mut Child) -> Receiver<String> {
    let (send, receive) = mpsc::channel();
    let Some(mut stream) = child.stderr.take() else { return receive };
    std::thread::spawn(move || {
        let mut kept = Vec::new();
        let mut chunk = [0; 1024];
        while let Ok(length @ 1..) = stream.read(&mut chunk) {
            let new = chunk.get(..length).unwrap_or_default();
            let _ = std::io::stderr().write_all(new);
            kept.extend_from_slice(new);
            kept.drain(..kept.len().saturating_sub(KEPT));
            let _ = send.send(String::from_utf8_lossy(&kept).into_owned());
        }
    });
    receive
}

fn judge(tool: Option<Tool>, status: ExitStatus, said: &Receiver<String>) -> Outcome {
    match (status.code(), tool) {
        (None, _) => ended_by_signal(status),
        (Some(code), Some(tool)) if is_failure(tool, code) => {
            Outcome::Failed { code, cause: Cause::read(&last_words(said)) }
        }
        (Some(code), _) => Outcome::Exited(code),
    }
}

/// The newest of what was printed, once the stream ends or has rested.
fn last_words(said: &Receiver<String>) -> String {
    let mut newest = String::new();
    while let Ok(kept) = said.recv_timeout(LAST_WORDS) {
        newest = kept;
    }
    newest
}

/// Which tool this is, by the name of its program.
fn tool(argv: &[OsString]) -> Option<Tool> {
    let name = Path::new(argv.first()?).file_name()?.to_string_lossy().into_owned();
    if name == "ssh" { Some(Tool::Ssh) } else { name.contains("freerdp").then_some(Tool::Rdp) }
}

fn tell(sentence: &str) {
    let _ = writeln!(std::io::stderr(), "\n{sentence}");
}

/// Keeps the terminal open so that the tool's own words can be read.
fn hold() {
    tell("The session has ended. Press Enter to close this window.");
    let _ = std::io::stdin().lock().read_line(&mut String::new());
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    /// How a script ends that goes by the name of a tool.
    fn outcome_of(name: &str, script: &str) -> Outcome {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        run(&[path.into_os_string()])
    }

    #[test]
    fn the_end_of_the_tool_is_judged_by_its_code_and_its_words() {
        let refused = "echo 'ssh: connect to host db port 22: Connection refused' >&2; exit 255";
        let noisy =
            "yes 'debug1: noise' | head -n 5000 >&2; echo 'Connection reset by 10.0.0.5' >&2; exit 255";
        for (name, script, expected) in [
            ("ssh", "exit 0", Outcome::Exited(0)),
            ("ssh", "echo 'Connection refused' >&2; exit 1", Outcome::Exited(1)),
            ("ssh", refused, Outcome::Failed { code: 255, cause: Cause::Refused }),
            ("ssh", noisy, Outcome::Failed { code: 255, cause: Cause::HungUp }),
            ("ssh", "kill -9 $$", Outcome::Killed),
            ("ssh", "kill -SEGV $$", Outcome::Crashed),
            ("xfreerdp3", "exit 131", Outcome::Failed { code: 131, cause: Cause::Unsaid }),
            ("xfreerdp3", "exit 12", Outcome::Exited(12)),
        ] {
            assert_eq!(outcome_of(name, script), expected, "{name}: {script}");
        }
    }

    #[test]
    fn a_process_that_is_left_behind_does_not_keep_the_end_from_being_told() {
        let script = "sleep 30 & echo 'Connection refused' >&2; exit 255";
        assert_eq!(outcome_of("ssh", script), Outcome::Failed { code: 255, cause: Cause::Refused });
    }

    #[test]
    fn nothing_is_run_without_a_console_that_asked() {
        let folder = tempfile::tempdir().unwrap();
        let mark = folder.path().join("ran");
        let argv = ["/usr/bin/touch".into(), mark.clone().into_os_string()];
        assert_eq!(report(&folder.path().join("nobody"), &argv), 1);
        assert!(!mark.exists());
    }
}
