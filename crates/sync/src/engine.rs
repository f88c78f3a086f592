//! All accounts, and the way from an input to the account it is for.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calendar::Moment;

use crate::account::Account;
use crate::effect::{Effect, FetchId, Input};

/// The two times of a step. Waits are counted on the monotonic one, so that a wrong or jumping wall clock
/// neither hurries nor stops a sync.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// UTC, corrected by the portal's clock where that is known.
    pub wall: Moment,
    /// Milliseconds since some instant before the engine was made; never goes back.
    pub mono_ms: u64,
}

/// Where jitter comes from: the system's randomness, or one seed in a simulation.
pub trait Entropy {
    /// A number below `bound`, which is at least 1.
    fn below(&mut self, bound: u64) -> u64;
}

/// The engine: one state machine an account, none of which waits for another.
#[derive(Debug, Default)]
pub struct Engine {
    accounts: BTreeMap<String, Account>,
    fetches: BTreeMap<FetchId, String>,
    next_fetch: u64,
}

impl Engine {
    /// An engine without accounts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in what happened and says what is to be done. Never fails: what is wrong becomes progress to tell.
    pub fn step(&mut self, input: Input, now: Now, entropy: &mut dyn Entropy) -> Vec<Effect> {
        let mut out = Vec::new();
        match input {
            Input::Add { account, adapter, cursor, synced_at, begun } => {
                let state = Account::new(account.clone(), adapter, cursor, synced_at, begun);
                self.accounts.insert(account, state);
            }
            Input::Remove { account } => {
                self.accounts.remove(&account);
                self.fetches.retain(|_, owner| *owner != account);
            }
            Input::Answered { fetch, result } => {
                if let Some(account) = self.fetches.remove(&fetch).and_then(|a| self.accounts.get_mut(&a)) {
                    guard(account, now, entropy, &mut out, |account, entropy, out| {
                        account.answered(fetch, result, now, entropy, out);
                    });
                }
            }
            Input::Stored { account, result } => {
                if let Some(account) = self.accounts.get_mut(&account) {
                    guard(account, now, entropy, &mut out, |account, entropy, out| {
                        account.stored(result, now, entropy, out);
                    });
                }
            }
            Input::SyncNow => self.accounts.values_mut().for_each(Account::hurry),
            Input::Queue(queued) => {
                if let Some(account) = self.accounts.get_mut(&queued.account) {
                    guard(account, now, entropy, &mut out, |account, _, _| {
                        account.outbox.queue(*queued, now);
                    });
                }
            }
            Input::Withdraw { account, operation } => {
                if let Some(account) = self.accounts.get_mut(&account) {
                    account.outbox.withdraw(&operation);
                }
            }
            Input::Recorded { account, operation, result } => {
                if let Some(account) = self.accounts.get_mut(&account) {
                    guard(account, now, entropy, &mut out, |account, entropy, out| {
                        account.outbox.recorded(&operation, result, now, entropy, out);
                    });
                }
            }
            Input::Tick => {}
        }
        for (name, account) in &mut self.accounts {
            let mut ready = Vec::new();
            guard(account, now, entropy, &mut out, |account, entropy, out| {
                account.advance(now, entropy, out);
                ready = account.ready_requests(now, &mut self.next_fetch);
            });
            for (fetch, request) in ready {
                self.fetches.insert(fetch, name.clone());
                out.push(Effect::Fetch { fetch, account: name.clone(), request });
            }
        }
        out.extend(
            self.accounts.values().filter_map(|account| account.wake_at(now)).min().map(Effect::WakeAt),
        );
        out
    }
}

/// A mistake of ours stays with the account that it was made with: its sync is given up, told and tried again later.
fn guard(
    account: &mut Account,
    now: Now,
    entropy: &mut dyn Entropy,
    out: &mut Vec<Effect>,
    work: impl FnOnce(&mut Account, &mut dyn Entropy, &mut Vec<Effect>),
) {
    if catch_unwind(AssertUnwindSafe(|| work(account, entropy, out))).is_err() {
        account.broke(now, entropy, out);
    }
}
