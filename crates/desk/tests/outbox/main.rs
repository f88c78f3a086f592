//! Changes made at the desk, carried out in a real portal on loopback: the demo, over HTTP, through the engine and an
//! encrypted file.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests say so when they fail")]

mod forms;
#[path = "../portals/world.rs"]
#[allow(dead_code, reason = "shared with the tests of portals")]
mod world;

use std::path::Path;
use std::time::Duration;

use demo::FaultKind;
use desk::Desk;
use desk::view::{ChangeRequest, OperationDecision, OperationShape, OperationView};
use portal::open::wire::{Side, Ticket, What};
use world::{PASSPHRASE, form_of, options, page, portal};

/// A desk with a synced portal that stands still, and the key of its first ticket that waits for an answer.
async fn desk_and_portal(folder: &Path, hold_s: u32) -> (Desk, demo::Running, String) {
    let portal = portal(40, 7, 0);
    portal.control().set_changes_per_hour(0);
    let desk = Desk::new(options(folder)).unwrap();
    desk.start().await;
    desk.connect(form_of(&portal, "Acme")).await.unwrap();
    desk.first_sync().await;
    desk.set_setting("undo_s", &hold_s.to_string()).await.unwrap();
    let key = page(&desk, "", 0, 1).await.rows[0].key.clone();
    (desk, portal, key)
}

fn reply(key: &str, text: &str) -> ChangeRequest {
    request(key, "reply", text, "", None)
}

fn set(key: &str, name: &str, value: &str) -> ChangeRequest {
    request(key, "set", "", name, Some(value))
}

fn request(key: &str, kind: &str, text: &str, name: &str, value: Option<&str>) -> ChangeRequest {
    ChangeRequest {
        key: key.to_owned(),
        kind: kind.to_owned(),
        text: text.to_owned(),
        name: name.to_owned(),
        value: value.map(str::to_owned),
        ..ChangeRequest::default()
    }
}

async fn operation(desk: &Desk, id: &str) -> OperationView {
    let outbox = desk.outbox().await.unwrap();
    outbox.operations.into_iter().find(|operation| operation.id == id).expect("the operation is listed")
}

