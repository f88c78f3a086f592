//! Prism on a free port of this computer.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A running mock; it ends with the value.
pub struct Mock {
    child: Child,
    /// As in `http://127.0.0.1:4010`.
    pub address: String,
}

/// The description of a portal's API.
pub fn description(portal: &str) -> PathBuf {
    portals().join(format!("descriptions/{portal}.yml"))
}

impl Mock {
    /// Starts it with the description of this portal, in the mode that refuses what violates the description.
    pub fn start(portal: &str) -> Self {
        let port = crate::free_port();
        let program = portals().join("mock/node_modules/@stoplight/prism-cli/dist/index.js");
        assert!(
            program.exists(),
            "Prism is missing: run `npm ci` in tests/portals/mock, as `cargo xtask test` does"
        );
        let mut child = Command::new("node")
            .arg(program)
            .args(["mock", "--errors", "--multiprocess", "false", "--host", "127.0.0.1", "--port"])
            .arg(port.to_string())
            .arg(description(portal))
            .stdout(Stdio::piped())
            .spawn()
            .expect("Node.js starts");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let mut said = String::new();
        loop {
            match lines.next() {
                Some(Ok(line)) if line.contains("Prism is listening") => break,
                Some(Ok(line)) => said.extend([line.as_str(), "\n"]),
                Some(Err(_)) | None => panic!("Prism ended before it listened:\n{said}"),
            }
        }
        // It tells of each request, and stands still when nobody reads that.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address: format!("http://127.0.0.1:{port}") }
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn portals() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/portals")
}
