//! Keeps the queue in order: after changes, at the boundaries of clocks, and at least once a minute.

use std::sync::{Arc, PoisonError, RwLockReadGuard, Weak};
use std::time::Duration;

use calendar::Moment;
use tokio::sync::Notify;

use super::Console;
use crate::events::DeskEvent;
use crate::live::{At, Line, OLDEST_S, Skews};

/// Changes that come within this time are put in order together.
const GATHER: Duration = Duration::from_millis(250);
/// So many times the length of the last ordering passes before the next one. While changes keep coming, as in a first
/// sync, ordering takes no more than a tenth of a processor from what brings them.
const REST: u32 = 9;
/// For how long an ordering counts that broke off by a mistake: the last order stays, and a new one is tried within the minute.
const AFTER_A_MISTAKE: Duration = Duration::from_secs(5);

/// Runs until the console is gone; while it waits it does not keep the console alive.
pub(super) async fn keep(console: Weak<Console>, dirty: Arc<Notify>) {
    let mut took = Duration::ZERO;
    while let Some(wait) = console.upgrade().map(|console| console.until_next_order()) {
        tokio::select! {
            () = dirty.notified() => tokio::time::sleep(GATHER.max(took * REST)).await,
            () = tokio::time::sleep(wait.max(took * REST)) => {}
        }
        let Some(console) = console.upgrade() else { return };
        // Ordering anew takes tens of milliseconds of pure computing at a hundred thousand tickets.
        let work = move || {
            let begun_ms = console.clock.mono_ms();
            console.refresh();
            let took = Duration::from_millis(console.clock.mono_ms().saturating_sub(begun_ms));
            console.save_snapshot();
            took
        };
        match tokio::task::spawn_blocking(work).await {
            Ok(last) => took = last,
            Err(error) => {
                tracing::error!("the queue could not be put in order: {error}");
                took = AFTER_A_MISTAKE;
            }
        }
    }
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
        let revision = self.put_in_order(self.clock.now(), &skews);
        ready();
        self.announce(DeskEvent::QueueChanged { revision });
    }

    /// As [`Self::reorder`], but what did not change keeps its place while the newest revision still stands.
    fn refresh(&self) {
        let _ordering = super::lock(&self.ordering);
        let (now, skews) = (self.clock.now(), self.skews());
        let quick = self.line.write().unwrap_or_else(PoisonError::into_inner).refresh(now, &skews);
        let revision = quick.unwrap_or_else(|| self.put_in_order(now, &skews));
        self.announce(DeskEvent::QueueChanged { revision });
    }

    fn put_in_order(&self, now: Moment, skews: &Skews) -> u64 {
        let order = self.line().in_order(now, skews);
        self.line.write().unwrap_or_else(PoisonError::into_inner).take(order)
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
        let line = self.line();
        let newest = line.newest();
        let oldest = newest.as_of.plus(OLDEST_S);
        let due = newest.boundary.map_or(oldest, |boundary| boundary.min(oldest));
        // A boundary is passed in the second after it.
        let left_ms = due.plus(1).0.saturating_mul(1000).saturating_sub(self.clock.now_ms());
        // A clock that is set back must not stop the queue.
        Duration::from_millis(u64::try_from(left_ms.clamp(500, (OLDEST_S + 1) * 1000)).unwrap_or(500))
    }
}
