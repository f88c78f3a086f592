//! A console beside another one takes over when the other one has ended.

use std::time::Duration;

use desk::{Desk, Options};

use crate::world::{PASSPHRASE, form_of, options, page, portal};

/// A console that syncs, and a portal that changes only when it is told to.
async fn holder(folder: &std::path::Path) -> (Desk, demo::Running) {
    let portal = portal(30, 7, 0);
    portal.control().set_changes_per_hour(0);
    let desk = Desk::new(options(folder)).unwrap();
    desk.start().await;
    desk.connect(form_of(&portal, "")).await.unwrap();
    desk.first_sync().await;
    (desk, portal)
}

async fn beside(options: Options) -> Desk {
    let desk = Desk::new(options).unwrap();
    desk.start().await;
    desk.unlock(PASSPHRASE.to_owned()).await.unwrap();
    desk.loaded().await;
    assert!(desk.status().await.read_only);
    desk
}

#[tokio::test(flavor = "multi_thread")]
async fn a_console_that_only_read_syncs_when_the_other_one_has_ended() {
    let folder = tempfile::tempdir().unwrap();
    let (first, portal) = holder(folder.path()).await;
    let second = beside(options(folder.path())).await;
    let before = page(&second, "", 0, 500).await.total;
    let mut events = second.events();
    drop(first);
    while second.status().await.read_only {
        events.next().await.unwrap();
    }
    portal.control().hurry(200);
    while page(&second, "", 0, 500).await.total <= before {
        second.sync_now().unwrap();
        events.next().await.unwrap();
    }
    let account = &second.status().await.accounts[0];
    assert!(account.online && account.error.is_none(), "{account:?}");
    second.set_setting("rows", "compact").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_console_that_is_asked_to_sync_looks_at_once_whether_it_may() {
    let folder = tempfile::tempdir().unwrap();
    let (first, _portal) = holder(folder.path()).await;
    let second = beside(Options { offline: true, ..options(folder.path()) }).await;
    assert_eq!(second.go_online().await.unwrap_err().code, "folder-in-use");
    drop(first);
    // What the first one had begun, as a page that was being stored, ends first.
    while let Err(error) = second.go_online().await {
        assert_eq!(error.code, "folder-in-use");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    second.first_sync().await;
    assert!(!second.status().await.read_only);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_console_that_is_to_stay_offline_takes_over_without_a_sync() {
    let folder = tempfile::tempdir().unwrap();
    let (first, _portal) = holder(folder.path()).await;
    let second = beside(Options { offline: true, ..options(folder.path()) }).await;
    let mut events = second.events();
    drop(first);
    while second.status().await.read_only {
        events.next().await.unwrap();
    }
    assert!(!second.status().await.accounts[0].online);
    second.set_setting("rows", "compact").await.unwrap();
}
