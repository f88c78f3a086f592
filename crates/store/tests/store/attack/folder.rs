//! Data folders in odd places, with files of somebody else, and who may read them.

use std::fs;
use std::path::Path;

use store::{Access, Keys, Lease, Protection, Store};

use crate::world::{NOON, bytes_of, new_account, page, ticket, world};

/// Copies of the files of a running store, as a killed process leaves them.
fn killed(tickets: usize) -> (tempfile::TempDir, store::DataKey) {
    let w = world();
    let tickets: Vec<_> = (0..tickets).map(|id| ticket(&id.to_string(), "Some subject")).collect();
    w.apply(&tickets, "c1");
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in bytes_of(w.path()) {
        fs::write(dir.path().join(name), bytes).unwrap();
    }
    (dir, w.key)
}

fn open(dir: &Path, key: &store::DataKey) -> Result<Store, store::StoreError> {
    Store::open(dir, key, Access::Holder(&Lease::take(dir).unwrap()))
}

#[test]
fn case_186_an_index_of_the_log_that_is_gone_or_foreign_costs_nothing() {
    let (other, _) = killed(50);
    let foreign = fs::read(other.path().join("gnomon.db-shm")).unwrap();
    for (name, index) in [
        ("gone", None),
        ("empty", Some(Vec::new())),
        ("zeros", Some(vec![0; 32 * 1024])),
        ("noise", Some((0..32 * 1024_u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect())),
        ("of another file", Some(foreign)),
    ] {
        let (dir, key) = killed(20);
        let path = dir.path().join("gnomon.db-shm");
        match index {
            None => fs::remove_file(&path).unwrap(),
            Some(bytes) => fs::write(&path, bytes).unwrap(),
        }
        let store = open(dir.path(), &key).unwrap();
        store.check().unwrap();
        assert_eq!(store.resident().filter(Result::is_ok).count(), 20, "{name}");
        assert_eq!(store.account("acme").unwrap().unwrap().cursor.as_deref(), Some("c1"), "{name}");
    }
}

#[test]
fn case_186_a_log_of_another_file_is_refused_and_stays_as_it_is() {
    let (other, _) = killed(50);
    let (dir, key) = killed(20);
    let log = dir.path().join("gnomon.db-wal");
    let mine = fs::read(&log).unwrap();
    fs::copy(other.path().join("gnomon.db-wal"), &log).unwrap();
    fs::remove_file(dir.path().join("gnomon.db-shm")).unwrap();
    let before = bytes_of(dir.path());
    assert_eq!(open(dir.path(), &key).unwrap_err().code(), "damaged-database");
    let mut after = bytes_of(dir.path());
    after.remove("gnomon.db-shm");
    assert!(before == after, "a file was changed");
    // With its own log everything is there again.
    fs::write(&log, mine).unwrap();
    assert_eq!(open(dir.path(), &key).unwrap().resident().count(), 20);
}

/// What a user wrote that was confirmed, and lies in the log only.
fn with_reply(w: &crate::world::World, id: &str) {
    let operation = crate::outbox::reply(id, "0");
    w.store.queue_operation(&operation, NOON).unwrap();
}

fn queued(store: &Store) -> Vec<String> {
    let rows = store.operations(store::OperationFilter::default()).unwrap();
    let mut ids: Vec<String> = rows.into_iter().map(|row| row.unwrap().operation.id).collect();
    ids.sort();
    ids
}

#[test]
fn case_186_a_log_that_is_deleted_between_two_starts_is_noticed() {
    let w = world();
    let tickets: Vec<_> = (0..20).map(|id| ticket(&id.to_string(), "Some subject")).collect();
    w.apply(&tickets, "c1");
    with_reply(&w, "a");
    let running = bytes_of(w.path());
    let left = |without: &[&str]| {
        let dir = tempfile::tempdir().unwrap();
        for (name, bytes) in running.iter().filter(|(name, _)| !without.contains(&name.as_str())) {
            fs::write(dir.path().join(name), bytes).unwrap();
        }
        dir
    };
    let whole = left(&[]);
    assert_eq!(open(whole.path(), &w.key).unwrap().resident().count(), 20);
    let cases: [&[&str]; 2] = [&["gnomon.db-wal"], &["gnomon.db-wal", "gnomon.db-shm"]];
    for gone in cases {
        let dir = left(gone);
        let before = bytes_of(dir.path());
        for access in ["holder", "reader"] {
            let error = match access {
                "holder" => open(dir.path(), &w.key).unwrap_err(),
                _ => Store::open(dir.path(), &w.key, Access::Reader).unwrap_err(),
            };
            assert_eq!(error.code(), "damaged-database", "{gone:?} {access}");
            let told = error.to_string();
            assert!(told.contains("changes are missing; the log gnomon.db-wal was deleted"), "{told}");
        }
        let mut after = bytes_of(dir.path());
        // Opening makes an index and an empty log; what was there stays.
        after.retain(|name, bytes| before.contains_key(name) || !bytes.is_empty() && name != "gnomon.db-shm");
        after.remove("gnomon.db-shm");
        assert!(
            before.iter().filter(|(name, _)| *name != "gnomon.db-shm").eq(after.iter()),
            "a file was changed"
        );
    }
    // Without the count, as a copy of the database alone, nothing more was promised than is there.
    let copy = left(&["gnomon.db-wal", "gnomon.db-shm", "gnomon.db-count"]);
    open(copy.path(), &w.key).unwrap();
}

#[test]
fn case_186_an_older_copy_of_log_or_file_is_noticed() {
    let w = world();
    with_reply(&w, "a");
    let older = bytes_of(w.path());
    let w = w.reopened();
    let closed = bytes_of(w.path());
    with_reply(&w, "b");
    let now = bytes_of(w.path());
    let count = now["gnomon.db-count"].clone();
    for (name, files) in [("the log", &older), ("the file as it was closed", &closed)] {
        let dir = tempfile::tempdir().unwrap();
        for (file, bytes) in files {
            fs::write(dir.path().join(file), bytes).unwrap();
        }
        // With its own count it is a backup, and as good as any.
        drop(open(dir.path(), &w.key).unwrap());
        fs::write(dir.path().join("gnomon.db-count"), &count).unwrap();
        let error = open(dir.path(), &w.key).unwrap_err();
        assert!(error.to_string().contains("its last change is missing"), "{name}: {error}");
    }
    // What cannot be read, or is of another database, says nothing.
    for odd in [&b"garbage"[..], b"", b"00ff 99999999999999999999\n", &[0xff; 40]] {
        fs::write(w.path().join("gnomon.db-count"), odd).unwrap();
        drop(Store::open(w.path(), &w.key, Access::Reader).unwrap());
    }
}

/// A system that lets files be deleted that are open.
#[cfg(unix)]
#[test]
fn case_186_a_log_that_is_deleted_while_it_is_used_costs_nothing_that_is_confirmed_afterwards() {
    let w = world();
    with_reply(&w, "a");
    fs::remove_file(w.path().join("gnomon.db-wal")).unwrap();
    with_reply(&w, "b");
    // A kill now leaves the file alone.
    let dir = tempfile::tempdir().unwrap();
    for name in ["gnomon.db", "gnomon.db-count"] {
        fs::copy(w.path().join(name), dir.path().join(name)).unwrap();
    }
    let store = open(dir.path(), &w.key).unwrap();
    store.check().unwrap();
    assert_eq!(queued(&store), ["a", "b"]);
    // And the store that is open goes on.
    with_reply(&w, "c");
    assert_eq!(queued(&w.reopened().store), ["a", "b", "c"]);
}

#[test]
fn case_191_a_folder_with_an_odd_or_long_name_or_behind_a_link_is_a_folder() {
    let root = tempfile::tempdir().unwrap();
    let long = ["a long name of a folder"; 12].join("/");
    for name in ["Jürgen Müller", "データ", "with ' and \" and %41 ?x=1#y", "-option", " spaces ", &long]
    {
        let dir = root.path().join(name);
        in_use(&dir);
    }
    #[cfg(unix)]
    {
        let real = root.path().join("real");
        fs::create_dir(&real).unwrap();
        std::os::unix::fs::symlink(&real, root.path().join("link")).unwrap();
        in_use(&root.path().join("link"));
        assert!(real.join("gnomon.db").exists());
    }
}

/// Makes a data folder, writes into it, and reads it again.
fn in_use(dir: &Path) {
    let lease = Lease::take(dir).unwrap();
    let key = Keys::in_dir(dir).create(Protection::Ephemeral).unwrap().key;
    let store = Store::open(dir, &key, Access::Holder(&lease)).unwrap();
    store.add_account(&new_account("acme"), "token", NOON).unwrap();
    store.apply_page(&page(&[ticket("1", "One")], "c1"), NOON).unwrap();
    drop((store, lease));
    assert_eq!(open(dir, &key).unwrap().resident().count(), 1, "{}", dir.display());
}

#[cfg(unix)]
#[test]
fn case_194_only_its_user_can_read_what_is_in_the_folder() {
    use std::os::unix::fs::PermissionsExt;

    let root = tempfile::tempdir().unwrap();
    let dir = root.path().join("data");
    let lease = Lease::take(&dir).unwrap();
    let keys = Keys::in_dir(&dir).with_cost(store::Cost::LEAST);
    let key =
        keys.create(Protection::Passphrase(store::Passphrase::new("correct horse".to_owned()))).unwrap().key;
    let others_may = |what: &str| {
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&dir), 0o700, "{what}");
        for entry in fs::read_dir(&dir).unwrap() {
            let path = entry.unwrap().path();
            let expected = if path.is_dir() { 0o700 } else { 0o600 };
            assert_eq!(mode(&path), expected, "{what}: {}", path.display());
        }
    };
    let store = Store::open(&dir, &key, Access::Holder(&lease)).unwrap();
    store.add_account(&new_account("acme"), "token", NOON).unwrap();
    store.apply_page(&page(&[ticket("1", "One")], "c1"), NOON).unwrap();
    others_may("a folder in use");
    drop(store);
    keys.protect(&key, Protection::Passphrase(store::Passphrase::new("another horse".to_owned()))).unwrap();
    others_may("after another passphrase");
    let undelivered = store::Undelivered { sent: "{}".to_owned(), detail: "{}".to_owned() };
    store::start_anew(&lease, Some(&key), &undelivered, "2026-11-21").unwrap();
    others_may("after a new beginning");
}
