//! A portal forgot the cursor and delivers everything again.

use store::{AsideRecord, PageWrite};

use crate::world::{NOON, World, aside, key, page, ticket, world};

/// Shown tickets, by id.
fn shown(w: &World) -> Vec<String> {
    let mut ids: Vec<String> = w.store.resident().map(|stored| stored.unwrap().ticket.id).collect();
    ids.sort();
    ids
}

fn four() -> World {
    let w = world();
    let tickets: Vec<_> = ["1", "2", "3", "4"].map(|id| ticket(id, "Printer on fire")).into();
    w.apply(&tickets, "old");
    w
}

#[test]
fn what_a_full_read_does_not_deliver_is_gone_at_its_end() {
    let w = four();
    let first = [ticket("1", "Printer on fire"), ticket("5", "New one")];
    w.store.apply_page(&PageWrite { afresh: true, ..page(&first, "a") }, NOON).unwrap();
    assert_eq!(shown(&w), ["1", "2", "3", "4", "5"], "nothing is gone before the end");
    let w = w.reopened();
    let last = [ticket("3", "Printer on fire")];
    let applied = w.store.apply_page(&PageWrite { end: true, ..page(&last, "b") }, NOON).unwrap();
    assert_eq!(shown(&w), ["1", "3", "5"]);
    let mut changed: Vec<&str> = applied.changed.iter().map(|key| key.id.as_str()).collect();
    changed.sort_unstable();
    assert_eq!(changed, ["2", "4"]);
    w.store.apply_page(&PageWrite { end: true, ..page(&[], "c") }, NOON).unwrap();
    assert_eq!(shown(&w), ["1", "3", "5"], "a later increment removes nothing");
}

#[test]
fn a_record_that_could_not_be_read_is_still_there() {
    let w = four();
    let unread: [AsideRecord; 1] = [aside(Some("2"), "{")];
    let first = ["1", "3", "4"].map(|id| ticket(id, "Printer on fire"));
    let page = PageWrite { afresh: true, end: true, aside: &unread, ..page(&first, "a") };
    w.store.apply_page(&page, NOON).unwrap();
    assert_eq!(shown(&w), ["1", "2", "3", "4"]);
}

#[test]
fn a_second_full_read_forgets_what_the_first_one_delivered() {
    let w = four();
    let all = ["1", "2", "3", "4"].map(|id| ticket(id, "Printer on fire"));
    w.store.apply_page(&PageWrite { afresh: true, ..page(&all, "a") }, NOON).unwrap();
    w.store.apply_page(&PageWrite { afresh: true, end: true, ..page(&all[..1], "b") }, NOON).unwrap();
    assert_eq!(shown(&w), ["1"]);
}

/// A ticket can be here before anything was synced: it was made here, or read by itself.
#[test]
fn what_the_first_read_of_all_does_not_deliver_is_missing() {
    let w = world();
    for id in ["1", "9"] {
        w.store.put_ticket("acme", &ticket(id, "Printer on fire")).unwrap();
    }
    w.store.apply_page(&page(&[ticket("2", "Printer on fire")], "a"), NOON).unwrap();
    w.store.put_ticket("acme", &ticket("3", "Printer on fire")).unwrap();
    let rest = [ticket("1", "Printer on fire")];
    let applied = w.store.apply_page(&PageWrite { end: true, ..page(&rest, "b") }, NOON).unwrap();
    assert_eq!(applied.changed, [key("9")]);
    let applied = w.store.apply_page(&PageWrite { end: true, ..page(&[], "c") }, NOON).unwrap();
    assert_eq!(applied.changed, [], "from then on a page is an increment");
    assert_eq!(shown(&w), ["1", "2", "3"]);
}
