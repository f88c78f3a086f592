//! What is stored besides tickets.

use policy::ticket::Mapping;
use store::{Access, AuditEntry, LastOrder, OrderRow, Store};

use crate::world::{NOON, contract, key, new_account, page, ticket, world};

#[test]
fn settings_are_set_and_removed() {
    let w = world();
    assert_eq!(w.store.setting("theme").unwrap(), None);
    w.store.set_setting("theme", Some("dark")).unwrap();
    w.store.set_setting("theme", Some("light")).unwrap();
    assert_eq!(w.store.setting("theme").unwrap().as_deref(), Some("light"));
    w.store.set_setting("theme", None).unwrap();
    assert_eq!(w.store.setting("theme").unwrap(), None);
}

#[test]
fn the_last_order_replaces_the_one_before() {
    let w = world();
    assert_eq!(w.store.last_order().unwrap(), None);
    let row = |id: &str| OrderRow { ticket: key(id), snapshot: format!("{{\"id\":\"{id}\"}}") };
    let long = LastOrder {
        as_of: NOON,
        summary: "{}".to_owned(),
        rows: (0..20).map(|i| row(&i.to_string())).collect(),
    };
    w.store.save_order(&long).unwrap();
    assert_eq!(w.store.last_order().unwrap(), Some(long));
    let short = LastOrder { as_of: NOON.plus(60), summary: "[1]".to_owned(), rows: vec![row("3"), row("1")] };
    w.store.save_order(&short).unwrap();
    let w = w.reopened();
    assert_eq!(w.store.last_order().unwrap(), Some(short));
}

#[test]
fn the_audit_log_only_grows() {
    let w = world();
    let entry = |what: &str| AuditEntry {
        at: NOON,
        ticket: Some(key("1")),
        what: what.to_owned(),
        detail: "{\"tool\":\"ssh\"}".to_owned(),
    };
    let first = w.store.audit(&entry("remote-allowed")).unwrap();
    let second = w.store.audit(&AuditEntry { ticket: None, ..entry("session-ended") }).unwrap();
    assert!(second > first);
    let log = w.store.audit_log(None, 10).unwrap();
    assert_eq!(
        log.iter().map(|row| row.entry.what.as_str()).collect::<Vec<_>>(),
        ["session-ended", "remote-allowed"]
    );
    assert_eq!(log[1].entry, entry("remote-allowed"));
    assert_eq!(w.store.audit_log(Some(second), 10).unwrap().len(), 1);
    w.store.remove_account("acme").unwrap();
    assert_eq!(w.store.audit_log(None, 10).unwrap(), log);
}

#[test]
fn a_contract_is_replaced_by_the_next_one() {
    let w = world();
    for (plan, changed) in [("basic", true), ("basic", false), ("premium", true)] {
        let contracts = [contract("c1", plan)];
        let page = store::PageWrite { contracts: &contracts, ..page(&[], plan) };
        assert_eq!(w.store.apply_page(&page, NOON).unwrap().contracts_changed, changed);
    }
    let rows: Vec<_> = w.store.contracts().unwrap().into_iter().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].account.as_str(), &rows[0].record), ("acme", &contract("c1", "premium")));
}

#[test]
fn an_edited_mapping_moves_tickets_between_resident_and_solved() {
    let w = world();
    let with = |id: &str, status: &str| {
        let mut ticket = ticket(id, "x");
        ticket.status = status.to_owned();
        ticket.updated = NOON.plus(id.parse().unwrap());
        ticket
    };
    w.apply(&[with("1", "open"), with("2", "resolved"), with("3", "closed"), with("4", "rejected")], "c1");
    let resident = || w.store.resident().map(|t| t.unwrap().ticket.id).collect::<Vec<_>>();
    let solved = || w.store.solved(0, 10).unwrap().into_iter().map(|row| row.key.id).collect::<Vec<_>>();
    assert_eq!((resident(), solved()), (vec!["1".into(), "4".into()], vec!["3".into(), "2".into()]));

    let since = w.store.revision().unwrap();
    let mapping = Mapping {
        statuses: [("rejected", "closed"), ("closed", "open")].map(|(a, b)| (a.into(), b.into())).into(),
        ..Mapping::default()
    };
    w.store.set_mapping("acme", &mapping).unwrap();
    assert_eq!((resident(), solved()), (vec!["1".into(), "2".into(), "3".into()], vec!["4".into()]));
    let changed: Vec<_> = w.store.changes(since).unwrap().tickets.into_iter().map(|key| key.id).collect();
    assert_eq!(changed, ["2", "3", "4"]);
    assert_eq!(w.store.account("acme").unwrap().unwrap().mapping, mapping);
    assert_eq!(w.store.set_mapping("nobody", &mapping).unwrap_err().code(), "unknown-account");
}

#[test]
fn lists_page_and_keep_the_order_that_is_asked_for() {
    let w = world();
    let tickets: Vec<_> = (0..7)
        .map(|i| {
            let mut ticket = ticket(&i.to_string(), &format!("Subject {i}"));
            ticket.status = "resolved".to_owned();
            ticket.updated = NOON.plus(i % 3);
            ticket
        })
        .collect();
    w.apply(&tickets, "c1");
    let all = w.store.solved(0, 100).unwrap();
    assert_eq!(all.len(), 7);
    assert!(all.is_sorted_by(|a, b| a.updated >= b.updated));
    let paged: Vec<_> = (0..4).flat_map(|n| w.store.solved(n * 2, 2).unwrap()).collect();
    assert_eq!(paged, all);
    let rows = w.store.ticket_rows(&[key("5"), key("none"), key("2")]).unwrap();
    assert_eq!(rows.iter().map(|row| row.subject.as_str()).collect::<Vec<_>>(), ["Subject 5", "Subject 2"]);
    assert!(rows[0].solved && rows[0].customer.as_deref() == Some("Contoso"));
}

#[test]
fn a_reader_follows_the_holder() {
    let w = world();
    let reader = Store::open(w.path(), &w.key, Access::Reader).unwrap();
    assert!(reader.is_read_only() && !w.store.is_read_only());
    let mut watch = reader.watch().unwrap();
    let revision = reader.revision().unwrap();
    assert!(!watch.changed(&reader).unwrap());
    w.apply(&[ticket("1", "One")], "c1");
    assert!(watch.changed(&reader).unwrap());
    assert!(!watch.changed(&reader).unwrap());
    let changes = reader.changes(revision).unwrap();
    assert_eq!(changes.tickets, [key("1")]);
    assert_eq!(reader.changes(changes.revision).unwrap().tickets, []);

    for error in [
        reader.apply_page(&page(&[], "c2"), NOON).unwrap_err(),
        reader.set_setting("a", None).unwrap_err(),
        reader.index_slice(1).unwrap_err(),
        reader.remove_account("acme").unwrap_err(),
        reader.add_account(&new_account("b"), "t", NOON).unwrap_err(),
    ] {
        assert_eq!(error.code(), "no-lease");
    }
    assert_eq!(w.store.account("acme").unwrap().unwrap().cursor.as_deref(), Some("c1"));
}
