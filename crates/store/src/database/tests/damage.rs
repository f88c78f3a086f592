//! Damage that is found in the middle of the day, and a log that lost what was not its end.

use super::*;
use crate::StoreError;

/// A store with three committed changes in its log, and what a killed process leaves of it.
fn killed() -> (Folder, Vec<u8>) {
    let folder = Folder::new();
    let store = folder.with_account();
    for number in 1..=3 {
        store.set_setting("number", Some(&number.to_string())).unwrap();
    }
    let log = fs::read(folder.dir.path().join("gnomon.db-wal")).unwrap();
    let main = fs::read(path(folder.dir.path())).unwrap();
    drop(store);
    fs::write(path(folder.dir.path()), main).unwrap();
    // What a power cut tears was not confirmed yet, so nothing has counted it.
    fs::remove_file(folder.dir.path().join("gnomon.db-count")).unwrap();
    (folder, log)
}

fn open_with_log(folder: &Folder, log: &[u8]) -> Result<Option<String>, StoreError> {
    fs::write(folder.dir.path().join("gnomon.db-wal"), log).unwrap();
    let _ = fs::remove_file(folder.dir.path().join("gnomon.db-shm"));
    folder.open()?.setting("number")
}

#[test]
fn a_log_that_is_damaged_before_its_end_is_refused_and_a_torn_end_is_not() {
    let (folder, log) = killed();
    let main = fs::read(path(folder.dir.path())).unwrap();
    let frames = (log.len() - 32) / (24 + 4096);
    let again = || fs::write(path(folder.dir.path()), &main).unwrap();
    for (name, at, expected) in [
        ("the first page", 32 + 24 + 100, "damaged"),
        ("a salt", 32 + 10, "damaged"),
        ("a sum", 32 + 17, "damaged"),
        ("the header's sum", 25, "damaged"),
        ("the header's magic", 0, "damaged"),
        ("the last page", log.len() - 5, "2"),
        ("nothing", usize::MAX, "3"),
    ] {
        again();
        let mut bad = log.clone();
        if let Some(byte) = bad.get_mut(at) {
            *byte ^= 4;
        }
        let opened = open_with_log(&folder, &bad);
        match opened {
            Ok(number) => assert_eq!(number.as_deref(), Some(expected), "{name}"),
            Err(error) => {
                assert_eq!((error.code(), expected), ("damaged-database", "damaged"), "{name}");
                assert_eq!(fs::read(folder.dir.path().join("gnomon.db-wal")).unwrap(), bad, "{name}");
            }
        }
    }
    for cut in 0..=frames {
        again();
        let opened = open_with_log(&folder, &log[..32 + cut * (24 + 4096)]);
        assert!(opened.is_ok(), "cut after {cut}: {opened:?}");
    }
}

#[test]
fn damage_that_is_met_stops_every_change_and_leaves_file_and_log_as_they_are() {
    let folder = Folder::new();
    let store = folder.with_account();
    let many: Vec<_> = (1..200).map(|id| ticket(&id.to_string(), &"word ".repeat(50))).collect();
    store.apply_page(&page(&many, "c1"), NOON).unwrap();
    drop(store);
    let file = path(folder.dir.path());
    let root = number(&folder.raw(), "SELECT rootpage FROM sqlite_schema WHERE name = 'tickets'");
    let mut bytes = fs::read(&file).unwrap();
    let at = usize::try_from(root).unwrap() * 4096 - 1000;
    bytes[at] ^= 1;
    fs::write(&file, &bytes).unwrap();

    let store = folder.open().unwrap();
    store.set_setting("before", Some("kept")).unwrap();
    assert_eq!(store.damage(), None);
    let met = store.resident().next().unwrap().unwrap_err().error;
    assert!(met.to_string().starts_with(&file.display().to_string()), "{met}");
    assert_eq!(store.damage(), Some(&met));
    assert_eq!(store.set_setting("after", Some("lost")).unwrap_err(), met);
    assert_eq!(store.index_slice(1).unwrap_err(), met);
    // What lies on other pages can be read as before.
    assert_eq!(store.setting("before").unwrap().as_deref(), Some("kept"));
    let log = fs::read(folder.dir.path().join("gnomon.db-wal")).unwrap();
    drop(store);
    assert!(fs::read(&file).unwrap() == bytes, "the damaged file was written");
    assert!(fs::read(folder.dir.path().join("gnomon.db-wal")).unwrap() == log, "the log was written back");
}
