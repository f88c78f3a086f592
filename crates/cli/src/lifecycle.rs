//! Life cycles as a filter: tickets as JSON lines in, answers as JSON lines out.

use std::path::PathBuf;
use std::process::ExitCode;

use calendar::Moment;
use desk::DeskError;

use crate::{filter, overrides};

pub(crate) fn run(now: Moment, files: &[PathBuf]) -> Result<ExitCode, DeskError> {
    let packs = overrides::packs(files)?;
    filter::write(&policy::lifecycle::lifecycle_lines(&packs, &filter::input()?, now))
}
