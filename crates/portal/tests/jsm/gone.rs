//! What is deleted, moved or out of sight.

use policy::ticket::Gone;
use portal::{Cursor, Page};
use serde_json::{Value, json};

use crate::samples::{adapter, found, issue, readable};
use crate::scripted::Script;

fn listed(ids: &[u64], next: Option<&str>) -> Value {
    found(&ids.iter().map(|id| json!({"id": id.to_string()})).collect::<Vec<_>>(), next)
}

fn told(pages: &[Page]) -> Vec<(String, Option<Gone>)> {
    pages
        .iter()
        .flat_map(|page| &page.tickets)
        .map(|ticket| (ticket.id.clone(), ticket.gone.clone()))
        .collect()
}

/// A cursor after these tickets were read.
fn after(ids: &[u64]) -> Cursor {
    let rows: Vec<Value> = ids.iter().map(|id| issue(*id)).collect();
    let script = readable(&[], &[])
        .on("fields=id", &listed(ids, None))
        .on("statusCategory != Done", &found(&rows, None))
        .on("/search/jql?", &found(&[], None));
    script.sync(&adapter(), None).1
}

fn increment(script: Script, cursor: Cursor) -> (Vec<(String, Option<Gone>)>, Cursor, Script) {
    let script = script.on("/search/jql?", &found(&[], None));
    let (pages, cursor) = script.sync(&adapter(), Some(cursor));
    (told(&pages), cursor, script)
}

#[test]
fn a_deleted_issue_leaves_the_search_and_becomes_a_tombstone_once() {
    let gone = || readable(&[], &[]).on("fields=id", &listed(&[10_001], None));
    let (tickets, cursor, _) = increment(gone(), after(&[10_001, 10_002]));
    assert_eq!(tickets, [("10002".to_owned(), Some(Gone::Deleted))]);
    let (tickets, _, script) = increment(gone(), cursor);
    assert_eq!((tickets, script.addresses().len()), (vec![], 4));
}

#[test]
fn an_issue_that_is_still_there_is_only_out_of_sight() {
    let script =
        readable(&[], &[]).on("fields=id", &listed(&[10_001], None)).on("/issue/10002?", &issue(10_002));
    let (tickets, cursor, _) = increment(script, after(&[10_001, 10_002]));
    assert_eq!(tickets, []);
    let back = readable(&[], &[])
        .on("fields=id", &listed(&[10_001, 10_002], None))
        .on("/issue/10002?", &issue(10_002));
    let (tickets, ..) = increment(back, cursor);
    assert_eq!(tickets, [("10002".to_owned(), None)], "it is read when it comes back");
}

#[test]
fn an_issue_that_moved_to_another_service_desk_is_the_same_ticket_under_a_new_key() {
    let mut moved = issue(10_002);
    moved["key"] = json!("PR-7");
    moved["fields"]["project"] = json!({"id": "11002", "key": "PR", "name": "Presses"});
    moved["fields"]["updated"] = json!("2026-11-21T11:58:00.000+0000");
    let script = readable(&[], &[])
        .on("fields=id", &listed(&[10_001, 10_002], None))
        .on("/search/jql?", &found(&[moved], None));
    let (pages, _) = script.sync(&adapter(), Some(after(&[10_001, 10_002])));
    let ticket = &pages[0].tickets[0];
    assert_eq!(
        (ticket.id.as_str(), ticket.number.as_str(), ticket.queue.as_str()),
        ("10002", "PR-7", "Presses")
    );
    assert_eq!(told(&pages).len(), 1);
}

#[test]
fn an_issue_that_moved_out_of_all_service_desks_is_gone() {
    let mut moved = issue(10_002);
    moved["fields"]["project"] = json!({"id": "99", "key": "DEV", "name": "Development"});
    let script = readable(&[], &[]).on("fields=id", &listed(&[10_001], None)).on("/issue/10002?", &moved);
    let (tickets, ..) = increment(script, after(&[10_001, 10_002]));
    assert_eq!(tickets, [("10002".to_owned(), Some(Gone::Deleted))]);
}

#[test]
fn identifiers_are_listed_a_part_with_each_increment() {
    let script = readable(&[], &[])
        .on("nextPageToken=t1", &listed(&[10_002], None))
        .on("fields=id", &listed(&[10_003], Some("t1")));
    let (tickets, cursor, script) = increment(script, after(&[10_001, 10_002, 10_003]));
    assert_eq!(tickets, [], "the list is not at its end");
    let (pages, _) = script.sync(&adapter(), Some(cursor));
    assert_eq!(told(&pages), [("10001".to_owned(), Some(Gone::Deleted))]);
}

#[test]
fn a_list_whose_token_is_over_begins_anew() {
    let script = readable(&[], &[])
        .status("nextPageToken=t1", 400, b"{}")
        .on("fields=id", &listed(&[10_003], Some("t1")))
        .on("fields=id", &listed(&[10_002, 10_003], None));
    let (_, cursor, script) = increment(script, after(&[10_001, 10_002, 10_003]));
    let (pages, _) = script.sync(&adapter(), Some(cursor));
    assert_eq!(told(&pages), [("10001".to_owned(), Some(Gone::Deleted))]);
}

#[test]
fn a_ticket_that_became_visible_without_a_change_is_read() {
    let script = readable(&[], &[])
        .on("fields=id", &listed(&[10_001, 10_009], None))
        .on("/issue/10009?", &issue(10_009));
    let (tickets, ..) = increment(script, after(&[10_001]));
    assert_eq!(tickets, [("10009".to_owned(), None)]);
}

#[test]
fn a_portal_in_trouble_makes_no_tombstones() {
    let script = readable(&[], &[]).on("fields=id", &listed(&[], None)).status("/issue/", 503, b"");
    let (tickets, cursor, _) = increment(script, after(&[10_001, 10_002]));
    assert_eq!(tickets, []);
    let healed = readable(&[], &[]).on("fields=id", &listed(&[], None)).on("/issue/10001?", &issue(10_001));
    let (tickets, ..) = increment(healed, cursor);
    assert_eq!(tickets, [("10002".to_owned(), Some(Gone::Deleted))]);
}
