//! How a sync goes.

use std::process::ExitCode;

use desk::DeskError;
use desk::view::{AccountStatus, ConnectedView, StatusView};

use super::{json, note, text};

/// A line an account, while it reads.
pub(crate) fn progress(status: &StatusView, as_json: bool) {
    if as_json {
        return;
    }
    for (account, error) in
        status.accounts.iter().filter_map(|account| Some((account, account.error.as_ref()?)))
    {
        note(&format!("{}: {} {}", account.name, error.message, error.hint));
    }
    for account in status.accounts.iter().filter(|account| account.syncing) {
        let of = account.total.map_or_else(String::new, |total| format!(" of {total}"));
        let rate = account.rate.map_or_else(String::new, |rate| format!(", {rate:.0} a second"));
        note(&format!("{}: {}{of} tickets read{rate}", account.name, account.done));
    }
}

/// The end of a sync; fails when an account did.
pub(crate) fn synced(status: &StatusView, as_json: bool) -> ExitCode {
    if as_json {
        let _ = json(status);
    } else {
        status.accounts.iter().for_each(account_line);
        if status.aside > 0 {
            text(&format!("{} tickets could not be read and are kept aside", status.aside));
        }
        if let Some(error) = &status.search_error {
            text(&format!("the search index is not complete: {}\n  {}", error.message, error.hint));
        }
    }
    let failed = status.accounts.iter().any(|account| account.error.is_some());
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// A portal was connected.
pub(crate) fn connected(view: &ConnectedView, as_json: bool) -> Result<ExitCode, DeskError> {
    if as_json {
        return json(view);
    }
    text(&format!("connected as account {}", view.account));
    if let Some(code) = &view.recovery_code {
        text(&format!("recovery code, shown once, keep it safe: {code}"));
    }
    Ok(ExitCode::SUCCESS)
}

/// The demo portal serves.
pub(crate) fn serving(address: &str, token: &str) {
    text(&format!("address {address}\ntoken {token}"));
}

fn account_line(account: &AccountStatus) {
    match &account.error {
        None => text(&format!("{}: up to date", account.name)),
        Some(error) => text(&format!("{}: {}\n  {}", account.name, error.message, error.hint)),
    }
}
