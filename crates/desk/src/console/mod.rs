//! An open data file with its live queue and its sync.

mod account;
mod contract;
mod ending;
mod fill;
mod follow;
mod membership;
mod order;
mod page;
mod read;
mod search;
mod snapshot;
mod takeover;
#[cfg(test)]
pub(crate) mod tests;
mod time;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use policy::pack::Packs;
use store::Store;
use sync::{Input, Progress};
use tokio::sync::{Notify, broadcast};

use crate::drive::{self, Given, Inputs};
use crate::events::DeskEvent;
use crate::live::Line;
use crate::outbox::Outbox;
use crate::policies::Policies;
use crate::session::Sessions;
use crate::wire::Wire;
use crate::{Clock, DeskError};

pub(crate) use account::{Account, Route, make_adapter};
pub(crate) use ending::{End, closed};
pub(crate) use page::trouble;
pub(crate) use search::Found;
pub(crate) use takeover::Succession;

/// Everything that an open console holds. Shared between the calls of the window, the sync and the ordering.
#[derive(Debug)]
pub(crate) struct Console {
    pub store: Store,
    pub clock: Arc<Clock>,
    pub policies: Arc<Policies>,
    pub wire: Wire,
    pub is_demo: bool,
    pub line: RwLock<Line>,
    accounts: RwLock<BTreeMap<String, Account>>,
    contracts: RwLock<contract::Contracts>,
    progress: Mutex<BTreeMap<String, Progress>>,
    inputs: Inputs,
    ending: ending::Ending,
    pub dirty: Arc<Notify>,
    /// How it may become the holder of the data folder, and what it has read until then; `None` when it is.
    following: Mutex<Option<follow::Following>>,
    is_online: AtomicBool,
    is_loaded: AtomicBool,
    /// Held from reading a ticket on disk until it is in the line, so that no older reading replaces a newer one.
    pub filling: Mutex<()>,
    /// Held while an order is made.
    ordering: Mutex<()>,
    /// Why the stored tickets could not all be read; shown in the status line.
    load_error: Mutex<Option<DeskError>>,
    /// How the search index stands.
    index_state: Mutex<fill::Filling>,
    searched: Mutex<Option<search::Searched>>,
    saved: snapshot::Saved,
    pub outbox: Mutex<Outbox>,
    pub files: crate::file::Files,
    /// What is written down of the portals' clocks.
    clocks: Mutex<BTreeMap<String, i64>>,
    events: broadcast::Sender<DeskEvent>,
    /// Remote sessions that this process started.
    pub sessions: Arc<Sessions>,
}

/// What a console is made of.
pub(crate) struct Parts {
    pub store: Store,
    pub clock: Arc<Clock>,
    pub policies: Arc<Policies>,
    pub wire: Wire,
    pub is_demo: bool,
    pub events: broadcast::Sender<DeskEvent>,
    pub sessions: Arc<Sessions>,
    /// How to go on when another process, which holds the data folder now, has ended.
    pub succession: Option<Succession>,
}

impl Console {
    /// Reads the accounts of the data file, begins to read its tickets, and starts the loops that keep them in order.
    /// Does not sync yet.
    pub(crate) fn open(parts: Parts) -> Result<Arc<Self>, DeskError> {
        let (inputs, receiver) = tokio::sync::mpsc::unbounded_channel();
        let Parts { store, clock, policies, wire, is_demo, events, sessions, succession } = parts;
        let following = match succession {
            // What changes while everything is read for the first time is read once more.
            Some(succession) if store.is_read_only() => {
                Some(follow::Following::new(store.watch()?, succession))
            }
            Some(_) | None => None,
        };
        let console = Arc::new(Self {
            store,
            clock,
            policies,
            wire,
            is_demo,
            line: RwLock::default(),
            accounts: RwLock::default(),
            contracts: RwLock::default(),
            progress: Mutex::default(),
            inputs,
            ending: ending::Ending::default(),
            dirty: Arc::default(),
            following: Mutex::new(following),
            is_online: AtomicBool::new(false),
            is_loaded: AtomicBool::new(false),
            filling: Mutex::default(),
            ordering: Mutex::default(),
            load_error: Mutex::default(),
            index_state: Mutex::default(),
            searched: Mutex::default(),
            saved: snapshot::Saved::default(),
            outbox: Mutex::default(),
            files: crate::file::Files::default(),
            clocks: Mutex::default(),
            events,
            sessions,
        });
        console.load_accounts()?;
        console.remember_clocks();
        // Before anything can be started here: whatever is open was started by a process that has ended.
        if !console.store.is_read_only() {
            crate::logbook::catch_up(&console);
        }
        let loading = console.clone();
        tokio::task::spawn_blocking(move || {
            loading.load_tickets();
            // A process that ended while it filled the index left the rest to this one.
            if !loading.store.is_read_only() {
                loading.forget_old_operations();
                loading.index();
            }
        });
        tokio::spawn(drive::run(Arc::downgrade(&console), receiver));
        tokio::spawn(order::keep(Arc::downgrade(&console), console.dirty.clone()));
        tokio::spawn(crate::policies::watch(Arc::downgrade(&console)));
        tokio::spawn(crate::outbox::watch(Arc::downgrade(&console)));
        tokio::spawn(crate::clock::keep(Arc::downgrade(&console)));
        tokio::spawn(crate::file::keep(Arc::downgrade(&console)));
        if console.store.is_read_only() {
            tokio::spawn(follow::keep(Arc::downgrade(&console)));
        }
        Ok(console)
    }

    /// The packs that answer now.
    pub(crate) fn packs(&self) -> Arc<Packs> {
        self.policies.packs()
    }

    /// Gives the engine an input.
    pub(crate) fn tell(&self, input: Input) {
        // The loop ends only with the console itself.
        let _ = self.inputs.send(input.into());
    }

    /// Gives the engine an input, and stays until what follows from it is written down.
    pub(crate) fn give(self: &Arc<Self>, input: Input) {
        let _ = self.inputs.send(Given { input, kept: Some(self.clone()) });
    }

    /// Takes in how a sync stands.
    pub(crate) fn progressed(&self, progress: Progress) {
        lock(&self.progress).insert(progress.account.clone(), progress);
        self.announce(DeskEvent::SyncProgressed);
    }

    pub(crate) fn progress(&self, account: &str) -> Option<Progress> {
        lock(&self.progress).get(account).cloned()
    }

    pub(crate) fn announce(&self, event: DeskEvent) {
        // Nobody listening is fine: the next question sees the new state.
        let _ = self.events.send(event);
    }

    /// Why the stored tickets could not all be read.
    pub(crate) fn load_error(&self) -> Option<DeskError> {
        lock(&self.load_error).clone()
    }

    /// Whether the tickets of the data file have been read.
    pub(crate) fn is_loaded(&self) -> bool {
        self.is_loaded.load(Ordering::Acquire)
    }

    pub(crate) fn is_online(&self) -> bool {
        self.is_online.load(Ordering::Relaxed)
    }
}

/// A panic elsewhere leaves plain data that is still whole.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
