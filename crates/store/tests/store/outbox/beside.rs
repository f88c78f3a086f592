//! A reader beside the holder of the lease queues too.

use std::sync::atomic::{AtomicBool, Ordering};

use policy::ticket::Change;
use store::{Access, Decision, DraftKind, OperationFilter, Store};

use super::{call, ids, new, reply, row, rows, word};
use crate::world::{NOON, bytes_of, key, ticket, world};

#[test]
fn a_reader_queues_and_takes_back_and_the_holder_notices() {
    let w = world();
    let reader = Store::open(w.path(), &w.key, Access::Reader).unwrap();
    let mut watch = w.store.watch().unwrap();
    let queued = reader.queue_operation(&reply("a", "1"), NOON).unwrap();
    assert!(watch.changed(&w.store).unwrap());
    assert_eq!(row(&w.store, "a"), queued);
    assert_eq!(w.store.queue_operation(&reply("b", "1"), NOON).unwrap().place, 2);
    assert_eq!(reader.queue_operation(&reply("c", "1"), NOON).unwrap().place, 3);

    assert!(call(&w.store, "b", "sending"));
    assert!(!reader.withdraw_operation("b", NOON).unwrap(), "it is being sent");
    assert!(reader.withdraw_operation("a", NOON).unwrap());
    assert!(!call(&w.store, "a", "sending"), "the reader was first");
    assert_eq!(reader.replace_operation("c", &reply("d", "1"), NOON).unwrap().unwrap().place, 3);
    assert!(call(&w.store, "d", "rejected"));
    assert!(reader.decide_operation("d", &Decision::Again, NOON).unwrap());
    assert_eq!(word(&row(&w.store, "d")), "queued");
    reader.save_draft(&key("1"), DraftKind::Reply, "Draft", NOON).unwrap();
    assert_eq!(w.store.drafts().unwrap(), reader.drafts().unwrap());

    for error in [
        reader.record_operation("acme", "d", &super::SENDING(), NOON).unwrap_err(),
        reader.purge_operations(NOON).unwrap_err(),
        reader.put_ticket("acme", &ticket("1", "One")).unwrap_err(),
        reader.set_setting("a", None).unwrap_err(),
    ] {
        assert_eq!(error.code(), "no-lease");
    }
    w.store.check().unwrap();
}

#[test]
fn a_reader_leaves_the_log_to_the_holder() {
    let w = world();
    w.apply(&[ticket("1", "One")], "c1");
    let reader = Store::open(w.path(), &w.key, Access::Reader).unwrap();
    let main = || bytes_of(w.path()).remove("gnomon.db").unwrap();
    let before = main();
    // More than the thousand pages after which a connection writes the log back by itself.
    for i in 0..20 {
        let change = Change::Note { body: "x".repeat(300_000) };
        reader.queue_operation(&new(&i.to_string(), "1", change), NOON).unwrap();
    }
    drop(reader);
    assert!(main() == before);
    assert_eq!(rows(&w.store, OperationFilter::default()).len(), 20);
}

#[test]
fn two_readers_queue_while_the_holder_writes() {
    const EACH: usize = 25;
    let w = world();
    let started = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for name in ["x", "y"] {
            let (path, key, started) = (w.path(), &w.key, &started);
            scope.spawn(move || {
                let reader = Store::open(path, key, Access::Reader).unwrap();
                started.store(true, Ordering::Release);
                for i in 0..EACH {
                    reader.queue_operation(&reply(&format!("{name}{i:02}"), "1"), NOON).unwrap();
                }
            });
        }
        while !started.load(Ordering::Acquire) {
            std::thread::yield_now();
        }
        for number in 0..30 {
            let tickets: Vec<_> =
                (0..20).map(|i| ticket(&i.to_string(), &format!("Page {number}"))).collect();
            w.apply(&tickets, &number.to_string());
            w.store.queue_operation(&reply(&format!("h{number:02}"), "1"), NOON).unwrap();
        }
    });
    let all = rows(&w.store, OperationFilter::default());
    assert_eq!(all.iter().map(|row| row.place).collect::<Vec<_>>(), (1..=80).collect::<Vec<u64>>());
    for (name, count) in [("x", EACH), ("y", EACH), ("h", 30)] {
        let mine: Vec<String> =
            ids(&w.store, OperationFilter::default()).into_iter().filter(|id| id.starts_with(name)).collect();
        assert!(mine.len() == count && mine.is_sorted(), "in the order in which they were queued: {mine:?}");
    }
    assert_eq!(w.store.account("acme").unwrap().unwrap().cursor.as_deref(), Some("29"));
    w.store.check().unwrap();
}
