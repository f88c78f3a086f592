//! Where the program writes what went wrong: to the terminal, and to files beside the data. Ticket text and secrets are in
//! neither.

use std::io;
use std::path::Path;

use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::prelude::*;
use tracing_subscriber::{EnvFilter, fmt};

/// Rooms whose messages go into the files: those of libraries could quote what passes through them.
const OURS: [&str; 8] = ["gnomon_desktop", "desk", "store", "sync", "portal", "policy", "launch", "mail"];
/// A file for each day (UTC); so many are kept.
const DAYS: usize = 7;

/// Logs from now on. `GNOMON_LOG` chooses how much goes to the terminal. Files begin when the data folder is there: before,
/// nothing can be in disorder.
pub(crate) fn begin(data: Option<&Path>) {
    let filter = EnvFilter::try_from_env("GNOMON_LOG").unwrap_or_else(|_| "warn".into());
    let terminal = fmt::layer().with_writer(io::stderr).with_filter(filter);
    let files = data.filter(|data| data.is_dir()).and_then(appender).map(|appender| {
        // One event is one line, whatever characters are in it.
        fmt::layer().json().with_writer(appender).with_filter(ours())
    });
    tracing_subscriber::registry().with(terminal).with(files).init();
}

fn ours() -> Targets {
    Targets::new().with_targets(OURS.map(|room| (room, LevelFilter::INFO)))
}

/// Without files the terminal has to do.
fn appender(data: &Path) -> Option<RollingFileAppender> {
    let builder = RollingFileAppender::builder().rotation(Rotation::DAILY).max_log_files(DAYS);
    builder.filename_prefix("gnomon").filename_suffix("log").build(data.join("logs")).ok()
}
