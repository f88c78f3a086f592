//! A process that is gone in the middle, and a log whose end never reached the disk.

use std::fs;

use store::{Access, Draft, DraftKind, Lease, OperationFilter, OperationRecord, OperationRow, Store};

use super::{DELIVERED, SENDING, create, record, reply, row, rows};
use crate::world::{NOON, key, world};

/// All of the outbox.
fn whole(store: &Store) -> (Vec<OperationRow>, Vec<Draft>) {
    (rows(store, OperationFilter::default()), store.drafts().unwrap())
}

/// The log is cut at many places, as in the test of pages: what is left is the outbox as it stood after some call, whole,
/// and never half of one.
#[test]
fn whatever_is_left_of_the_log_the_outbox_stood_so_once() {
    let w = world();
    let made = OperationRecord::Delivered {
        accepted: Some(NOON),
        event: Some("e0".to_owned()),
        ticket: Some("7".to_owned()),
    };
    let calls: [&dyn Fn(); 9] = [
        &|| drop(w.store.queue_operation(&create("c", "local-1"), NOON).unwrap()),
        &|| w.store.save_draft(&key("local-1"), DraftKind::Reply, "Draft", NOON).unwrap(),
        &|| drop(w.store.queue_operation(&reply("r", "local-1"), NOON).unwrap()),
        &|| drop(w.store.queue_operation(&reply("s", "local-1"), NOON).unwrap()),
        &|| assert!(record(&w.store, "c", &SENDING())),
        &|| assert!(record(&w.store, "c", &made)),
        &|| assert!(w.store.replace_operation("s", &reply("t", "7"), NOON).unwrap().is_some()),
        &|| assert!(record(&w.store, "r", &SENDING())),
        &|| assert!(record(&w.store, "r", &DELIVERED("e1"))),
    ];
    let mut stood = vec![whole(&w.store)];
    for call in calls {
        call();
        stood.push(whole(&w.store));
    }
    let main = fs::read(w.path().join("gnomon.db")).unwrap();
    let log = fs::read(w.path().join("gnomon.db-wal")).unwrap();
    let mut found = Vec::new();
    for cut in (0..=120).map(|n| log.len() * n / 120) {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("gnomon.db"), &main).unwrap();
        fs::write(dir.path().join("gnomon.db-wal"), &log[..cut]).unwrap();
        let lease = Lease::take(dir.path()).unwrap();
        let store = Store::open(dir.path(), &w.key, Access::Holder(&lease)).unwrap();
        let left = whole(&store);
        found.push(stood.iter().position(|one| *one == left).expect("the outbox stood so after a call"));
        store.check().unwrap();
    }
    assert!(found.is_sorted(), "a longer log never holds less: {found:?}");
    found.dedup();
    assert_eq!(found, (0..stood.len()).collect::<Vec<_>>(), "each call was the last one at some cut");
}

/// Files copied right after a call are what a kill at that moment leaves.
#[test]
fn what_was_acknowledged_is_there_after_a_kill() {
    let w = world();
    let reader = Store::open(w.path(), &w.key, Access::Reader).unwrap();
    for number in 0..10 {
        let id = number.to_string();
        let by = if number % 2 == 0 { &w.store } else { &reader };
        by.queue_operation(&reply(&id, "1"), NOON).unwrap();
        if number % 3 == 0 {
            record(&w.store, &id, &SENDING());
        }
        let dir = tempfile::tempdir().unwrap();
        for name in ["gnomon.db", "gnomon.db-wal"] {
            fs::copy(w.path().join(name), dir.path().join(name)).unwrap();
        }
        let lease = Lease::take(dir.path()).unwrap();
        let left = Store::open(dir.path(), &w.key, Access::Holder(&lease)).unwrap();
        assert_eq!(whole(&left), whole(&w.store));
        assert_eq!(row(&left, &id), row(&w.store, &id));
    }
}
