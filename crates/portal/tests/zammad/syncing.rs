//! The first sync, increments, and what goes wrong.

use portal::{Cursor, Page, Response};
use serde_json::{Value, json};

use crate::samples::{adapter, readable, ticket};
use crate::scripted::{Script, body_of};

pub fn row(id: u64, updated: &str) -> Value {
    let mut row = ticket(id);
    row["updated_at"] = json!(updated);
    row
}

pub fn ids(pages: &[Page]) -> Vec<Vec<String>> {
    let all = pages.iter().map(|page| page.tickets.iter().map(|ticket| ticket.id.clone()).collect());
    all.filter(|page: &Vec<String>| !page.is_empty()).collect()
}

/// Instants after which changes were asked for.
fn after(script: &Script) -> Vec<String> {
    let asked = script.asked.take();
    let searches = asked.iter().filter(|request| request.url.path().ends_with("/tickets/search"));
    let value = |body: Value| body["condition"]["ticket.updated_at"]["value"].as_str().unwrap().to_owned();
    searches.map(|request| value(body_of(request))).collect()
}

pub fn quiet() -> Script {
    readable(&[], &[])
}

/// A cursor after a pass that began at [`crate::scripted::DATE`] and knows these tickets.
pub fn after_a_pass(known: &[u64]) -> Cursor {
    let rows: Vec<Value> = known.iter().map(|id| row(*id, "2026-11-01T08:00:00.000Z")).collect();
    let last: Vec<&Value> = rows.last().into_iter().collect();
    let script = quiet().on("/tickets/search?", &json!(rows)).on("/tickets?", &json!(last));
    script.sync(&adapter(), None).1
}

#[test]
fn what_changed_last_comes_first_then_everything_then_what_is_gone() {
    let old = row(1, "2026-01-01T08:00:00.000Z");
    let young = row(2, "2026-11-21T11:30:00.000Z");
    let script = quiet()
        .on("order_by=desc", &json!([young, old]))
        .on("order_by=asc", &json!([old, young]))
        .on("/tickets?", &json!([young]));
    let (pages, _) = script.sync(&adapter(), None);
    assert_eq!(ids(&pages), [vec!["2", "1"], vec!["1", "2"]]);
    assert!(pages[..pages.len() - 1].iter().all(|page| !page.end));
    let lists: Vec<String> =
        script.addresses().into_iter().filter(|address| address.starts_with("/api/v1/tickets")).collect();
    assert_eq!(
        lists,
        [
            "/api/v1/tickets/search?expand=true&sort_by=updated_at&order_by=desc&per_page=25&page=1",
            "/api/v1/tickets/search?expand=true&sort_by=updated_at&order_by=asc&per_page=50&page=1",
            "/api/v1/tickets?expand=true&per_page=1&page=2",
        ]
    );
}

/// A search by words asks Elasticsearch, or titles where there is none.
#[test]
fn changes_are_asked_for_by_condition_and_never_by_words() {
    let script = quiet().on("/tickets/search?", &json!([]));
    script.pull(&adapter(), None).unwrap();
    let asked = script.asked.take();
    let condition = json!({"operator": "after (absolute)", "value": "1970-01-01T00:00:00Z"});
    assert_eq!(body_of(&asked[0]), json!({"condition": {"ticket.updated_at": condition}}));
    assert!(!asked[0].url.as_str().contains("query="));
}

#[test]
fn an_increment_goes_back_a_minute_and_delivers_nothing_twice() {
    let rows = json!([row(1, "2026-11-21T11:59:30.500Z"), row(2, "2026-11-21T12:00:00.100Z")]);
    let script = quiet().on("/tickets/search?", &rows).on("/tickets?", &json!([ticket(2)]));
    let (pages, cursor) = script.sync(&adapter(), Some(after_a_pass(&[])));
    assert_eq!(ids(&pages), [vec!["1", "2"]]);
    assert_eq!(after(&script), ["2026-11-21T11:59:00Z"]);
    let (pages, _) = script.sync(&adapter(), Some(cursor));
    // The second has the stamp of the second in which it was read: it may change once more under it.
    assert_eq!(ids(&pages), [vec!["2"]]);
}

