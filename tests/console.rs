//! The command line as a test uses it: its own data folder, a passphrase, JSON answers.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

/// What opens every data folder of these tests.
pub const PASSPHRASE: &str = "a passphrase of the outer tests";

/// A data folder and the `gnomon` that works on it.
pub struct Console {
    pub folder: PathBuf,
}

impl Console {
    /// A console whose data folder does not exist yet.
    pub fn new(folder: &Path) -> Self {
        let console = Self { folder: folder.join("data") };
        std::fs::write(folder.join("passphrase"), PASSPHRASE).expect("a passphrase file");
        console
    }

    /// Connects a portal.
    pub fn connect(&self, kind: &str, address: &str, token: &str) -> Value {
        let mut child = self
            .command(&["connect", "--kind", kind, "--address", address, "--json"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("gnomon starts");
        child.stdin.take().expect("a pipe").write_all(token.as_bytes()).expect("the token is read");
        answer(&child.wait_with_output().expect("gnomon ends"))
    }

    /// Runs a command to its end and reads its JSON.
    pub fn ask(&self, arguments: &[&str]) -> Value {
        answer(&self.command(arguments).arg("--json").output().expect("gnomon runs"))
    }

    /// Runs a command to its end, whatever it says.
    pub fn try_ask(&self, arguments: &[&str]) -> Output {
        self.command(arguments).arg("--json").output().expect("gnomon runs")
    }

    /// Starts a command and leaves it running.
    pub fn start(&self, arguments: &[&str]) -> Child {
        self.command(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("gnomon starts")
    }

    /// All rows of the queue.
    pub fn rows(&self) -> Vec<Value> {
        let page = self.ask(&["queue", "--limit", "500"]);
        page["rows"].as_array().expect("rows").clone()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        // A shell only opens the descriptor; the passphrase is in no argv and no environment.
        let mut command = Command::new("sh");
        command.args(["-c", "exec 3<\"$1\"; shift; exec \"$@\"", "sh"]);
        command.arg(self.folder.with_file_name("passphrase")).arg(gnomon()).args([
            "--passphrase-fd",
            "3",
            "--data",
        ]);
        command.arg(&self.folder).args(arguments);
        command.env_remove("DBUS_SESSION_BUS_ADDRESS");
        command
    }
}

/// The `gnomon` that was built with these tests.
pub fn gnomon() -> PathBuf {
    let desktop = PathBuf::from(env!("CARGO_BIN_EXE_gnomon-desktop"));
    let path = desktop.with_file_name("gnomon");
    assert!(path.exists(), "{} is missing; `cargo xtask test` builds it", path.display());
    path
}

fn answer(output: &Output) -> Value {
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "gnomon failed: {error}");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("no JSON: {error}"))
}

/// What a person at a terminal does with a ticket's deadlines.
#[test]
fn rules_are_tried_and_a_proof_is_checked_on_the_command_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let portal = crate::demo::DemoPortal::start(60);
    let console = Console::new(folder.path());
    console.connect("open", &portal.address, &portal.token);
    console.ask(&["sync"]);
    let number = console.rows()[0]["number"].as_str().expect("a number").to_owned();
    let view = console.ask(&["whatif", "--set", "order.waiting-limit.after=1 h", "--policy", "sep-sesam"]);
    assert!(view["effect"]["tickets"].as_u64() > Some(0), "{view}");
    let wrong = console.try_ask(&["whatif", "--policy", "sep-sesam", "--plan", "gold"]);
    assert!(!wrong.status.success());
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("Choose one of"));
    let proof = console.try_ask(&["prove", &number]).stdout;
    let file = folder.path().join("proof.txt");
    std::fs::write(&file, &proof).expect("a file");
    let path = file.to_str().expect("a path");
    let view = console.ask(&["verify", path, "--online"]);
    let results: Vec<&str> = view["checks"]
        .as_array()
        .expect("checks")
        .iter()
        .filter_map(|check| check["result"].as_str())
        .collect();
    assert_eq!(results, ["same", "same", "same"], "{view}");
    let changed = String::from_utf8(proof).expect("text").replace("\"main\"", "\"refused\"");
    std::fs::write(&file, changed).expect("a file");
    let refused = console.try_ask(&["verify", path]);
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stdout).contains("different"));
}
