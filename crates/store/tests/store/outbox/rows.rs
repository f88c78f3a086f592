//! What is stored of an operation, and which are listed.

use std::collections::BTreeSet;

use policy::ticket::{Change, Seen};
use store::{Decision, NewOperation, OperationCounts, OperationFilter, OperationRecord, OperationState};

use super::{DELIVERED, SENDING, call, create, ids, new, record, reply, row, rows, word};
use crate::world::{NOON, new_account, world};

fn every_change() -> Vec<Change> {
    let text = |text: &str| text.to_owned();
    vec![
        Change::Reply { body: text("Hello \u{1F600}\n\"you\"") },
        Change::Note { body: text("") },
        Change::Set { name: text("status"), to: Some(text("open")) },
        Change::Set { name: text("assignee"), to: None },
        Change::Tag { add: vec![text("a")], remove: vec![] },
        create("x", "x").operation.change,
        Change::Call { answered: true, body: text("Rang"), by_customer: false, begun: None },
        Change::Merge { into: text("7") },
        Change::Link { to: text("8"), relation: String::new() },
        Change::Time { minutes: 15, body: text("Read the log"), day: None },
    ]
}

#[test]
fn every_change_comes_back_as_it_was_after_a_restart() {
    let w = world();
    let all: Vec<NewOperation> =
        (1..).zip(every_change()).map(|(i, change)| new(&i.to_string(), "1", change)).collect();
    let queued: Vec<_> = all.iter().map(|new| w.store.queue_operation(new, NOON).unwrap()).collect();
    let w = w.reopened();
    let stored = rows(&w.store, OperationFilter::default());
    assert_eq!(stored, queued);
    assert_eq!(
        stored.iter().map(|row| &row.operation).collect::<Vec<_>>(),
        all.iter().map(|new| &new.operation).collect::<Vec<_>>()
    );
    assert_eq!(stored.iter().map(|row| row.place).collect::<Vec<_>>(), (1..=10).collect::<Vec<u64>>());
}

#[test]
fn an_attempt_that_a_restart_broke_off_is_still_being_sent() {
    let w = world();
    w.store.queue_operation(&reply("a", "1"), NOON).unwrap();
    record(&w.store, "a", &SENDING());
    let before = row(&w.store, "a");
    let w = w.reopened();
    assert_eq!(row(&w.store, "a"), before);
    assert_eq!(before.sent.as_deref(), Some("{\"attempts\":1}"));
}

#[test]
fn composed_queued_and_accepted_times_are_all_kept() {
    let w = world();
    let held = NewOperation { hold_s: 10, ..reply("a", "1") };
    let first = w.store.queue_operation(&held, NOON).unwrap();
    assert_eq!((first.state, first.hold_until), (OperationState::Holding, Some(NOON.plus(10))));
    record(&w.store, "a", &SENDING());
    record(&w.store, "a", &DELIVERED("e1"));
    let done = row(&w.store, "a");
    assert_eq!((done.composed, done.queued, done.hold_until), (NOON, NOON.plus(10), None));
    assert_eq!((done.accepted, done.changed), (Some(NOON.plus(30)), NOON.plus(60)));
    assert_eq!((done.event.as_deref(), done.due), (Some("e1"), Some(NOON.plus(600))));
}

#[test]
fn a_decision_to_send_counts_from_when_it_was_made() {
    let w = world();
    w.store.queue_operation(&reply("a", "1"), NOON).unwrap();
    call(&w.store, "a", "conflict");
    let seen = Seen { messages: BTreeSet::from(["9".to_owned()]), ..Seen::default() };
    let decision = Decision::SendAnyway { seen: seen.clone() };
    assert!(w.store.decide_operation("a", &decision, NOON.plus(90)).unwrap());
    let again = row(&w.store, "a");
    assert_eq!((again.operation.seen, again.detail), (seen, None));
    assert_eq!((again.composed, again.queued), (NOON, NOON.plus(90)));
}

#[test]
fn what_was_found_later_is_added_to_what_is_known() {
    let w = world();
    w.store.queue_operation(&reply("a", "1"), NOON).unwrap();
    let told = OperationRecord::Delivered { accepted: Some(NOON.plus(5)), event: None, ticket: None };
    record(&w.store, "a", &told);
    assert!(call(&w.store, "a", "found"));
    let found = row(&w.store, "a");
    assert_eq!((found.event.as_deref(), found.accepted), (Some("e2"), Some(NOON.plus(5))));
    assert!(call(&w.store, "a", "found"), "told twice is no harm");
    let time = OperationRecord::Found { accepted: Some(NOON.plus(7)), event: None };
    assert!(record(&w.store, "a", &time));
    let timed = row(&w.store, "a");
    assert_eq!((timed.event.as_deref(), timed.accepted), (Some("e2"), Some(NOON.plus(7))));
    let other = OperationRecord::Found { accepted: None, event: Some("e3".to_owned()) };
    assert!(!record(&w.store, "a", &other), "an operation becomes one event");
}

