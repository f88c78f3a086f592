//! Tickets that are deleted, hidden, or come into sight: nothing tells of them
//! (<https://docs.zammad.org/en/latest/api/ticket/index.html#delete>).

use policy::ticket::Gone;
use portal::{Cursor, Page};
use serde_json::{Value, json};

use crate::samples::{adapter, ticket};
use crate::scripted::Script;
use crate::syncing::{after_a_pass, ids, quiet, row};

/// A portal with these tickets, in the order of its list, and no change.
fn with(ids: &[u64]) -> Script {
    listed(quiet().on("/tickets/search?", &json!([])), ids)
}

/// Longer numbers come first, because an address is found by its beginning.
fn listed(script: Script, ids: &[u64]) -> Script {
    let rows: Vec<Value> = ids.iter().map(|id| row(*id, "2026-11-01T08:00:00.000Z")).collect();
    let pages = (0..=ids.len() / 100 + 1).rev();
    let script = pages.fold(script, |script, page| {
        let rows: Vec<&Value> = rows.iter().skip(page * 100).take(100).collect();
        script.on(&format!("per_page=100&page={}", page + 1), &json!(rows))
    });
    let script = rows.iter().enumerate().rev().fold(script, |script, (place, row)| {
        script.on(&format!("per_page=1&page={}", place + 1), &json!([row]))
    });
    script.on("/tickets?", &json!([]))
}

fn run(script: &Script, cursor: Cursor) -> (Vec<Page>, Cursor) {
    script.sync(&adapter(), Some(cursor))
}

fn tombstones(pages: &[Page]) -> Vec<String> {
    let gone =
        pages.iter().flat_map(|page| &page.tickets).filter(|ticket| ticket.gone == Some(Gone::Deleted));
    gone.map(|ticket| ticket.id.clone()).collect()
}

#[test]
fn deleted_tickets_become_tombstones_once() {
    let script = with(&[1, 3, 4]);
    let (pages, cursor) = run(&script, after_a_pass(&[1, 2, 3, 4, 5]));
    assert_eq!(tombstones(&pages), ["2", "5"]);
    let gone = &pages.iter().find_map(|page| page.tickets.first()).unwrap();
    assert_eq!((gone.fields.len(), gone.events.len(), gone.number.as_str()), (0, 0, "#2"));
    script.addresses();
    let (pages, _) = run(&script, cursor);
    assert_eq!((ids(&pages).len(), script.addresses().len()), (0, 2));
}

#[test]
fn one_of_many_is_found_by_halving() {
    let mut cursor: Value = serde_json::from_str(&after_a_pass(&[]).0).unwrap();
    // 250 neighbours, from 1 on.
    cursor["known"] = json!([1, 250]);
    let left: Vec<u64> = (1..=250).filter(|id| *id != 137).collect();
    let script = with(&left);
    let (pages, _) = run(&script, Cursor(cursor.to_string()));
    assert_eq!(tombstones(&pages), ["137"]);
    let asked = script.addresses();
    let lists: Vec<&str> =
        asked.iter().filter_map(|address| address.strip_prefix("/api/v1/tickets?expand=true&")).collect();
    assert_eq!(
        lists,
        [
            "per_page=1&page=250",
            "per_page=1&page=100",
            "per_page=1&page=200",
            "per_page=100&page=2",
            "per_page=1&page=249",
        ]
    );
}

#[test]
fn a_ticket_that_moved_to_a_group_out_of_sight_is_gone_here() {
    let script = Script::new().on("/tickets/search?", &json!([])).status(
        "/tickets/2?",
        403,
        br#"{"error":"Not authorized"}"#,
    );
    let (pages, _) = run(&listed(script, &[1, 3]), after_a_pass(&[1, 2, 3]));
    assert_eq!(tombstones(&pages), ["2"]);
}

#[test]
fn a_ticket_that_comes_into_sight_without_a_change_is_read() {
    let (pages, _) = run(&with(&[1, 2, 3]), after_a_pass(&[1, 3]));
    assert_eq!((ids(&pages), tombstones(&pages)), (vec![vec!["2".to_owned()]], Vec::new()));
    // Also the very first ones.
    let (pages, _) = run(&with(&[4, 9]), after_a_pass(&[]));
    assert_eq!(ids(&pages), [vec!["4", "9"]]);
}

#[test]
fn a_ticket_that_comes_back_with_an_old_stamp_is_read_again() {
    let (pages, cursor) = run(&with(&[1, 3]), after_a_pass(&[1, 2, 3]));
    assert_eq!(tombstones(&pages), ["2"]);
    let (pages, _) = run(&with(&[1, 2, 3]), cursor);
    assert_eq!((ids(&pages), tombstones(&pages)), (vec![vec!["2".to_owned()]], Vec::new()));
}

#[test]
fn a_new_ticket_is_no_sign_of_a_deleted_one() {
    let script = with(&[1, 2, 3]);
    let (pages, _) = run(&script, after_a_pass(&[1, 2]));
    assert_eq!((ids(&pages).len(), script.addresses().len()), (0, 2));
}

#[test]
fn a_ticket_that_only_seemed_gone_is_kept() {
    let script = quiet().on("/tickets/search?", &json!([])).on("/tickets/2?", &ticket(2));
    let script = listed(script, &[1, 3]);
    let (pages, cursor) = run(&script, after_a_pass(&[1, 2, 3]));
    assert_eq!(ids(&pages).len(), 0);
    // From now on one page is compared with every increment, and never more.
    script.addresses();
    let (pages, _) = run(&script, cursor);
    assert_eq!((ids(&pages).len(), script.addresses().len()), (0, 4));
}

#[test]
fn nothing_is_buried_while_the_portal_has_a_problem() {
    for status in [500, 503] {
        let script = Script::new().on("/tickets/search?", &json!([])).status("/tickets/2?", status, b"");
        let (pages, cursor) = run(&listed(script, &[1, 3]), after_a_pass(&[1, 2, 3]));
        assert_eq!(ids(&pages).len(), 0, "{status}");
        let (pages, _) = run(&with(&[1, 3]), cursor);
        assert_eq!(tombstones(&pages), ["2"], "{status}");
    }
}

#[test]
fn a_list_in_another_order_buries_nothing() {
    let (pages, _) = run(&with(&[3, 1]), after_a_pass(&[1, 2, 3]));
    assert_eq!(ids(&pages).len(), 0);
}
