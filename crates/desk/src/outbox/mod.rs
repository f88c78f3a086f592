//! Changes made here: writing them down, carrying them out, and deciding about those that got stuck.

mod compose;
mod decide;
mod deliver;
mod forms;
mod local;
mod offer;
mod read;
mod refill;
mod relate;
mod restored;
mod show;
mod sides;
mod watch;

pub(crate) use compose::{Origin, cannot_reach, draft_kind, new_id, ticket_key, unknown_account};
pub(crate) use restored::undelivered;
pub(crate) use show::outbox;
pub(crate) use watch::watch;

use std::collections::{BTreeMap, BTreeSet};

use sync::Trouble;

/// What the running process knows of the outbox beside what is on disk.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    /// Operations that the engine has, by identifier, and whether they wait there for the user.
    offered: BTreeMap<String, Offered>,
    /// Why operations wait, and until when on the monotonic clock.
    delays: BTreeMap<String, Delay>,
}

/// Code of what is said of operations behind one that cannot be read.
const HELD: &str = "held-back";

#[derive(Debug)]
struct Offered {
    account: String,
    /// `None` when the file says something else than the engine knows.
    parked: Option<bool>,
}

#[derive(Clone, Debug)]
struct Delay {
    trouble: Option<Trouble>,
    at_ms: Option<u64>,
}

impl Outbox {
    /// Has the operations of an account given to the engine once more, as the file has them.
    fn offer_anew(&mut self, account: &str) {
        for offered in self.offered.values_mut().filter(|offered| offered.account == account) {
            offered.parked = None;
        }
    }

    /// Notes why these wait.
    fn hold_back(&mut self, held: Vec<String>) {
        let is_of_now = |delay: &Delay| delay.trouble.as_ref().is_none_or(|trouble| trouble.code != HELD);
        self.delays.retain(|_, delay| is_of_now(delay));
        let trouble = || Trouble {
            code: HELD.to_owned(),
            message: "An earlier change of this ticket cannot be read, so it holds this one back.".to_owned(),
            hint: "Discard that one under Kept aside and make it anew.".to_owned(),
            transient: false,
        };
        let delay = |id| (id, Delay { trouble: Some(trouble()), at_ms: None });
        self.delays.extend(held.into_iter().map(delay));
    }

    /// Forgets what is not open any more.
    fn retain(&mut self, open: &BTreeSet<String>) {
        self.delays.retain(|id, _| open.contains(id));
    }
}
