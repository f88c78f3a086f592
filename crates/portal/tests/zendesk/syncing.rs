//! The first sync, increments, deletions and cursors.

use policy::ticket::Gone;
use portal::{Cursor, Page};
use serde_json::{Value, json};

use crate::samples::{adapter, audits, exported, first, found, readable, show, ticket};
use crate::scripted::Script;

fn ids(pages: &[Page]) -> Vec<Vec<String>> {
    pages.iter().map(|page| page.tickets.iter().map(|ticket| ticket.id.clone()).collect()).collect()
}

fn lists(script: &Script) -> Vec<String> {
    let all = script.addresses().into_iter();
    all.filter(|address| ["/search", "/incremental", "/deleted"].iter().any(|list| address.starts_with(list)))
        .collect()
}

/// A cursor as an administrator's token leaves it behind, after a pass that began at [`crate::scripted::DATE`].
fn after_a_pass() -> Cursor {
    let script =
        readable().on("/search/export", &found(&[], None)).on("/incremental", &exported(&[], "c9", true));
    script.sync(&adapter(), None).1
}

/// The same with an agent's token.
fn searching() -> Cursor {
    let script = agent(&found(&[], None));
    script.sync(&adapter(), None).1
}

fn agent(changes: &Value) -> Script {
    readable()
        .on("updated>=", changes)
        .on("/search/export", &found(&[], None))
        .status(
            "/incremental",
            403,
            br#"{"error":"Forbidden","description":"You do not have access to this page"}"#,
        )
        .on("/deleted_tickets", &json!({"deleted_tickets": [], "count": 0}))
}

fn row(id: u64, updated: &str) -> Value {
    let mut row = ticket(id);
    row["updated_at"] = json!(updated);
    row
}

#[test]
fn what_is_not_solved_comes_first_then_everything_then_changes() {
    let script = readable()
        .on("page[after]=s1", &found(&[ticket(8)], None))
        .on("/search/export", &found(&[ticket(9)], Some("s1")))
        .on("start_time=1", &exported(&[ticket(1), ticket(2)], "c1", false))
        .on("cursor=c1", &exported(&[ticket(9)], "c2", true))
        .on("cursor=c2", &exported(&[], "c2", true));
    let (pages, cursor) = script.sync(&adapter(), None);
    assert_eq!(ids(&pages), [vec!["9"], vec!["8"], vec!["1", "2"], vec!["9"]]);
    assert!(pages[..3].iter().all(|page| !page.end));
    assert_eq!(
        lists(&script),
        [
            "/search/export?query=status<solved&filter[type]=ticket&page[size]=25",
            "/search/export?query=status<solved&filter[type]=ticket&page[size]=50&page[after]=s1",
            "/incremental/tickets/cursor?start_time=1&per_page=50",
            "/incremental/tickets/cursor?cursor=c1&per_page=50",
        ]
    );
    let (idle, _) = script.sync(&adapter(), Some(cursor));
    assert_eq!(
        (ids(&idle), script.addresses()),
        (vec![vec![]], vec!["/incremental/tickets/cursor?cursor=c2&per_page=50".to_owned()])
    );
}

#[test]
fn a_ticket_that_comes_twice_on_a_page_is_delivered_once_and_as_it_is_now() {
    let mut now = ticket(7);
    now["subject"] = json!("As it is now");
    let script = Script::new()
        .on("/incremental", &exported(&[ticket(7), row(7, "2026-11-21T10:40:00Z")], "c10", true))
        .on("/show_many", &show(&[now]))
        .on("/audits", &audits(&[first(20_978_392)]));
    let page = script.pull(&adapter(), Some(&after_a_pass())).unwrap();
    let told: Vec<&str> = page.tickets.iter().map(|ticket| ticket.subject.as_str()).collect();
    assert_eq!(told, ["As it is now"]);
    assert_eq!(script.addresses().iter().filter(|address| address.contains("/audits")).count(), 1);
}

