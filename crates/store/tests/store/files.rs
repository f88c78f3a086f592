//! Files: kept whole and in part, and erased with what they belong to.

use policy::ticket::{Attachment, Change, Enclosure, Gone, Operation, Seen, Ticket};
use store::{
    Access, DraftKind, FileKey, NewEnclosure, NewOperation, OperationRecord, Rescue, Store, Undelivered,
    start_anew,
};

use crate::world::{NOON, World, bytes_of, key, message, new_account, page, ticket, world};

const DAY: i64 = 86_400;

fn attachment(id: &str, size: u64) -> Attachment {
    Attachment {
        id: id.to_owned(),
        name: "../server.log".to_owned(),
        mime: "text/plain".to_owned(),
        size: Some(size),
        content_id: Some("c@x".to_owned()),
        url: None,
    }
}

/// A ticket whose first message has these files.
fn with_files(id: &str, files: &[&str]) -> Ticket {
    let mut ticket = ticket(id, "With files");
    ticket.events[1].attachments = files.iter().map(|file| attachment(file, 10)).collect();
    ticket
}

fn file(ticket: &str, id: &str) -> FileKey {
    FileKey::new("acme", ticket, id)
}

/// Fetches a file whole.
fn fetch(store: &Store, key: &FileKey, bytes: &[u8], at: i64) {
    store.begin_file(key, Some(bytes.len() as u64), None, false, NOON.plus(at)).unwrap();
    store.append_file(key, bytes).unwrap();
    assert!(store.finish_file(key, "text/plain", NOON.plus(at)).unwrap().is_whole());
}

fn is_here(w: &World, key: &FileKey) -> bool {
    w.store.file(key).unwrap().is_some()
}

#[test]
fn a_ticket_comes_back_with_its_files() {
    let w = world();
    let told = with_files("1", &["f1", "f2"]);
    w.apply(std::slice::from_ref(&told), "c");
    assert_eq!(w.ticket("1"), Some(told.clone()));
    assert!(w.apply(&[told], "c").changed.is_empty(), "the same ticket again changes nothing");
}

#[test]
fn a_download_that_broke_off_goes_on() {
    let w = world();
    w.apply(&[with_files("1", &["f1"])], "c");
    let (file, whole) = (file("1", "f1"), vec![7_u8; 700_000]);
    w.store.begin_file(&file, Some(700_000), Some("\"tag\""), false, NOON).unwrap();
    w.store.append_file(&file, &whole[..300_000]).unwrap();
    let w = w.reopened();
    let state = w.store.begin_file(&file, Some(700_000), None, true, NOON).unwrap();
    assert_eq!((state.have, state.tag.as_deref(), state.is_whole()), (300_000, Some("\"tag\""), false));
    assert_eq!(w.store.file_bytes(&file, NOON).unwrap(), None);
    w.store.append_file(&file, &whole[300_000..]).unwrap();
    w.store.finish_file(&file, "", NOON).unwrap();
    assert_eq!(w.store.file_bytes(&file, NOON).unwrap(), Some(whole));
}

#[test]
fn a_portal_with_another_content_begins_anew() {
    let w = world();
    w.apply(&[with_files("1", &["f1"])], "c");
    let file = file("1", "f1");
    w.store.begin_file(&file, None, Some("\"old\""), false, NOON).unwrap();
    w.store.append_file(&file, b"old half").unwrap();
    assert_eq!(w.store.begin_file(&file, None, Some("\"new\""), false, NOON).unwrap().have, 0);
    w.store.append_file(&file, b"new").unwrap();
    w.store.finish_file(&file, "", NOON).unwrap();
    assert_eq!(w.store.file_bytes(&file, NOON).unwrap().as_deref(), Some(&b"new"[..]));
}

#[test]
fn files_go_with_the_message_the_ticket_and_the_account() {
    let w = world();
    w.store.add_account(&new_account("other"), "t", NOON).unwrap();
    w.apply(&[with_files("1", &["f1", "f2"]), with_files("2", &["f1"])], "c");
    for one in [file("1", "f1"), file("1", "f2"), file("2", "f1")] {
        fetch(&w.store, &one, b"0123456789", 0);
    }
    w.apply(&[Ticket { version: Some("\"18\"".to_owned()), ..with_files("1", &["f2"]) }], "d");
    assert!(!is_here(&w, &file("1", "f1")) && is_here(&w, &file("1", "f2")), "removed from the message");
    w.apply(&[Ticket { gone: Some(Gone::Deleted), events: Vec::new(), ..with_files("1", &[]) }], "e");
    assert!(!is_here(&w, &file("1", "f2")) && is_here(&w, &file("2", "f1")), "deleted in the portal");
    w.store.remove_account("acme").unwrap();
    assert_eq!(w.store.fetched_bytes().unwrap(), 0);
}

