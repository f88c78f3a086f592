//! Filters: JSON lines in, JSON lines out. No data file, no network, no clock.

use std::io::{BufRead, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use calendar::Moment;
use desk::DeskError;
use policy::reckon::ReckonOutput;

use crate::arguments::Format;

/// The calendar as a filter.
pub(crate) fn due() -> Result<ExitCode, DeskError> {
    let mut out = std::io::stdout().lock();
    let mut failed = false;
    for (index, line) in std::io::stdin().lock().split(b'\n').enumerate() {
        let line = as_text(line.map_err(|error| unreadable(&error))?);
        if line.trim().is_empty() {
            continue;
        }
        let answer = calendar::case::answer(&line).unwrap_or_else(|error| {
            failed = true;
            let error = serde_json::json!({"code": error.code, "message": error.message, "hint": error.hint});
            serde_json::json!({"line": index + 1, "error": error}).to_string()
        });
        writeln!(out, "{answer}").map_err(|error| unwritable(&error))?;
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The policy engine as a filter.
pub(crate) fn reckon(now: Moment, overrides: &[PathBuf]) -> Result<ExitCode, DeskError> {
    let packs = crate::overrides::packs(overrides)?;
    write(&policy::reckon::reckon_lines(&packs, &input()?, now))
}

/// What was promised besides time, as a filter.
pub(crate) fn entitled(now: Moment, overrides: &[PathBuf]) -> Result<ExitCode, DeskError> {
    let packs = crate::overrides::packs(overrides)?;
    write(&policy::entitled::entitled_lines(&packs, &input()?, now))
}

/// All of standard input.
pub(crate) fn input() -> Result<String, DeskError> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    let lines: Vec<String> = bytes.split(|byte| *byte == b'\n').map(|line| as_text(line.to_vec())).collect();
    Ok(lines.join("\n"))
}

/// Writes the lines of an answer; a line in error makes the exit code 1.
pub(crate) fn write(output: &ReckonOutput) -> Result<ExitCode, DeskError> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in &output.lines {
        writeln!(out, "{line}").map_err(|error| unwritable(&error))?;
    }
    out.flush().map_err(|error| unwritable(&error))?;
    Ok(if output.failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The JSON Schema of a format.
pub(crate) fn schema(what: Format) -> Result<ExitCode, DeskError> {
    let schema = match what {
        Format::ReckonInput => policy::reckon::input_schema(),
        Format::ReckonOutput => policy::reckon::output_schema(),
        Format::LifecycleOutput => policy::lifecycle::output_schema(),
        Format::ChargeInput => policy::charge::input_schema(),
        Format::ChargeOutput => policy::charge::output_schema(),
        Format::EntitledOutput => policy::entitled::output_schema(),
        Format::Pack => policy::pack::schema().to_value(),
    };
    writeln!(std::io::stdout(), "{schema:#}").map_err(|error| unwritable(&error))?;
    Ok(ExitCode::SUCCESS)
}

/// A line that is no UTF-8 becomes one that is no JSON: it is told as an error of its own, and the others go on.
fn as_text(line: Vec<u8>) -> String {
    String::from_utf8(line).unwrap_or_else(|_| "this line is no UTF-8 text".to_owned())
}

fn unreadable(error: &std::io::Error) -> DeskError {
    DeskError::new(
        "unreadable-input",
        format!("Standard input cannot be read: {error}."),
        "Pipe UTF-8 text in.",
    )
}

fn unwritable(error: &std::io::Error) -> DeskError {
    DeskError::new(
        "unwritable-output",
        format!("The answer cannot be written: {error}."),
        "Check where it goes.",
    )
}
