//! A display that only the tests can reach.

use super::random;
use crate::house;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

/// A virtual display of its own.
pub struct Display {
    /// As in `:99`.
    pub name: String,
    /// The file with the key to it.
    pub authority: PathBuf,
    server: Child,
}

impl Display {
    /// Starts Xvfb on the first free number, with a key that only `folder` has.
    pub fn start(folder: &Path) -> Result<Self, String> {
        let key = random(16)?;
        // The server reads the key only; under which number it stands does not matter to it.
        let for_server = folder.join("server.auth");
        add_key(&for_server, ":0", &key)?;
        let auth = for_server.to_string_lossy().into_owned();
        let args = [
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1280x800x24",
            "-nolisten",
            "tcp",
            "-noreset",
            "-auth",
            &auth,
        ];
        let mut command = house::command("Xvfb", args);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = command.spawn().map_err(|error| format!("Xvfb cannot be started: {error}"))?;
        let name = match number(&mut server) {
            Some(number) => format!(":{number}"),
            None => {
                end(&mut server);
                return Err("Xvfb ended before it had a display".to_owned());
            }
        };
        let authority = folder.join("client.auth");
        let display = Self { name, authority, server };
        add_key(&display.authority, &display.name, &key)?;
        Ok(display)
    }

    /// Ends the server.
    pub fn stop(&mut self) {
        end(&mut self.server);
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The number that the server writes as soon as it is ready.
fn number(server: &mut Child) -> Option<u32> {
    let mut text = String::new();
    let mut byte = [0];
    let output = server.stdout.as_mut()?;
    while output.read(&mut byte).ok()? == 1 && byte[0] != b'\n' {
        text.push(char::from(byte[0]));
    }
    text.trim().parse().ok()
}

fn add_key(file: &Path, display: &str, key: &str) -> Result<(), String> {
    // In a file of its own, since arguments can be read by every user of the machine.
    let script = file.with_extension("add");
    let text = format!("add {display} . {key}\n");
    let path = |path: &Path| path.to_string_lossy().into_owned();
    let done = std::fs::write(&script, text).is_ok()
        && house::output(&mut house::command("xauth", ["-q", "-f", &path(file), "source", &path(&script)]))
            .is_some();
    if done { Ok(()) } else { Err("xauth cannot write the key of the display".to_owned()) }
}

fn end(server: &mut Child) {
    // Both fail only when the server is gone already.
    let _ = server.kill();
    let _ = server.wait();
}
