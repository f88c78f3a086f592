//! The first sync, increments, deletions, and what goes wrong.

use policy::ticket::Gone;
use portal::{Cursor, Page, Response};
use serde_json::{Value, json};

use crate::samples::{adapter, readable, ticket};
use crate::scripted::Script;

fn row(id: u64, updated: &str) -> Value {
    let mut row = ticket(id);
    row["updated_at"] = json!(updated);
    row
}

fn ids(pages: &[Page]) -> Vec<Vec<String>> {
    let all = pages.iter().map(|page| page.tickets.iter().map(|ticket| ticket.id.clone()).collect());
    all.filter(|page: &Vec<String>| !page.is_empty()).collect()
}

fn lists(script: &Script) -> Vec<String> {
    script.addresses().into_iter().filter(|address| address.starts_with("/tickets?")).collect()
}

fn quiet() -> Script {
    readable(&[]).on("filter=", &json!([]))
}

/// A cursor after a pass that began at [`crate::scripted::DATE`].
fn after_a_pass() -> Cursor {
    quiet().on("/tickets?", &json!([])).sync(&adapter(), None).1
}

#[test]
fn what_changed_last_comes_first_then_everything_then_what_is_gone() {
    let old = row(1, "2026-01-01T08:00:00Z");
    let young = row(2, "2026-11-21T11:30:00Z");
    let script =
        quiet().on("order_type=desc", &json!([young, old])).on("order_type=asc", &json!([old, young]));
    let (pages, _) = script.sync(&adapter(), None);
    assert_eq!(ids(&pages), [vec!["2", "1"], vec!["1", "2"]]);
    assert!(pages[..pages.len() - 1].iter().all(|page| !page.end));
    let with = "&include=requester,stats,description";
    assert_eq!(lists(&script), [
        format!("/tickets?updated_since=1970-01-01T00:00:00Z&order_by=updated_at&order_type=desc&per_page=30&page=1{with}"),
        format!("/tickets?updated_since=1970-01-01T00:00:00Z&order_by=updated_at&order_type=asc&per_page=100&page=1{with}"),
        "/tickets?updated_since=2026-11-21T11:59:00Z&order_by=updated_at&order_type=asc&per_page=100&page=1&filter=deleted".to_owned(),
        "/tickets?updated_since=2026-11-21T11:59:00Z&order_by=updated_at&order_type=asc&per_page=100&page=1&filter=spam".to_owned(),
    ]);
}

#[test]
fn an_increment_goes_back_a_minute_and_delivers_nothing_twice() {
    let rows = json!([row(1, "2026-11-21T11:59:30Z"), row(2, "2026-11-21T12:00:00Z")]);
    let script = quiet().on("/tickets?", &rows);
    let (pages, cursor) = script.sync(&adapter(), Some(after_a_pass()));
    assert_eq!(ids(&pages), [vec!["1", "2"]]);
    assert!(lists(&script)[0].contains("updated_since=2026-11-21T11:59:00Z"));
    let (pages, _) = script.sync(&adapter(), Some(cursor));
    // The second has the stamp of the second in which it was read: it may change once more under it.
    assert_eq!(ids(&pages), [vec!["2"]]);
}

#[test]
fn full_pages_go_on_by_stamp_and_not_by_number() {
    let stamp = |minute: u64, second: u64| format!("2026-11-21T12:{minute:02}:{second:02}Z");
    let first: Vec<Value> = (0..100).map(|id| row(id + 1, &stamp(id / 60, id % 60))).collect();
    let script = quiet()
        .on("updated_since=2026-11-21T12:01:38Z", &json!([first[99], row(500, "2026-11-21T12:01:39Z")]))
        .on("/tickets?", &Value::from(first.clone()));
    let (pages, _) = script.sync(&adapter(), Some(after_a_pass()));
    let all: Vec<String> = ids(&pages).concat();
    // The last row of a page begins the next one, and is so young that it is read again.
    assert_eq!((all.len(), all.last().unwrap().as_str()), (102, "500"));
    assert!(lists(&script).iter().all(|list| list.contains("&page=1")));
}

#[test]
fn more_changes_in_one_second_than_a_page_holds_are_read_by_number() {
    let second = |from: u64| {
        Value::from((from..from + 100).map(|id| row(id, "2026-11-21T11:59:00Z")).collect::<Vec<_>>())
    };
    let script = quiet()
        .on("order_type=asc&per_page=100&page=1", &second(1))
        .on("order_type=asc&per_page=100&page=2", &second(101))
        .on("order_type=asc&per_page=100&page=3", &json!([]));
    let (pages, _) = script.sync(&adapter(), Some(after_a_pass()));
    assert_eq!(ids(&pages).concat().len(), 200);
}

#[test]
fn a_list_without_end_is_named() {
    let same = Value::from((1..=100).map(|id| row(id, "2026-11-21T11:59:00Z")).collect::<Vec<_>>());
    let script = quiet().on("/tickets?", &same);
    let mut cursor: Value = serde_json::from_str(&after_a_pass().0).unwrap();
    cursor["at"]["changes"]["page"] = json!(300);
    let fault = script.pull(&adapter(), Some(&Cursor(cursor.to_string()))).unwrap_err();
    assert!(fault.to_string().contains("300 pages"), "{fault}");
}

