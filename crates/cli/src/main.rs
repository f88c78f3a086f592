//! `gnomon`: the desk without a window, for scripts, tests and servers.

mod arguments;
mod attachment;
mod away;
mod charge;
mod contract;
mod filter;
mod forms;
mod host;
mod lifecycle;
mod outbox;
mod overrides;
mod pack;
mod print;
mod proof;
mod rescue;
mod session;
mod sessions;
mod whatif;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // Ticket text and secrets are never logged; GNOMON_LOG chooses how much of the rest is.
    let filter = tracing_subscriber::EnvFilter::try_from_env("GNOMON_LOG").unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let done = match &arguments.command {
        Command::Due => filter::due(),
        Command::Reckon { now, overrides } => filter::reckon(*now, overrides),
        Command::Lifecycle { now, overrides } => lifecycle::run(*now, overrides),
        Command::Charge { now, overrides } => charge::run(*now, overrides),
        Command::Entitled { now, overrides } => filter::entitled(*now, overrides),
        Command::Schema { what } => filter::schema(*what),
        Command::Pack { command } => pack::run(command, arguments.json),
        Command::Sync { .. }
        | Command::Queue { .. }
        | Command::Aside
        | Command::Missing { .. }
        | Command::Show { .. }
        | Command::Reply(_)
        | Command::Note(_)
        | Command::Set(_)
        | Command::Tag(_)
        | Command::Call(_)
        | Command::Time(_)
        | Command::Merge(_)
        | Command::Link(_)
        | Command::New(_)
        | Command::Attachment { .. }
        | Command::Outbox { .. }
        | Command::Explain { .. }
        | Command::Board
        | Command::Away(_)
        | Command::Whatif(_)
        | Command::Prove { .. }
        | Command::Verify { .. }
        | Command::Connect { .. }
        | Command::Contract { .. }
        | Command::Sessions { .. }
        | Command::Host { .. }
        | Command::Rescue { .. }
        | Command::StartAnew { .. }
        | Command::Demo { .. } => session::run(&arguments),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            print::error(&error, arguments.json);
            ExitCode::FAILURE
        }
    }
}
