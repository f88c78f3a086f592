//! The outbox, seen from inside.

use policy::ticket::{Change, Operation, Party, Seen};

use super::{Folder, MIGRATIONS, NEWEST, NOON, number, page, ticket};
use crate::{
    Access, DraftKind, NewOperation, OperationFilter, OperationRecord, OperationState, PageWrite, Store,
    TicketKey,
};

fn reply(id: &str, body: &str) -> NewOperation {
    let operation = Operation {
        id: id.to_owned(),
        ticket: "1".to_owned(),
        change: Change::Reply { body: body.to_owned() },
        files: Vec::new(),
        seen: Seen::default(),
    };
    NewOperation { account: "acme".to_owned(), operation, due: None, hold_s: 0 }
}

/// Every state and every other one: the database itself refuses what no call asks for.
#[test]
fn the_database_itself_refuses_every_other_way() {
    let allowed = |from: OperationState, to: OperationState| {
        use OperationState as S;
        match from {
            S::Holding => !matches!(to, S::Unknown),
            S::Queued => !matches!(to, S::Holding | S::Unknown),
            S::Sending => !matches!(to, S::Holding | S::Cancelled),
            S::Unknown => !matches!(to, S::Holding),
            S::Conflict | S::Rejected => matches!(to, S::Queued | S::Cancelled),
            S::Delivered | S::Cancelled => false,
        }
    };
    let needs_sent = |state| matches!(state, OperationState::Sending | OperationState::Unknown);
    let folder = Folder::new();
    let store = folder.with_account();
    for from in OperationState::ALL {
        for to in OperationState::ALL.into_iter().filter(|to| *to != from) {
            let held = |state| if state == OperationState::Holding { "1" } else { "NULL" };
            let sent = |state| if needs_sent(state) { "'{}'" } else { "NULL" };
            let way = format!("{} to {}", from.word(), to.word());
            let done = store.write(|tx| {
                tx.execute_batch(&format!(
                    "INSERT INTO operations
                       (id, account, ticket, place, kind, change, seen, state, composed, queued, changed, hold_until, sent)
                     SELECT '{way}', 'acme', '1', 1 + count(*), 'merge', '{{\"kind\":\"merge\"}}', '{{}}', '{}', 0, 0, 0,
                       {}, {} FROM operations",
                    from.word(), held(from), sent(from),
                ))?;
                Ok(tx.execute(
                    &format!(
                        "UPDATE operations SET state = ?, hold_until = {}, sent = {} WHERE id = ?",
                        held(to), sent(to),
                    ),
                    [to.word(), &way],
                ))
            });
            assert_eq!(done.unwrap().is_ok(), allowed(from, to), "{way}");
        }
    }
}

#[test]
fn an_operation_keeps_its_place_and_a_row_that_contradicts_itself_is_refused() {
    let folder = Folder::new();
    let store = folder.with_account();
    store.queue_operation(&reply("a", "x"), NOON).unwrap();
    for wrong in [
        "id = 'b'",
        "account = 'other'",
        "place = 7",
        "composed = 0",
        "ask = 1",
        "state = 'sending'",
        "state = 'lost'",
        "hold_until = 5",
        "event = 'e'",
        "accepted = 1",
        "change = 'no JSON'",
        "change = '{\"kind\":\"note\"}'",
        "seen = 'no JSON'",
    ] {
        let sql = format!("UPDATE operations SET {wrong}");
        assert!(store.maintain(|connection| connection.execute_batch(&sql)).is_err(), "{wrong}");
    }
    let again = "INSERT INTO operations (id, account, ticket, place, kind, change, seen, state, composed, queued, changed)
                 SELECT 'b', account, ticket, place, kind, change, seen, state, composed, queued, changed FROM operations";
    assert!(store.maintain(|connection| connection.execute_batch(again)).is_err(), "a place is given once");
}

#[test]
fn a_full_disk_queues_nothing_and_records_nothing() {
    let folder = Folder::new();
    let store = folder.with_account();
    store.queue_operation(&reply("a", "x"), NOON).unwrap();
    store.save_draft(&TicketKey::new("acme", "1"), DraftKind::Reply, "Short", NOON).unwrap();
    let limit = |pages: i64| {
        store.maintain(|connection| connection.pragma_update(None, "max_page_count", pages)).unwrap();
    };
    limit(1);
    let long = "word ".repeat(200_000);
    let draft = TicketKey::new("acme", "1");
    let sending = OperationRecord::Sending { sent: long.clone() };
    for error in [
        store.queue_operation(&reply("b", &long), NOON).unwrap_err(),
        store.replace_operation("a", &reply("b", &long), NOON).unwrap_err(),
        store.save_draft(&draft, DraftKind::Reply, &long, NOON).unwrap_err(),
        store.record_operation("acme", "a", &sending, NOON).unwrap_err(),
    ] {
        assert_eq!(error.code(), "disk-full");
    }
    assert_eq!(store.operation("b").unwrap(), None);
    assert_eq!(store.operation("a").unwrap().unwrap().state, OperationState::Queued);
    assert_eq!(store.draft(&draft, DraftKind::Reply).unwrap().unwrap().text, "Short");
    store.check().unwrap();

    limit(1_000_000);
    assert_eq!(store.queue_operation(&reply("b", &long), NOON).unwrap().place, 2);
    assert!(store.record_operation("acme", "a", &sending, NOON).unwrap());
}