#[test]
fn an_idle_increment_costs_two_requests() {
    let script = quiet().on("/tickets/search?", &json!([])).on("/tickets?", &json!([ticket(2)]));
    script.sync(&adapter(), Some(after_a_pass(&[1, 2])));
    assert_eq!(script.addresses().len(), 2);
}

#[test]
fn tickets_that_change_while_pages_are_read_are_not_lost() {
    let stamp = |second: u64| format!("2026-11-21T12:00:{second:02}.700Z");
    let first: Vec<Value> = (0..50).map(|id| row(id + 1, &stamp(id))).collect();
    // Tickets 1 to 30 are touched meanwhile and stand at the end now: page 2 of the same search would begin 30 rows too late.
    let second: Vec<Value> = std::iter::once(first[49].clone())
        .chain((51..60).map(|id| row(id, &stamp(50))))
        .chain((1..31).map(|id| row(id, "2026-11-21T12:01:10.000Z")))
        .collect();
    let script = quiet()
        .on("/tickets/search?", &Value::from(first))
        .on("/tickets/search?", &Value::from(second))
        .on("/tickets?", &json!([ticket(59)]));
    let (pages, _) = script.sync(&adapter(), Some(after_a_pass(&[])));
    assert_eq!(after(&script), ["2026-11-21T11:59:00Z", "2026-11-21T12:00:48Z"]);
    let all = ids(&pages).concat();
    assert!((1..60).all(|id| all.contains(&id.to_string())), "{all:?}");
    assert_eq!(all.iter().filter(|id| *id == "1").count(), 2, "it is read as it was and as it is");
}

#[test]
fn more_changes_in_one_second_than_a_page_holds_are_read_at_once_and_then_by_number() {
    let second = |from: u64, to: u64| {
        Value::from((from..=to).map(|id| row(id, "2026-11-21T11:59:00.900Z")).collect::<Vec<_>>())
    };
    let script = quiet()
        .on("per_page=50&page=1", &second(1, 50))
        .on("per_page=200&page=1", &second(1, 200))
        .on("per_page=200&page=2", &second(201, 250))
        .on("/tickets?", &json!([ticket(250)]));
    let (pages, _) = script.sync(&adapter(), Some(after_a_pass(&[])));
    assert_eq!(ids(&pages).concat().len(), 250);
}

#[test]
fn a_list_without_end_is_named() {
    let same = Value::from((1..=200).map(|id| row(id, "2026-11-21T11:59:00.000Z")).collect::<Vec<_>>());
    let script = quiet().on("/tickets/search?", &same);
    let mut cursor: Value = serde_json::from_str(&after_a_pass(&[]).0).unwrap();
    cursor["at"]["changes"]["page"] = json!(1000);
    let fault = script.pull(&adapter(), Some(&Cursor(cursor.to_string()))).unwrap_err();
    assert!(fault.to_string().contains("1000 pages"), "{fault}");
}

#[test]
fn a_search_that_passes_over_its_condition_is_named() {
    let script = quiet().on("/tickets/search?", &json!([row(1, "2020-01-01T00:00:00.000Z")]));
    let fault = script.pull(&adapter(), Some(&after_a_pass(&[]))).unwrap_err();
    assert!(fault.to_string().contains("searches by no condition"), "{fault}");
}

#[test]
fn a_ticket_that_comes_twice_is_delivered_once_and_a_bad_row_goes_aside() {
    let mut bad = ticket(8);
    bad["created_at"] = json!("17 August");
    let rows = json!([ticket(7), bad, ticket(7), {"title": "no identifier"}, "text"]);
    let page = quiet().on("/tickets/search?", &rows).pull(&adapter(), None).unwrap();
    assert_eq!(ids(std::slice::from_ref(&page)), [vec!["7"]]);
    assert_eq!(page.aside.len(), 3);
    assert!(
        page.aside.iter().any(|aside| aside.id.as_deref() == Some("8") && aside.why.contains("17 August"))
    );
}

