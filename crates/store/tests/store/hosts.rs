//! The host book keeps what the user entered and confirmed, and nothing else.

use store::{HostEntry, HostRow};

use crate::world::{NOON, World, world};

fn entry(address: &str, port: u16) -> HostEntry {
    HostEntry {
        account: "acme".to_owned(),
        customer: "c1".to_owned(),
        label: "Backup".to_owned(),
        tool: "ssh".to_owned(),
        address: address.to_owned(),
        port,
        user: "jo".to_owned(),
        jump: String::new(),
        keys: Vec::new(),
    }
}

fn only(w: &World) -> HostRow {
    let mut rows = w.store.hosts_of("acme", "c1").unwrap();
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}

#[test]
fn what_was_entered_and_confirmed_is_there_again() {
    let w = world();
    let id = w.store.add_host(&entry("db.acme.test", 2222), NOON).unwrap().unwrap();
    let row = only(&w);
    assert_eq!(
        (row.entry, row.added, row.verified, row.started),
        (entry("db.acme.test", 2222), NOON, None, None)
    );
    let keys = ["SHA256:uNiVztksCsDhcc0u9e8BrbMMv/XLxK6VUYRBGGhCcoY".to_owned()];
    assert!(w.store.verify_host(id, "Ada", &keys, NOON.plus(5)).unwrap());
    assert!(w.store.host_started(id, NOON.plus(9)).unwrap());
    let row = only(&w.reopened());
    assert_eq!((row.id, row.entry.keys.as_slice()), (id, &keys[..]));
    assert_eq!((row.verified, row.started), (Some(("Ada".to_owned(), NOON.plus(5))), Some(NOON.plus(9))));
}

#[test]
fn the_same_machine_is_entered_once_for_each_customer() {
    let w = world();
    let id = w.store.add_host(&entry("db", 0), NOON).unwrap().unwrap();
    assert_eq!(
        w.store.add_host(&HostEntry { label: "Other".to_owned(), ..entry("db", 0) }, NOON).unwrap(),
        None
    );
    assert_eq!(only(&w).entry.label, "Backup");
    let other = HostEntry { customer: "c2".to_owned(), ..entry("db", 0) };
    assert!(w.store.add_host(&other, NOON).unwrap().is_some());
    assert!(w.store.add_host(&entry("db", 2222), NOON).unwrap().is_some());
    assert_eq!(w.store.hosts().unwrap().len(), 3);
    assert_eq!(w.store.remove_host(id).unwrap().unwrap().id, id);
    assert_eq!(w.store.remove_host(id).unwrap(), None);
    assert!(!w.store.verify_host(id, "Ada", &[], NOON).unwrap());
    let again = w.store.add_host(&entry("db", 0), NOON).unwrap().unwrap();
    assert!(again > id, "a number was used again");
}

#[test]
fn a_machine_belongs_to_an_account_that_is_there() {
    let w = world();
    let lost = HostEntry { account: "gone".to_owned(), ..entry("db", 0) };
    assert_eq!(w.store.add_host(&lost, NOON).unwrap_err().code(), "unknown-account");
    w.store.add_host(&entry("db", 0), NOON).unwrap();
    w.store.remove_account("acme").unwrap();
    assert_eq!(w.store.hosts().unwrap(), []);
}