/// Waits until an operation stands where it should; an hour of patience would not help a wrong one.
async fn until(desk: &Desk, id: &str, shape: OperationShape) -> OperationView {
    let mut last = None;
    for _ in 0..1_200 {
        let now = operation(desk, id).await;
        if now.shape == shape {
            return now;
        }
        last = Some(now);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("never {shape:?}: {last:?}");
}

fn in_portal(portal: &demo::Running, key: &str) -> Ticket {
    portal.control().ticket(key.split_once('/').unwrap().1).unwrap()
}

fn with_text(ticket: &Ticket, text: &str) -> usize {
    let is = |what: &What| matches!(what, What::Message { body, .. } if body == text);
    ticket.events.iter().filter(|event| is(&event.what)).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_reaches_the_customer_once_and_shows_in_the_conversation() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, portal, key) = desk_and_portal(folder.path(), 0).await;
    let composer = desk.composer(&key).await.unwrap();
    let labels: Vec<&str> = composer.offers.iter().map(|offer| offer.label.as_str()).collect();
    assert!(labels.starts_with(&["Reply", "Note"]) && labels.contains(&"Status"), "{labels:?}");
    let made = desk.change(reply(&key, "Please try 8.1.\n")).await.unwrap();
    let done = until(&desk, &made.id, OperationShape::Delivered).await;
    assert!(done.accepted.is_some());
    assert_eq!(with_text(&in_portal(&portal, &key), "Please try 8.1."), 1);
    let ticket = desk.ticket(&key).await.unwrap();
    assert!(ticket.events.iter().any(|event| event.text == "Please try 8.1."), "it is read again at once");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_undone_in_time_never_leaves() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, portal, key) = desk_and_portal(folder.path(), 60).await;
    let made = desk.change(reply(&key, "Oops.")).await.unwrap();
    assert_eq!(made.shape, OperationShape::Holding);
    assert!(made.can.cancel && made.hold_until.is_some());
    let again = desk.edit_operation(&made.id, reply(&key, "Better.")).await.unwrap();
    assert_eq!(
        desk.decide_operation(&made.id, OperationDecision::Cancel).await.unwrap_err().code,
        "too-late"
    );
    let gone = desk.decide_operation(&again.id, OperationDecision::Cancel).await.unwrap();
    assert_eq!(gone.shape, OperationShape::Cancelled);
    let ticket = in_portal(&portal, &key);
    assert_eq!((with_text(&ticket, "Oops."), with_text(&ticket, "Better.")), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_on_the_plane_leaves_after_the_landing() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, portal, key) = desk_and_portal(folder.path(), 0).await;
    portal.control().set_fault(FaultKind::Dropped, 1.0);
    let made = desk.change(reply(&key, "From the air.")).await.unwrap();
    let status = desk.change(set(&key, "status", "waiting-on-customer")).await.unwrap();
    drop(desk);

    // The laptop was closed and opened again; the portal is there.
    let desk = reopened(folder.path()).await;
    portal.control().clear_faults();
    desk.sync_now().unwrap();
    until(&desk, &made.id, OperationShape::Delivered).await;
    until(&desk, &status.id, OperationShape::Delivered).await;
    let ticket = in_portal(&portal, &key);
    assert_eq!((with_text(&ticket, "From the air."), ticket.status.as_str()), (1, "waiting-on-customer"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_doubles_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, portal, key) = desk_and_portal(folder.path(), 0).await;
    let made = desk.change(request(&key, "note", "Asked the lab.", "", None)).await.unwrap();
    portal.control().set_fault(FaultKind::LostAnswer, 0.7);
    until(&desk, &made.id, OperationShape::Delivered).await;
    assert_eq!(with_text(&in_portal(&portal, &key), "Asked the lab."), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_customer_who_wrote_meanwhile_is_read_before_a_reply_leaves() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, portal, key) = desk_and_portal(folder.path(), 3).await;
    let id = key.split_once('/').unwrap().1.to_owned();
    let made = desk.change(reply(&key, "Please try 8.1.")).await.unwrap();
    assert!(portal.control().write(&id, Side::Customer, "Jo", "It works again, thank you."));
    let stopped = until(&desk, &made.id, OperationShape::Conflict).await;
    assert_eq!(stopped.clashes[0].kind, "wrote");
    assert_eq!(stopped.clashes[0].events[0].text, "It works again, thank you.");
    assert_eq!(desk.outbox().await.unwrap().deciding, 1);
    assert_eq!(with_text(&in_portal(&portal, &key), "Please try 8.1."), 0);

    desk.decide_operation(&made.id, OperationDecision::SendAnyway).await.unwrap();
    until(&desk, &made.id, OperationShape::Delivered).await;
    assert_eq!(with_text(&in_portal(&portal, &key), "Please try 8.1."), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_that_a_colleague_changed_meanwhile_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, portal, key) = desk_and_portal(folder.path(), 3).await;
    let id = key.split_once('/').unwrap().1.to_owned();
    let made = desk.change(set(&key, "status", "solved")).await.unwrap();
    assert!(portal.control().set(&id, "Tomasz Wrona", "status", Some("on-hold")));
    let stopped = until(&desk, &made.id, OperationShape::Conflict).await;
    assert_eq!(stopped.clashes[0].kind, "changed");
    assert!(stopped.clashes[0].text.contains("on-hold"), "{}", stopped.clashes[0].text);
    assert_eq!(in_portal(&portal, &key).status, "on-hold");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_that_the_portal_refuses_says_what_the_portal_said() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _portal, key) = desk_and_portal(folder.path(), 0).await;
    let made = desk.change(set(&key, "status", "nonsense")).await.unwrap();
    let refused = until(&desk, &made.id, OperationShape::Rejected).await;
    let problem = refused.problem.unwrap();
    assert_eq!(problem.code, "refused");
    assert!(problem.message.contains("nonsense"), "{}", problem.message);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_stays_until_it_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _portal, key) = desk_and_portal(folder.path(), 0).await;
    desk.save_draft(&key, "reply", "Half a sen").await.unwrap();
    desk.sync_now().unwrap();
    assert_eq!(desk.composer(&key).await.unwrap().reply_draft, "Half a sen");
    assert_eq!(desk.outbox().await.unwrap().drafts[0].text, "Half a sen");
    desk.change(reply(&key, "A whole sentence.")).await.unwrap();
    assert_eq!(desk.composer(&key).await.unwrap().reply_draft, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_to_write_is_said_and_nothing_is_queued() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _portal, key) = desk_and_portal(folder.path(), 0).await;
    for (name, wrong, code) in [
        ("no text", reply(&key, " \n"), "empty-text"),
        ("too long", reply(&key, &"x".repeat(300_000)), "long-text"),
        ("no such kind", request(&key, "shout", "x", "", None), "unknown-change"),
        ("no such field", set(&key, "queue", "other"), "not-offered"),
        ("no such ticket", reply("demo/none", "x"), "unknown-ticket"),
    ] {
        assert_eq!(desk.change(wrong).await.unwrap_err().code, code, "{name}");
    }
    assert_eq!(desk.outbox().await.unwrap().open, 0);
}

/// A desk on a folder that another one has just left: its lease is given back when the last thread has ended.
async fn reopened(folder: &Path) -> Desk {
    for _ in 0..200 {
        let desk = Desk::new(options(folder)).unwrap();
        desk.start().await;
        desk.unlock(PASSPHRASE.to_owned()).await.unwrap();
        if desk.sync_now().is_ok() {
            return desk;
        }
        drop(desk);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the folder stays in use");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_second_console_writes_is_sent_by_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, portal, key) = desk_and_portal(folder.path(), 0).await;
    let second = Desk::new(options(folder.path())).unwrap();
    second.start().await;
    second.unlock(PASSPHRASE.to_owned()).await.unwrap();
    second.loaded().await;
    let composer = second.composer(&key).await.unwrap();
    assert_eq!(composer.offline, "Another Gnomon sends what is written here.");
    let made = second.change(reply(&key, "From beside.")).await.unwrap();
    until(&desk, &made.id, OperationShape::Delivered).await;
    until(&second, &made.id, OperationShape::Delivered).await;
    assert_eq!(with_text(&in_portal(&portal, &key), "From beside."), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn editing_what_waits_leaves_the_draft_of_the_next_reply() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _portal, key) = desk_and_portal(folder.path(), 60).await;
    let made = desk.change(reply(&key, "First.")).await.unwrap();
    desk.save_draft(&key, "reply", "The next one").await.unwrap();
    desk.edit_operation(&made.id, reply(&key, "First, better.")).await.unwrap();
    assert_eq!(desk.composer(&key).await.unwrap().reply_draft, "The next one");
}
