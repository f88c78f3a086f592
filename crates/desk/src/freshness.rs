//! How old the data behind each row are: what the portals have done since is not known here.

use std::collections::{BTreeMap, BTreeSet};

use calendar::Moment;
use sync::Phase;

use crate::console::Console;
use crate::view::QueueRow;

/// Data older than this are not trusted, in seconds.
const STALE_S: i64 = 600;

/// Until when the rows of each account are complete.
#[derive(Debug)]
pub(crate) struct Freshness {
    now: Moment,
    accounts: BTreeMap<String, Option<Moment>>,
    /// Accounts that are being read for the first time: the status line says how far that is.
    beginning: BTreeSet<String>,
}

impl Freshness {
    /// As it is now.
    pub fn of(console: &Console) -> Self {
        let accounts: BTreeMap<String, Option<Moment>> = console
            .accounts()
            .into_iter()
            .map(|account| (account.id.clone(), synced_at(console, &account.id)))
            .collect();
        let beginning = accounts.iter().filter(|(id, at)| at.is_none() && is_being_read(console, id));
        Self { now: console.clock.now(), beginning: beginning.map(|(id, _)| id.clone()).collect(), accounts }
    }

    /// Until when the rows of the account that lags most are complete; `None` while one was never read to its end.
    pub fn oldest(&self) -> Option<Moment> {
        let each: Option<Vec<Moment>> = self.accounts.values().copied().collect();
        each?.into_iter().min()
    }

    /// Whether an account was not read for too long.
    pub fn is_stale(&self) -> bool {
        self.accounts.values().any(|at| self.is_old(*at))
    }

    /// Whether the ticket of this key could have changed so long ago that its place is not to be trusted.
    pub fn is_doubtful(&self, key: &str) -> bool {
        let Some((account, _)) = key.split_once('/') else { return true };
        !self.beginning.contains(account) && self.is_old(self.read_at(key))
    }

    /// Writes into each row how old its data are.
    pub fn date(&self, rows: &mut [QueueRow]) {
        for row in rows {
            row.read_at = self.read_at(&row.key).map(|at| at.0);
            row.doubtful = !row.solved && self.is_doubtful(&row.key);
        }
    }

    /// Whether what was read then is too old to be trusted.
    pub fn is_old(&self, at: Option<Moment>) -> bool {
        at.is_none_or(|at| self.now.since(at) > STALE_S)
    }

    fn read_at(&self, key: &str) -> Option<Moment> {
        let (account, _) = key.split_once('/')?;
        self.accounts.get(account).copied().flatten()
    }
}

fn is_being_read(console: &Console, account: &str) -> bool {
    console
        .progress(account)
        .is_some_and(|progress| progress.phase == Phase::Pulling && progress.trouble.is_none())
}

/// Until when the rows of an account are complete.
pub(crate) fn synced_at(console: &Console, account: &str) -> Option<Moment> {
    let running = console.progress(account).and_then(|progress| progress.synced_at);
    running.or_else(|| console.account(account)?.synced_at)
}
