//! How a program inside a terminal ended.
//!
//! Most terminals answer 0 whatever happened inside, and some hand the command over to a server and end at once. So
//! between terminal and tool stands this program itself, which waits for the tool and tells how it ended: through a
//! socket in a folder that only this user can open.

use std::io::Read;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::{Cause, Outcome, folder};

/// Argument that makes the program the one that waits: the socket follows, then `--` and the argv of the tool.
pub(crate) const OPTION: &str = "--report-to";

/// A place where the end of one tool is reported.
#[derive(Debug)]
pub(crate) struct Letterbox {
    listener: UnixListener,
    folder: tempfile::TempDir,
}

impl Letterbox {
    /// A new one, in a folder of its own.
    pub(crate) fn new() -> std::io::Result<Self> {
        let folder = folder::make("gnomon-session-")?;
        let listener = UnixListener::bind(socket(folder.path()))?;
        listener.set_nonblocking(true)?;
        Ok(Self { listener, folder })
    }

    /// Where to report to.
    pub(crate) fn path(&self) -> PathBuf {
        socket(self.folder.path())
    }

    /// The other end, once it is there.
    pub(crate) fn take(&self) -> Option<Line> {
        let (stream, _) = self.listener.accept().ok()?;
        stream.set_nonblocking(false).ok()?;
        Some(Line(stream))
    }
}

fn socket(folder: &Path) -> PathBuf {
    folder.join("end")
}

/// How often, and how long each time, a terminal is given to start what it was asked to.
const PATIENCE: (u32, Duration) = (1200, Duration::from_millis(50));

/// The end of the tool, or what `terminal_ended` says when the terminal ends before the tool has begun. `None`: the
/// terminal has not started the tool in a minute.
pub(crate) fn wait(
    letterbox: Letterbox,
    terminal_ended: &mut dyn FnMut() -> Option<Outcome>,
) -> Option<Outcome> {
    for _ in 0..PATIENCE.0 {
        // The terminal is asked first: what ended before may have connected, but what connects later has not ended.
        let ended = terminal_ended();
        if let Some(line) = letterbox.take() {
            drop(letterbox);
            return Some(line.read());
        }
        if ended.is_some() {
            return ended;
        }
        std::thread::sleep(PATIENCE.1);
    }
    None
}

/// A connection to the program that waits in the terminal.
#[derive(Debug)]
pub(crate) struct Line(UnixStream);

impl Line {
    /// Waits for the end. Without a word the terminal was closed, and the tool with it.
    fn read(self) -> Outcome {
        let mut said = String::new();
        match self.0.take(100).read_to_string(&mut said) {
            Ok(_) => parse(&said).unwrap_or(Outcome::Killed),
            Err(_) => Outcome::Unknown,
        }
    }
}

/// One line: `exited 0`, `failed 255 refused`, `killed`, `not-started`.
pub(crate) fn print(outcome: Outcome) -> String {
    match outcome {
        Outcome::Exited(code) => format!("exited {code}\n"),
        Outcome::Failed { code, cause } => format!("failed {code} {}\n", cause.word()),
        Outcome::TerminalFailed(_) | Outcome::HandedOver | Outcome::Unknown => "unknown\n".to_owned(),
        Outcome::Killed => "killed\n".to_owned(),
        Outcome::Crashed => "crashed\n".to_owned(),
    }
}

fn parse(line: &str) -> Option<Outcome> {
    let mut words = line.split_whitespace();
    let kind = words.next()?;
    let code = words.next().and_then(|code| code.parse().ok());
    let cause = words.next().and_then(Cause::named);
    match (kind, code, cause) {
        ("exited", Some(code), None) => Some(Outcome::Exited(code)),
        ("failed", Some(code), Some(cause)) => Some(Outcome::Failed { code, cause }),
        ("killed", None, None) => Some(Outcome::Killed),
        ("crashed", None, None) => Some(Outcome::Crashed),
        _ => Some(Outcome::Unknown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn what_is_printed_is_read_back() {
        for outcome in [
            Outcome::Exited(0),
            Outcome::Exited(130),
            Outcome::Failed { code: 255, cause: Cause::HostKeyChanged },
            Outcome::Killed,
            Outcome::Crashed,
            Outcome::Unknown,
        ] {
            assert_eq!(parse(&print(outcome)), Some(outcome));
        }
        assert_eq!((parse(""), parse("sudden 7")), (None, Some(Outcome::Unknown)));
    }

    #[test]
    fn a_terminal_that_is_closed_ends_the_session_without_a_word() {
        let letterbox = Letterbox::new().unwrap();
        drop(UnixStream::connect(letterbox.path()).unwrap());
        assert_eq!(wait(letterbox, &mut || None), Some(Outcome::Killed));
    }

    #[test]
    fn a_report_counts_even_if_the_terminal_is_gone_by_then() {
        let letterbox = Letterbox::new().unwrap();
        let folder = letterbox.folder.path().to_owned();
        let mut stream = UnixStream::connect(letterbox.path()).unwrap();
        stream.write_all(b"failed 255 refused\n").unwrap();
        drop(stream);
        let ended = wait(letterbox, &mut || Some(Outcome::Exited(0)));
        assert_eq!(ended, Some(Outcome::Failed { code: 255, cause: Cause::Refused }));
        assert!(!folder.exists(), "the socket stayed behind");
    }

    #[test]
    fn a_terminal_that_ends_before_the_tool_began_is_told() {
        let ended = wait(Letterbox::new().unwrap(), &mut || Some(Outcome::TerminalFailed(1)));
        assert_eq!(ended, Some(Outcome::TerminalFailed(1)));
    }
}
