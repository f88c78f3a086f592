//! `cargo xtask test`: every check there is.

use crate::Stop;
use crate::setup::{self, Purpose};
use crate::stage::Stage;
use crate::work::Steps;
use crate::{count, deny, house, npm, ui, unit};

/// Sets up and runs everything; ends with the count of all tests.
pub fn test() -> Result<(), Stop> {
    setup::ensure(Purpose::Test)?;
    setup::need_nextest()?;
    let mut steps = Steps::new(17);
    unit::format(&mut steps);
    dependencies(&mut steps);
    unit::lint(&mut steps);
    unit::tests(&mut steps);
    unit::doc_tests(&mut steps);
    let window = ui::packages(&mut steps) && {
        ui::check(&mut steps);
        ui::build(&mut steps)
    };
    if window {
        desktop(&mut steps);
    }
    steps.report()
}

fn dependencies(steps: &mut Steps) {
    if setup::has_deny() {
        let advice = "Choose another dependency, or add it to deny.toml with its reason.";
        steps.command("dependencies", advice, &mut deny::command());
    } else {
        steps.skip(
            "dependencies",
            "cargo-deny is not installed; `cargo xtask deny` installs it and checks them",
        );
    }
}

/// The desktop itself. Its build embeds ui/dist, which therefore has to be built before.
fn desktop(steps: &mut Steps) {
    if !house::has_desktop() {
        steps.skip("desktop", "this checkout has no src-tauri/");
        return;
    }
    let advice = "Correct what clippy names in src-tauri/ or tests/.";
    let clippy = [
        "clippy",
        "--package",
        "gnomon-desktop",
        "--all-targets",
        "--locked",
        "--quiet",
        "--",
        "--deny",
        "warnings",
    ];
    steps.command("clippy desktop", advice, &mut house::cargo(clippy));
    // The outer tests start the command line as well; a package's tests only build the programs of that
    // package.
    let advice = "Correct what the compiler names.";
    let built = steps.command(
        "build programs",
        advice,
        &mut house::cargo(["build", "--locked", "--package", "gnomon"]),
    ) && steps.command(
        "build outer tests",
        advice,
        &mut house::cargo(["nextest", "run", "--locked", "--package", "gnomon-desktop", "--no-run"]),
    );
    if !built {
        return;
    }
    if !cfg!(target_os = "linux") {
        steps.skip("outer tests", "there is no driver for the window on this system; CI runs them on Linux");
        return;
    }
    if !npm::packages(steps, "npm ci mock", &house::mock()) {
        return;
    }
    let advice =
        "Run `cargo xtask test` again when the machine was busy; else read the failed test's own message.";
    match Stage::set() {
        Ok(stage) => {
            let mut tests = stage.command([
                "nextest",
                "run",
                "--profile",
                "outer",
                "--locked",
                "--package",
                "gnomon-desktop",
            ]);
            steps.tests("outer tests", advice, &mut tests, count::nextest);
        }
        Err(why) => {
            steps.step(
                "outer tests",
                "Check that Xvfb, xauth, dbus and gnome-keyring are installed.",
                |_, _| Err(why),
            );
        }
    }
}
