//! A keyring that is unlocked and empty.

use crate::house;
use std::io::Write;
use std::process::{Child, Stdio};
use std::time::Duration;

/// A running keyring; dropping it ends it.
pub struct Keyring(Child);

impl Drop for Keyring {
    fn drop(&mut self) {
        // Both fail only when it is gone already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts gnome-keyring on the session's bus, unlocked with a password that protects nothing, and proves that
/// it keeps a secret.
pub fn unlock() -> Result<Keyring, String> {
    let mut command =
        house::command("gnome-keyring-daemon", ["--foreground", "--unlock", "--components=secrets"]);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let child =
        command.spawn().map_err(|error| format!("gnome-keyring-daemon cannot be started: {error}"))?;
    let mut keyring = Keyring(child);
    if let Some(mut input) = keyring.0.stdin.take() {
        input.write_all(b"outer-tests").map_err(|error| format!("the keyring takes no password: {error}"))?;
    }
    // It answers within a second; on a busy machine it may take longer.
    for _ in 0..200 {
        if is_on_the_bus() && keeps_a_secret() {
            return Ok(keyring);
        }
        std::thread::sleep(Duration::from_millis(150));
    }
    Err("the keyring does not answer on the session's bus".to_owned())
}

/// Whether it is there to be asked. Asking it directly would make the bus start a second one.
fn is_on_the_bus() -> bool {
    let args = [
        "--session",
        "--print-reply",
        "--dest=org.freedesktop.DBus",
        "/",
        "org.freedesktop.DBus.NameHasOwner",
        "string:org.freedesktop.secrets",
    ];
    house::output(&mut house::command("dbus-send", args))
        .is_some_and(|answer| answer.contains("boolean true"))
}

fn keeps_a_secret() -> bool {
    const NAME: [&str; 2] = ["gnomon-stage", "probe"];
    store(&NAME) && {
        let found = house::output(&mut house::command("secret-tool", ["lookup", NAME[0], NAME[1]]));
        house::output(&mut house::command("secret-tool", ["clear", NAME[0], NAME[1]]));
        found.is_some_and(|secret| secret == "kept")
    }
}

fn store(name: &[&str; 2]) -> bool {
    let mut command = house::command("secret-tool", ["store", "--label=probe", name[0], name[1]]);
    let child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let Ok(mut child) = child else { return false };
    // The pipe is closed before the wait: the tool reads to its end.
    let wrote = child.stdin.take().is_some_and(|mut input| input.write_all(b"kept").is_ok());
    child.wait().is_ok_and(|status| status.success()) && wrote
}
