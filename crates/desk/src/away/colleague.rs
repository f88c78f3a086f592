//! To whom a ticket could be handed. Proposals only: the user decides.

use std::collections::{BTreeMap, BTreeSet};

use super::plan::Planned;
use crate::view::{AwayColleague, AwayWhose};

/// Everybody who handles open tickets, by account and name. The user is nobody's colleague.
#[derive(Debug, Default)]
pub(crate) struct Colleagues(BTreeMap<(String, String), Work>);

/// What a colleague has to do.
#[derive(Debug, Default)]
struct Work {
    due: u32,
    open: u32,
    vendors: BTreeSet<String>,
}

/// A proposal and its reason; without a name, why there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Proposal {
    pub to: String,
    pub why: String,
}

impl Colleagues {
    /// Reads them from the tickets of all.
    pub(crate) fn of(all: &[Planned<'_>]) -> Self {
        let mut found: BTreeMap<(String, String), Work> = BTreeMap::new();
        for planned in all.iter().filter(|planned| planned.whose == AwayWhose::Others) {
            let name = planned.ranked.entry.names.assignee.to_string();
            let work = found.entry((account_of(planned).to_owned(), name)).or_default();
            work.open = work.open.saturating_add(1);
            work.due = work.due.saturating_add(u32::from(planned.is_at_stake()));
            work.vendors.extend(vendor(planned).map(str::to_owned));
        }
        Self(found)
    }

    pub(crate) fn views(&self) -> Vec<AwayColleague> {
        let view = |((account, name), work): (&(String, String), &Work)| AwayColleague {
            account: account.clone(),
            name: name.clone(),
            due: work.due,
            open: work.open,
            vendors: work.vendors.iter().cloned().collect(),
        };
        self.0.iter().map(view).collect()
    }

    /// The colleague with the fewest due tickets among those of the account who handle the vendor's, or else among all
    /// of the account. What is proposed counts as theirs, so that not all goes to one.
    pub(crate) fn propose(&mut self, planned: &Planned<'_>) -> Proposal {
        let vendor = vendor(planned);
        let knows = |work: &Work| vendor.is_some_and(|vendor| work.vendors.contains(vendor));
        let of_account = self.0.iter_mut().filter(|((account, _), _)| account == account_of(planned));
        let best = of_account.min_by_key(|((_, name), work)| (!knows(work), work.due, name.clone()));
        let Some(((_, name), work)) = best else {
            let why = "Nobody else handles a ticket of this portal, so that nobody is known.".to_owned();
            return Proposal { to: String::new(), why };
        };
        let due = match work.due {
            0 => "nothing due until you are back".to_owned(),
            1 => "1 ticket due until you are back".to_owned(),
            due => format!("{due} tickets due until you are back"),
        };
        let why = match vendor {
            Some(vendor) if knows(work) => format!("Handles {vendor} too and has {due}, the fewest."),
            Some(vendor) => format!("Nobody else handles {vendor}; has {due}, the fewest."),
            None => format!("Has {due}, the fewest."),
        };
        work.due = work.due.saturating_add(1);
        Proposal { to: name.clone(), why }
    }
}

fn account_of<'p>(planned: &'p Planned<'_>) -> &'p str {
    let key = planned.ranked.entry.key();
    key.split_once('/').map_or(key, |(account, _)| account)
}

fn vendor<'p>(planned: &'p Planned<'_>) -> Option<&'p str> {
    planned.ranked.entry.judged.as_ref().map(|judged| judged.pack.vendor.as_str())
}
