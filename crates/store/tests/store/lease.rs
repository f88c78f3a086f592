//! One process at a time.

use store::{Access, Held, Keys, Lease, Protection, Store};

use crate::world::world;

#[test]
fn a_second_lease_is_refused_until_the_first_is_gone() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("new").join("folder");
    let first = Lease::take(&folder).unwrap();
    let held = Lease::take(&folder).unwrap_err();
    assert_eq!(held, Held::ByAnother { dir: folder.clone() });
    assert_eq!(held.code(), "folder-in-use");
    assert!(!held.hint().is_empty());
    drop(first);
    Lease::take(&folder).unwrap();
}

#[test]
fn a_store_keeps_its_lease() {
    let w = world();
    let (path, store) = (w.path().to_owned(), w.store);
    drop(w.lease);
    assert_eq!(Lease::take(&path).unwrap_err().code(), "folder-in-use");
    drop(store);
    Lease::take(&path).unwrap();
}

#[test]
fn a_lease_of_another_folder_opens_nothing() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let lease = Lease::take(one.path()).unwrap();
    let key = Keys::in_dir(two.path()).create(Protection::Ephemeral).unwrap().key;
    let error = Store::open(two.path(), &key, Access::Holder(&lease)).unwrap_err();
    assert_eq!(error.code(), "foreign-lease");
    assert_eq!(std::fs::read_dir(two.path()).unwrap().count(), 0);
}

#[test]
fn a_folder_that_cannot_be_made_is_told() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("file"), "x").unwrap();
    let held = Lease::take(&dir.path().join("file").join("below")).unwrap_err();
    assert_eq!(held.code(), "folder-not-lockable");
}

#[test]
fn a_reader_takes_over_when_the_holder_has_ended() {
    let w = world();
    let reader = Store::open(w.path(), &w.key, Access::Reader).unwrap();
    assert_eq!(reader.set_setting("a", Some("b")).unwrap_err().code(), "no-lease");
    let elsewhere = tempfile::tempdir().unwrap();
    let foreign = Lease::take(elsewhere.path()).unwrap();
    assert_eq!(reader.take_over(&foreign, &w.key).unwrap_err().code(), "foreign-lease");
    assert!(reader.is_read_only());

    let path = w.path().to_owned();
    drop((w.store, w.lease));
    let lease = Lease::take(&path).unwrap();
    reader.take_over(&lease, &w.key).unwrap();
    reader.take_over(&lease, &w.key).unwrap();
    drop(lease);
    assert!(!reader.is_read_only());
    reader.set_setting("a", Some("b")).unwrap();
    assert_eq!(reader.setting("a").unwrap().as_deref(), Some("b"));
    assert_eq!(Lease::take(&path).unwrap_err().code(), "folder-in-use");
    drop(reader);
    Lease::take(&path).unwrap();
}
