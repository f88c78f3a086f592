//! Damaged data folders, one from each seed: opening one never panics, never writes, and shows no wrong row; what can be
//! rescued is a part of what was there; starting anew leaves the damaged file aside as it was.

mod harm;
mod original;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use store::{
    Access, Keys, Lease, OperationFilter, OperationState, Passphrase, Rescue, Store, StoreError, Undelivered,
    Unlock, start_anew,
};

use crate::world::{bytes_of, key};
pub use harm::Random;
pub use original::sqlcipher_key;

use harm::Harm;
use original::{Lines, Original, PASSPHRASE, content, lines_of};

/// Folders that are damaged in each run; `GNOMON_DAMAGED` names another number.
const CASES: u64 = 200;

/// What a case has come to.
#[derive(Debug, Default)]
struct Tally(BTreeMap<String, u32>);

impl Tally {
    fn count(&mut self, what: impl Into<String>) {
        *self.0.entry(what.into()).or_default() += 1;
    }

    fn of(&self, what: &str) -> u32 {
        self.0.iter().filter(|(name, _)| name.starts_with(what)).map(|(_, count)| count).sum()
    }
}

#[test]
fn a_damaged_folder_is_never_written_never_wrong_and_always_has_a_way_out() {
    let cases = std::env::var("GNOMON_DAMAGED").map_or(CASES, |cases| cases.parse().unwrap());
    let original = Original::make();
    let tallies: Vec<Tally> = std::thread::scope(|scope| {
        let part = |first: u64| {
            let original = &original;
            scope.spawn(move || {
                let mut tally = Tally::default();
                for seed in (first..cases).step_by(2) {
                    case(original, seed, &mut tally);
                }
                tally
            })
        };
        let parts = [part(0), part(1)];
        parts.into_iter().map(|part| part.join().expect("the case named above")).collect()
    });
    let mut tally = Tally::default();
    for (what, count) in tallies.into_iter().flat_map(|tally| tally.0) {
        *tally.0.entry(what).or_default() += count;
    }
    eprintln!("{cases} damaged folders: {tally:#?}");
    // Each way that a folder can be damaged, and each way that it can end, was met.
    for harm in Harm::ALL {
        assert!(u64::from(tally.of(&format!("harm: {harm:?}"))) >= cases / 20, "{harm:?}: {tally:?}");
    }
    for (what, least) in [
        ("opened", 20),
        ("refused: damaged-database", 20),
        ("refused: not-a-database", 8),
        ("refused: newer-database", 5),
        ("keys: damaged-keys", 3),
        ("keys: keys-missing", 1),
        ("rescued whole", 20),
        ("rescued a part", 20),
        ("anew with accounts", 50),
        ("files brought", 50),
        ("anew empty", 20),
    ] {
        assert!(u64::from(tally.of(what)) >= cases * least / 200 / 2, "{what}: {tally:?}");
    }
}

fn case(original: &Original, seed: u64, tally: &mut Tally) {
    let mut random = Random(seed);
    let harm = Harm::ALL[usize::try_from(seed).unwrap() % Harm::ALL.len()];
    let name = format!("seed {seed}, {harm:?}");
    tally.count(format!("harm: {harm:?}"));
    let dir = tempfile::tempdir().unwrap();
    original.copy_to(dir.path());
    harm.on(dir.path(), original, &mut random);
    let before = bytes_of(dir.path());

    let unlock = Unlock::Passphrase(Passphrase::new(PASSPHRASE.to_owned()));
    let key = match Keys::in_dir(dir.path()).open(unlock) {
        Ok(key) => key,
        Err(error) => {
            tally.count(format!("keys: {}", error.code()));
            assert!(!error.hint().is_empty(), "{name}");
            assert!(bytes_of(dir.path()) == before, "{name}: a refusal of the keys wrote something");
            return moved_aside(dir.path(), None, &before, original, tally, &name);
        }
    };
    let opened = {
        let lease = Lease::take(dir.path()).unwrap();
        Store::open(dir.path(), &key, Access::Holder(&lease))
    };
    match opened {
        Ok(store) => {
            tally.count("opened");
            let errors = read_everything(&store, original, &name);
            let damaged = store.damage().is_some();
            for error in errors {
                assert_eq!(error.code(), "damaged-database", "{name}: {error}");
                assert!(damaged, "{name}: {error}");
            }
            drop(store);
            if damaged {
                tally.count("opened and found to be damaged");
                unchanged(dir.path(), &before, &name);
            }
        }
        Err(error) => {
            tally.count(format!("refused: {}", error.code()));
            let known = ["damaged-database", "not-a-database", "newer-database", "wrong-key"];
            assert!(known.contains(&error.code()) && !error.hint().is_empty(), "{name}: {error:?}");
            unchanged(dir.path(), &before, &name);
        }
    }
    // What a program before this one did to the folder is undone: each way out begins with the damage itself.
    restore(dir.path(), &before);
    rescued(dir.path(), &key, original, tally, &name);
    assert!(contents(dir.path()) == contents_of(&before), "{name}: the rescue wrote something");
    moved_aside(dir.path(), Some(&key), &before, original, tally, &name);
}

