//! Every call on an operation in every state.

use store::{NewOperation, OperationRow};

use super::{call, reply, row, word};
use crate::world::{NOON, World, world};

/// Rows: where the operation stands. Columns: the call. Cells: where it stands then; `-` when the call is refused.
const TABLE: &str = "
          sending queued unknown ask delivered found     conflict rejected withdraw  replace   send-anyway again  it-is-there
holding   sending queued -       -   delivered -         conflict rejected cancelled cancelled -           -      -
queued    sending queued -       -   delivered -         conflict rejected cancelled cancelled -           -      -
sending   sending queued unknown ask delivered -         conflict rejected -         -         -           -      -
unknown   sending queued unknown ask delivered -         conflict rejected -         -         -           -      -
ask       -       -      -       -   delivered -         -        -        cancelled cancelled -           queued delivered
conflict  -       -      -       -   -         -         -        -        cancelled cancelled queued      -      -
rejected  -       -      -       -   -         -         -        -        cancelled cancelled -           queued -
delivered -       -      -       -   -         -         -        -        -         -         -           -      -
found     -       -      -       -   -         delivered -        -        -         -         -           -      -
cancelled -       -      -       -   -         -         -        -        -         -         -           -      -
";

/// Where an operation stands after a call; `None` when the call is refused.
pub(super) fn next(from: &str, call: &str) -> Option<&'static str> {
    let mut lines = TABLE.lines().filter(|line| !line.is_empty());
    let column = lines.next().unwrap().split_whitespace().position(|name| name == call).unwrap();
    let line = lines.find(|line| line.split_whitespace().next() == Some(from)).unwrap();
    line.split_whitespace().nth(column + 1).filter(|cell| *cell != "-")
}

/// The calls that bring a new operation there; `found` is one that was delivered and whose event is not known yet.
fn way(to: &str) -> &'static [&'static str] {
    match to {
        "holding" | "queued" => &[],
        "sending" => &["sending"],
        "unknown" => &["sending", "unknown"],
        "ask" => &["sending", "ask"],
        "conflict" => &["conflict"],
        "rejected" => &["rejected"],
        "delivered" => &["delivered"],
        "found" => &["sending", "ask", "it-is-there"],
        "cancelled" => &["withdraw"],
        other => panic!("no state `{other}`"),
    }
}

fn brought(w: &World, id: &str, to: &str) -> OperationRow {
    let hold_s = if to == "holding" { 10 } else { 0 };
    w.store.queue_operation(&NewOperation { hold_s, ..reply(id, "1") }, NOON).unwrap();
    for name in way(to) {
        assert!(call(&w.store, id, name), "{to}: {name}");
    }
    let row = row(&w.store, id);
    assert_eq!(word(&row), if to == "found" { "delivered" } else { to });
    row
}

#[test]
fn an_operation_moves_only_along_the_allowed_ways() {
    let w = world();
    let mut lines = TABLE.lines().filter(|line| !line.is_empty());
    let calls: Vec<&str> = lines.next().unwrap().split_whitespace().collect();
    for line in lines {
        let mut cells = line.split_whitespace();
        let from = cells.next().unwrap();
        let cells: Vec<&str> = cells.collect();
        assert_eq!(cells.len(), calls.len(), "{from}");
        for (name, expected) in calls.iter().zip(cells) {
            let id = format!("{from} {name}");
            let before = brought(&w, &id, from);
            let done = call(&w.store, &id, name);
            let after = row(&w.store, &id);
            if expected == "-" {
                assert!(!done && after == before, "{id}: a refused call changes nothing: {after:?}");
            } else {
                assert!(done, "{id}");
                assert_eq!(word(&after), expected, "{id}");
                assert_whole(&after);
            }
            let follower = w.store.operation(&format!("{id}'")).unwrap();
            assert_eq!(follower.is_some(), done && *name == "replace", "{id}");
            assert!(follower.is_none_or(|follower| follower.place == before.place), "{id}");
        }
    }
    w.store.check().unwrap();
}

/// What must hold of a row in its state.
fn assert_whole(row: &OperationRow) {
    match word(row) {
        "holding" => assert!(row.hold_until.is_some() && row.sent.is_none()),
        "queued" => assert!(row.hold_until.is_none() && row.sent.is_none()),
        "sending" => assert!(row.sent.is_some() && row.detail.is_none()),
        "unknown" | "ask" => assert!(row.sent.is_some() && row.detail.is_some()),
        "conflict" | "rejected" => assert!(row.detail.is_some()),
        "delivered" => assert_eq!(row.detail, None),
        "cancelled" => assert_eq!(row.hold_until, None),
        other => panic!("{other}"),
    }
    assert_eq!((row.composed, row.changed), (NOON, NOON.plus(60)));
}

#[test]
fn calls_for_what_is_not_there_are_refused() {
    let w = world();
    for name in
        ["sending", "delivered", "found", "withdraw", "replace", "send-anyway", "again", "it-is-there"]
    {
        assert!(!call(&w.store, "nothing", name), "{name}");
    }
    w.store.add_account(&crate::world::new_account("other"), "t", NOON).unwrap();
    w.store.queue_operation(&reply("a", "1"), NOON).unwrap();
    assert!(!w.store.record_operation("other", "a", &super::SENDING(), NOON).unwrap());
    let theirs = NewOperation { account: "other".to_owned(), ..reply("b", "1") };
    assert_eq!(w.store.replace_operation("a", &theirs, NOON).unwrap(), None);
    assert_eq!(word(&row(&w.store, "a")), "queued");
}
