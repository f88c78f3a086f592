//! The desk against a real portal on loopback: the demo, over HTTP, through the engine, into an encrypted file.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests say so when they fail")]

use std::path::Path;
use std::sync::Arc;

use desk::view::{ConnectForm, QueuePage, QueueRequest, QueueView, StartView};
use desk::{Clock, Desk, Options, serve_demo};

const PASSPHRASE: &str = "four words for tests";

fn options(folder: &Path) -> Options {
    Options { data: Some(folder.join("data")), ..Options::default() }
}

fn form(address: &str, token: &str) -> ConnectForm {
    ConnectForm {
        kind: "open".to_owned(),
        name: String::new(),
        address: address.to_owned(),
        token: token.to_owned(),
        passphrase: PASSPHRASE.to_owned(),
        company_ca: String::new(),
    }
}

async fn all(desk: &Desk, view: QueueView, search: &str) -> QueuePage {
    let request = QueueRequest { view, search: search.to_owned(), limit: 500, ..QueueRequest::default() };
    desk.queue(request).await.unwrap()
}

fn demo(size: u32) -> demo::Running {
    serve_demo(0, size, 7, Arc::new(Clock::new(None))).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_has_rows_in_order_in_every_kind_of_list() {
    let desk = Desk::new(Options { demo: true, demo_size: 300, demo_seed: 7, ..Options::default() }).unwrap();
    assert_eq!(desk.start().await, StartView::Ready { demo: true });
    desk.first_sync().await;
    let page = all(&desk, QueueView::All, "").await;
    assert!(page.total > 150, "{} rows", page.total);
    let positions: Vec<u32> = page.rows.iter().map(|row| row.position).collect();
    assert_eq!(positions, (1..=page.total).collect::<Vec<_>>());
    let counts = &page.counts;
    for (name, count) in [
        ("overdue", counts.overdue),
        ("due soon", counts.due_soon),
        ("mine", counts.mine),
        ("waiting", counts.waiting),
        ("no target", counts.no_target),
        ("lower", counts.lower),
    ] {
        assert!(count > 0 && count < counts.all, "{name}: {count} of {}", counts.all);
    }
    for view in [QueueView::Overdue, QueueView::Waiting, QueueView::NoTarget] {
        let rows = all(&desk, view, "").await;
        assert!(rows.rows.windows(2).all(|pair| pair[0].position < pair[1].position));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_has_clocks_reasons_and_a_conversation() {
    let desk = Desk::new(Options { demo: true, demo_size: 120, demo_seed: 7, ..Options::default() }).unwrap();
    desk.start().await;
    desk.first_sync().await;
    let page = all(&desk, QueueView::All, "").await;
    let row = page.rows.iter().find(|row| row.vendor == "SEP").expect("a ticket of SEP");
    let ticket = desk.ticket(&row.key).await.unwrap();
    assert!(!ticket.clocks.is_empty() && ticket.clocks.iter().all(|clock| !clock.clause.is_empty()));
    assert!((ticket.why.iter().map(|why| why.weight).sum::<f64>() - 1.0).abs() < 1e-9);
    assert!(ticket.events.iter().any(|event| event.kind == "message"));
    assert_eq!(desk.find(&row.number).await.unwrap().row.key, row.key);
    let found = all(&desk, QueueView::All, &row.number).await;
    assert!(found.rows.iter().any(|hit| hit.key == row.key));
    assert_eq!(desk.ticket("demo/nobody").await.unwrap_err().code, "unknown-ticket");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_read_is_all_there_after_a_restart_without_the_portal() {
    let folder = tempfile::tempdir().unwrap();
    let portal = demo(80);
    let desk = Desk::new(options(folder.path())).unwrap();
    assert!(matches!(desk.start().await, StartView::Welcome { .. }));
    let connected = desk.connect(form(&portal.address(), portal.token())).await.unwrap();
    let code = connected.recovery_code.expect("a first portal shows the recovery code");
    desk.first_sync().await;
    let before = keys(&all(&desk, QueueView::All, "").await);
    portal.stop().await;
    drop(desk);

    let desk = reopened(folder.path()).await;
    desk.unlock(PASSPHRASE.to_owned()).await.unwrap();
    desk.loaded().await;
    assert_eq!(keys(&all(&desk, QueueView::All, "").await), before);
    drop(desk);

    let desk = reopened(folder.path()).await;
    assert_eq!(desk.unlock("not it".to_owned()).await.unwrap_err().code, "wrong-passphrase");
    desk.unlock(code).await.unwrap();
    desk.loaded().await;
    assert_eq!(keys(&all(&desk, QueueView::All, "").await), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_cannot_work_says_why_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let portal = demo(10);
    let desk = Desk::new(options(folder.path())).unwrap();
    desk.start().await;
    for (name, form, code) in [
        ("wrong token", form(&portal.address(), "wrong"), "unauthorized"),
        ("nobody there", form("http://127.0.0.1:9", "x"), "unreachable"),
        ("no token", form(&portal.address(), " "), "no-token"),
    ] {
        let report = desk.test_connection(&form).await;
        assert_eq!(report.error.map(|error| error.code).as_deref(), Some(code), "{name}");
        assert_eq!(desk.connect(form).await.unwrap_err().code, code, "{name}");
    }
    assert!(!folder.path().join("data").join("gnomon.db").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_process_shows_what_the_first_one_reads_and_does_not_sync() {
    let folder = tempfile::tempdir().unwrap();
    let portal = demo(30);
    let first = Desk::new(options(folder.path())).unwrap();
    first.start().await;
    first.connect(form(&portal.address(), portal.token())).await.unwrap();
    first.first_sync().await;
    let second = reopened(folder.path()).await;
    second.unlock(PASSPHRASE.to_owned()).await.unwrap();
    second.loaded().await;
    assert!(second.status().await.read_only);
    assert_eq!(second.sync_now().unwrap_err().code, "folder-in-use");
    assert_eq!(keys(&all(&second, QueueView::All, "").await), keys(&all(&first, QueueView::All, "").await));

    let mut events = second.events();
    let account = first.status().await.accounts[0].id.clone();
    let mut mapping = first.mapping(&account).await.unwrap();
    mapping.queues.iter_mut().for_each(|row| row.policy = String::new());
    first.save_mapping(mapping).await.unwrap();
    while all(&second, QueueView::All, "").await.rows.iter().any(|row| !row.vendor.is_empty()) {
        events.next().await.unwrap();
    }
    first.remove_account(&account).await.unwrap();
    while all(&second, QueueView::All, "").await.total > 0 {
        events.next().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_queue_without_a_policy_is_shown_with_the_gap_and_gets_deadlines_when_it_is_mapped() {
    let folder = tempfile::tempdir().unwrap();
    let portal = demo(60);
    let desk = Desk::new(options(folder.path())).unwrap();
    desk.start().await;
    let account = desk.connect(form(&portal.address(), portal.token())).await.unwrap().account;
    desk.first_sync().await;
    let mut mapping = desk.mapping(&account).await.unwrap();
    let whole = mapping.queues.clone();
    mapping.queues.iter_mut().for_each(|row| row.policy = String::new());
    let bare = desk.save_mapping(mapping).await.unwrap();
    assert!(!bare.gaps.is_empty());
    let page = all(&desk, QueueView::All, "").await;
    assert!(page.rows.iter().all(|row| row.vendor.is_empty() && row.clock.due.is_none()));
    desk.save_mapping(desk::view::MappingView { queues: whole, ..bare }).await.unwrap();
    let page = all(&desk, QueueView::All, "").await;
    assert!(page.rows.iter().any(|row| row.clock.due.is_some()));
}

async fn reopened(folder: &Path) -> Desk {
    let desk = Desk::new(options(folder)).unwrap();
    assert!(matches!(desk.start().await, StartView::Locked { .. }));
    desk
}

/// Keys of all rows. Their order depends on the time of the revision, so they are compared sorted.
fn keys(page: &QueuePage) -> Vec<String> {
    let mut keys: Vec<String> = page.rows.iter().map(|row| row.key.clone()).collect();
    keys.sort();
    keys
}

/// Connects without syncing, breaks the portal, waits for what is told, mends it, and reads everything.
async fn survives(fault: demo::FaultKind, code: &str) {
    let folder = tempfile::tempdir().unwrap();
    let portal = demo(25);
    let desk = Desk::new(Options { offline: true, ..options(folder.path()) }).unwrap();
    desk.start().await;
    desk.connect(form(&portal.address(), portal.token())).await.unwrap();
    portal.control().set_fault(fault, 1.0);
    let mut events = desk.events();
    desk.go_online().await.unwrap();
    let told = loop {
        if let Some(error) = desk.status().await.accounts[0].error.clone() {
            break error;
        }
        events.next().await.unwrap();
    };
    assert_eq!(told.code, code, "{fault}: {}", told.message);
    assert!(!told.hint.is_empty(), "{fault}");
    portal.control().clear_faults();
    desk.sync_now().unwrap();
    while desk.status().await.accounts[0].synced_at.is_none() {
        events.next().await.unwrap();
    }
    desk.first_sync().await;
    assert!(all(&desk, QueueView::All, "").await.total > 10, "{fault}: not all was read in the end");
    assert_eq!(desk.status().await.accounts[0].error, None, "{fault}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_portal_is_told_in_a_sentence_and_everything_is_read_when_it_is_mended() {
    use demo::FaultKind::{Dropped, RateLimited, ServerError, Truncated, WebPage};
    let faults = [
        (ServerError, "server"),
        (RateLimited, "rate-limited"),
        (Truncated, "truncated"),
        (WebPage, "not-json"),
        (Dropped, "lost"),
    ];
    let all = faults.map(|(fault, code)| tokio::spawn(survives(fault, code)));
    for one in all {
        one.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_that_speaks_no_tls_is_told_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let portal = demo(10);
    let desk = Desk::new(options(folder.path())).unwrap();
    let report = desk.test_connection(&form(&portal.address().replace("http://", "https://"), "x")).await;
    assert_eq!(report.error.unwrap().code, "tls");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_that_cannot_be_read_is_kept_aside_and_the_others_are_shown() {
    let folder = tempfile::tempdir().unwrap();
    let portal = demo(40);
    let desk = Desk::new(Options { offline: true, ..options(folder.path()) }).unwrap();
    desk.start().await;
    desk.connect(form(&portal.address(), portal.token())).await.unwrap();
    portal.control().set_fault(demo::FaultKind::GarbageRecord, 1.0);
    desk.go_online().await.unwrap();
    desk.first_sync().await;
    let status = desk.status().await;
    assert!(status.aside > 0, "nothing was kept aside");
    assert!(all(&desk, QueueView::All, "").await.total > 10);
    let aside = desk.aside().await.unwrap();
    assert_eq!(aside.len(), status.aside as usize);
    assert!(aside.iter().all(|record| !record.why.is_empty()));
}