#[test]
fn deleted_tickets_and_spam_become_tombstones_once_and_may_come_back() {
    let script = readable(&[])
        .on("filter=deleted", &json!([row(7, "2026-11-21T11:59:10Z")]))
        .on("filter=spam", &json!([row(8, "2026-11-21T11:59:20Z")]))
        .on("/tickets?", &json!([]));
    let (pages, cursor) = script.sync(&adapter(), Some(after_a_pass()));
    assert_eq!(ids(&pages), [vec!["7"], vec!["8"]]);
    let gone = &pages.iter().find_map(|page| page.tickets.first()).unwrap();
    assert_eq!((gone.gone.clone(), gone.fields.len(), gone.events.len()), (Some(Gone::Deleted), 0, 0));
    let (pages, cursor) = script.sync(&adapter(), Some(cursor));
    assert_eq!(ids(&pages), Vec::<Vec<String>>::new());
    let back = quiet().on("/tickets?", &json!([row(7, "2026-11-21T11:59:10Z")]));
    let (pages, _) = back.sync(&adapter(), Some(cursor));
    assert_eq!((ids(&pages), pages[0].tickets[0].gone.clone()), (vec![vec!["7".to_owned()]], None));
}

#[test]
fn a_ticket_that_comes_twice_is_delivered_once_and_a_bad_row_goes_aside() {
    let mut bad = ticket(8);
    bad["created_at"] = json!("17 August");
    let rows = json!([ticket(7), bad, ticket(7), {"subject": "no identifier"}, "text"]);
    let script = quiet().on("/tickets?", &rows);
    let page = script.pull(&adapter(), None).unwrap();
    assert_eq!(ids(std::slice::from_ref(&page)), [vec!["7"]]);
    assert_eq!(page.aside.len(), 3);
    assert!(
        page.aside.iter().any(|aside| aside.id.as_deref() == Some("8") && aside.why.contains("17 August"))
    );
}

#[test]
fn a_ticket_whose_messages_fail_is_put_aside_and_read_later() {
    let script = Script::new()
        .status("/tickets/7/conversations", 500, b"")
        .on("/conversations", &json!([]))
        .on("filter=", &json!([]))
        .on("/tickets/7?", &ticket(7))
        .on("/tickets?", &json!([ticket(7), ticket(8)]))
        .on("/tickets?", &json!([]));
    let (pages, cursor) = script.sync(&adapter(), Some(after_a_pass()));
    assert_eq!(ids(&pages), [vec!["8"]]);
    assert_eq!(pages[0].aside[0].id.as_deref(), Some("7"));
    let healed = quiet().on("/tickets/7?", &ticket(7)).on("/tickets?", &json!([]));
    let (pages, _) = healed.sync(&adapter(), Some(cursor));
    assert_eq!(ids(&pages), [vec!["7"]]);
}

#[test]
fn faults_are_told() {
    let wait = Response {
        status: 429,
        headers: vec![("retry-after".to_owned(), "34".to_owned())],
        body: Vec::new(),
    };
    let cases: [(&str, Script, &str); 8] = [
        (
            "key",
            Script::new().status(
                "/tickets",
                401,
                br#"{"code":"invalid_credentials","message":"You have to be logged in"}"#,
            ),
            "unauthorized",
        ),
        (
            "right",
            Script::new().status("/tickets", 403, br#"{"code":"access_denied","message":"No"}"#),
            "forbidden",
        ),
        ("address", Script::new(), "not-found"),
        ("wait", Script::new().raw("/tickets", wait.clone()), "rate-limited"),
        (
            "wait for messages",
            Script::new().raw("/conversations", wait).on("/tickets?", &json!([ticket(7)])),
            "rate-limited",
        ),
        ("half", Script::new().status("/tickets", 200, br#"[{"id": 7, "#), "truncated"),
        ("shape", Script::new().status("/tickets", 200, br#"{"id": 7}"#), "shape"),
        (
            "names",
            Script::new()
                .status("/ticket_fields", 503, b"")
                .on("/conversations", &json!([]))
                .on("/tickets?", &json!([ticket(7)])),
            "server",
        ),
    ];
    for (case, script, code) in cases {
        assert_eq!(script.pull(&adapter(), None).unwrap_err().code(), code, "{case}");
    }
}

#[test]
fn a_page_that_was_not_stored_is_asked_for_again() {
    let script = quiet().on("/tickets?", &json!([ticket(7)]));
    let cursor = after_a_pass();
    let once = script.pull(&adapter(), Some(&cursor)).unwrap();
    let first = script.addresses();
    let twice = script.pull(&adapter(), Some(&cursor)).unwrap();
    assert_eq!((first, once.cursor, once.tickets), (script.addresses(), twice.cursor, twice.tickets));
}

#[test]
fn a_portal_without_a_clock_goes_on_from_its_youngest_change() {
    let undated =
        |body: &Value| Response { status: 200, headers: Vec::new(), body: body.to_string().into_bytes() };
    let script = Script::new()
        .raw("/conversations", undated(&json!([])))
        .raw("/ticket_fields", undated(&json!([])))
        .raw("filter=", undated(&json!([])))
        .raw("/tickets?", undated(&json!([row(7, "2026-11-21T11:00:00Z")])));
    let (_, cursor) = script.sync(&adapter(), None);
    script.addresses();
    script.pull(&adapter(), Some(&cursor)).unwrap();
    assert!(lists(&script)[0].contains("updated_since=2026-11-21T10:59:00Z"));
}
