//! Charges as a filter: questions as JSON lines in, answers as JSON lines out.

use std::path::PathBuf;
use std::process::ExitCode;

use calendar::Moment;
use desk::DeskError;

use crate::{filter, overrides};

pub(crate) fn run(now: Option<Moment>, files: &[PathBuf]) -> Result<ExitCode, DeskError> {
    let packs = overrides::packs(files)?;
    filter::write(&policy::charge::charge_lines(&packs, &filter::input()?, now))
}