/// Reads everything through the calls that a console uses; every record that comes must be one that was written.
fn read_everything(store: &Store, original: &Original, name: &str) -> Vec<StoreError> {
    let mut errors = Vec::new();
    let mut keep = |error: StoreError| errors.push(error);
    match store.accounts() {
        Ok(accounts) => {
            for account in accounts {
                let id = account.map(|account| account.id).map_err(|broken| broken.error);
                id.map_or_else(&mut keep, |id| {
                    assert!(["acme", "other"].contains(&id.as_str()), "{name}: {id}");
                });
            }
        }
        Err(error) => keep(error),
    }
    for number in 1..=original.tickets {
        match store.ticket(&key(&number.to_string())) {
            Ok(Some(read)) => {
                let [first, second] = original::versions(number);
                assert!(read.ticket == first || read.ticket == second, "{name}: ticket {number}");
            }
            Ok(None) => {}
            Err(error) => keep(error),
        }
    }
    for stored in store.resident() {
        if let Err(unreadable) = stored {
            keep(unreadable.error);
        }
    }
    match store.operations(OperationFilter::default()) {
        Ok(rows) => {
            for row in rows {
                let row = row.map_err(|unreadable| unreadable.error);
                row.map_or_else(&mut keep, |row| {
                    assert!(original.operations.contains(&row), "{name}: {row:?}");
                });
            }
        }
        Err(error) => keep(error),
    }
    store.drafts().map_or_else(&mut keep, |drafts| {
        assert!(drafts.iter().all(|draft| original.drafts.contains(draft)), "{name}: {drafts:?}");
    });
    store.contracts().map(drop).unwrap_or_else(&mut keep);
    store.audit_log(None, 100).map(drop).unwrap_or_else(&mut keep);
    store.sessions().map(drop).unwrap_or_else(&mut keep);
    store.consents(&key("1")).map(drop).unwrap_or_else(&mut keep);
    store.checks(&key("1")).map(drop).unwrap_or_else(&mut keep);
    errors
}

fn rescued(dir: &Path, key: &store::DataKey, original: &Original, tally: &mut Tally, name: &str) {
    let scratch = tempfile::tempdir().unwrap();
    let mut rescue = match Rescue::open(dir, key, scratch.path()) {
        Ok(rescue) => rescue,
        Err(error) => {
            tally.count(format!("not rescued: {}", error.code()));
            let known = ["damaged-database", "not-a-database", "wrong-key"];
            assert!(known.contains(&error.code()), "{name}: {error:?}");
            return;
        }
    };
    let to = scratch.path().join("saved");
    let read = rescue.save(&to).unwrap();
    let saved = lines_of(&to);
    for table in &read {
        let lines = saved.get(&table.file).unwrap();
        assert_eq!(lines.len() as u64, table.rows, "{name}: {table:?}");
        let strange = lines.iter().find(|line| !original.has(&table.file, line));
        assert!(strange.is_none(), "{name}: {} has {strange:?}", table.file);
        let mut once = lines.clone();
        once.sort_by_key(ToString::to_string);
        once.dedup();
        assert_eq!(once.len(), lines.len(), "{name}: {} has a record twice", table.file);
    }
    for line in saved.get("files.jsonl").into_iter().flatten() {
        let bytes = line["saved"].as_str().map(|place| fs::read(to.join(place)).unwrap());
        assert_eq!(bytes.is_none(), line["lost"] == true, "{name}: {line}");
        let right = bytes.is_none_or(|bytes| bytes == content(line["id"].as_str().unwrap()));
        assert!(right, "{name}: {line} has other bytes");
    }
    let given = rescue.given_contracts().unwrap();
    assert_eq!(given.len(), saved["contract-values.jsonl"].len(), "{name}");
    let whole = read.iter().all(|table| table.whole);
    if whole {
        complete(&saved, original, name);
    }
    tally.count(if whole { "rescued whole" } else { "rescued a part" });
    drop(rescue);
    assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 1, "{name}: the copy is still there");
}

