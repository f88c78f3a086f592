//! One ticket that was read by itself.

use policy::ticket::{Gone, Party, What};
use store::PageWrite;

use crate::world::{NOON, aside, event, key, page, ticket, tombstone, world};

#[test]
fn a_ticket_that_was_read_by_itself_is_stored_and_moves_no_cursor() {
    let w = world();
    w.apply(&[ticket("1", "One")], "c1");
    let before = w.store.account("acme").unwrap().unwrap();
    let since = w.store.revision().unwrap();
    let mut read = ticket("1", "One, changed");
    read.updated = NOON.plus(1);
    assert!(w.store.put_ticket("acme", &read).unwrap());
    assert!(w.store.put_ticket("acme", &ticket("2", "New")).unwrap());
    assert_eq!((w.ticket("1").unwrap(), w.ticket("2").unwrap()), (read, ticket("2", "New")));
    assert_eq!(w.store.account("acme").unwrap().unwrap(), before);
    assert_eq!(w.store.changes(since).unwrap().tickets, [key("1"), key("2")]);
    w.index();
    assert_eq!((w.found("changed"), w.found("new")), (vec!["1".to_owned()], vec!["2".to_owned()]));
}

#[test]
fn an_equal_or_older_copy_changes_nothing() {
    let w = world();
    let mut newer = ticket("1", "From a page");
    newer.updated = NOON.plus(5);
    w.apply(std::slice::from_ref(&newer), "c1");
    let since = w.store.revision().unwrap();
    assert!(!w.store.put_ticket("acme", &ticket("1", "Older")).unwrap());
    assert!(!w.store.put_ticket("acme", &newer).unwrap());
    assert_eq!(w.ticket("1"), Some(newer.clone()));
    assert_eq!(w.store.changes(since).unwrap().tickets, []);
    // Portals tell whole seconds: two changes can have the same one.
    let same = policy::ticket::Ticket { subject: "Same second".to_owned(), ..newer };
    assert!(w.store.put_ticket("acme", &same).unwrap());
    assert_eq!(w.ticket("1"), Some(same));
}

#[test]
fn an_older_copy_does_not_bring_back_what_is_gone() {
    let w = world();
    w.apply(&[ticket("1", "One")], "c1");
    let gone = policy::ticket::Ticket { updated: NOON.plus(5), ..tombstone("1", Gone::Deleted) };
    w.apply(&[gone], "c2");
    assert!(!w.store.put_ticket("acme", &ticket("1", "One")).unwrap());
    assert_eq!(w.ticket("1").unwrap().gone, Some(Gone::Deleted));
}

#[test]
fn a_ticket_that_can_be_read_leaves_the_records_kept_aside_and_no_other_does() {
    let w = world();
    let asides = [aside(Some("1"), "x"), aside(Some("2"), "y")];
    w.store.apply_page(&PageWrite { aside: &asides, ..page(&[], "c1") }, NOON).unwrap();
    w.store.put_ticket("acme", &ticket("1", "One")).unwrap();
    let left: Vec<_> = w.store.aside().unwrap().into_iter().map(|row| row.record.id.unwrap()).collect();
    assert_eq!(left, ["2"]);
    assert_eq!(w.store.put_ticket("nobody", &ticket("1", "One")).unwrap_err().code(), "unknown-account");
}

#[test]
fn a_ticket_that_was_read_during_a_full_read_is_not_taken_for_gone_at_its_end() {
    let w = world();
    w.apply(&[ticket("1", "One"), ticket("2", "Two")], "c1");
    let first = [ticket("1", "One")];
    w.store.apply_page(&PageWrite { afresh: true, ..page(&first, "a") }, NOON).unwrap();
    // Made here, after the portal had listed what it has.
    w.store.put_ticket("acme", &ticket("3", "Three")).unwrap();
    w.store.apply_page(&PageWrite { end: true, ..page(&[], "b") }, NOON).unwrap();
    let shown: Vec<_> = w.store.resident().map(|stored| stored.unwrap().ticket.id).collect();
    assert_eq!(shown, ["1", "3"]);
}

#[test]
fn who_did_it_and_which_operation_it_was_come_back_as_they_were() {
    let w = world();
    let mut told = ticket("1", "One");
    let parties = [None, Some(Party::Customer), Some(Party::Agent), Some(Party::System), Some(Party::Other)];
    told.events = parties
        .into_iter()
        .flat_map(|by| [(by, None), (by, Some("0b6f8a52".to_owned()))])
        .enumerate()
        .map(|(i, (by, operation))| policy::ticket::Event {
            operation,
            ..event(&i.to_string(), by, What::Created)
        })
        .collect();
    w.apply(std::slice::from_ref(&told), "c1");
    assert_eq!(w.ticket("1"), Some(told.clone()));
    let light = w.store.ticket_light(&key("1")).unwrap().unwrap().ticket;
    assert_eq!(light.events, told.events);
}
