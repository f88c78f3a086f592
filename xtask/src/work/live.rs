//! Runs a command with its output in a log file, and shows one line of progress meanwhile.

use std::fs::File;
use std::io::{IsTerminal, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How often a terminal's line is drawn again.
const DRAW: Duration = Duration::from_millis(200);
/// How often a line is written where there is no terminal.
const REPORT: Duration = Duration::from_secs(30);

/// Runs `command` to its end; its output is appended to `log`.
pub fn run(command: &mut Command, title: &str, log: &Path) -> Result<ExitStatus, String> {
    let file = File::options().create(true).append(true).open(log);
    let file = file.map_err(|error| format!("the log {} cannot be written: {error}", log.display()))?;
    let second = file.try_clone().map_err(|error| format!("the log cannot be shared: {error}"))?;
    command.stdin(Stdio::null()).stdout(file).stderr(second);
    let program = command.get_program().to_string_lossy().into_owned();
    let child = command.spawn().map_err(|error| format!("{program} cannot be started: {error}"))?;
    watch(child, title, log).map_err(|error| format!("{program} cannot be watched: {error}"))
}

fn watch(mut child: Child, title: &str, log: &Path) -> std::io::Result<ExitStatus> {
    let started = Instant::now();
    let terminal = std::io::stdout().is_terminal();
    let (pause, every) = if terminal { (DRAW, DRAW) } else { (Duration::from_millis(100), REPORT) };
    let mut reported = started;
    loop {
        if let Some(status) = child.try_wait()? {
            if terminal {
                print!("\r\x1b[2K");
            }
            return Ok(status);
        }
        std::thread::sleep(pause);
        if reported.elapsed() >= every {
            reported = Instant::now();
            show(terminal, title, started.elapsed().as_secs(), &last_line(log));
        }
    }
}

fn show(terminal: bool, title: &str, seconds: u64, line: &str) {
    let text: String = format!("{title}  {seconds} s  {line}").chars().take(110).collect();
    if terminal {
        print!("\r\x1b[2K{text}");
        // A terminal that is gone must not stop the work.
        let _ = std::io::stdout().flush();
    } else {
        println!("{text}");
    }
}

/// The last line of a log that has something in it, without colours.
fn last_line(log: &Path) -> String {
    let tail = tail(log, 2_000);
    let line = tail.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
    line.chars().filter(|c| !c.is_control()).collect::<String>().trim().to_owned()
}

/// The last bytes of a log, as text from the next whole line on.
pub fn tail(log: &Path, bytes: u64) -> String {
    let mut text = Vec::new();
    let Ok(mut file) = File::open(log) else { return String::new() };
    let length = file.metadata().map(|meta| meta.len()).unwrap_or_default();
    let from = length.saturating_sub(bytes);
    if file.seek(SeekFrom::Start(from)).is_err() || file.read_to_end(&mut text).is_err() {
        return String::new();
    }
    let text = String::from_utf8_lossy(&text).into_owned();
    if from == 0 { text } else { text.split_once('\n').map_or(text.clone(), |(_, rest)| rest.to_owned()) }
}
