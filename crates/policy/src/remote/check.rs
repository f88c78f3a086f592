//! What the customer must have in place, confirmed or waived one by one.

use calendar::Moment;
use serde::{Deserialize, Serialize};

use super::{Against, Missing, RemoteAsk, is_named, reason as because};
use crate::answer::Reason;
use crate::pack::{Pack, Requirement};

/// What was said of one requirement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// The requirement by its identifier in the pack.
    pub requirement: String,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: Moment,
    /// Why it is not needed this time; `None` when it is met.
    pub waived: Option<String>,
}

impl Check {
    /// Whether it says enough: who, and for a waiver why.
    fn is_good(&self, now: Moment) -> bool {
        is_named(&self.by) && self.at <= now && self.waived.as_deref().is_none_or(is_named)
    }
}

/// The requirements of which nothing good was said. Those that consent itself meets are asked for with the consent.
pub(super) fn against(ask: &RemoteAsk, pack: &Pack, now: Moment) -> Vec<Against> {
    let open = pack
        .remote
        .requires
        .iter()
        .filter(|row| !row.met_by_consent)
        .filter(|row| !ask.checks.iter().any(|check| check.requirement == row.id && check.is_good(now)));
    open.map(|row| {
        let detail = format!("not confirmed: {} Ask the customer, or waive it with a reason", row.text);
        Against { missing: Missing::Requirement(row.id.clone()), reason: because(detail, Some(&row.source)) }
    })
    .collect()
}

/// What was said of a requirement of this pack.
pub(super) fn reason(check: &Check, pack: &Pack) -> Option<Reason> {
    let row: &Requirement = pack.remote.requires.iter().find(|row| row.id == check.requirement)?;
    let by = check.by.trim();
    let detail = match &check.waived {
        None => format!("{} {by} said so on {}", row.text, check.at.to_minute()),
        Some(why) => format!("{} Waived by {by} on {}: {}", row.text, check.at.to_minute(), why.trim()),
    };
    Some(because(detail, Some(&row.source)))
}
