//! What came of checking a proof.

use std::process::ExitCode;

use desk::DeskError;
use desk::view::{Checked, VerifyView};

use super::{json, text, time};

/// A line for each check. Fails when one found a difference.
pub(crate) fn verified(view: &VerifyView, as_json: bool) -> Result<ExitCode, DeskError> {
    if as_json {
        json(view)?;
    } else {
        if !view.number.is_empty() {
            let as_of = time::instant(view.as_of);
            text(&format!("{} at {}, as of {as_of}", view.number, view.portal_address));
        }
        for check in &view.checks {
            text(&format!("{:<12} {:<13} {}", check.name, word(check.result), check.text));
        }
        text(&format!("\n{}", view.caveat));
    }
    let differs = view.checks.iter().any(|check| check.result == Checked::Different);
    Ok(if differs { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

const fn word(result: Checked) -> &'static str {
    match result {
        Checked::Same => "same",
        Checked::Different => "DIFFERENT",
        Checked::NotPossible => "not possible",
        Checked::NotDone => "not done",
    }
}
