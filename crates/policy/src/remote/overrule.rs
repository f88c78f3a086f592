//! An override: a lead takes what the vendor's document says upon himself or herself. It is a record and no barrier:
//! who is a lead is what this computer knows of portals and settings.

use calendar::Moment;

use super::{Against, Missing, is_named, ours};
use crate::answer::Reason;

/// Somebody who leads. Made only by [`Lead::among`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    name: String,
}

impl Lead {
    /// The user, if among the leads. Upper and lower case are the same.
    #[must_use]
    pub fn among<'a>(user: &str, leads: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let user = user.trim();
        let found = leads.into_iter().any(|lead| lead.trim().to_lowercase() == user.to_lowercase());
        (found && is_named(user)).then(|| Self { name: user.to_owned() })
    }

    /// As the portal names the user.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// What a lead decides against the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// Who.
    pub lead: Lead,
    /// Why, for the record.
    pub reason: String,
    /// When.
    pub at: Moment,
}

/// What is wrong with an override.
pub(super) fn against(overrule: Option<&Override>, now: Moment) -> Option<Against> {
    let overrule = overrule?;
    if !is_named(&overrule.reason) {
        return Some(Against::ours(Missing::Override, "an override needs a reason; write why"));
    }
    let later = overrule.at > now;
    later.then(|| Against::ours(Missing::Override, "the override is dated later than now; decide again"))
}

/// What an override sets aside, and what is left. An override that is no good sets nothing aside.
pub(super) fn set_aside(all: Vec<Against>, overrule: Option<&Override>) -> (Vec<Against>, Vec<Against>) {
    let is_good = overrule.is_some() && !all.iter().any(|one| one.missing == Missing::Override);
    if !is_good {
        return (Vec::new(), all);
    }
    all.into_iter().partition(|one| one.missing.can_be_overruled())
}

/// That it was overruled, by whom and why.
pub(super) fn reason(overrule: &Override) -> Reason {
    ours(&format!(
        "overruled by {} on {}: {}",
        overrule.lead.name(),
        overrule.at.to_minute(),
        overrule.reason.trim()
    ))
}