/// Nothing is said to be whole that is not: everything of the time before the log began is there.
fn complete(saved: &Lines, original: &Original, name: &str) {
    for (file, lines) in &original.least {
        for line in lines {
            let there = saved[file].iter().any(|saved| saved == line || original.has(file, saved));
            assert!(there, "{name}: {file} is said to be whole and lacks {line}");
        }
        assert!(saved[file].len() >= lines.len(), "{name}: {file} is said to be whole and is shorter");
    }
}

fn moved_aside(
    dir: &Path,
    key: Option<&store::DataKey>,
    before: &BTreeMap<String, Vec<u8>>,
    original: &Original,
    tally: &mut Tally,
    name: &str,
) {
    let undelivered = Undelivered { sent: "{}".to_owned(), detail: "\"restored\"".to_owned() };
    let lease = Lease::take(dir).unwrap();
    let anew = match start_anew(&lease, key, &undelivered, "2026-11-21") {
        Ok(anew) => anew,
        Err(error) => panic!("{name}: {error}"),
    };
    assert!(contents(&anew.aside) == contents_of(before), "{name}: what is aside is not what was there");
    let Some(key) = key.filter(|_| !anew.brought.is_empty()) else {
        tally.count("anew empty");
        assert!(contents(dir).is_empty(), "{name}: {:?}", contents(dir).keys());
        return;
    };
    tally.count("anew with accounts");
    let store = Store::open(dir, key, Access::Holder(&lease)).unwrap();
    store.check().unwrap();
    let rows: Vec<_> =
        store.operations(OperationFilter::default()).unwrap().into_iter().map(Result::unwrap).collect();
    for row in &rows {
        let waits = matches!(
            row.state,
            OperationState::Conflict
                | OperationState::Rejected
                | OperationState::Delivered
                | OperationState::Cancelled
        ) || (row.state == OperationState::Unknown && row.ask);
        assert!(waits, "{name}: {row:?} would go out by itself");
        let was = original
            .operations
            .iter()
            .any(|was| was.operation == row.operation && was.composed == row.composed);
        assert!(was, "{name}: {row:?}");
    }
    assert!(store.drafts().unwrap().iter().all(|draft| original.drafts.contains(draft)), "{name}");
    for id in ["file-3", "file-4"] {
        let bytes = store.enclosure_bytes("acme", id).unwrap();
        tally.count(if bytes.is_some() { "files brought" } else { "files lost" });
        assert!(bytes.is_none_or(|bytes| bytes == content(id)), "{name}: {id} has other bytes");
    }
    for account in store.accounts().unwrap() {
        let account = account.unwrap();
        assert_eq!(
            (account.cursor, account.synced_at),
            (None, None),
            "{name}: everything is to be read again"
        );
    }
    assert_eq!(store.resident().count(), 0, "{name}");
}

/// What makes a data folder, without SQLite's scratch file, an empty log and the lease.
fn contents_of(bytes: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let mut bytes = bytes.clone();
    bytes.retain(|name, bytes| {
        let scratch = matches!(name.as_str(), "lease" | "gnomon.db-shm");
        let empty_log = name == "gnomon.db-wal" && bytes.is_empty();
        !scratch && !empty_log
    });
    bytes
}

fn contents(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let named =
        |path: PathBuf| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap());
    contents_of(&files.map(named).collect())
}

fn unchanged(dir: &Path, before: &BTreeMap<String, Vec<u8>>, name: &str) {
    assert!(contents(dir) == contents_of(before), "{name}: a damaged folder was written");
}

fn restore(dir: &Path, before: &BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(dir).unwrap() {
        fs::remove_file(entry.unwrap().path()).unwrap();
    }
    for (name, bytes) in before {
        fs::write(dir.join(name), bytes).unwrap();
    }
}
