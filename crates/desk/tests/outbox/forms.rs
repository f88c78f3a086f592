//! Tags, calls, time, links, merges and new tickets, through to the portal and back.

use desk::Desk;
use desk::view::{ChangeRequest, OperationDecision, OperationShape};
use portal::open::wire::{Gone, What};

use super::*;

fn of(kind: &str, key: &str) -> ChangeRequest {
    ChangeRequest { kind: kind.to_owned(), key: key.to_owned(), ..ChangeRequest::default() }
}

fn new_ticket(account: &str, queue: &str) -> ChangeRequest {
    ChangeRequest {
        queue: queue.to_owned(),
        subject: "Batch report is empty".to_owned(),
        text: "Called in.".to_owned(),
        contact: "jo@acme.test".to_owned(),
        ..of("create", account)
    }
}

async fn delivered(desk: &Desk, request: ChangeRequest) -> OperationView {
    let made = desk.change(request).await.unwrap();
    until(desk, &made.id, OperationShape::Delivered).await
}

/// Another ticket of the same queue, and whether it is of another customer.
async fn other(desk: &Desk, portal: &demo::Running, key: &str, same_customer: bool) -> Option<String> {
    let ticket = in_portal(portal, key);
    page(desk, "", 0, 40).await.rows.into_iter().map(|row| row.key).find(|one| {
        let other = in_portal(portal, one);
        let same = other.customer == ticket.customer;
        one != key && other.queue == ticket.queue && same == same_customer
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_that_takes_everything_is_offered_everything() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _portal, key) = desk_and_portal(folder.path(), 0).await;
    let offers = desk.composer(&key).await.unwrap().offers;
    for kind in ["reply", "note", "call", "time", "merge", "tag", "link", "set"] {
        assert!(offers.iter().any(|offer| offer.kind == kind), "{kind}");
    }
    let link = offers.iter().find(|offer| offer.kind == "link").unwrap();
    assert_eq!(link.values[0].value, "related");
}

#[tokio::test(flavor = "multi_thread")]
async fn tags_come_and_go_as_one_change_and_are_suggested_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, portal, key) = desk_and_portal(folder.path(), 0).await;
    let tags = |add: &[&str], remove: &[&str]| ChangeRequest {
        add: add.iter().map(|tag| (*tag).to_owned()).collect(),
        remove: remove.iter().map(|tag| (*tag).to_owned()).collect(),
        ..of("tag", &key)
    };
    delivered(&desk, tags(&["restore", "urgent"], &[])).await;
    let done = delivered(&desk, tags(&["mail store"], &["urgent"])).await;
    assert_eq!(done.lines, ["adds mail store", "removes urgent"]);
    assert_eq!(in_portal(&portal, &key).tags, ["restore", "mail store"]);
    let view = desk.ticket(&key).await.unwrap();
    assert!(view.facts.iter().any(|fact| fact.label == "Tags" && fact.value == "restore, mail store"));
    let elsewhere = page(&desk, "", 1, 1).await.rows[0].key.clone();
    let offers = desk.composer(&elsewhere).await.unwrap().offers;
    let offer = offers.iter().find(|offer| offer.kind == "tag").unwrap();
    assert_eq!((offer.chosen.len(), offer.values.len()), (0, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_in_which_we_spoke_stops_the_clock_that_waits_for_an_answer() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, portal, _) = desk_and_portal(folder.path(), 0).await;
    let rows = page(&desk, "", 0, 40).await.rows;
    let mut waiting = None;
    for row in rows {
        let clocks = desk.ticket(&row.key).await.unwrap().clocks;
        let open = clocks.iter().any(|c| c.name == "first-response" && c.due.is_some() && c.met_at.is_none());
        waiting = waiting.or(open.then_some(row.key));
    }
    let key = waiting.expect("a ticket without a first response");
    let call = |answered| ChangeRequest { answered, text: "Sends the log.".to_owned(), ..of("call", &key) };

    let missed = desk.call_effect(call(false)).await.unwrap();
    assert!(!missed.counts && missed.notices[0].text.contains("nobody spoke"), "{missed:?}");
    let effect = desk.call_effect(call(true)).await.unwrap();
    assert!(effect.counts, "{effect:?}");
    assert!(effect.notices.iter().any(|n| n.text.starts_with("First response") && !n.clause.is_empty()));

    delivered(&desk, call(false)).await;
    let first =
        |view: desk::view::TicketView| view.clocks.into_iter().find(|c| c.name == "first-response").unwrap();
    assert!(first(desk.ticket(&key).await.unwrap()).met_at.is_none(), "nobody was reached");
    delivered(&desk, call(true)).await;
    let mut met = None;
    for _ in 0..600 {
        // The queue is put in order a moment after the ticket was read.
        met = first(desk.ticket(&key).await.unwrap()).met_at;
        if met.is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(met.is_some(), "the clock shows the call");
    let spoken = |event: &desk::view::EventView| {
        event.kind == "call" && event.text == "We called and spoke: Sends the log."
    };
    assert!(desk.ticket(&key).await.unwrap().events.iter().any(spoken));
    let calls = in_portal(&portal, &key).events;
    assert_eq!(calls.iter().filter(|event| matches!(event.what, What::Call { .. })).count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn work_is_written_down_with_its_day() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, portal, key) = desk_and_portal(folder.path(), 0).await;
    let request = ChangeRequest { minutes: 25, text: "Read the log.".to_owned(), ..of("time", &key) };
    delivered(&desk, request).await;
    let events = in_portal(&portal, &key).events;
    assert!(events.iter().any(|e| matches!(&e.what, What::Work { minutes: 25, day: Some(_), .. })));
    let shown = desk.ticket(&key).await.unwrap().events;
    assert!(shown.iter().any(|event| event.kind == "work" && event.text.starts_with("25 min of work on 20")));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_tickets_are_linked_and_a_merge_across_customers_is_confirmed_first() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, portal, key) = desk_and_portal(folder.path(), 0).await;
    let strange = other(&desk, &portal, &key, false).await.expect("a ticket of another customer");
    let link =
        ChangeRequest { other: strange.clone(), relation: "duplicate-of".to_owned(), ..of("link", &key) };
    delivered(&desk, link).await;
    let linked = &in_portal(&portal, &key).links[0];
    assert_eq!(
        (linked.relation.as_str(), linked.ticket.as_str()),
        ("duplicate-of", strange.split_once('/').unwrap().1)
    );

    let merge = |confirmed| ChangeRequest { other: strange.clone(), confirmed, ..of("merge", &key) };
    assert_eq!(desk.change(merge(false)).await.unwrap_err().code, "other-customer");
    let itself = ChangeRequest { other: key.clone(), ..of("merge", &key) };
    assert_eq!(desk.change(itself).await.unwrap_err().code, "bad-other");
    assert_eq!(desk.change(of("merge", &key)).await.unwrap_err().code, "no-other");
    delivered(&desk, merge(true)).await;
    assert!(matches!(in_portal(&portal, &key).gone, Some(Gone::Merged { .. })));
    assert!(in_portal(&portal, &strange).events.iter().any(|e| matches!(e.what, What::Merged { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_ticket_waits_under_its_own_name_and_what_follows_goes_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, portal, key) = desk_and_portal(folder.path(), 60).await;
    let account = key.split_once('/').unwrap().0;
    let queue = in_portal(&portal, &key).queue;
    let places = desk.new_ticket().await.unwrap().accounts;
    assert!(places[0].queues.iter().any(|one| one.name == queue && !one.severities.is_empty()));
    assert!(places[0].customers.iter().any(|customer| !customer.contacts.is_empty()));

    let made = desk.change(new_ticket(account, &queue)).await.unwrap();
    assert_eq!(
        (made.number.as_str(), made.subject.as_str()),
        ("not yet at the portal", "Batch report is empty")
    );
    let better = ChangeRequest { subject: "Batch report stays empty".to_owned(), ..made.request.clone() };
    let edited = desk.edit_operation(&made.id, better).await.unwrap();
    assert_eq!((edited.subject.as_str(), &edited.key), ("Batch report stays empty", &made.key));
    let note = desk.change(request(&made.key, "note", "Calls back at ten.", "", None)).await.unwrap();
    assert_eq!(note.number, "not yet at the portal");
    assert_eq!(desk.ticket(&made.key).await.unwrap().row.subject, "Batch report stays empty");

    drop(desk);
    let desk = reopened(folder.path()).await;
    desk.decide_operation(&note.id, OperationDecision::Cancel).await.unwrap();
    desk.set_setting("undo_s", "0").await.unwrap();
    let again = desk.edit_operation(&edited.id, edited.request.clone()).await.unwrap();
    let done = until(&desk, &again.id, OperationShape::Delivered).await;
    assert_ne!(done.number, "not yet at the portal");
    assert_eq!(in_portal(&portal, &done.key).subject, "Batch report stays empty");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_to_a_ticket_made_here_meets_no_false_conflict_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, portal, key) = desk_and_portal(folder.path(), 0).await;
    let account = key.split_once('/').unwrap().0;
    portal.control().set_fault(FaultKind::Dropped, 1.0);
    let made = desk.change(new_ticket(account, &in_portal(&portal, &key).queue)).await.unwrap();
    desk.set_setting("undo_s", "8").await.unwrap();
    let answer = desk.change(reply(&made.key, "Please send the log.")).await.unwrap();
    let status = desk.change(set(&made.key, "status", "waiting-on-customer")).await.unwrap();
    portal.control().clear_faults();
    desk.sync_now().unwrap();
    until(&desk, &made.id, OperationShape::Delivered).await;
    drop(desk);

    let desk = reopened(folder.path()).await;
    until(&desk, &answer.id, OperationShape::Delivered).await;
    let done = until(&desk, &status.id, OperationShape::Delivered).await;
    let ticket = in_portal(&portal, &done.key);
    assert_eq!(
        (with_text(&ticket, "Please send the log."), ticket.status.as_str()),
        (1, "waiting-on-customer")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_in_conflict_has_three_sides() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, portal, key) = desk_and_portal(folder.path(), 3).await;
    let id = key.split_once('/').unwrap().1.to_owned();
    let before = in_portal(&portal, &key).status;
    let made = desk.change(set(&key, "status", "solved")).await.unwrap();
    assert!(portal.control().set(&id, "Tomasz Wrona", "status", Some("on-hold")));
    let sides = until(&desk, &made.id, OperationShape::Conflict).await.sides.unwrap();
    assert_eq!(
        (sides.then.text, sides.mine.text, sides.now.text),
        (before, "solved".into(), "on-hold".into())
    );
}
