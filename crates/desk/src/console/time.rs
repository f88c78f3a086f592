//! The time of an open console: what is known of the portals' clocks from one run to the next.

use std::collections::BTreeMap;

use super::Console;
use crate::Clock;
use crate::events::DeskEvent;
use crate::freshness::synced_at;

/// The setting that holds the milliseconds which the computer is ahead of each portal, by account. One that agrees with
/// the computer is not in it.
const CLOCKS: &str = "clocks";

impl Console {
    /// Until a portal speaks, its clock is taken to be as far away as when it was last heard.
    pub(super) fn remember_clocks(&self) {
        if self.is_demo {
            return;
        }
        let ahead = self.kept_clocks();
        for account in self.accounts() {
            let ahead_ms = ahead.get(&account.id).copied().unwrap_or(0);
            self.clock.remember(&account.id, ahead_ms, synced_at(self, &account.id));
        }
    }

    /// Writes down how far the computer is away from a portal when that has changed by more than noise.
    pub(crate) fn keep_clock(&self, account: &str) {
        let Some(ahead_ms) = self.clock.ahead_ms(account) else { return };
        let mut kept = super::lock(&self.clocks);
        if (kept.get(account).copied().unwrap_or(0) - ahead_ms).abs() < Clock::NOISE_S * 1_000 {
            return;
        }
        if ahead_ms.abs() < Clock::NOISE_S * 1_000 {
            kept.remove(account);
        } else {
            kept.insert(account.to_owned(), ahead_ms);
        }
        let text = serde_json::to_string(&*kept).unwrap_or_default();
        if let Err(error) = self.store.set_setting(CLOCKS, Some(&text)) {
            tracing::warn!("how far the computer's clock is off could not be kept: {error}");
        }
    }

    /// Time did not pass as it should: everything is counted anew, and after a sleep the portals are asked.
    pub(crate) fn time_went(&self, slept: bool) {
        self.reorder();
        if slept {
            self.announce(DeskEvent::ComputerWoke);
        }
        if slept && self.is_online.load(std::sync::atomic::Ordering::SeqCst) {
            self.tell(sync::Input::SyncNow);
        }
        self.announce(DeskEvent::StatusChanged);
    }

    fn kept_clocks(&self) -> BTreeMap<String, i64> {
        let stored = self.store.setting(CLOCKS).ok().flatten();
        let kept: BTreeMap<String, i64> =
            stored.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        super::lock(&self.clocks).clone_from(&kept);
        kept
    }
}
