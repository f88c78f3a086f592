//! Where things are, and commands that start there.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the repository.
pub fn root() -> PathBuf {
    // Cargo tells a program it runs where its package is now; the built-in path is for a binary that is run by
    // hand.
    let package = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    package.parent().map_or_else(|| package.clone(), Path::to_path_buf)
}

/// The folder of the window's sources.
pub fn ui() -> PathBuf {
    root().join("ui")
}

/// A folder for logs and stamps, inside cargo's target folder; made when it is not there.
pub fn scratch() -> PathBuf {
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir));
    let folder = target.join("xtask");
    // A folder that cannot be made shows at the first write, with the path in the message.
    let _ = std::fs::create_dir_all(&folder);
    folder
}

/// A program that starts at the root, without what cargo told this program about its own package: build scripts
/// that watch such variables would build again on every change between `cargo` and `cargo xtask`.
pub fn command<S: AsRef<str>>(program: &str, args: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(program);
    for arg in args {
        command.arg(arg.as_ref());
    }
    command.current_dir(root());
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_")
            || text.starts_with("CARGO_MANIFEST_")
            || text.starts_with("CARGO_BIN_")
        {
            command.env_remove(&name);
        }
    }
    command
}

/// A cargo call.
pub fn cargo<S: AsRef<str>>(args: impl IntoIterator<Item = S>) -> Command {
    // The same toolchain that runs this program.
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    command(&cargo, args)
}

/// The folder of the mock that answers as a portal's API description says.
pub fn mock() -> PathBuf {
    root().join("tests").join("portals").join("mock")
}

/// An npm call in the window's folder.
pub fn npm<S: AsRef<str>>(args: impl IntoIterator<Item = S>) -> Command {
    npm_in(&ui(), args)
}

/// An npm call in a folder.
pub fn npm_in<S: AsRef<str>>(folder: &Path, args: impl IntoIterator<Item = S>) -> Command {
    let mut command = command(if cfg!(windows) { "npm.cmd" } else { "npm" }, args);
    command.current_dir(folder);
    command
}

/// What a quiet command printed, when it ended well.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(std::process::Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a program answers to `--version`.
pub fn has(program: &str, args: &[&str]) -> bool {
    output(&mut command(program, args)).is_some()
}

/// Whether the root package, the desktop, is part of this checkout.
pub fn has_desktop() -> bool {
    root().join("src-tauri").is_dir()
}
