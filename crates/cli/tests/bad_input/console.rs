//! The real `gnomon` with a data folder of its own, and a portal whose faults can be switched.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use demo::{FaultKind, Running};
use serde_json::Value;

/// What opens the data folders of these tests.
pub const PASSPHRASE: &str = "four words for tests";

pub struct Console {
    root: tempfile::TempDir,
}

/// What is wrong, as `--json` tells it.
#[derive(Debug, PartialEq)]
pub struct Told {
    pub code: String,
    pub message: String,
    pub hint: String,
}

impl Console {
    /// A data folder that does not exist yet.
    pub fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        std::fs::write(root.path().join("passphrase"), PASSPHRASE).unwrap();
        Self { root }
    }

    /// A data folder that was synced once with a portal.
    pub fn synced(portal: &Running) -> Self {
        let console = Self::new();
        console.connected(portal);
        let synced = console.run(&["sync"]);
        assert!(synced.status.success(), "{}", said(&synced));
        console
    }

    pub fn connected(&self, portal: &Running) {
        let connected = self.connect(&portal.address(), portal.token(), &[]);
        assert!(connected.status.success(), "{}", said(&connected));
    }

    pub fn data(&self) -> PathBuf {
        self.root.path().join("data")
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        // A shell only opens the descriptor; the passphrase is in no argv and no environment.
        let mut command = Command::new("sh");
        command.args(["-c", "exec 3<\"$1\"; shift; exec \"$@\"", "sh"]);
        command.arg(self.root.path().join("passphrase")).arg(env!("CARGO_BIN_EXE_gnomon"));
        command.args(["--passphrase-fd", "3", "--data"]).arg(self.data()).args(arguments);
        // Without a session bus there is no keyring.
        command.env_remove("DBUS_SESSION_BUS_ADDRESS");
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    pub fn connect(&self, address: &str, token: &str, more: &[&str]) -> Output {
        let arguments = [&["connect", "--kind", "open", "--address", address], more].concat();
        let mut child = self
            .command(&arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that fails before it reads the token has closed the pipe.
        let _ = child.stdin.take().unwrap().write_all(token.as_bytes());
        child.wait_with_output().unwrap()
    }

    /// Numbers of all tickets of the queue, sorted.
    pub fn tickets(&self) -> Vec<String> {
        let answered = self.run(&["queue", "--limit", "500", "--json"]);
        assert!(answered.status.success(), "{}", said(&answered));
        let page: Value = serde_json::from_slice(&answered.stdout).unwrap();
        let rows = page["rows"].as_array().unwrap().iter();
        let mut numbers: Vec<String> = rows.map(|row| row["number"].as_str().unwrap().to_owned()).collect();
        numbers.sort();
        numbers
    }

    /// Runs a command that must fail, for people and for programs: both say the same, in one sentence with what to do.
    pub fn refused(&self, name: &str, arguments: &[&str]) -> Told {
        let plain = self.run(arguments);
        let told = error(name, &self.run(&[arguments, &["--json"]].concat()));
        assert_eq!(plain.status.code(), Some(1), "{name}");
        let expected = format!("gnomon: {}\n        {}\n", told.message, told.hint);
        assert_eq!(String::from_utf8(plain.stderr).unwrap(), expected, "{name}");
        told
    }
}

/// The error of a command that failed with `--json`.
pub fn error(name: &str, failed: &Output) -> Told {
    assert_eq!(failed.status.code(), Some(1), "{name}: {}", said(failed));
    let line: Value =
        serde_json::from_slice(&failed.stderr).unwrap_or_else(|_| panic!("{name}: {}", said(failed)));
    clear(name, &line["error"])
}

/// Warnings of a command that went on, in their order.
pub fn warnings(name: &str, answered: &Output) -> Vec<Told> {
    assert!(answered.status.success(), "{name}: {}", said(answered));
    let text = String::from_utf8(answered.stderr.clone()).unwrap();
    let line = |line: &str| clear(name, &serde_json::from_str::<Value>(line).unwrap()["warning"]);
    text.lines().map(line).collect()
}

/// An error or a warning that a person can act on.
pub fn clear(name: &str, view: &Value) -> Told {
    let part = |key: &str| view[key].as_str().unwrap_or_else(|| panic!("{name}: {view}")).to_owned();
    let told = Told { code: part("code"), message: part("message"), hint: part("hint") };
    for text in [&told.message, &told.hint] {
        assert!(text.ends_with('.') && !text.contains('\n') && text.len() > 10, "{name}: {text}");
        assert!(!text.contains("os error") && !text.contains("Err("), "{name}: {text}");
    }
    assert!(told.code.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{name}: {}", told.code);
    told
}

pub fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A portal that stands still, on any port.
pub fn portal(size: u32, seed: u64) -> Running {
    portal_on(0, size, seed)
}

pub fn portal_on(port: u16, size: u32, seed: u64) -> Running {
    let running = desk::serve_demo(port, size, seed, Arc::new(desk::Clock::new(None))).unwrap();
    running.control().set_changes_per_hour(0);
    running
}

/// From now on this fault, and no other, hits every request.
pub fn only(portal: &Running, fault: FaultKind) {
    portal.control().clear_faults();
    portal.control().set_fault(fault, 1.0);
}

/// A loopback port that nobody listens on.
pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Writes a file and the folders above it.
pub fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}
