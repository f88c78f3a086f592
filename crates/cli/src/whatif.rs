//! `gnomon whatif`: the queue and the stored history under other rules.

use std::process::ExitCode;

use desk::view::{PolicyChange, WhatIf};
use desk::{Desk, DeskError};

use crate::arguments::WhatIfArguments;
use crate::print;

pub(crate) async fn run(desk: &Desk, arguments: &WhatIfArguments, json: bool) -> Result<ExitCode, DeskError> {
    let ask = WhatIf {
        policy: arguments.policy.clone(),
        other_policy: arguments.other_policy.clone(),
        plan: arguments.plan.clone(),
        severity: arguments.severity.clone(),
        calendar: arguments.calendar.clone(),
        changes: arguments.set.iter().map(|text| change(text)).collect::<Result<_, _>>()?,
        from: arguments.from.map(|at| at.0),
        to: arguments.to.map(|at| at.0),
    };
    print::what_if(&desk.what_if(ask).await?, arguments.by.word(), json)
}

/// `clocks.first-response.targets.critical.target=2 h` as a change.
fn change(text: &str) -> Result<PolicyChange, DeskError> {
    let parts = text.split_once('=').and_then(|(name, value)| Some((name.trim().rsplit_once('.')?, value)));
    let Some(((path, key), value)) = parts else {
        let message = format!("`{text}` is no change of a value.");
        let hint = "Write row, key and value, as in --set order.waiting-limit.after=\"48 h\".";
        return Err(DeskError::new("bad-change", message, hint));
    };
    Ok(PolicyChange { path: path.to_owned(), key: key.to_owned(), value: Some(value.trim().to_owned()) })
}
