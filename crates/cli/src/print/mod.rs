//! Answers as text for people and as JSON for programs.

mod attachment;
mod away;
mod contract;
mod host;
mod outbox;
mod pack;
mod proof;
mod queue;
mod rescue;
mod sessions;
mod sync;
mod ticket;
mod time;
mod warning;
mod whatif;

use std::io::Write;
use std::process::ExitCode;

use desk::DeskError;
use desk::view::BoardView;
use serde::Serialize;

pub(crate) use attachment::{ahead, attachments, saved};
pub(crate) use away::{away, away_notes};
pub(crate) use contract::{contract, contract_import, contract_saved, contracts};
pub(crate) use host::{host, host_removed, hosts};
pub(crate) use outbox::{call_effect, left, operation, outbox};
pub(crate) use pack::{pack_errors, pack_is_whole, packs};
pub(crate) use proof::verified;
pub(crate) use queue::queue;
pub(crate) use rescue::{anew, rescued};
pub(crate) use sessions::{session_closed, sessions};
pub(crate) use sync::{Told, connected, serving, synced, taken_over};
pub(crate) use ticket::{explanation, ticket};
pub(crate) use warning::{aside, missing, take_away, warnings};
pub(crate) use whatif::what_if;

/// Writes text for people to standard output. What portals and files say is in it, so nothing in it speaks to the
/// terminal.
pub(crate) fn text(text: &str) {
    raw(&text.chars().map(harmless).collect::<String>());
}

/// Writes text for programs, to the byte. A reader that went away (`| head`) is no error.
pub(crate) fn raw(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{}", text.trim_end_matches('\n'));
}

/// Control characters begin a terminal's commands, and some others turn the direction of a line.
fn harmless(c: char) -> char {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if turns || (c.is_control() && !matches!(c, '\n' | '\t')) { char::REPLACEMENT_CHARACTER } else { c }
}

/// Writes a note to standard error.
pub(crate) fn note(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", text.chars().map(harmless).collect::<String>());
}

/// Writes JSON, indented.
pub(crate) fn json(value: &impl Serialize) -> Result<ExitCode, DeskError> {
    let rendered = serde_json::to_string_pretty(value).map_err(|error| {
        DeskError::new("no-json", format!("The answer cannot be written as JSON: {error}."), "Report this.")
    })?;
    raw(&rendered);
    Ok(ExitCode::SUCCESS)
}

/// Writes an error: what happened and what to do.
pub(crate) fn error(error: &DeskError, as_json: bool) {
    if as_json {
        let view = serde_json::json!({ "error": error.view() });
        note(&view.to_string());
    } else {
        note(&format!("gnomon: {}\n        {}", error.message, error.hint));
    }
}

/// The board in a few lines.
pub(crate) fn board(board: &BoardView, as_json: bool) -> Result<ExitCode, DeskError> {
    if as_json {
        return json(board);
    }
    text(&format!(
        "as of {}\n{:>7} overdue\n{:>7} within 30 minutes\n{:>7} within 2 hours\n{:>7} today\n{:>7} waiting on the \
         customer\n{:>7} without a published target\n{:>7} in all\n",
        time::instant(board.as_of),
        board.overdue,
        board.within_30_min,
        board.within_2_h,
        board.today,
        board.waiting,
        board.no_target,
        board.all,
    ));
    text("\nnext deadlines");
    queue::rows(&board.next);
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn nothing_speaks_to_the_terminal() {
        let shown: String = "a\u{1b}[2J\u{9b}b\u{202e}\tc\r\nd".chars().map(harmless).collect();
        assert_eq!(shown, "a\u{fffd}[2J\u{fffd}b\u{fffd}\tc\u{fffd}\nd");
    }
}