#[test]
fn an_identifier_is_used_once_and_an_account_must_be_there() {
    let w = world();
    w.store.queue_operation(&reply("a", "1"), NOON).unwrap();
    let error = w.store.queue_operation(&reply("a", "2"), NOON).unwrap_err();
    assert_eq!(error.code(), "operation-exists");
    assert_eq!(row(&w.store, "a").operation, reply("a", "1").operation);
    let error = w.store.replace_operation("a", &reply("a", "2"), NOON).unwrap_err();
    assert_eq!(error.code(), "operation-exists");
    assert_eq!(word(&row(&w.store, "a")), "queued", "it is not cancelled for nothing");
    let stranger = NewOperation { account: "nobody".to_owned(), ..reply("b", "1") };
    assert_eq!(w.store.queue_operation(&stranger, NOON).unwrap_err().code(), "unknown-account");
    assert_eq!(w.store.operation("b").unwrap(), None);
    // A refused one takes no place.
    assert_eq!(w.store.queue_operation(&reply("c", "1"), NOON).unwrap().place, 2);
}

#[test]
fn operations_are_listed_by_place_and_counted_by_state() {
    let w = world();
    w.store.add_account(&new_account("other"), "t", NOON).unwrap();
    let theirs = NewOperation { account: "other".to_owned(), ..reply("z", "1") };
    w.store.queue_operation(&theirs, NOON).unwrap();
    for (id, ticket, calls) in [
        ("d", "1", &["sending", "delivered"][..]),
        ("c", "2", &["conflict"]),
        ("b", "1", &["sending", "ask"]),
        ("a", "1", &[]),
        ("u", "3", &["sending", "unknown"]),
        ("s", "3", &["sending"]),
        ("r", "3", &["rejected"]),
        ("x", "3", &["withdraw"]),
    ] {
        w.store.queue_operation(&reply(id, ticket), NOON).unwrap();
        calls.iter().for_each(|name| assert!(call(&w.store, id, name)));
    }
    w.store.queue_operation(&NewOperation { hold_s: 10, ..reply("h", "2") }, NOON).unwrap();
    let all = OperationFilter::default();
    assert_eq!(ids(&w.store, all).concat(), "dcbausrxhz");
    assert_eq!(ids(&w.store, OperationFilter { open_only: true, ..all }).concat(), "cbausrhz");
    let acme = OperationFilter { account: Some("acme"), ..all };
    assert_eq!(ids(&w.store, OperationFilter { ticket: Some("1"), ..acme }).concat(), "dba");
    assert_eq!(
        ids(&w.store, OperationFilter { ticket: Some("1"), open_only: true, limit: Some(1), ..acme }),
        ["b"]
    );
    assert_eq!(ids(&w.store, OperationFilter { ticket: Some("1"), ..all }).concat(), "dbaz");

    let counts = w.store.open_operation_counts().unwrap();
    let mine = OperationCounts {
        account: "acme".to_owned(),
        holding: 1,
        queued: 1,
        sending: 1,
        unknown: 1,
        ask: 1,
        conflict: 1,
        rejected: 1,
    };
    let theirs = OperationCounts { account: "other".to_owned(), queued: 1, ..OperationCounts::default() };
    assert_eq!((mine.deciding(), mine.open()), (3, 7));
    assert_eq!(counts, [mine, theirs]);
}

#[test]
fn only_what_is_over_is_purged() {
    let w = world();
    for (id, calls) in [("a", &["withdraw"][..]), ("b", &["delivered"]), ("c", &["rejected"]), ("d", &[])] {
        w.store.queue_operation(&reply(id, "1"), NOON).unwrap();
        calls.iter().for_each(|name| assert!(call(&w.store, id, name)));
    }
    assert_eq!(w.store.purge_operations(NOON.plus(60)).unwrap(), 0, "they were over at that time");
    assert_eq!(w.store.purge_operations(NOON.plus(61)).unwrap(), 2);
    assert_eq!(ids(&w.store, OperationFilter::default()).concat(), "cd");
    assert_eq!(w.store.queue_operation(&reply("e", "1"), NOON).unwrap().place, 5, "places only grow");
}

#[test]
fn a_removed_account_takes_operations_and_drafts_along() {
    let w = world();
    w.store.add_account(&new_account("other"), "t", NOON).unwrap();
    for (account, id) in [("acme", "a"), ("other", "b")] {
        let new = NewOperation { account: account.to_owned(), ..reply(id, "1") };
        w.store.queue_operation(&new, NOON).unwrap();
        let ticket = store::TicketKey::new(account, "1");
        w.store.save_draft(&ticket, store::DraftKind::Note, "Text", NOON).unwrap();
    }
    w.store.remove_account("acme").unwrap();
    assert_eq!(ids(&w.store, OperationFilter::default()), ["b"]);
    assert_eq!(w.store.drafts().unwrap().len(), 1);
    w.store.check().unwrap();
}
