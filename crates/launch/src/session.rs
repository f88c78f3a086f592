//! A session that runs.

use crate::child::{command, ended_by_signal};
use crate::failure::is_failure;
use crate::folder::Folder;
use crate::{Cause, LaunchError, Plan, Tool, open_link};
use std::process::{Child, ExitStatus};

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
    /// The tool was ended by a signal from outside, or its terminal was closed.
    Killed,
    /// The tool broke down.
    Crashed,
    /// Another program took the target over and goes on by itself; its end cannot be seen from here.
    HandedOver,
    /// The system could not say.
    Unknown,
}

/// A session that was started. Dropping it does not end the session: the user's work goes on when the console
/// closes.
#[derive(Debug)]
pub struct Session {
    process: Option<u32>,
    argv: Vec<String>,
}

impl Session {
    /// Number of the process that was started; `None` for a page.
    #[must_use]
    pub fn process(&self) -> Option<u32> {
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
    let Plan { mut argv, tool, tool_at, follows, console, file, page } = plan;
    if let Some(page) = page {
        open_link(&page)?;
        std::thread::spawn(move || ended(Outcome::HandedOver));
        return Ok(Session { process: None, argv });
    }
    let folder = Folder::new(follows, file.as_ref()).map_err(|source| LaunchError::Folder { source })?;
    folder.put_in_place(&mut argv);
    let inside =
        reporter.filter(|_| tool_at > 0).and_then(|reporter| inside::put(&mut argv, tool_at, reporter));
    let program = argv.first().cloned().unwrap_or_default();
    let spawned = command(&argv, console, folder.path()).spawn();
    let mut child = spawned.map_err(|source| LaunchError::Spawn { program, source })?;
    let process = Some(child.id());
    std::thread::spawn(move || {
        let told = inside.and_then(|inside| inside.wait(&mut child, follows));
        match told {
            Some(outcome) => {
                ended(outcome);
                // The terminal may stay to be read; it is waited for so that the system can forget it.
                let _ = child.wait();
                drop(folder);
            }
            None => {
                let outcome = wait(&mut child, tool, follows);
                drop(folder);
                ended(outcome);
            }
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
        // Windows ends a program that breaks down with a code of its own kind, as in 0xC0000005.
        Some(code) if cfg!(windows) && code.cast_unsigned() >= 0xC000_0000 => Outcome::Crashed,
        Some(code) if is_failure(tool, code) => Outcome::Failed { code, cause: Cause::Unsaid },
        Some(code) => Outcome::Exited(code),
        None => ended_by_signal(status),
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

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use crate::child::is_passed_on;
    use std::path::Path;
    use std::sync::mpsc;
    use std::time::Duration;

    fn plan(argv: &[&str], follows: bool) -> Plan {
        let argv = argv.iter().map(|a| (*a).to_owned()).collect();
        Plan { argv, tool: Tool::Ssh, tool_at: 0, follows, console: false, file: None, page: None }
    }

    fn outcome_of(argv: &[&str], follows: bool) -> Outcome {
        let (send, receive) = mpsc::channel();
        let session = run(plan(argv, follows), None, move |outcome| send.send(outcome).unwrap()).unwrap();
        assert!(session.process().is_some());
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
        assert_eq!(outcome_of(&["/bin/sh", "-c", "kill -SEGV $$"], true), Outcome::Crashed);
        assert_eq!(outcome_of(&["/bin/sh", "-c", "exit 0"], false), Outcome::HandedOver);
        assert_eq!(outcome_of(&["/bin/sh", "-c", "exit 1"], false), Outcome::Exited(1));
    }

    #[test]
    fn case_123_a_program_that_is_gone_is_an_error_in_words() {
        let error = run(plan(&["/gone/ssh"], true), None, |_| ()).unwrap_err();
        assert_eq!(error.code(), "tool-not-started");
        assert!(error.to_string().starts_with("/gone/ssh could not be started: "), "{error}");
    }

    #[test]
    fn case_123_a_program_that_hangs_keeps_nobody_waiting() {
        let (send, receive) = mpsc::channel();
        let session =
            run(plan(&["/bin/sleep", "600"], true), None, move |outcome| send.send(outcome).unwrap())
                .unwrap();
        assert!(receive.try_recv().is_err(), "the session is told as ended");
        let process = session.process().unwrap().to_string();
        assert_eq!(outcome_of(&["/bin/kill", &process], true), Outcome::Exited(0));
        assert_eq!(receive.recv_timeout(Duration::from_secs(60)).unwrap(), Outcome::Killed);
    }

    /// What a child says of itself, by a script that writes to the file `said`.
    fn said_by_child(script: &str, follows: bool) -> String {
        let folder = tempfile::tempdir().unwrap();
        let said = folder.path().join("said");
        let script = format!("({script}) > {}", said.display());
        assert!(matches!(
            outcome_of(&["/bin/sh", "-c", &script], follows),
            Outcome::Exited(0) | Outcome::HandedOver
        ));
        std::fs::read_to_string(said).unwrap()
    }

    #[test]
    fn case_121_the_child_gets_listed_variables_and_no_open_file() {
        let secret = tempfile::NamedTempFile::new().unwrap();
        let variables = said_by_child("env", true);
        for line in variables.lines().filter_map(|line| line.split_once('=')) {
            // The shell itself sets these two.
            assert!(
                is_passed_on(&line.0.into()) || ["PWD", "SHLVL", "_", "OLDPWD"].contains(&line.0),
                "{line:?}"
            );
        }
        let open = said_by_child("ls -l /proc/$$/fd", true);
        assert!(!open.contains(secret.path().to_str().unwrap()), "{open}");
        let others = open.lines().filter(|line| line.contains("->") && !line.contains("/dev/null"));
        // The script's own file stands for its output.
        assert!(others.clone().count() <= 1, "{open}");
    }

    #[test]
    fn case_107_case_121_the_child_begins_in_an_empty_folder_of_its_own() {
        let said = said_by_child("pwd; ls -A; stat -c %a .", true);
        let lines: Vec<&str> = said.lines().collect();
        assert!(lines.len() == 2 && lines[0].starts_with('/') && lines[0].contains("gnomon-work-"), "{said}");
        assert_eq!(lines[1], "700");
        assert!(!Path::new(lines[0]).exists(), "the folder stayed behind");
        // A program that outlives what started it must not lose its folder.
        assert_eq!(said_by_child("pwd", false), "/\n");
    }
}
