//! A time away, planned and handed over at a real portal on loopback: the demo, over HTTP, through an encrypted file.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests say so when they fail")]

#[path = "../portals/world.rs"]
#[allow(dead_code, reason = "shared with the tests of portals")]
mod world;

use std::path::Path;
use std::time::Duration;

use desk::Desk;
use desk::view::{AwayHand, AwayHandOver, AwayRequest, AwayView, AwayWhose, ChangeRequest, OperationShape};
use portal::open::wire::{Ticket, What};
use world::{form_of, options, portal};

/// A desk with a synced portal that stands still; what is written leaves at once.
async fn desk_and_portal(folder: &Path) -> (Desk, demo::Running) {
    let portal = portal(120, 7, 0);
    portal.control().set_changes_per_hour(0);
    let desk = Desk::new(options(folder)).unwrap();
    desk.start().await;
    desk.connect(form_of(&portal, "Acme")).await.unwrap();
    desk.first_sync().await;
    desk.set_setting("undo_s", "0").await.unwrap();
    (desk, portal)
}

async fn plan(desk: &Desk, from: &str, to: &str) -> AwayView {
    let request =
        AwayRequest { from: from.to_owned(), to: to.to_owned(), each_min: Some(20), everyone: false };
    desk.away(request).await.unwrap()
}

fn in_portal(portal: &demo::Running, key: &str) -> Ticket {
    portal.control().ticket(key.split_once('/').unwrap().1).unwrap()
}

/// Waits until everything has left; an hour of patience would not help what is stuck.
async fn all_left(desk: &Desk) {
    for _ in 0..1_200 {
        let open = desk.outbox().await.unwrap().operations;
        if open.iter().all(|one| matches!(one.shape, OperationShape::Delivered | OperationShape::Cancelled)) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("it never left: {:?}", desk.outbox().await.unwrap().operations);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_lists_what_is_at_stake_with_a_colleague_and_the_age_of_the_data() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _portal) = desk_and_portal(folder.path()).await;
    let view = plan(&desk, "+1h", "+3d").await;
    assert_eq!(view.to - view.from, 3 * 86_400);
    assert_eq!(view.from - view.as_of, 3_600);
    assert!(view.overdue_on_landing > 0 && !view.colleagues.is_empty());
    let listed = view.rows.iter().filter(|row| row.overdue_s.is_some()).count();
    assert_eq!(listed as u32, view.overdue_on_landing);
    assert!(view.rows.iter().all(|row| row.whose != AwayWhose::Others), "colleagues' are not asked for");
    let places: Vec<u32> = view.rows.iter().filter_map(|row| row.place).collect();
    assert_eq!(places, (1..=places.len() as u32).collect::<Vec<_>>());
    let fit = view.fit.unwrap();
    assert_eq!(fit.fit, fit.of.min(3), "three times twenty minutes");
    let handed = view.rows.iter().filter(|row| row.overdue_s.is_some());
    assert!(handed.clone().all(|row| !row.proposal.is_empty() && !row.proposal_why.is_empty()));
    assert!(view.sources.len() == 1 && !view.sources[0].stale && view.sources[0].read_at.is_some());
    let unpromised = view.rows.iter().filter(|row| row.group == desk::view::AwayGroup::NothingPromised);
    assert!(unpromised.clone().count() > 0);
    assert!(
        unpromised.into_iter().all(|row| row.due.is_none() && row.earliest.is_none()),
        "nothing is invented"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hand_over_is_posted_as_notes_and_assigns_and_leaves_drafts_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, portal) = desk_and_portal(folder.path()).await;
    let view = plan(&desk, "now", "+3d").await;
    let row = view.rows.iter().find(|row| !row.proposal.is_empty()).unwrap();
    let key = row.row.key.clone();
    desk.save_draft(&key, "note", "Half a thought").await.unwrap();
    let gone = AwayHand { key: "nowhere/1".to_owned(), to: row.proposal.clone() };
    let hand = vec![AwayHand { key: key.clone(), to: row.proposal.clone() }, gone];
    let hand_over = AwayHandOver { from: view.from, to: view.to, hand };

    let notes = desk.away_notes(hand_over.clone()).await.unwrap();
    assert_eq!((notes.notes.len(), notes.left_out.len()), (1, 1), "{:?}", notes.left_out);
    let note = &notes.notes[0];
    assert!(note.text.starts_with(&format!("Hand-over to {}", row.proposal)), "{}", note.text);
    assert!(note.text.contains(&row.row.number) && note.text.contains("Last said:"), "{}", note.text);
    assert!(desk.outbox().await.unwrap().operations.is_empty(), "reading a note sends nothing");

    let posted = desk.post_away(hand_over, true).await.unwrap();
    assert_eq!((posted.notes, posted.assigned, posted.left_out.len()), (1, 1, 1));
    assert_eq!(posted.done, [key.as_str()]);
    all_left(&desk).await;
    let ticket = in_portal(&portal, &key);
    let text = &note.tickets[0].text;
    let is_note = |what: &What| matches!(what, What::Message { body, public, .. } if body == text && !public);
    assert_eq!(ticket.events.iter().filter(|event| is_note(&event.what)).count(), 1);
    assert_eq!(ticket.assignee.as_deref(), Some(row.proposal.as_str()));
    assert_eq!(desk.composer(&key).await.unwrap().note_draft, "Half a thought");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_for_the_user_or_for_the_network_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, portal) = desk_and_portal(folder.path()).await;
    let view = plan(&desk, "now", "+8h").await;
    assert_eq!(view.stays, []);
    portal.control().set_fault(demo::FaultKind::Dropped, 1.0);
    let change = ChangeRequest {
        key: view.rows[0].row.key.clone(),
        kind: "reply".to_owned(),
        text: "From the gate.".to_owned(),
        name: String::new(),
        value: None,
        ..ChangeRequest::default()
    };
    desk.set_setting("undo_s", "60").await.unwrap();
    desk.change(change).await.unwrap();
    let stays = plan(&desk, "now", "+8h").await.stays;
    assert_eq!(stays.len(), 1);
    assert!(!stays[0].why.is_empty() && stays[0].title == "Reply", "{stays:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_time_that_cannot_be_read_is_told_with_what_to_write() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _portal) = desk_and_portal(folder.path()).await;
    let request = AwayRequest { from: "later".to_owned(), ..AwayRequest::default() };
    let error = desk.away(request).await.unwrap_err();
    assert_eq!(error.code, "bad-time");
    assert!(error.message.contains("`later`") && error.hint.contains("+8h"), "{error:?}");
}
