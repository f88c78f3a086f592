//! Keeps the queue in order: after changes, at the boundaries of clocks, and at least once a minute.

use std::sync::{Arc, PoisonError, RwLockReadGuard, Weak};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::task::{JoinError, JoinHandle};
use tokio::time::Instant;

use super::Console;
use crate::events::DeskEvent;
use crate::live::{At, Line, OLDEST_S, Revision, Skews};

/// Changes that come within this time after others are shown together.
const GATHER: Duration = Duration::from_millis(250);
/// So many times the length of the last ordering passes before the next one. While changes keep coming, as in a first
/// sync, ordering takes no more than a tenth of a processor from what brings them.
const REST: u32 = 9;
/// For how long an ordering counts that broke off by a mistake: the last order stays, and a new one is tried within the minute.
const AFTER_A_MISTAKE: Duration = Duration::from_secs(5);

/// Runs until the console is gone; while it waits it does not keep the console alive.
///
/// What changed is shown at once in the order that there is. Putting all in order anew takes its time, tens of
/// milliseconds of pure computing at a hundred thousand tickets, and goes on beside it where it is due.
pub(super) async fn keep(console: Weak<Console>, dirty: Arc<Notify>) {
    let mut ordering: Option<JoinHandle<Duration>> = None;
    let (mut next_changes, mut next_order) = (Instant::now(), Instant::now());
    while let Some(wait) = console.upgrade().map(|console| console.until_next_order()) {
        tokio::select! {
            () = dirty.notified() => {
                tokio::time::sleep_until(next_changes).await;
                next_changes = rested(timed(&console, Console::refresh).await);
            }
            () = tokio::time::sleep_until(next_order.max(Instant::now() + wait)), if ordering.is_none() => {
                ordering = Some(timed(&console, Console::reorder));
            }
            took = join(&mut ordering), if ordering.is_some() => {
                next_order = rested(took);
                ordering = None;
            }
        }
    }
}

/// Does something with the console apart from the runtime; tells how long it took.
fn timed(console: &Weak<Console>, work: fn(&Console)) -> JoinHandle<Duration> {
    let console = console.upgrade();
    tokio::task::spawn_blocking(move || {
        let Some(console) = console else { return Duration::ZERO };
        let begun_ms = console.clock.mono_ms();
        work(&console);
        let took = Duration::from_millis(console.clock.mono_ms().saturating_sub(begun_ms));
        console.save_snapshot();
        took
    })
}

async fn join(ordering: &mut Option<JoinHandle<Duration>>) -> Result<Duration, JoinError> {
    match ordering {
        Some(ordering) => ordering.await,
        None => Ok(Duration::ZERO),
    }
}

/// When the next one may begin after one that took so long.
fn rested(took: Result<Duration, JoinError>) -> Instant {
    let took = took.unwrap_or_else(|error| {
        tracing::error!("the queue could not be put in order: {error}");
        AFTER_A_MISTAKE
    });
    Instant::now() + GATHER.max(took * REST)
}

impl Console {
    /// Makes a new revision as of now and tells everybody.
    pub(crate) fn reorder(&self) {
        self.reorder_then(|| {});
    }

    /// As [`Self::reorder`], and does something between the two.
    pub(super) fn reorder_then(&self, ready: impl FnOnce()) {
        // One at a time, so that no older order is put in front of a newer one.
        let _ordering = super::lock(&self.ordering);
        let skews = self.skews();
        let entries = self.line().begin();
        let order = Revision::of(&entries, self.clock.now(), &skews);
        let mut line = self.line.write().unwrap_or_else(PoisonError::into_inner);
        let revision = line.take(order);
        ready();
        // Told before another one can be put in front.
        self.announce(DeskEvent::QueueChanged { revision });
    }

    /// Makes a new revision of what changed, in which all else keeps its place, and tells everybody. Where that cannot be,
    /// [`Self::until_next_order`] says so.
    fn refresh(&self) {
        let skews = self.skews();
        let mut line = self.line.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(revision) = line.refresh(self.clock.now(), &skews) {
            self.announce(DeskEvent::QueueChanged { revision });
        }
    }

    /// When a ticket of this account is judged, if it is judged now.
    pub(crate) fn at(&self, account: &str) -> At {
        At { now: self.clock.now(), ahead_s: self.clock.portal_ahead_s(account) }
    }

    /// How far each portal's clock is ahead.
    pub(crate) fn skews(&self) -> Skews {
        let accounts = self.accounts().into_iter();
        Skews::new(accounts.map(|account| {
            let ahead_s = self.clock.portal_ahead_s(&account.id);
            (account.id, ahead_s)
        }))
    }

    /// The live queue, for reading.
    pub(crate) fn line(&self) -> RwLockReadGuard<'_, Line> {
        self.line.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn until_next_order(&self) -> Duration {
        // The loading puts all in order at its end.
        if !self.is_loaded() {
            return Duration::from_secs(OLDEST_S.unsigned_abs());
        }
        let skews = self.skews();
        let line = self.line();
        if line.is_stale(self.clock.now(), &skews) {
            return Duration::ZERO;
        }
        let newest = line.newest();
        let oldest = newest.as_of.plus(OLDEST_S);
        let due = newest.boundary.map_or(oldest, |boundary| boundary.min(oldest));
        // A boundary is passed in the second after it.
        let left_ms = due.plus(1).0.saturating_mul(1000).saturating_sub(self.clock.now_ms());
        // A clock that is set back must not stop the queue.
        Duration::from_millis(u64::try_from(left_ms.clamp(500, (OLDEST_S + 1) * 1000)).unwrap_or(500))
    }
}
