//! The status line.

use std::collections::BTreeMap;

use store::Membership;
use sync::{Phase, Progress};

use crate::console::{Account, Console};
use crate::freshness::synced_at;
use crate::view::{AccountStatus, ErrorView, GroupsView, StatusView};
use crate::{Desk, DeskError};

impl Desk {
    /// How things stand. Never fails: without an open console there are no accounts.
    pub async fn status(&self) -> StatusView {
        let clock = &self.inner().clock;
        let console = self.try_console();
        let counted = match console.clone() {
            Some(console) => {
                let read = move || {
                    let store = &console.store;
                    Ok((store.aside_count()?, store.missing()?, store.memberships()?))
                };
                self.off_thread(read).await.ok()
            }
            None => None,
        };
        let (aside, missing, memberships) = counted.unwrap_or_default();
        let now_ms = clock.now_ms();
        let corrected = clock.corrected_by();
        StatusView {
            now: now_ms.div_euclid(1000),
            now_ms: u32::try_from(now_ms.rem_euclid(1000)).unwrap_or(0),
            zone: iana_time_zone::get_timezone().unwrap_or_else(|_| "UTC".to_owned()),
            clock_offset_s: corrected.as_ref().map(|(_, offset)| *offset),
            clock_portal: corrected
                .and_then(|(id, _)| Some(console.as_ref()?.account(&id)?.name))
                .unwrap_or_default(),
            clock_remembered: clock.is_remembered(),
            accounts: console
                .as_ref()
                .map_or_else(Vec::new, |console| accounts(console, &missing, memberships)),
            aside: u32::try_from(aside).unwrap_or(u32::MAX),
            search_error: console
                .as_ref()
                .and_then(|console| console.index_error())
                .map(|error| error.view()),
            revision: console.as_ref().map_or(0, |console| console.line().newest().number),
            damage: console
                .as_ref()
                .and_then(|console| console.store.damage().cloned())
                .map(|damage| DeskError::from(damage).view()),
            policy_problems: self.policy_problems().iter().map(DeskError::view).collect(),
            read_only: console.is_some_and(|console| console.store.is_read_only()),
        }
    }

    /// Waits until the tickets of the data file have been read. Until then a list shows what the last start showed.
    pub async fn loaded(&self) {
        let mut events = self.events();
        while self.try_console().is_some_and(|console| !console.is_loaded()) {
            if events.next().await.is_none() {
                return;
            }
        }
    }

    /// Waits until every account was read once, or cannot be.
    pub async fn first_sync(&self) {
        let mut events = self.events();
        while self.status().await.accounts.iter().any(|a| a.synced_at.is_none() && a.error.is_none()) {
            if events.next().await.is_none() {
                return;
            }
        }
        // What was read last would be put in order a moment later.
        if let Some(console) = self.try_console() {
            console.reorder();
        }
    }
}

fn accounts(
    console: &Console,
    missing: &[(String, u64)],
    mut memberships: BTreeMap<String, Membership>,
) -> Vec<AccountStatus> {
    let missing_of =
        |id: &str| missing.iter().find(|(account, _)| account == id).map_or(0, |(_, count)| *count);
    let mut of = |account: &Account| {
        let membership = memberships.remove(&account.id).unwrap_or_default();
        status(console, account, missing_of(&account.id), membership)
    };
    console.accounts().iter().map(&mut of).collect()
}

fn status(console: &Console, account: &Account, missing: u64, membership: Membership) -> AccountStatus {
    let progress = console.progress(&account.id);
    let trouble = progress.as_ref().and_then(|progress| progress.trouble.as_ref());
    let error = trouble.map(ErrorView::from).or_else(|| account.problem.as_ref().map(DeskError::view));
    let error = error.or_else(|| console.load_error().map(|error| error.view()));
    let count = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    AccountStatus {
        id: account.id.clone(),
        name: account.name.clone(),
        kind: if console.is_demo { "demo".to_owned() } else { account.kind.clone() },
        tried: portal::is_tried(&account.kind),
        online: progress.is_some() && error.is_none(),
        synced_at: synced_at(console, &account.id).map(|at| at.0),
        syncing: progress.as_ref().is_some_and(|progress| progress.phase == Phase::Pulling),
        done: progress.as_ref().map_or(0, |progress| count(progress.done)),
        total: progress.as_ref().and_then(|progress| progress.total).map(count),
        rate: progress.as_ref().and_then(|progress| progress.rate),
        left_s: progress.as_ref().and_then(|progress| progress.left_s).map(count),
        next_at: progress.as_ref().and_then(|progress| next_at(console, progress)),
        clock_offset_s: console.clock.offset_s(&account.id),
        clock_ahead_s: i32::try_from(console.clock.portal_ahead_s(&account.id)).unwrap_or(0),
        company_ca: account.company_ca.clone(),
        groups: groups(account, membership),
        missing: (missing > 0).then(|| no_longer_shown(&account.name, missing).view()),
        error,
    }
}

fn groups(account: &Account, membership: Membership) -> GroupsView {
    let (names, at) = membership.told.map(|told| (told.names, told.at)).unzip();
    GroupsView {
        user: account.user.clone(),
        names: names.unwrap_or_default(),
        read_at: at.map(|at| at.0),
        untold: membership.untold.unwrap_or_default(),
    }
}

fn no_longer_shown(portal: &str, tickets: u64) -> DeskError {
    let message =
        format!("{portal} no longer shows {tickets} tickets that are here; they are kept as they are.");
    let hint = "The portal may have a fault, or its token may have lost a right. If they are really gone, take them away here.";
    DeskError::new("missing-tickets", message, hint)
}

/// The monotonic time of the next attempt as an instant.
fn next_at(console: &Console, progress: &Progress) -> Option<i64> {
    let ahead_ms = progress.next_at?.saturating_sub(console.clock.mono_ms());
    Some(console.clock.now().plus(i64::try_from(ahead_ms / 1000).unwrap_or(0)).0)
}
