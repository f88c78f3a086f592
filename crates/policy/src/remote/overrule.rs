//! An override: a lead takes what the vendor's document says upon himself or herself. It is a record and no barrier:
//! who is a lead follows from the groups that the portal told last, and from which of them lead by this computer's settings.

use std::collections::BTreeSet;

use calendar::Moment;

use super::{Against, Missing, is_named, ours};
use crate::answer::Reason;

/// Somebody who leads. Made only by [`Lead::in_group`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    name: String,
    group: String,
    read: Moment,
}

impl Lead {
    /// The user, if in one of the groups whose members lead. `groups` are those that the portal told at `read`. Upper and
    /// lower case are the same, and so is a name with blanks around it; a group without a name is none.
    #[must_use]
    pub fn in_group<'a, 'b>(
        user: &str,
        groups: impl IntoIterator<Item = &'a str>,
        leading: impl IntoIterator<Item = &'b str>,
        read: Moment,
    ) -> Option<Self> {
        let plain = |name: &str| name.trim().to_lowercase();
        let leading: BTreeSet<String> =
            leading.into_iter().filter(|name| is_named(name)).map(plain).collect();
        let group = groups.into_iter().find(|group| leading.contains(&plain(group)))?;
        let (name, group) = (user.trim().to_owned(), group.trim().to_owned());
        is_named(&name).then_some(Self { name, group, read })
    }

    /// As the portal names the user.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The group, as the portal names it.
    #[must_use]
    pub fn group(&self) -> &str {
        &self.group
    }

    /// When the portal told that the user is in it.
    #[must_use]
    pub const fn read(&self) -> Moment {
        self.read
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
        "overruled by {} (of the group {}, as read on {}) on {}: {}",
        overrule.lead.name(),
        overrule.lead.group(),
        overrule.lead.read().to_minute(),
        overrule.at.to_minute(),
        overrule.reason.trim()
    ))
}
