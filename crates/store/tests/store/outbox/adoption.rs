//! What other operations and drafts learn from one that was delivered.

use policy::ticket::Change;
use store::{Decision, DraftKind, NewOperation, OperationFilter, OperationRecord, TicketKey};

use super::{DELIVERED, call, create, ids, new, record, reply, row};
use crate::world::{NOON, World, key, new_account, world};

fn made(ticket: &str) -> OperationRecord {
    OperationRecord::Delivered { accepted: Some(NOON), event: None, ticket: Some(ticket.to_owned()) }
}

fn seen(w: &World, id: &str) -> String {
    row(&w.store, id).operation.seen.messages.into_iter().collect::<Vec<_>>().join(" ")
}

#[test]
fn an_event_of_ours_is_no_surprise_to_the_operations_after_it() {
    let w = world();
    w.store.add_account(&new_account("other"), "t", NOON).unwrap();
    for id in ["a", "next", "parked", "over", "gone"] {
        w.store.queue_operation(&reply(id, "1"), NOON).unwrap();
    }
    w.store.queue_operation(&reply("elsewhere", "2"), NOON).unwrap();
    let theirs = NewOperation { account: "other".to_owned(), ..reply("theirs", "1") };
    w.store.queue_operation(&theirs, NOON).unwrap();
    for (id, name) in [("parked", "conflict"), ("gone", "withdraw")] {
        assert!(call(&w.store, id, name));
    }
    record(&w.store, "over", &OperationRecord::Delivered { accepted: None, event: None, ticket: None });
    assert!(record(&w.store, "a", &DELIVERED("e1")));
    for (id, expected) in [
        ("a", "2 5"),
        ("next", "2 5 e1"),
        ("parked", "2 5 e1"),
        ("over", "2 5"),
        ("gone", "2 5"),
        ("elsewhere", "2 5"),
        ("theirs", "2 5"),
    ] {
        assert_eq!(seen(&w, id), expected, "{id}");
    }
    // Found later, and one that is known already.
    assert!(call(&w.store, "over", "found"));
    assert_eq!(seen(&w, "next"), "2 5 e1 e2");
    assert!(call(&w.store, "over", "found"));
    assert_eq!(seen(&w, "next"), "2 5 e1 e2");
}

#[test]
fn what_follows_a_new_ticket_gets_the_portals_identifier() {
    let w = world();
    w.store.queue_operation(&create("c", "local-1"), NOON).unwrap();
    w.store.queue_operation(&reply("r", "local-1"), NOON).unwrap();
    w.store.queue_operation(&new("m", "7", Change::Merge { into: "local-1".to_owned() }), NOON).unwrap();
    w.store
        .queue_operation(
            &new("l", "7", Change::Link { to: "local-1".to_owned(), relation: String::new() }),
            NOON,
        )
        .unwrap();
    w.store
        .queue_operation(&new("l2", "7", Change::Link { to: "9".to_owned(), relation: String::new() }), NOON)
        .unwrap();
    w.store.save_draft(&key("local-1"), DraftKind::Reply, "Draft", NOON).unwrap();
    w.store.save_draft(&key("2"), DraftKind::Reply, "Other", NOON).unwrap();
    assert!(record(&w.store, "c", &made("4711")));
    let acme = OperationFilter { account: Some("acme"), ..OperationFilter::default() };
    assert_eq!(ids(&w.store, OperationFilter { ticket: Some("4711"), ..acme }), ["c", "r"]);
    assert_eq!(ids(&w.store, OperationFilter { ticket: Some("local-1"), ..acme }), [""; 0]);
    let change = |id: &str| row(&w.store, id).operation.change;
    assert_eq!(change("c"), create("c", "local-1").operation.change);
    assert_eq!(change("m"), Change::Merge { into: "4711".to_owned() });
    assert_eq!(change("l"), Change::Link { to: "4711".to_owned(), relation: String::new() });
    assert_eq!(change("l2"), Change::Link { to: "9".to_owned(), relation: String::new() });
    let drafts: Vec<_> = w.store.drafts().unwrap().into_iter().map(|d| (d.ticket.id, d.text)).collect();
    assert_eq!(drafts, [("2".into(), "Other".into()), ("4711".to_owned(), "Draft".to_owned())]);
}

#[test]
fn an_account_with_the_same_local_name_is_left_alone() {
    let w = world();
    w.store.add_account(&new_account("other"), "t", NOON).unwrap();
    w.store.queue_operation(&create("c", "local-1"), NOON).unwrap();
    let theirs = NewOperation { account: "other".to_owned(), ..reply("theirs", "local-1") };
    w.store.queue_operation(&theirs, NOON).unwrap();
    let link = Change::Link { to: "local-1".to_owned(), relation: String::new() };
    let linked = NewOperation { account: "other".to_owned(), ..new("linked", "7", link.clone()) };
    w.store.queue_operation(&linked, NOON).unwrap();
    let draft = TicketKey::new("other", "local-1");
    w.store.save_draft(&draft, DraftKind::Note, "Theirs", NOON).unwrap();
    assert!(record(&w.store, "c", &made("4711")));
    assert_eq!(row(&w.store, "theirs").operation.ticket, "local-1");
    assert_eq!(row(&w.store, "linked").operation.change, link);
    assert!(w.store.draft(&draft, DraftKind::Note).unwrap().is_some());
}

#[test]
fn a_draft_that_was_begun_under_the_portals_identifier_is_kept_with_the_earlier_one() {
    let w = world();
    w.store.queue_operation(&create("c", "local-1"), NOON).unwrap();
    w.store.save_draft(&key("local-1"), DraftKind::Reply, "Earlier", NOON).unwrap();
    w.store.save_draft(&key("4711"), DraftKind::Reply, "Later", NOON.plus(5)).unwrap();
    assert!(record(&w.store, "c", &made("4711")));
    let drafts = w.store.drafts().unwrap();
    assert_eq!(drafts.len(), 1);
    assert_eq!((drafts[0].text.as_str(), drafts[0].changed), ("Later\n\nEarlier", NOON.plus(5)));
}

#[test]
fn only_a_new_ticket_gives_a_name() {
    let w = world();
    w.store.queue_operation(&reply("a", "1"), NOON).unwrap();
    w.store.queue_operation(&reply("b", "1"), NOON).unwrap();
    assert!(record(&w.store, "a", &made("4711")));
    assert_eq!(row(&w.store, "b").operation.ticket, "1");
}

#[test]
fn a_user_who_found_the_new_ticket_names_it_for_what_follows() {
    let w = world();
    w.store.queue_operation(&create("c", "local-1"), NOON).unwrap();
    w.store.queue_operation(&reply("r", "local-1"), NOON).unwrap();
    assert!(call(&w.store, "c", "sending") && call(&w.store, "c", "ask"));
    let there = Decision::ItIsThere { ticket: Some("4711".to_owned()) };
    assert!(w.store.decide_operation("c", &there, NOON).unwrap());
    assert_eq!(row(&w.store, "r").operation.ticket, "4711");
    assert_eq!(row(&w.store, "c").accepted, None);
    assert!(!w.store.decide_operation("r", &there, NOON).unwrap());
}

#[test]
fn what_the_user_took_back_first_teaches_nothing() {
    let w = world();
    w.store.queue_operation(&create("c", "local-1"), NOON).unwrap();
    w.store.queue_operation(&reply("r", "local-1"), NOON).unwrap();
    assert!(call(&w.store, "c", "withdraw"));
    assert!(!record(&w.store, "c", &made("4711")));
    assert_eq!(row(&w.store, "r").operation.ticket, "local-1");
}
