//! Accounts and their secrets.

use store::PageWrite;

use crate::world::{NOON, aside, contract, new_account, page, ticket, world};

#[test]
fn an_account_is_added_once() {
    let w = world();
    let error = w.store.add_account(&new_account("acme"), "other", NOON).unwrap_err();
    assert_eq!(error.code(), "account-exists");
    assert_eq!(w.store.token("acme").unwrap().unwrap().as_str(), "the-token-of-acme");
    w.store.add_account(&new_account("b"), "t", NOON.plus(1)).unwrap();
    let names: Vec<_> =
        w.store.accounts().unwrap().into_iter().map(|account| account.unwrap().name).collect();
    assert_eq!(names, ["Portal of acme", "Portal of b"]);
}

#[test]
fn an_account_is_edited() {
    let w = world();
    w.store.edit_account("acme", "New name", "https://new.example.test", None).unwrap();
    w.store.set_token("acme", "new-token").unwrap();
    let account = w.store.account("acme").unwrap().unwrap();
    assert_eq!((account.name.as_str(), account.user), ("New name", None));
    assert_eq!(account.mapping, new_account("acme").mapping);
    assert_eq!(w.store.token("acme").unwrap().unwrap().as_str(), "new-token");
    for error in [
        w.store.edit_account("nobody", "", "", None).unwrap_err(),
        w.store.set_token("nobody", "t").unwrap_err(),
        w.store.reset_cursor("nobody").unwrap_err(),
        w.store.remove_account("nobody").unwrap_err(),
    ] {
        assert_eq!(error.code(), "unknown-account");
    }
    assert_eq!(w.store.account("nobody").unwrap(), None);
    assert_eq!(w.store.token("nobody").unwrap(), None);
}

#[test]
fn a_removed_account_takes_everything_along_and_nothing_else() {
    let w = world();
    w.store.add_account(&new_account("other"), "t", NOON).unwrap();
    let theirs = [ticket("1", "Zebra of theirs")];
    w.store.apply_page(&PageWrite { account: "other", ..page(&theirs, "x") }, NOON).unwrap();
    let tickets = [ticket("1", "Quagga of mine"), ticket("2", "Quagga too")];
    let (asides, contracts) = ([aside(None, "x")], [contract("c1", "basic")]);
    let page = PageWrite { aside: &asides, contracts: &contracts, ..page(&tickets, "c1") };
    w.store.apply_page(&page, NOON).unwrap();
    w.index();
    assert_eq!(w.found("quagga").len(), 2);

    w.store.remove_account("acme").unwrap();
    assert_eq!(w.ticket("1"), None);
    assert_eq!(w.store.token("acme").unwrap(), None);
    assert_eq!((w.store.aside().unwrap().len(), w.store.contracts().unwrap().len()), (0, 0));
    assert_eq!(w.found("quagga"), [""; 0]);
    let hits = w.store.search("zebra", 1000).unwrap();
    assert_eq!(
        (hits.unsolved[0].0.account.as_str(), hits.unsolved.len(), hits.solved.len()),
        ("other", 1, 0)
    );
    assert_eq!(w.store.counts().unwrap().unsolved, 1);
    w.store.check().unwrap();

    w.store.remove_account("other").unwrap();
    assert_eq!(w.store.counts().unwrap(), store::Counts::default());
    w.store.add_account(&new_account("acme"), "t", NOON).unwrap();
    w.apply(&tickets, "c1");
    w.index();
    assert_eq!(w.found("quagga").len(), 2);
}