#[test]
fn a_ticket_whose_parts_fail_is_put_aside_and_read_later() {
    let young = "2026-11-21T12:00:00.000Z";
    for part in ["/ticket_articles/by_ticket/7", "/ticket_history/7", "/tags?object=Ticket&o_id=7"] {
        let script = Script::new()
            .status(part, 500, b"")
            .on("/ticket_articles/", &json!([]))
            .on("/ticket_history/", &json!({}))
            .on("/tags?", &json!({"tags": []}))
            .on("/tickets/7?", &ticket(7))
            .on("/tickets/search?", &json!([row(7, young), row(8, young)]))
            .on("/tickets?", &json!([ticket(8)]));
        let (pages, cursor) = script.sync(&adapter(), Some(after_a_pass(&[])));
        assert_eq!(ids(&pages), [vec!["8"]], "{part}");
        assert_eq!(pages[0].aside[0].id.as_deref(), Some("7"), "{part}");
        let healed = quiet()
            .on("/tickets/7?", &ticket(7))
            .on("/tickets/search?", &json!([]))
            .on("/tickets?", &json!([ticket(8)]));
        let (pages, _) = healed.sync(&adapter(), Some(cursor));
        assert_eq!(ids(&pages), [vec!["7"]], "{part}");
    }
}

#[test]
fn faults_are_told() {
    let wait = Response {
        status: 429,
        headers: vec![("retry-after".to_owned(), "34".to_owned())],
        body: Vec::new(),
    };
    let rows = json!([ticket(7)]);
    let cases: [(&str, Script, &str); 9] = [
        (
            "token",
            Script::new().status("/tickets", 401, br#"{"error":"Invalid BasicAuth credentials"}"#),
            "unauthorized",
        ),
        (
            "right",
            Script::new().status("/tickets", 403, br#"{"error":"Not authorized (token)!"}"#),
            "forbidden",
        ),
        ("address", Script::new(), "not-found"),
        ("wait", Script::new().raw("/tickets", wait.clone()), "rate-limited"),
        (
            "wait for messages",
            Script::new().raw("/by_ticket", wait).on("/tickets/search?", &rows),
            "rate-limited",
        ),
        ("half", Script::new().status("/tickets", 200, br#"[{"id": 7, "#), "truncated"),
        ("shape", Script::new().status("/tickets", 200, br#"{"tickets": [7]}"#), "shape"),
        (
            "people",
            Script::new()
                .status("/users/", 503, b"")
                .on("/by_ticket", &json!([]))
                .on("/ticket_history", &json!({"history": []}))
                .on("/tickets/search?", &rows),
            "server",
        ),
        ("maintenance", Script::new().status("/tickets", 503, b"<html>"), "server"),
    ];
    for (case, script, code) in cases {
        assert_eq!(script.pull(&adapter(), None).unwrap_err().code(), code, "{case}");
    }
}

#[test]
fn a_page_that_was_not_stored_is_asked_for_again() {
    let script = quiet().on("/tickets/search?", &json!([ticket(7)]));
    let once = script.pull(&adapter(), None).unwrap();
    let first = script.addresses();
    let twice = script.pull(&adapter(), None).unwrap();
    assert_eq!((first, once.cursor, once.tickets), (script.addresses(), twice.cursor, twice.tickets));
}

#[test]
fn a_portal_without_a_clock_goes_on_from_its_youngest_change() {
    let undated =
        |body: &Value| Response { status: 200, headers: Vec::new(), body: body.to_string().into_bytes() };
    let script = Script::new()
        .raw("/by_ticket/", undated(&json!([])))
        .raw("/ticket_history/", undated(&json!({"history": []})))
        .raw("/tags?", undated(&json!({"tags": []})))
        .raw("/users/", undated(&json!({})))
        .raw("/tickets", undated(&json!([row(7, "2026-11-21T11:00:00.300Z")])));
    let (_, cursor) = script.sync(&adapter(), None);
    after(&script);
    script.pull(&adapter(), Some(&cursor)).unwrap();
    assert_eq!(after(&script), ["2026-11-21T10:59:00Z"]);
}
