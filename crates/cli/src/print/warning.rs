//! What a command goes on in spite of, on the standard error stream: the answer alone is on standard output.

use std::process::ExitCode;

use desk::DeskError;
use desk::view::{AccountStatus, AsideView, ErrorView, StatusView};
use serde_json::json;

use super::{note, text, time};

/// Accounts that cannot be synced as they are, policy files that are left out, and records kept aside.
pub(crate) fn warnings(status: &StatusView, as_json: bool) {
    let accounts = status.accounts.iter().filter_map(|account| account.error.as_ref());
    for error in accounts.chain(&status.policy_problems) {
        warning(error, as_json);
    }
    for missing in status.accounts.iter().filter_map(|account| account.missing.as_ref()) {
        warning(missing, as_json);
    }
    if status.aside > 0 {
        warning(&kept_aside(status.aside), as_json);
    }
}

/// One of them.
fn warning(error: &ErrorView, as_json: bool) {
    if as_json {
        note(&json!({ "warning": error }).to_string());
    } else {
        note(&format!("gnomon: {}\n        {}", error.message, error.hint));
    }
}

fn kept_aside(records: u32) -> ErrorView {
    let (what, are) = if records == 1 { ("ticket", "is") } else { ("tickets", "are") };
    ErrorView {
        code: "kept-aside".to_owned(),
        message: format!("{records} {what} could not be read and {are} kept aside; the others are here."),
        hint: "See `gnomon aside` for what is wrong with them.".to_owned(),
    }
}

/// What portals no longer show.
pub(crate) fn missing(accounts: &[AccountStatus], as_json: bool) -> Result<ExitCode, DeskError> {
    let told: Vec<_> =
        accounts.iter().filter_map(|account| Some((account, account.missing.as_ref()?))).collect();
    if as_json {
        let list =
            told.iter().map(|(account, missing)| json!({ "portal": account.name, "missing": missing }));
        return super::json(&list.collect::<Vec<_>>());
    }
    if told.is_empty() {
        text("nothing is missing: every portal shows its tickets");
    }
    for (account, missing) in told {
        let command = format!("gnomon missing --take-away {:?}", account.name);
        text(&format!("{}\n  {}\n  {command}", missing.message, missing.hint));
    }
    Ok(ExitCode::SUCCESS)
}

/// The user said that they are gone.
pub(crate) fn take_away(portal: &str, tickets: u32, as_json: bool) -> Result<ExitCode, DeskError> {
    if as_json {
        return super::json(&json!({ "portal": portal, "gone": tickets }));
    }
    text(&format!("{portal}: {tickets} tickets are gone"));
    Ok(ExitCode::SUCCESS)
}

/// What was kept aside, newest first.
pub(crate) fn aside(list: &[AsideView], as_json: bool) -> Result<ExitCode, DeskError> {
    if as_json {
        return super::json(&list);
    }
    if list.is_empty() {
        text("nothing is kept aside: every ticket could be read");
    }
    for one in list {
        let id = if one.id.is_empty() { "no number" } else { &one.id };
        text(&format!("{} \u{b7} {id} \u{b7} {}\n  {}", one.account, time::instant(one.at), one.why));
    }
    Ok(ExitCode::SUCCESS)
}