#[test]
fn room_is_made_by_what_was_not_looked_at_longest() {
    let w = world();
    w.apply(&[with_files("1", &["a", "b", "c", "d"])], "c");
    for (at, id) in (0..).zip(["a", "b", "c"]) {
        fetch(&w.store, &file("1", id), &[1; 100], at);
    }
    w.store.file_bytes(&file("1", "a"), NOON.plus(10)).unwrap();
    w.store.pin_file(&file("1", "b"), NOON.plus(DAY)).unwrap();
    let room = w.store.make_room(100, 300, None, NOON.plus(20)).unwrap();
    assert_eq!(room, 100);
    let here: Vec<bool> = ["a", "b", "c"].map(|id| is_here(&w, &file("1", id))).into();
    assert_eq!(here, [true, true, false], "b is older and pinned, a was looked at");
    assert_eq!(w.store.make_room(300, 300, None, NOON.plus(20)).unwrap(), 200, "what is pinned stays");
    assert_eq!(w.store.make_room(300, 300, None, NOON.plus(2 * DAY)).unwrap(), 300, "until its time is over");
}

#[test]
fn texts_of_tickets_closed_long_ago_are_erased_and_the_rest_stays() {
    let w = world();
    let closed = |id: &str, days: i64| Ticket {
        status: "resolved".to_owned(),
        updated: NOON.plus(-days * DAY),
        ..with_files(id, &["f1"])
    };
    w.apply(&[closed("old", 100), closed("young", 10), with_files("open", &["f1"])], "c");
    fetch(&w.store, &file("old", "f1"), b"0123456789", 0);
    w.index();
    assert_eq!(w.store.erase_texts(NOON.plus(-30 * DAY), NOON).unwrap(), 1);
    assert_eq!(w.store.erase_texts(NOON.plus(-30 * DAY), NOON).unwrap(), 0, "once");
    w.store.forget_words().unwrap();
    w.index();
    let erased = w.ticket("old").unwrap();
    let original = closed("old", 100);
    assert_eq!(erased.events.len(), original.events.len(), "that it was written stays");
    assert_eq!(erased.events[1].what, message("", "text/plain"));
    assert!(
        erased.events.iter().all(|event| event.attachments.is_empty()) && !is_here(&w, &file("old", "f1"))
    );
    assert_eq!(w.ticket("young"), Some(closed("young", 10)));
    let mut found = w.found("body");
    found.sort();
    assert_eq!(found, ["open", "young"]);
    assert_eq!(w.found("SEP-old"), ["old"], "it is not lost");
    assert_eq!(w.store.erased(&key("old")).unwrap(), Some(NOON));
    // The portal tells the same again: that is no change. Something new is.
    w.apply(&[closed("old", 100)], "d");
    assert_eq!(w.ticket("old"), Some(erased));
    w.apply(&[closed("old", 1)], "e");
    assert_eq!((w.ticket("old"), w.store.erased(&key("old")).unwrap()), (Some(closed("old", 1)), None));
}

fn enclosure(id: &str) -> Enclosure {
    Enclosure {
        id: id.to_owned(),
        name: "fix.sh".to_owned(),
        mime: "text/plain".to_owned(),
        size: 0,
        sha256: String::new(),
    }
}

fn reply(id: &str, files: Vec<Enclosure>) -> NewOperation {
    let change = Change::Reply { body: "Try this.".to_owned() };
    let operation =
        Operation { id: id.to_owned(), ticket: "1".to_owned(), change, files, seen: Seen::default() };
    NewOperation { account: "acme".to_owned(), operation, due: None, hold_s: 0 }
}

fn enclose(store: &Store, id: &str, bytes: &[u8]) -> Enclosure {
    let (ticket, file) = (key("1"), enclosure(id));
    let new = NewEnclosure { ticket: &ticket, with: DraftKind::Reply, file: &file, bytes };
    store.enclose(&new, NOON).unwrap()
}

#[test]
fn a_file_is_fixed_before_anything_is_queued_and_kept_until_the_portal_has_it() {
    let w = world();
    w.apply(&[ticket("1", "One")], "c");
    let taken = enclose(&w.store, "e1", b"echo fixed");
    assert_eq!((taken.size, taken.sha256.len()), (10, 64));
    let missing = w.store.queue_operation(&reply("op-0", vec![enclosure("lost")]), NOON);
    assert!(missing.is_err() && w.store.operation("op-0").unwrap().is_none(), "nothing without its files");
    let row = w.store.queue_operation(&reply("op-1", vec![taken.clone()]), NOON).unwrap();
    assert_eq!(row.operation.files, std::slice::from_ref(&taken));
    assert!(w.store.enclosed(&key("1")).unwrap().is_empty(), "it belongs to the operation");
    assert!(w.store.withdraw_operation("op-1", NOON).unwrap());
    assert_eq!(w.store.enclosed(&key("1")).unwrap()[0].file, taken, "and to the draft again");
    w.store.queue_operation(&reply("op-2", vec![taken]), NOON).unwrap();
    let edited = w.store.replace_operation("op-2", &reply("op-3", vec![enclosure("e1")]), NOON).unwrap();
    assert!(edited.is_some());
    let bytes = w.store.enclosure_bytes("acme", "e1").unwrap();
    assert_eq!(bytes.as_deref(), Some(&b"echo fixed"[..]));
    let sending = OperationRecord::Sending { sent: "{}".to_owned() };
    let done = OperationRecord::Delivered { accepted: None, event: None, ticket: None };
    for record in [sending, done] {
        assert!(w.store.record_operation("acme", "op-3", &record, NOON).unwrap());
    }
    assert_eq!(w.store.enclosure_bytes("acme", "e1").unwrap(), None, "the portal has it");
}

