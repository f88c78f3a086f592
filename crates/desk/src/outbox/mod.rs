//! Changes made here: writing them down, carrying them out, and deciding about those that got stuck.

mod compose;
mod decide;
mod deliver;
mod restored;
mod show;
mod watch;

pub(crate) use compose::Origin;
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
    /// Forgets what is not open any more.
    fn retain(&mut self, open: &BTreeSet<String>) {
        self.delays.retain(|id, _| open.contains(id));
    }
}