#[test]
fn a_deleted_ticket_is_a_tombstone_without_its_texts() {
    let mut scrubbed = ticket(7);
    (scrubbed["status"], scrubbed["subject"]) = (json!("deleted"), json!("SCRUBBED"));
    let script = readable().on("/incremental", &exported(&[scrubbed], "c10", true));
    let page = script.pull(&adapter(), Some(&after_a_pass())).unwrap();
    let gone = &page.tickets[0];
    assert_eq!((gone.gone.clone(), gone.fields.len(), gone.events.len()), (Some(Gone::Deleted), 0, 0));
    assert!(gone.contact.is_none() && gone.customer.is_none());
    assert!(
        !script.addresses().iter().any(|address| address.contains("/audits")),
        "nothing more is read of it"
    );
}

#[test]
fn a_cursor_that_is_no_longer_known_costs_a_pass_by_time_and_nothing_else() {
    let script = readable()
        .status("cursor=c9", 400, br#"{"error":"InvalidCursor"}"#)
        .on("start_time=", &exported(&[ticket(3)], "d1", true));
    let (pages, cursor) = script.sync(&adapter(), Some(after_a_pass()));
    assert_eq!(ids(&pages), [vec!["3"]]);
    assert!(!pages[0].afresh);
    // A minute before the last pass began, because the export holds the last minute back.
    assert!(lists(&script)[1].contains(&format!("start_time={}&", 1_795_262_400 - 60)));
    assert!(cursor.0.contains("d1"));
}

#[test]
fn a_search_whose_cursor_is_over_begins_again() {
    let script = readable()
        .status("page[after]=s1", 400, b"{}")
        .on("/search/export", &found(&[ticket(9)], Some("s1")))
        .on("/search/export", &found(&[ticket(9)], None));
    let one = script.pull(&adapter(), None).unwrap();
    let two = script.pull(&adapter(), one.cursor.as_ref()).unwrap();
    assert_eq!(ids(&[two]), [vec!["9"]]);
}

#[test]
fn a_cursor_of_somebody_else_reads_everything_again() {
    let script = readable().on("/search/export", &found(&[ticket(9)], None));
    let page = script.pull(&adapter(), Some(&Cursor("{\"after\":\"c1\"}".to_owned()))).unwrap();
    assert_eq!(ids(&[page]), [vec!["9"]]);
}

#[test]
fn an_agents_token_finds_changes_by_search_and_deletions_in_the_bin() {
    let script = agent(&found(&[], None));
    let (pages, cursor) = script.sync(&adapter(), None);
    assert!(pages.last().unwrap().end);
    assert_eq!(
        lists(&script),
        [
            "/search/export?query=status<solved&filter[type]=ticket&page[size]=25",
            "/incremental/tickets/cursor?start_time=1&per_page=50",
            "/search/export?query=status>=solved&filter[type]=ticket&page[size]=50",
            "/search/export?query=updated>=2026-11-21T11:50:00Z&filter[type]=ticket&page[size]=50",
            "/deleted_tickets?sort_by=deleted_at&sort_order=desc&per_page=100&page=1",
        ]
    );
    let bin = json!({"deleted_tickets": [
        {"id": 581, "subject": "Wombat Party", "deleted_at": "20261121T12:05:00Z", "previous_state": "open"},
        {"id": 580, "subject": "Old", "deleted_at": "2026-11-20T12:00:00Z", "previous_state": "open"},
    ]});
    let later = readable()
        .on("updated>=", &found(&[row(5, "2026-11-21T11:55:00Z")], None))
        .on("/deleted_tickets", &bin);
    let (pages, cursor) = later.sync(&adapter(), Some(cursor));
    assert_eq!(ids(&pages), [vec!["5"], vec!["581"]]);
    assert_eq!(pages[1].tickets[0].gone, Some(Gone::Deleted));
    assert_eq!(lists(&later).len(), 2, "the export is not asked again");
    // The row lies in the overlap and was read long after its stamp.
    let (pages, _) = later.sync(&adapter(), Some(cursor));
    assert_eq!(ids(&pages[..1]), [Vec::<String>::new()]);
}

#[test]
fn a_young_row_of_the_overlap_is_read_again() {
    let script = readable()
        .on("updated>=", &found(&[row(5, "2026-11-21T11:59:59Z")], None))
        .on("/deleted_tickets", &json!({"deleted_tickets": []}));
    let (_, cursor) = script.sync(&adapter(), Some(searching()));
    let (pages, _) = script.sync(&adapter(), Some(cursor));
    assert_eq!(ids(&pages[..1]), [vec!["5"]]);
}

#[test]
fn a_bin_that_refuses_the_token_is_not_asked_again() {
    let script = readable().on("updated>=", &found(&[], None)).status("/deleted_tickets", 403, b"{}");
    let (pages, cursor) = script.sync(&adapter(), Some(searching()));
    assert!(pages.last().unwrap().end);
    script.addresses();
    script.sync(&adapter(), Some(cursor));
    assert_eq!(lists(&script).len(), 1);
}

#[test]
fn a_ticket_whose_history_fails_is_put_aside_and_read_later() {
    let history = audits(&[first(20_978_392)]);
    let script = Script::new()
        .status("/tickets/7/audits", 500, b"")
        .on("/tickets/7/audits", &history)
        .on("/audits", &history)
        .on("/incremental", &exported(&[ticket(7), ticket(8)], "c10", true))
        .on("/incremental", &exported(&[], "c10", true));
    let script = script.on("ids=7,8", &show(&[ticket(7), ticket(8)])).on("ids=7", &show(&[ticket(7)]));
    let (pages, cursor) = script.sync(&adapter(), Some(after_a_pass()));
    assert_eq!(ids(&pages), [vec!["8"], vec!["7"]]);
    assert_eq!(pages[0].aside[0].id.as_deref(), Some("7"));
    assert!(pages[0].aside[0].why.contains("HTTP 500"), "{}", pages[0].aside[0].why);
    let (pages, _) = script.sync(&adapter(), Some(cursor));
    assert_eq!(ids(&pages), [Vec::<String>::new()]);
}

#[test]
fn a_ticket_that_never_can_be_read_does_not_hold_up_the_sync() {
    let script = Script::new()
        .status("/audits", 500, b"")
        .on("/incremental", &exported(&[ticket(7)], "c10", true))
        .on("/incremental", &exported(&[], "c10", true))
        .on("ids=7", &show(&[ticket(7)]));
    let mut cursor = after_a_pass();
    let mut asked = Vec::new();
    for _ in 0..4 {
        cursor = script.sync(&adapter(), Some(cursor)).1;
        asked.push(script.addresses().iter().filter(|address| address.contains("/audits")).count());
    }
    assert_eq!(asked, [2, 1, 1, 0]);
}

#[test]
fn a_page_that_was_not_stored_is_asked_for_again() {
    let script = readable().on("/incremental", &exported(&[ticket(7)], "c10", false));
    let cursor = after_a_pass();
    let once = script.pull(&adapter(), Some(&cursor)).unwrap();
    let first = script.addresses();
    let twice = script.pull(&adapter(), Some(&cursor)).unwrap();
    assert_eq!((first, once.cursor, once.tickets), (script.addresses(), twice.cursor, twice.tickets));
}

#[test]
fn a_huge_page_is_read_in_requests_of_a_hundred() {
    let rows: Vec<Value> = (1..=250).map(ticket).collect();
    let script = readable().on("/incremental", &exported(&rows, "c10", true));
    let page = script.pull(&adapter(), Some(&after_a_pass())).unwrap();
    let asked = script.addresses();
    let many: Vec<usize> = asked
        .iter()
        .filter(|address| address.contains("/show_many?ids=1,") || address.contains("01,"))
        .map(|address| address.matches(',').count())
        .collect();
    // The list of tickets is not told here, so the rows of the export itself are used.
    assert_eq!((page.tickets.len(), page.aside.len(), many.len()), (250, 0, 3));
}
