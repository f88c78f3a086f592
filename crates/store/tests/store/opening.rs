//! Opening, and what is refused without being touched.

use std::fs;
use std::path::Path;

use store::{Access, DataKey, Keys, Lease, Protection, Store};

use crate::world::{World, bytes_of, ticket, world};

/// A key that opens nothing here.
fn other_key(dir: &Path) -> DataKey {
    Keys::in_dir(dir).create(Protection::Ephemeral).unwrap().key
}

/// A closed database with a hundred tickets, changed by `damage`; gives the code of the refusal and proves that the
/// refusal changed no byte.
fn refused(damage: impl Fn(&Path), with_other_key: bool) -> &'static str {
    let w = world();
    let tickets: Vec<_> = (0..100).map(|i| ticket(&i.to_string(), "Some subject")).collect();
    w.apply(&tickets, "c1");
    let World { store, key, lease, dir } = w;
    drop(store);
    damage(&dir.path().join("gnomon.db"));
    let before = bytes_of(dir.path());
    let key = if with_other_key { other_key(dir.path()) } else { key };
    let holder = Store::open(dir.path(), &key, Access::Holder(&lease)).unwrap_err();
    let reader = Store::open(dir.path(), &key, Access::Reader).unwrap_err();
    assert_eq!(holder.code(), reader.code());
    assert!(!holder.to_string().is_empty() && !holder.hint().is_empty());
    let mut after = bytes_of(dir.path());
    // SQLite's scratch file, and an empty log, may be left where a first page could be read.
    after.remove("gnomon.db-shm");
    after.retain(|name, bytes| name != "gnomon.db-wal" || !bytes.is_empty());
    assert!(before == after, "{holder} {:?}", after.keys());
    holder.code()
}

fn overwrite(path: &Path, at: usize, with: &[u8]) {
    let mut bytes = fs::read(path).unwrap();
    bytes[at..at + with.len()].copy_from_slice(with);
    fs::write(path, bytes).unwrap();
}

#[test]
fn refusals_are_told_apart_and_touch_nothing() {
    let truncate = |to: usize| {
        move |path: &Path| {
            let bytes = fs::read(path).unwrap();
            fs::write(path, &bytes[..to]).unwrap();
        }
    };
    let text = |path: &Path| fs::write(path, "Dear diary, ".repeat(2000)).unwrap();
    let zeros = |path: &Path| fs::write(path, vec![0; 40_960]).unwrap();
    let sqlite = |path: &Path| {
        fs::remove_file(path).unwrap();
        rusqlite::Connection::open(path)
            .unwrap()
            .execute_batch("CREATE TABLE t (x); PRAGMA user_version = 1")
            .unwrap();
    };
    assert_eq!(refused(|_| (), true), "wrong-key");
    assert_eq!(refused(truncate(0), false), "damaged-database");
    assert_eq!(refused(truncate(1000), false), "damaged-database");
    assert_eq!(refused(truncate(4096), false), "damaged-database");
    assert_eq!(refused(truncate(4096 * 3 + 17), false), "damaged-database");
    assert_eq!(refused(|path| overwrite(path, 2000, b"flip"), false), "damaged-database");
    assert_eq!(refused(|path| overwrite(path, 20, &[0; 3000]), false), "damaged-database");
    assert_eq!(refused(text, false), "not-a-database");
    assert_eq!(refused(|path| fs::write(path, "short").unwrap(), false), "not-a-database");
    assert_eq!(refused(zeros, false), "not-a-database");
    assert_eq!(refused(sqlite, false), "not-a-database");
}

#[test]
fn a_flipped_bit_in_any_page_is_found_by_the_check() {
    let w = world();
    let tickets: Vec<_> = (0..200).map(|i| ticket(&i.to_string(), "Some subject")).collect();
    w.apply(&tickets, "c1");
    let World { store, key, lease, dir } = w;
    drop(store);
    let path = dir.path().join("gnomon.db");
    let good = fs::read(&path).unwrap();
    let pages = good.len() / 4096;
    assert!(pages > 10);
    for page in (1..pages).step_by(5) {
        let mut bad = good.clone();
        bad[page * 4096 + (page * 37) % 4096] ^= 1;
        fs::write(&path, &bad).unwrap();
        let found = match Store::open(dir.path(), &key, Access::Holder(&lease)) {
            Ok(store) => store.check().unwrap_err(),
            Err(error) => error,
        };
        assert_eq!(found.code(), "damaged-database", "page {page}");
    }
    fs::write(&path, &good).unwrap();
    Store::open(dir.path(), &key, Access::Holder(&lease)).unwrap().check().unwrap();
}

#[test]
fn a_reader_needs_a_database() {
    let dir = tempfile::tempdir().unwrap();
    let error = Store::open(dir.path(), &other_key(dir.path()), Access::Reader).unwrap_err();
    assert_eq!(error.code(), "no-database");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn a_creation_that_was_cut_off_starts_over() {
    let dir = tempfile::tempdir().unwrap();
    let (key, lease) = (other_key(dir.path()), Lease::take(dir.path()).unwrap());
    fs::write(dir.path().join("gnomon.db.new"), "half a database").unwrap();
    fs::write(dir.path().join("gnomon.db.new-journal"), "half a journal").unwrap();
    let store = Store::open(dir.path(), &key, Access::Holder(&lease)).unwrap();
    store.check().unwrap();
    let names: Vec<_> = bytes_of(dir.path()).into_keys().filter(|name| name.contains("new")).collect();
    assert_eq!(names, [""; 0]);
}

#[test]
fn a_log_without_its_database_is_not_replayed_into_a_new_one() {
    let w = world();
    w.apply(&[ticket("1", "One")], "c1");
    let dir = tempfile::tempdir().unwrap();
    fs::copy(w.path().join("gnomon.db-wal"), dir.path().join("gnomon.db-wal")).unwrap();
    let lease = Lease::take(dir.path()).unwrap();
    let error = Store::open(dir.path(), &w.key, Access::Holder(&lease)).unwrap_err();
    assert_eq!(error.code(), "damaged-database");
    assert!(!dir.path().join("gnomon.db").exists());
}
