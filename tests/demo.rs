//! The demo portal in a process of its own, so that it can be taken away.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A demo portal that serves on loopback; ends with the value.
pub struct DemoPortal {
    child: Child,
    pub address: String,
    pub token: String,
}

impl DemoPortal {
    /// Starts one with so many tickets.
    pub fn start(size: u32) -> Self {
        Self::start_on(0, size)
    }

    /// Starts one on a port of the caller's choice.
    pub fn start_on(port: u16, size: u32) -> Self {
        let mut child = Command::new(crate::console::gnomon())
            .args(["demo", "--seed", "7", "--serve", &port.to_string(), "--size", &size.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the demo portal starts");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let mut word = |name: &str| {
            let line = lines.next().expect("a line").expect("text");
            line.strip_prefix(name).expect("the expected line").trim().to_owned()
        };
        let (address, token) = (word("address"), word("token"));
        Self { child, address, token }
    }

    /// Pulls the network cable.
    pub fn stop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for DemoPortal {
    fn drop(&mut self) {
        self.stop();
    }
}
