//! Crashes: a process that is gone in the middle, and a log whose end never reached the disk.

use std::fs;

use store::{Access, Lease, Store};

use crate::world::{ticket, world};

/// Copies of the files of a running store are what a killed process leaves. The log is cut at many places, as a power
/// cut may do: at each, the store opens with all rows of the page that its cursor names, and none of a later page.
#[test]
fn whatever_is_left_of_the_log_cursor_and_rows_agree() {
    let w = world();
    for number in 1..=4 {
        let tickets: Vec<_> = (0..10)
            .map(|i| {
                let mut ticket = ticket(&i.to_string(), &format!("Page {number}"));
                ticket.fields.insert("Page".to_owned(), number.to_string());
                ticket
            })
            .collect();
        w.apply(&tickets, &number.to_string());
        w.store.index_slice(5).unwrap();
    }
    let main = fs::read(w.path().join("gnomon.db")).unwrap();
    let log = fs::read(w.path().join("gnomon.db-wal")).unwrap();
    let mut cursors = std::collections::BTreeSet::new();
    for cut in (0..=40).map(|n| log.len() * n / 40) {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("gnomon.db"), &main).unwrap();
        fs::write(dir.path().join("gnomon.db-wal"), &log[..cut]).unwrap();
        let lease = Lease::take(dir.path()).unwrap();
        let store = Store::open(dir.path(), &w.key, Access::Holder(&lease)).unwrap();
        let cursor = store.account("acme").unwrap().and_then(|account| account.cursor);
        let pages: Vec<_> =
            store.resident().map(|stored| stored.unwrap().ticket.fields.remove("Page").unwrap()).collect();
        match &cursor {
            None => assert_eq!(pages, [""; 0]),
            Some(cursor) => assert_eq!(pages, vec![cursor.clone(); 10]),
        }
        store.check().unwrap();
        cursors.insert(cursor);
    }
    assert_eq!(cursors.len(), 5, "each page was the last one at some cut: {cursors:?}");
}

#[test]
fn a_reader_never_sees_half_a_page() {
    let w = world();
    let reader = Store::open(w.path(), &w.key, Access::Reader).unwrap();
    let numbered = |number: usize| {
        let tickets: Vec<_> = (0..20)
            .map(|i| {
                let mut ticket = ticket(&i.to_string(), "x");
                ticket.version = Some(number.to_string());
                ticket
            })
            .collect();
        w.apply(&tickets, &number.to_string());
    };
    numbered(0);
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            (1..=30).for_each(numbered);
            done.store(true, std::sync::atomic::Ordering::Release);
        });
        while !done.load(std::sync::atomic::Ordering::Acquire) {
            let seen: std::collections::BTreeSet<_> =
                reader.resident().map(|stored| stored.unwrap().ticket.version).collect();
            assert_eq!(seen.len(), 1, "{seen:?}");
        }
    });
    assert_eq!(reader.account("acme").unwrap().unwrap().cursor.as_deref(), Some("30"));
}
