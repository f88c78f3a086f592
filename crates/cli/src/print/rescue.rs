//! What was saved of a damaged data file, and what starting anew has done.

use std::process::ExitCode;

use desk::DeskError;
use desk::view::{AnewView, RescueView, RescuedPart};

use super::{json, text};

pub(crate) fn rescued(view: &RescueView, as_json: bool) -> Result<ExitCode, DeskError> {
    if as_json {
        return json(view);
    }
    text(&format!("What could be read is in {}. It is not encrypted.", view.folder));
    view.parts.iter().for_each(part);
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn anew(view: &AnewView, as_json: bool) -> Result<ExitCode, DeskError> {
    if as_json {
        return json(view);
    }
    text(&format!("The data file is in {} now, as it was.", view.aside));
    if !view.has_accounts {
        text("No account could be brought over. Connect a portal with `gnomon connect`, or in the window.");
        return Ok(ExitCode::SUCCESS);
    }
    text("The new data file begins with:");
    view.parts.iter().for_each(part);
    text("`gnomon sync` reads everything else. `gnomon outbox` shows what waits for your decision.");
    Ok(ExitCode::SUCCESS)
}

fn part(part: &RescuedPart) {
    let RescuedPart { what, file, rows, whole } = part;
    let lost = if *whole { "" } else { "; the others could not be read" };
    text(&format!(
        "{rows:>8}  {what}{lost}{}",
        if file.is_empty() { String::new() } else { format!("  ({file})") }
    ));
}