#[test]
fn a_reader_takes_files_in_and_fetches_none() {
    let w = world();
    w.apply(&[with_files("1", &["f1"])], "c");
    let reader = Store::open(w.path(), &w.key, Access::Reader).unwrap();
    assert_eq!(enclose(&reader, "e1", b"x").size, 1);
    let refused = reader.begin_file(&file("1", "f1"), None, None, false, NOON).unwrap_err();
    assert_eq!(refused.code(), "no-lease");
    assert!(reader.remove_enclosed(&key("1"), "e1").unwrap());
}

#[test]
fn no_byte_of_a_file_is_readable_on_the_disk() {
    const CANARY: &[u8] = b"Kanarienvogel in a file";
    let w = world();
    w.apply(&[with_files("1", &["f1"])], "c");
    fetch(&w.store, &file("1", "f1"), &CANARY.repeat(50_000), 0);
    enclose(&w.store, "e1", &CANARY.repeat(1_000));
    for (name, bytes) in bytes_of(w.path()) {
        assert!(!bytes.windows(CANARY.len()).any(|window| window == CANARY), "{name}");
    }
}

#[test]
fn what_was_not_sent_is_rescued_with_its_bytes_and_goes_on_in_a_new_file() {
    let w = world();
    w.apply(&[with_files("1", &["f1"])], "c");
    fetch(&w.store, &file("1", "f1"), b"stays at the portal", 0);
    let large: Vec<u8> = (0..=255).cycle().take(700_000).collect();
    let queued = enclose(&w.store, "e1", &large);
    w.store.queue_operation(&reply("op-1", vec![queued.clone()]), NOON).unwrap();
    let waits = enclose(&w.store, "e2", b"for a draft");
    let World { store, key: data_key, lease, dir } = w;
    drop(store);

    let to = dir.path().join("saved");
    let scratch = tempfile::tempdir().unwrap();
    let read = Rescue::open(dir.path(), &data_key, scratch.path()).unwrap().save(&to).unwrap();
    let told = read.iter().find(|table| table.file == "files.jsonl").unwrap();
    assert_eq!((told.rows, told.whole), (2, true));
    let lines = std::fs::read_to_string(to.join("files.jsonl")).unwrap();
    let lines: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let saved = |line: &serde_json::Value| std::fs::read(to.join(line["saved"].as_str().unwrap())).unwrap();
    assert!(saved(&lines[0]) == large && saved(&lines[1]) == b"for a draft");
    assert_eq!((&lines[0]["operation"], &lines[1]["operation"]), (&"op-1".into(), &serde_json::Value::Null));
    assert_eq!((&lines[0]["name"], &lines[0]["sha256"]), (&"fix.sh".into(), &queued.sha256.as_str().into()));

    let undelivered = Undelivered { sent: "{}".to_owned(), detail: "\"restored\"".to_owned() };
    let anew = start_anew(&lease, Some(&data_key), &undelivered, "2026-11-21").unwrap();
    let brought = anew.brought.iter().find(|part| part.what == told.what).unwrap();
    assert_eq!((brought.rows, brought.whole), (2, true));
    let store = Store::open(dir.path(), &data_key, Access::Holder(&lease)).unwrap();
    assert_eq!(store.operation("op-1").unwrap().unwrap().operation.files, [queued]);
    assert!(store.enclosure_bytes("acme", "e1").unwrap().unwrap() == large);
    assert_eq!(store.enclosed(&key("1")).unwrap()[0].file, waits);
    assert_eq!(store.fetched_bytes().unwrap(), 0, "what came is fetched again");
}

#[test]
fn a_page_with_a_thousand_files_is_stored() {
    let w = world();
    let names: Vec<String> = (0..1_000).map(|number| format!("f{number}")).collect();
    let many = with_files("1", &names.iter().map(String::as_str).collect::<Vec<_>>());
    w.store.apply_page(&page(std::slice::from_ref(&many), "c"), NOON).unwrap();
    assert_eq!(w.ticket("1"), Some(many));
}
