//! Accounts and their secrets.

use store::{Groups, Membership, PageWrite};

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
        w.store.remove_account("nobody").unwrap_err(),
    ] {
        assert_eq!(error.code(), "unknown-account");
    }
    assert_eq!(w.store.account("nobody").unwrap(), None);
    assert_eq!(w.store.token("nobody").unwrap(), None);
}

#[test]
fn the_groups_of_a_user_are_kept_as_they_were_told_last() {
    let w = world();
    w.store.add_account(&new_account("other"), "t", NOON).unwrap();
    let known = |account: &str| w.store.membership(account).unwrap();
    let groups = |names: &[&str], at| {
        Some(Groups { names: names.iter().map(|name| (*name).to_owned()).collect(), at })
    };
    assert_eq!(known("acme"), Membership::default());

    w.store.groups_untold("acme", "Ask for the right.").unwrap();
    assert_eq!(known("acme"), Membership { told: None, untold: Some("Ask for the right.".to_owned()) });
    let names = ["Support".to_owned(), "Leads \"A\"".to_owned()];
    w.store.groups_told("acme", Some("sam"), &names, NOON).unwrap();
    assert_eq!(known("acme"), Membership { told: groups(&["Support", "Leads \"A\""], NOON), untold: None });
    // What was told stays with its time; only that it was not told again is added.
    w.store.groups_untold("acme", "It was refused.").unwrap();
    assert_eq!(known("acme").told, groups(&["Support", "Leads \"A\""], NOON));
    assert_eq!(known("acme").untold.as_deref(), Some("It was refused."));
    w.store.groups_told("acme", None, &[], NOON.plus(60)).unwrap();
    assert_eq!(known("acme"), Membership { told: groups(&[], NOON.plus(60)), untold: None });
    assert_eq!(w.store.memberships().unwrap().keys().collect::<Vec<_>>(), ["acme"]);
    assert_eq!(known("other"), Membership::default());

    // An answer may come when its account is gone.
    w.store.remove_account("acme").unwrap();
    w.store.groups_told("acme", Some("sam"), &names, NOON).unwrap();
    w.store.groups_untold("acme", "Too late.").unwrap();
    assert_eq!((known("acme"), w.store.memberships().unwrap().len()), (Membership::default(), 0));
}

#[test]
fn who_the_user_is_is_kept_where_nobody_knew() {
    let w = world();
    let user = |account: &str| w.store.account(account).unwrap().unwrap().user;
    let before = user("acme");
    w.store.groups_told("acme", Some("Somebody Else"), &[], NOON).unwrap();
    assert_eq!(user("acme"), before);
    w.store.edit_account("acme", "Name", "https://acme.example.test", None).unwrap();
    w.store.groups_told("acme", Some("sam"), &[], NOON).unwrap();
    assert_eq!(user("acme").as_deref(), Some("sam"));
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
