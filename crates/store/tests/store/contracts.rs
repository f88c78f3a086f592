//! What a user or a file gave lies over what the portal tells.

use serde_json::json;
use store::{ContractChange, ContractRecord, ContractRow, PageWrite, ValueSource};

use crate::world::{NOON, World, contract, new_account, page, ticket, world};

fn change(field: &str, value: Option<serde_json::Value>) -> ContractChange {
    ContractChange {
        account: "acme".to_owned(),
        customer: "c1".to_owned(),
        policy: "sep-sesam".to_owned(),
        field: field.to_owned(),
        value,
    }
}

fn tell(w: &World, record: ContractRecord, at: calendar::Moment) -> store::Applied {
    w.store.apply_page(&PageWrite { contracts: &[record], ..page(&[], "c") }, at).unwrap()
}

fn only(w: &World) -> ContractRow {
    let mut rows = w.store.contracts().unwrap();
    assert_eq!(rows.len(), 1);
    rows.remove(0).unwrap()
}

#[test]
fn a_given_value_lies_over_the_told_one_until_it_is_taken_back() {
    let w = world();
    tell(&w, contract("c1", "basic"), NOON);
    w.store
        .change_contracts(&[change("plan", Some(json!("demo")))], &ValueSource::User, NOON.plus(5))
        .unwrap();
    // A sync tells the portal's value again, and another one.
    tell(&w, contract("c1", "basic"), NOON.plus(60));
    tell(&w, contract("c1", "business-support"), NOON.plus(120));
    let w = w.reopened();
    let row = only(&w);
    assert_eq!(row.record.contract.plan.as_deref(), Some("demo"));
    let given = &row.given["plan"];
    assert_eq!((given.source.clone(), given.at), (ValueSource::User, NOON.plus(5)));
    let told = row.told.unwrap();
    assert_eq!(told.contract.plan.as_deref(), Some("business-support"));
    assert_eq!(told.read_at, Some(NOON.plus(120)));

    w.store.change_contracts(&[change("plan", None)], &ValueSource::User, NOON.plus(130)).unwrap();
    let row = only(&w);
    assert_eq!(row.record.contract.plan.as_deref(), Some("business-support"));
    assert!(row.given.is_empty());
}

#[test]
fn a_contract_that_is_told_again_as_it_was_is_no_change_but_was_read() {
    let w = world();
    assert!(tell(&w, contract("c1", "basic"), NOON).contracts_changed);
    assert!(!tell(&w, contract("c1", "basic"), NOON.plus(60)).contracts_changed);
    assert_eq!(only(&w).told.unwrap().read_at, Some(NOON.plus(60)));
}

#[test]
fn values_of_every_kind_are_given_where_the_portal_tells_nothing() {
    let w = world();
    let file = ValueSource::File("contracts.csv".to_owned());
    let changes = [
        change("ends", Some(json!("2026-12-31"))),
        change("named_contacts", Some(json!([]))),
        change("licenses", Some(json!(7))),
        change("targets", Some(json!([{"clock": "first-response", "hours": 4.5, "calendar": "always"}]))),
        change("standing", Some(json!({"jo@acme.test": "suspended"}))),
    ];
    w.store.change_contracts(&changes, &file, NOON).unwrap();
    let rows = w.store.contracts_of("acme", "c1").unwrap();
    let row = rows.into_iter().next().unwrap().unwrap();
    assert_eq!(row.told, None);
    assert_eq!(row.given["ends"].source, file);
    let given = row.record.contract;
    assert_eq!(given.ends.unwrap().to_string(), "2026-12-31");
    assert_eq!((given.named_contacts, given.licenses), (Some(Vec::new()), Some(7)));
    assert_eq!((given.targets[0].hours, given.standing["jo@acme.test"].as_str()), (4.5, "suspended"));
    assert!(w.store.contracts_of("acme", "c2").unwrap().is_empty());
}

#[test]
fn null_says_that_there_is_no_value_whatever_the_portal_tells() {
    let w = world();
    tell(&w, contract("c1", "basic"), NOON);
    w.store.change_contracts(&[change("plan", Some(json!(null)))], &ValueSource::User, NOON).unwrap();
    assert_eq!(only(&w).record.contract.plan, None);
}

#[test]
fn a_value_that_fits_no_field_is_told_and_the_others_count() {
    let w = world();
    tell(&w, contract("c1", "basic"), NOON);
    let changes = [
        change("colour", Some(json!("red"))),
        change("licenses", Some(json!("many"))),
        change("ends", Some(json!("2026-12-31"))),
    ];
    w.store.change_contracts(&changes, &ValueSource::User, NOON).unwrap();
    let (good, bad): (Vec<_>, Vec<_>) = w.store.contracts().unwrap().into_iter().partition(Result::is_ok);
    let row = good.into_iter().next().unwrap().unwrap();
    assert_eq!(row.record.contract.plan.as_deref(), Some("basic"));
    assert!(row.record.contract.ends.is_some() && row.given.len() == 1);
    let bad: Vec<_> = bad.into_iter().map(Result::unwrap_err).collect();
    assert_eq!(bad.len(), 2);
    assert!(bad.iter().all(|bad| bad.error.code() == "bad-record"), "{bad:?}");
    w.store.put_aside(&bad[0], NOON).unwrap();
    // Once it is mended it is no longer kept aside.
    assert_eq!(w.store.aside().unwrap().len(), 1);
    w.store
        .change_contracts(&[change("colour", None), change("licenses", None)], &ValueSource::User, NOON)
        .unwrap();
    assert_eq!(w.store.aside().unwrap().len(), 0);
    assert_eq!(w.store.contracts().unwrap().len(), 1);
}

#[test]
fn changes_are_made_whole_or_not_at_all() {
    let w = world();
    let stranger = ContractChange { account: "nobody".to_owned(), ..change("plan", Some(json!("basic"))) };
    let changes = [change("plan", Some(json!("basic"))), stranger];
    let error = w.store.change_contracts(&changes, &ValueSource::User, NOON).unwrap_err();
    assert_eq!(error.code(), "unknown-account");
    assert!(w.store.contracts().unwrap().is_empty());
}

#[test]
fn a_removed_account_takes_given_values_along() {
    let w = world();
    w.store.add_account(&new_account("other"), "t", NOON).unwrap();
    let theirs = ContractChange { account: "other".to_owned(), ..change("plan", Some(json!("basic"))) };
    let mine = change("named_contacts", Some(json!(["quagga@acme.test"])));
    w.store.change_contracts(&[mine, theirs], &ValueSource::User, NOON).unwrap();
    w.store.remove_account("acme").unwrap();
    assert_eq!(only(&w).account, "other");
    w.store.add_account(&new_account("acme"), "t", NOON).unwrap();
    assert_eq!(w.store.contracts().unwrap().len(), 1);
}

#[test]
fn customers_are_listed_once_for_each_queue() {
    let w = world();
    let mut solved = ticket("3", "c");
    (solved.queue, solved.status) = ("Other".to_owned(), "resolved".to_owned());
    let mut nobody = ticket("4", "d");
    nobody.customer = None;
    w.apply(&[ticket("1", "a"), ticket("2", "b"), solved, nobody], "c1");
    let customers = w.store.customers().unwrap();
    let listed: Vec<_> =
        customers.iter().map(|c| (c.customer.as_str(), c.name.as_str(), c.queue.as_str())).collect();
    assert_eq!(listed, [("c1", "Contoso", "General"), ("c1", "Contoso", "Other")]);
}
