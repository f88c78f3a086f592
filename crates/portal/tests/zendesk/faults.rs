//! Answers that are no answers.

use portal::{Adapter, Cursor, Fault, Response};
use serde_json::{Value, json};

use crate::samples::{adapter, audits, exported, fields, first, found, groups, readable, show, ticket};
use crate::scripted::Script;

fn fault(script: &Script) -> Fault {
    script.pull(&adapter(), None).unwrap_err()
}

fn limited() -> Response {
    let headers = vec![("retry-after".to_owned(), "93".to_owned())];
    Response { status: 429, headers, body: br#"{"error":"APIRateLimitExceeded","description":"Number of allowed API requests per minute exceeded"}"#.to_vec() }
}

#[test]
fn faults_of_the_list_are_told() {
    let cases: [(&str, u16, &[u8], &str); 6] = [
        ("no token", 401, b"{\"error\":\"Couldn't authenticate you\"}", "unauthorized"),
        ("a problem there", 503, b"<html>", "server"),
        ("a web page", 200, b"<!DOCTYPE html><title>Log in</title>", "not-json"),
        ("half a page", 200, b"{\"results\":[{\"id\":1,\"status\":\"op", "truncated"),
        ("nothing", 200, b"", "not-json"),
        ("another shape", 200, b"{\"results\":{\"id\":1}}", "shape"),
    ];
    for (case, status, body, code) in cases {
        assert_eq!(fault(&Script::new().status("/search", status, body)).code(), code, "{case}");
    }
}

#[test]
fn a_wait_is_obeyed_wherever_it_is_asked_for() {
    let search = found(&[ticket(7)], None);
    let all = |script: Script| script.on("/search", &search).on("/show_many", &show(&[ticket(7)]));
    let cases = [
        ("list", Script::new().raw("/search", limited())),
        ("tickets", Script::new().on("/search", &search).raw("/show_many", limited())),
        ("fields", all(Script::new().raw("/ticket_fields", limited()))),
        ("audits", all(Script::new().raw("/audits", limited()))),
    ];
    for (case, script) in cases {
        assert_eq!(
            fault(&script),
            Fault::RateLimited { host: "acme.example".into(), retry_after_s: 93 },
            "{case}"
        );
    }
}

#[test]
fn whoever_may_neither_search_nor_export_is_told_so() {
    let refused = br#"{"error":"Forbidden","description":"You do not have access to this page."}"#;
    let script = Script::new().status("/search", 403, refused).status("/incremental", 403, refused);
    let Fault::Forbidden { detail, .. } = fault(&script) else { panic!() };
    assert_eq!(detail, "You do not have access to this page");
}

#[test]
fn whoever_may_only_export_still_does() {
    let script =
        readable().status("/search", 403, b"{}").on("/incremental", &exported(&[ticket(7)], "c1", true));
    let page = script.pull(&adapter(), None).unwrap();
    assert!(page.end && page.cursor.unwrap().0.contains("c1"));
}

#[test]
fn an_export_that_does_not_go_on_is_named() {
    let cursor =
        Cursor(json!({"at": {"export": "c1"}, "since": "2026-11-21T10:00:00Z", "began": null}).to_string());
    for answer in
        [exported(&[], "c1", false), exported(&[], "", false), json!({"tickets": [], "end_of_stream": false})]
    {
        let script = Script::new().on("/incremental", &answer);
        let fault = script.pull(&adapter(), Some(&cursor)).unwrap_err();
        assert!(fault.to_string().contains("after_cursor"), "{fault}");
    }
}

#[test]
fn a_search_that_does_not_go_on_is_named() {
    for place in ["unsolved", "solved", "changes"] {
        let cursor = json!({"at": {place: "c1"}, "since": "2026-11-21T10:00:00Z", "began": null});
        let script = Script::new().on("/search", &found(&[], Some("c1")));
        let fault = script.pull(&adapter(), Some(&Cursor(cursor.to_string()))).unwrap_err();
        assert!(fault.to_string().contains("after_cursor"), "{place}: {fault}");
    }
}

#[test]
fn names_that_lead_round_end_the_page_all_the_same() {
    let round = |name: &str| json!({ name: [], "meta": { "has_more": true, "after_cursor": "x" } });
    let script = Script::new()
        .on("/search", &found(&[ticket(7)], None))
        .on("/show_many", &show(&[ticket(7)]))
        .on("/ticket_fields", &round("ticket_fields"))
        .on("/groups", &round("groups"));
    assert!(script.pull(&adapter(), None).is_ok());
}

#[test]
fn names_that_cannot_be_read_for_now_are_no_reason_to_guess() {
    let script = Script::new()
        .on("/search", &found(&[ticket(7)], None))
        .on("/show_many", &show(&[ticket(7)]))
        .status("/ticket_fields", 500, b"");
    assert_eq!(fault(&script).code(), "server");
}

#[test]
fn a_bad_row_goes_aside_and_the_others_come() {
    let bad = |name: &str, value: Value| {
        let mut row = ticket(8);
        row[name] = value;
        row
    };
    let cases = [
        bad("created_at", json!("yesterday")),
        bad("updated_at", Value::Null),
        bad("tags", json!("enterprise")),
        bad("status", json!(7)),
        json!({"subject": "no identifier"}),
        json!("text"),
    ];
    for row in cases {
        let script = Script::new()
            .on("/search", &found(&[row.clone(), ticket(7)], None))
            .on("/show_many", &show(&[row.clone(), ticket(7)]))
            .on("/ticket_fields", &fields())
            .on("/groups", &groups())
            .on("/audits", &audits(&[first(20_978_392)]));
        let page = script.pull(&adapter(), None).unwrap();
        let ids: Vec<&str> = page.tickets.iter().map(|ticket| ticket.id.as_str()).collect();
        assert_eq!((ids, page.aside.len()), (vec!["7"], 1), "{row}");
    }
}

#[test]
fn a_state_that_was_garbled_is_a_fault_and_no_panic() {
    let adapter = adapter();
    let mut pull = adapter.start(None);
    pull.state = json!({"stage": 7});
    assert_eq!(adapter.step(&mut pull, &[]).unwrap_err().code(), "shape");
}
