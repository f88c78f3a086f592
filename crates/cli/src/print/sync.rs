//! How a sync goes.

use std::process::ExitCode;

use desk::DeskError;
use desk::view::{AccountStatus, ConnectedView, StatusView};

use super::{json, note, text};

/// What was said of a sync already, so that the same line is not written with each page.
#[derive(Debug, Default)]
pub(crate) struct Told(Vec<String>);

impl Told {
    /// A line an account, while it reads.
    pub(crate) fn progress(&mut self, status: &StatusView, as_json: bool) {
        if as_json {
            return;
        }
        let lines =
            status.accounts.iter().filter_map(|account| trouble(account).or_else(|| reading(account)));
        let before = std::mem::replace(&mut self.0, lines.collect());
        self.0.iter().filter(|line| !before.contains(line)).for_each(|line| note(line));
    }
}

/// The process that held the data folder has ended.
pub(crate) fn taken_over(as_json: bool) {
    if !as_json {
        note("The other Gnomon has ended; this one syncs now.");
    }
}

fn trouble(account: &AccountStatus) -> Option<String> {
    let error = account.error.as_ref()?;
    Some(format!("{}: {} {}", account.name, error.message, error.hint))
}

fn reading(account: &AccountStatus) -> Option<String> {
    let of = account.total.map_or_else(String::new, |total| format!(" of {total}"));
    let rate = account.rate.map_or_else(String::new, |rate| format!(", {rate:.0} a second"));
    account.syncing.then(|| format!("{}: {}{of} tickets read{rate}", account.name, account.done))
}

/// The end of a sync; fails when an account did.
pub(crate) fn synced(status: &StatusView, as_json: bool) -> ExitCode {
    if as_json {
        let _ = json(status);
    } else {
        status.accounts.iter().for_each(account_line);
        match status.aside {
            0 => {}
            1 => text("1 ticket could not be read and is kept aside; see `gnomon aside`"),
            aside => {
                text(&format!("{aside} tickets could not be read and are kept aside; see `gnomon aside`"));
            }
        }
        for problem in &status.policy_problems {
            text(&format!("{}\n  {}", problem.message, problem.hint));
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
