//! Where outer tests play: a display, a D-Bus session with an unlocked keyring, and empty folders, all of their
//! own. Nothing of the user's session is touched, and nothing outlives it.

mod display;
mod keyring;
mod leftovers;

use crate::house;
use display::Display;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The word by which this program calls itself inside the D-Bus session.
pub const INSIDE: &str = "inside-stage";
/// A variable that marks every process of a stage.
const MARK: &str = "GNOMON_STAGE";

/// A stage that is set. Dropping it ends whatever still runs on it and removes its folders.
pub struct Stage {
    display: Display,
    folder: PathBuf,
    mark: String,
}

impl Stage {
    /// Makes the folders and starts the display.
    pub fn set() -> Result<Self, String> {
        let mark = format!("{}-{}", std::process::id(), random(8)?);
        let folder = std::env::temp_dir().join(format!("gnomon-stage-{mark}"));
        let made = make_folders(&folder).and_then(|()| Display::start(&folder));
        match made {
            Ok(display) => Ok(Self { display, folder, mark }),
            Err(why) => {
                remove(&folder);
                Err(why)
            }
        }
    }

    /// A cargo call on this stage.
    pub fn command<const N: usize>(&self, cargo: [&str; N]) -> Command {
        let this = std::env::current_exe().unwrap_or_else(|_| "xtask".into());
        let this = this.to_string_lossy().into_owned();
        let inside = ["--", this.as_str(), INSIDE].into_iter().chain(cargo);
        let mut command = house::command("dbus-run-session", inside);
        for (name, folder) in FOLDERS {
            command.env(name, self.folder.join(folder));
        }
        command
            .env("DISPLAY", &self.display.name)
            .env("XAUTHORITY", &self.display.authority)
            .env("GDK_BACKEND", "x11")
            .env("NO_PROXY", "127.0.0.1,localhost,::1")
            .env(MARK, &self.mark)
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("DBUS_SESSION_BUS_ADDRESS");
        command
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        leftovers::end(MARK, &self.mark);
        self.display.stop();
        remove(&self.folder);
    }
}

/// Runs a cargo call inside the D-Bus session, with the keyring unlocked: what [`INSIDE`] does.
pub fn inside(cargo: &[String]) -> Result<(), String> {
    let _keyring = keyring::unlock()?;
    match house::cargo(cargo).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("the tests ended with {status}")),
        Err(error) => Err(format!("cargo cannot be started: {error}")),
    }
}

const FOLDERS: [(&str, &str); 5] = [
    ("XDG_DATA_HOME", "data"),
    ("XDG_CONFIG_HOME", "config"),
    ("XDG_CACHE_HOME", "cache"),
    ("XDG_STATE_HOME", "state"),
    ("XDG_RUNTIME_DIR", "runtime"),
];

#[cfg(unix)]
fn make_folders(folder: &Path) -> Result<(), String> {
    use std::os::unix::fs::DirBuilderExt;
    let paths =
        std::iter::once(folder.to_path_buf()).chain(FOLDERS.iter().map(|(_, name)| folder.join(name)));
    for path in paths {
        // Programs refuse a runtime folder that others can read.
        let made = std::fs::DirBuilder::new().mode(0o700).create(&path);
        made.map_err(|error| format!("the folder {} cannot be made: {error}", path.display()))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn make_folders(_folder: &Path) -> Result<(), String> {
    Err("there is no stage for outer tests on this system".to_owned())
}

fn remove(folder: &Path) {
    // What a test left open on a slow machine is in the system's temporary folder and goes with it.
    let _ = std::fs::remove_dir_all(folder);
}

/// `bytes` random bytes in hexadecimal.
fn random(bytes: usize) -> Result<String, String> {
    use std::io::Read;
    let mut buffer = vec![0; bytes];
    let read = std::fs::File::open("/dev/urandom").and_then(|mut file| file.read_exact(&mut buffer));
    read.map_err(|error| format!("no random numbers: {error}"))?;
    Ok(buffer.iter().map(|byte| format!("{byte:02x}")).collect())
}