/// A file as the version before wrote it.
#[test]
fn a_file_of_layout_4_keeps_its_rows_and_gets_an_outbox() {
    let folder = Folder::new();
    let raw = folder.raw();
    raw.pragma_update(None, "journal_mode", "WAL").unwrap();
    for migration in &MIGRATIONS[..4] {
        raw.execute_batch(migration).unwrap();
    }
    raw.pragma_update(None, "user_version", 4).unwrap();
    let mapping = serde_json::to_string(&policy::ticket::Mapping::default()).unwrap();
    raw.execute("INSERT INTO accounts (id, kind, name, address, mapping, created) VALUES ('acme', 'rt', '', '', ?, 0)", [mapping])
        .unwrap();
    raw.execute_batch(
        "INSERT INTO tickets (row, account, id, number, subject, status, queue, created, updated, complete, fields, solved,
             digest, revision, waiting)
           VALUES (1, 'acme', '1', '1', 'Subject', 'open', '', 1795262400, 1795262400, 1, '{}', 0, x'00', 1, 1);
         INSERT INTO bodies VALUES (1, 'Text');
         INSERT INTO events (ticket, place, id, at, by, author, kind, public, auto, mime, body)
           VALUES (1, 0, '1', 1795262400, NULL, '', 'message', 1, 0, 'text/plain', 1)",
    )
    .unwrap();
    drop(raw);
    let error = Store::open(folder.dir.path(), &folder.key, Access::Reader).unwrap_err();
    assert_eq!(error.code(), "older-database");

    let store = folder.open().unwrap();
    assert_eq!(number(&folder.raw(), "PRAGMA user_version"), NEWEST);
    let key = TicketKey::new("acme", "1");
    let stored = store.ticket(&key).unwrap().unwrap().ticket;
    assert_eq!(stored, ticket("1", "Text"), "what the old layout did not know is not made up");
    assert!(store.operations(OperationFilter::default()).unwrap().is_empty());
    assert_eq!(store.queue_operation(&reply("a", "x"), NOON).unwrap().place, 1);

    let mut told = ticket("1", "Text");
    (told.events[0].by, told.events[0].operation) = (Some(Party::Other), Some("a".to_owned()));
    store.apply_page(&page(&[told.clone()], "c1"), NOON).unwrap();
    assert_eq!(store.ticket(&key).unwrap().unwrap().ticket, told);
    store.check().unwrap();
}

#[test]
fn a_reader_whose_holder_has_changed_the_layout_queues_nothing() {
    let folder = Folder::new();
    let store = folder.with_account();
    let reader = Store::open(folder.dir.path(), &folder.key, Access::Reader).unwrap();
    folder.raw().pragma_update(None, "user_version", NEWEST + 1).unwrap();
    assert_eq!(reader.queue_operation(&reply("a", "x"), NOON).unwrap_err().code(), "newer-database");
    assert_eq!(store.operation("a").unwrap(), None);
}

#[test]
fn an_operation_that_cannot_be_read_hides_no_other_and_can_be_withdrawn() {
    let folder = Folder::new();
    let store = folder.with_account();
    for id in ["a", "b", "c"] {
        store.queue_operation(&reply(id, "x"), NOON).unwrap();
    }
    folder.raw().execute("UPDATE operations SET change = '{\"kind\":\"reply\"}' WHERE id = 'b'", []).unwrap();
    let read = store.operations(OperationFilter::default()).unwrap();
    let ids: Vec<_> = read.iter().map(|row| row.as_ref().ok().map(|row| row.operation.id.as_str())).collect();
    assert_eq!(ids, [Some("a"), None, Some("c")]);
    let turn = store.operations_in_turn().unwrap();
    let first: Vec<_> = turn.operations.iter().map(|row| row.operation.id.as_str()).collect();
    assert_eq!((first, turn.held, turn.unreadable.len()), (vec!["a"], vec!["c".to_owned()], 1));
    assert_eq!(store.operation("b").unwrap_err().code(), "bad-record");
    store.put_aside(read[1].as_ref().unwrap_err(), NOON).unwrap();
    assert_eq!(store.aside().unwrap()[0].record.id.as_deref(), Some("operation b"));
    assert!(store.withdraw_operation("b", NOON).unwrap());
    assert_eq!(store.operations_in_turn().unwrap().operations.len(), 2);
    assert!(store.aside().unwrap().is_empty());
}

#[test]
fn nothing_of_a_removed_account_stays_in_the_outbox() {
    let folder = Folder::new();
    let store = folder.with_account();
    store.queue_operation(&reply("a", "quagga"), NOON).unwrap();
    store.save_draft(&TicketKey::new("acme", "1"), DraftKind::Note, "quagga", NOON).unwrap();
    store.apply_page(&PageWrite { end: true, ..page(&[], "c1") }, NOON).unwrap();
    store.remove_account("acme").unwrap();
    store
        .read(|connection| {
            assert_eq!(number(connection, "SELECT count(*) FROM operations"), 0);
            assert_eq!(number(connection, "SELECT count(*) FROM drafts"), 0);
            Ok(())
        })
        .unwrap();
}

/// The lists that the window asks for often read no row that is over, however many there are.
#[test]
fn open_operations_are_found_without_reading_those_that_are_over() {
    let folder = Folder::new();
    let store = folder.with_account();
    let plan = |sql: &str| {
        store
            .read(|connection| {
                let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
                let steps = statement.raw_query().mapped(|row| row.get::<_, String>(3));
                Ok(steps.collect::<Result<Vec<_>, _>>()?.join("; "))
            })
            .unwrap()
    };
    let open = OperationFilter { open_only: true, ..OperationFilter::default() };
    for sql in [
        crate::outbox::COUNTS.to_owned(),
        crate::outbox::listing(open),
        crate::outbox::listing(OperationFilter { account: Some("acme"), ..open }),
    ] {
        let steps = plan(&sql);
        assert!(steps.contains("INDEX operations_open"), "{sql}: {steps}");
    }
}
