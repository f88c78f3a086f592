//! Filters: JSON lines in, JSON lines out. No data file, no network, no clock.

use std::io::{BufRead, Read, Write};
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
pub(crate) fn reckon(now: Moment) -> Result<ExitCode, DeskError> {
    tickets(|packs, input| policy::reckon::reckon_lines(packs, input, now))
}

/// What was promised besides time, as a filter.
pub(crate) fn entitled(now: Moment) -> Result<ExitCode, DeskError> {
    tickets(|packs, input| policy::entitled::entitled_lines(packs, input, now))
}

/// Reads all tickets, answers them, and says in the exit code whether a line was in error.
fn tickets(answer: impl Fn(&policy::pack::Packs, &str) -> ReckonOutput) -> Result<ExitCode, DeskError> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    let lines: Vec<String> = bytes.split(|byte| *byte == b'\n').map(|line| as_text(line.to_vec())).collect();
    let output = answer(&crate::pack::embedded()?, &lines.join("\n"));
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
