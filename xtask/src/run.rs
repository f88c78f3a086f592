//! `cargo xtask run`: from a fresh machine to the desktop on its demo portal.

use crate::Stop;
use crate::setup::{self, Purpose};
use crate::work::Steps;
use crate::{house, ui};
use std::process::Command;

/// Sets up, builds and starts. Words after `--` go to the desktop.
pub fn run(args: &[String]) -> Result<(), Stop> {
    let extra: Vec<&str> = args.iter().map(String::as_str).filter(|word| *word != "--").collect();
    if !has_display() {
        return in_terminal(&extra).map_err(Stop::from);
    }
    setup::ensure(Purpose::Window)?;
    let mut steps = Steps::new(3);
    if ui::packages(&mut steps) && ui::build(&mut steps) {
        let advice = "Correct what the compiler names.";
        let mut build = house::cargo(["build", "--locked", "--package", "gnomon-desktop"]);
        steps.command("build desktop", advice, &mut build);
    }
    steps.report()?;
    let fixed = [
        "run",
        "--quiet",
        "--locked",
        "--package",
        "gnomon-desktop",
        "--bin",
        "gnomon-desktop",
        "--",
        "--demo",
    ];
    Ok(start(house::cargo(words(&fixed, &extra)))?)
}

/// The same queue without a window.
fn in_terminal(extra: &[&str]) -> Result<(), String> {
    println!(
        "There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so the window cannot open. Here is the queue of \
         the demo portal in the terminal."
    );
    setup::ensure(Purpose::Terminal)?;
    start(house::cargo(words(&["run", "--locked", "--package", "gnomon", "--", "demo"], extra)))
}

fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

fn words<'a>(fixed: &[&'a str], extra: &[&'a str]) -> Vec<&'a str> {
    fixed.iter().chain(extra).copied().collect()
}

fn start(mut command: Command) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("the program ended with {status}; its own message is above.")),
        Err(error) => Err(format!("cargo cannot be started: {error}")),
    }
}
