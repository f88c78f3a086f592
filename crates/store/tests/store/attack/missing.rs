//! A portal that shows hardly anything any more.

use store::PageWrite;

use crate::world::{NOON, World, aside, page, ticket, tombstone, world};

/// Shown tickets of the account.
fn shown(w: &World) -> usize {
    w.store.resident().filter(|stored| stored.as_ref().unwrap().ticket.gone.is_none()).count()
}

fn tickets(from: usize, to: usize) -> Vec<policy::ticket::Ticket> {
    (from..to).map(|id| ticket(&id.to_string(), "Printer on fire")).collect()
}

fn ids(from: usize, to: usize) -> Vec<String> {
    (from..to).map(|id| id.to_string()).collect()
}

fn held(w: &World) -> u64 {
    w.store.missing().unwrap().first().map_or(0, |(_, count)| *count)
}

fn fifty() -> World {
    let w = world();
    w.apply(&tickets(0, 50), "old");
    w
}

#[test]
fn case_157_a_list_that_is_suddenly_empty_buries_nothing_and_is_told() {
    let w = fifty();
    let empty = PageWrite { afresh: true, end: true, ..page(&[], "a") };
    let applied = w.store.apply_page(&empty, NOON).unwrap();
    assert_eq!((shown(&w), held(&w), applied.changed.len()), (50, 50, 0));
    // Neither a restart nor a further round makes it true.
    let w = w.reopened();
    w.store.apply_page(&PageWrite { end: true, ..page(&[], "b") }, NOON).unwrap();
    w.store.apply_page(&empty, NOON).unwrap();
    assert_eq!((shown(&w), held(&w)), (50, 50));
    // The portal shows some of them again, in a page, as one that was asked for, or as one that cannot be read.
    w.apply(&tickets(0, 30), "c");
    w.store.put_ticket("acme", &ticket("30", "Printer on fire")).unwrap();
    let unread = [aside(Some("31"), "{")];
    w.store.apply_page(&PageWrite { aside: &unread, ..page(&[], "d") }, NOON).unwrap();
    assert_eq!((shown(&w), held(&w)), (50, 18));
    // The user says that the others are gone.
    let gone = w.store.let_go("acme").unwrap();
    assert_eq!((gone.len(), shown(&w), held(&w)), (18, 32, 0));
    assert!(w.store.missing().unwrap().is_empty());
}

#[test]
fn case_157_what_is_found_missing_is_counted_over_the_whole_round() {
    let w = fifty();
    for part in 0..5 {
        let missing = ids(part * 4, part * 4 + 4);
        w.store.apply_page(&PageWrite { missing: &missing, ..page(&[], &format!("m{part}")) }, NOON).unwrap();
        assert_eq!(shown(&w), 50, "nothing is gone before the end");
    }
    w.store.apply_page(&PageWrite { end: true, ..page(&[], "end") }, NOON).unwrap();
    assert_eq!((shown(&w), held(&w)), (50, 20));
    // One more, while so many are in doubt, is in doubt as well.
    let missing = ids(40, 41);
    w.store.apply_page(&PageWrite { missing: &missing, end: true, ..page(&[], "more") }, NOON).unwrap();
    assert_eq!((shown(&w), held(&w)), (50, 21));
    w.apply(&tickets(0, 41), "back");
    assert_eq!((shown(&w), held(&w)), (50, 0));
}

#[test]
fn case_157_few_tickets_and_those_that_the_portal_calls_deleted_go_without_a_question() {
    let w = fifty();
    let missing = ids(0, 10);
    let applied =
        w.store.apply_page(&PageWrite { missing: &missing, end: true, ..page(&[], "a") }, NOON).unwrap();
    assert_eq!((shown(&w), held(&w), applied.changed.len()), (40, 0, 10));
    // What was never here, or is gone already, is not missed.
    let strange: Vec<String> = ids(0, 10).into_iter().chain(ids(1_000, 1_100)).collect();
    w.store.apply_page(&PageWrite { missing: &strange, end: true, ..page(&[], "b") }, NOON).unwrap();
    assert_eq!((shown(&w), held(&w)), (40, 0));
    let deleted: Vec<_> = ids(10, 50).iter().map(|id| tombstone(id, policy::ticket::Gone::Deleted)).collect();
    w.store.apply_page(&PageWrite { end: true, ..page(&deleted, "c") }, NOON).unwrap();
    assert_eq!((shown(&w), held(&w)), (0, 0));
}
