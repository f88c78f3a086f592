//! `cargo xtask measure`: how long the release programs take on this machine, and what they need.

use crate::Stop;
use crate::setup::{self, Purpose};
use crate::stage::Stage;
use crate::work::Steps;
use crate::{house, ui};

/// Builds the release programs, measures them on a stage of their own and writes `docs/measurements.md`. `--large` adds
/// a hundred thousand tickets.
pub fn measure(args: &[String]) -> Result<(), Stop> {
    if !cfg!(target_os = "linux") {
        return Err(Stop::Because(
            "the window can only be measured on Linux, where it has a driver.".to_owned(),
        ));
    }
    let is_large = match args {
        [] => false,
        [word] if word == "--large" => true,
        _ => return Err(Stop::Because("`cargo xtask measure` takes `--large` or nothing.".to_owned())),
    };
    setup::ensure(Purpose::Test)?;
    let mut steps = Steps::new(4);
    let advice = "Correct what the compiler names.";
    let built = ui::packages(&mut steps)
        && ui::build(&mut steps)
        && steps.command(
            "build programs",
            advice,
            &mut house::cargo(["build", "--release", "--locked", "--package", "gnomon"]),
        )
        && steps.command(
            "build measurement",
            advice,
            &mut house::cargo([&WORDS[..], &["--no-run"]].concat()),
        );
    steps.report()?;
    if built { run(is_large).map_err(Stop::from) } else { Err(Stop::Said) }
}

/// The measurement is an outer test that no test run starts by itself.
const WORDS: [&str; 6] = ["test", "--release", "--locked", "--package", "gnomon-desktop", "--test=outer"];

fn run(is_large: bool) -> Result<(), String> {
    let stage = Stage::set()?;
    let [test, release, locked, package, name, target] = WORDS;
    let mut command = stage.command([
        test,
        release,
        locked,
        package,
        name,
        target,
        "--",
        "--ignored",
        "--exact",
        "--nocapture",
        "measure::the_page_of_measurements_is_written",
    ]);
    if is_large {
        command.env("GNOMON_MEASURE_LARGE", "1");
    }
    match command.status() {
        Ok(status) if status.success() => {
            println!("\ndocs/measurements.md is written.");
            Ok(())
        }
        Ok(status) => Err(format!("the measurement ended with {status}; its own message is above.")),
        Err(error) => Err(format!("dbus-run-session cannot be started: {error}")),
    }
}
