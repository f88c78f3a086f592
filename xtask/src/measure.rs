//! `cargo xtask measure`: how long the release programs take on this machine, and what they need.

use crate::Stop;
use crate::setup::{self, Purpose};
use crate::stage::Stage;
use crate::work::Steps;
use crate::{house, ui};

/// Builds the release programs, measures them on a stage of their own and writes `docs/measurements.md`. `--large` adds
/// a hundred thousand tickets. `--increments N` measures increments of a queue of N tickets, and nothing else.
pub fn measure(args: &[String]) -> Result<(), Stop> {
    if !cfg!(target_os = "linux") {
        return Err(Stop::Because(
            "the window can only be measured on Linux, where it has a driver.".to_owned(),
        ));
    }
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let what = match words[..] {
        [] => What::Page,
        ["--large"] => What::LargePage,
        ["--increments", tickets] => What::Increments(tickets.to_owned()),
        _ => {
            return Err(Stop::Because(
                "`cargo xtask measure` takes `--large`, or `--increments` and a number of tickets, or nothing."
                    .to_owned(),
            ));
        }
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
    if built { run(&what).map_err(Stop::from) } else { Err(Stop::Said) }
}

/// What is measured.
enum What {
    Page,
    LargePage,
    /// Increments of a queue of so many tickets; written nowhere but on the terminal.
    Increments(String),
}

/// The measurement is an outer test that no test run starts by itself.
const WORDS: [&str; 6] = ["test", "--release", "--locked", "--package", "gnomon-desktop", "--test=outer"];

fn run(what: &What) -> Result<(), String> {
    let measurement = match what {
        What::Page | What::LargePage => "measure::the_page_of_measurements_is_written",
        What::Increments(_) => "measure::increments_of_a_long_queue",
    };
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
        measurement,
    ]);
    match what {
        What::Page => &mut command,
        What::LargePage => command.env("GNOMON_MEASURE_LARGE", "1"),
        What::Increments(tickets) => command.env("GNOMON_MEASURE_TICKETS", tickets),
    };
    match command.status() {
        Ok(status) if status.success() => {
            if !matches!(what, What::Increments(_)) {
                println!("\ndocs/measurements.md is written.");
            }
            Ok(())
        }
        Ok(status) => Err(format!("the measurement ended with {status}; its own message is above.")),
        Err(error) => Err(format!("dbus-run-session cannot be started: {error}")),
    }
}
