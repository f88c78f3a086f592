//! A device: the real engine and the real store, driven as the desk drives them.

mod clock;
mod offer;
mod user;
mod write;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use policy::ticket::Operation;
use portal::{Adapter, Cursor};
use store::{NewAccount, Store, StoreError};
use sync::{Effect, Engine, Input};

use crate::dice::Dice;
use crate::model::{EPOCH, USER};
use crate::oracle::Known;
use crate::plan::Plan;
use crate::speaks::Speaks;

pub use clock::Clock;
pub use offer::is_parked;
pub use write::Written;

/// A device of the user.
#[derive(Debug)]
pub struct Device {
    /// Which, from 0.
    pub index: usize,
    /// What survives everything.
    pub store: Store,
    /// Counts the processes: what an earlier one asked for is for nobody.
    pub process: u64,
    /// Whether a process runs.
    pub is_up: bool,
    /// Whether the network is there.
    pub online: bool,
    /// Counts the steps of the engine: each forgets when it was to be woken before.
    pub steps: u64,
    /// Its clocks.
    pub clock: Clock,
    /// What the process still has to write, in order.
    pub writes: VecDeque<Effect>,
    /// Whether one of them is under way.
    pub is_writing: bool,
    /// What the checks know of it.
    pub known: Known,
    engine: Engine,
    entropy: Dice,
    accounts: Vec<(String, Arc<dyn Adapter>)>,
    /// Operations that the engine has, and whether they wait there for the user.
    offered: BTreeMap<String, Offered>,
    made: u64,
    bug: String,
    /// Whether what is read may be behind.
    lags: bool,
    /// A planted fault: what the user was told is kept, and is not.
    unkept: Vec<(bool, store::NewOperation)>,
}

#[derive(Debug)]
struct Offered {
    account: String,
    /// By which name the engine knows its ticket.
    ticket: String,
    /// `None` when the file says something else than the engine knows.
    parked: Option<bool>,
}

impl Device {
    /// A new one with accounts at all portals.
    ///
    /// # Errors
    /// Those of the store.
    pub fn new(index: usize, plan: &Plan, run: u64, bug: &str) -> Result<Self, StoreError> {
        let store = Store::in_memory(&format!("run{run}device{index}"))?;
        let mut accounts = Vec::new();
        for portal in 0..plan.setting.portals {
            let id = account(portal);
            let base = url::Url::parse(&format!("https://{id}.test/")).expect("a fixed text is an address");
            let adapter =
                Speaks::new(base, plan.setting.class, plan.setting.interval_s, bug == "retry-class-c");
            let new = NewAccount {
                id: id.clone(),
                kind: "open".to_owned(),
                name: id.clone(),
                address: format!("https://{id}.test/"),
                user: Some(USER.to_owned()),
                mapping: adapter.suggested_mapping(),
                company_ca: None,
            };
            store.add_account(&new, "token", calendar::Moment(EPOCH))?;
            accounts.push((id, Arc::new(adapter) as Arc<dyn Adapter>));
        }
        Ok(Self {
            index,
            store,
            process: 0,
            is_up: false,
            online: true,
            steps: 0,
            clock: Clock::default(),
            writes: VecDeque::new(),
            is_writing: false,
            known: Known::default(),
            engine: Engine::new(),
            entropy: Dice::new(plan.seed, 100 + index as u64),
            accounts,
            offered: BTreeMap::new(),
            made: 0,
            bug: bug.to_owned(),
            lags: plan.setting.lag_ms > 0,
            unkept: Vec::new(),
        })
    }

    /// A process begins: what it knows is what is on the disk.
    ///
    /// # Errors
    /// Those of the store.
    pub fn start(&mut self, now_ms: u64) -> Result<Vec<Effect>, StoreError> {
        self.process += 1;
        self.is_up = true;
        self.engine = Engine::new();
        self.clock.forget();
        self.offered.clear();
        let mut effects = Vec::new();
        for (id, adapter) in self.accounts.clone() {
            let Some(stored) = self.store.account(&id)? else { continue };
            let begun = stored.progress.begun.filter(|_| stored.progress.running);
            let cursor = stored.cursor.map(Cursor);
            let (account, synced_at) = (id, stored.synced_at);
            effects.extend(self.step(Input::Add { account, adapter, cursor, synced_at, begun }, now_ms));
        }
        effects.extend(self.offer(now_ms)?);
        Ok(effects)
    }

    /// The process ends without a word.
    pub fn kill(&mut self) {
        self.is_up = false;
        self.writes.clear();
        self.is_writing = false;
        self.known.quiet.clear();
        if self.lags {
            self.known.shown.values_mut().for_each(|shown| shown.is_of_earlier_process = true);
        }
        self.unkept.clear();
    }

    /// One step of the engine.
    pub fn step(&mut self, input: Input, now_ms: u64) -> Vec<Effect> {
        self.steps += 1;
        if matches!(input, Input::SyncNow) {
            self.known.quiet.clear();
        }
        let mut now = self.clock.now(now_ms);
        if self.bug == "timer-on-wall-clock" {
            now.mono_ms = u64::try_from((now.wall.0 - EPOCH + 100_000) * 1000).unwrap_or(0);
        }
        self.engine.step(input, now, &mut self.entropy)
    }

    /// A name that nothing else has; also a word that can be searched for.
    fn name(&mut self) -> String {
        self.made += 1;
        format!("d{}n{}x", self.index, self.made)
    }

    /// Records that could not be read and are kept aside: the portal's identifiers of their tickets.
    ///
    /// # Panics
    /// The store cannot be read.
    #[must_use]
    pub fn aside(&self, account: &str) -> Vec<String> {
        let rows = self.store.aside().expect("the store can be read");
        rows.into_iter().filter(|row| row.account == account).filter_map(|row| row.record.id).collect()
    }

    /// Milliseconds until the engine wants to be looked at.
    #[must_use]
    pub fn wakes_in(&self, at_mono_ms: u64, now_ms: u64) -> u64 {
        let mut mono = self.clock.mono(now_ms);
        if self.bug == "timer-on-wall-clock" {
            mono = u64::try_from((self.clock.now(now_ms).wall.0 - EPOCH + 100_000) * 1000).unwrap_or(0);
        }
        at_mono_ms.saturating_sub(mono)
    }
}

/// The name of the account at a portal, counted from 0.
#[must_use]
pub fn account(portal: usize) -> String {
    ["a", "b"].get(portal).copied().unwrap_or("z").to_owned()
}

/// The operation of a row, for messages.
fn named(operation: &Operation) -> String {
    format!("{} ({} of {})", operation.id, operation.change.kind(), operation.ticket)
}
