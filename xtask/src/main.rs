//! Set-up, run, checks and tests: the same commands on every system.
//!
//! `cargo xtask run` starts the desktop, `cargo xtask test` runs every check there is, `cargo xtask check` the
//! quick ones. There are no dependencies, so that this program is built in seconds on a fresh machine.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a developer's tool: it talks to the terminal, starts programs and measures how long they take"
)]

mod bench;
mod check;
mod count;
mod deny;
mod fuzz;
mod house;
mod measure;
mod npm;
mod run;
mod setup;
mod simulate;
mod stage;
mod test;
#[cfg(test)]
mod tidy;
mod types;
mod ui;
mod unit;
mod work;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask run [-- ARGS]   set up, build and start the desktop on the embedded demo portal
cargo xtask test            every check there is, the real-window tests included
cargo xtask check           the quick loop: format, lints, house rules, unit tests
cargo xtask setup [test]    only install what is needed to build (or to test)
cargo xtask types           write the types that cross into the window
cargo xtask bench [ROOM]    the table in docs/benchmarks.md, or the detailed benches of a room
cargo xtask measure [--large | --increments N]  the real window and a first sync, measured: docs/measurements.md
cargo xtask simulate [--seeds N] [--from S] [--bugs] [--bug NAME] [--tell SEED]
                            the engine and the store in many worlds with every fault
cargo xtask fuzz [TARGET..] [--minutes N]
                            a guided search for input that breaks a promise: docs/fuzzing.md
cargo xtask deny            licences, sources and bans of dependencies";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let rest = args.get(1..).unwrap_or_default();
    let done = match args.first().map(String::as_str) {
        Some("run") => run::run(rest),
        Some("test") => test::test(),
        Some("check") => check::check(),
        Some("setup") => setup::command(rest).map_err(Stop::from),
        Some("types") => types::write().map_err(Stop::from),
        Some("bench") => bench::bench(rest).map_err(Stop::from),
        Some("measure") => measure::measure(rest),
        Some("simulate") => simulate::simulate(rest).map_err(Stop::from),
        Some("fuzz") => fuzz::fuzz(rest).map_err(Stop::from),
        Some("deny") => deny::deny().map_err(Stop::from),
        Some(stage::INSIDE) => stage::inside(rest).map_err(Stop::from),
        Some("help" | "--help" | "-h") | None => {
            println!("{HELP}");
            Ok(())
        }
        Some(other) => Err(Stop::Because(format!("there is no command {other:?}.\n\n{HELP}"))),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            if let Stop::Because(message) = stop {
                eprintln!("\nerror: {message}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Why a command ended early.
enum Stop {
    /// It was said on the terminal already.
    Said,
    /// To be said.
    Because(String),
}

impl From<String> for Stop {
    fn from(message: String) -> Self {
        Self::Because(message)
    }
}
