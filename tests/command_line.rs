//! Data files that can only be spoilt from inside, and a disk that is full, on the command line.

use std::path::Path;

use serde_json::Value;

use crate::console::Console;
use crate::data_file;
use crate::faulty::FaultyPortal;

fn synced(folder: &Path, size: u32) -> (Console, FaultyPortal) {
    let (console, portal) = (Console::new(folder), FaultyPortal::start(size));
    console.connect("open", &portal.address(), portal.token());
    console.ask(&["sync"]);
    (console, portal)
}

/// The error of a command that could do nothing, or the first warning of one that went on.
fn told(console: &Console, arguments: &[&str], kind: &str) -> Value {
    let output = console.try_ask(arguments);
    assert_eq!(output.status.success(), kind == "warning", "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stderr).unwrap();
    let first: Value = serde_json::from_str(text.lines().next().expect("a line")).unwrap();
    first[kind].clone()
}

fn says(told: &Value, code: &str, message: &str, hint: &str) {
    assert_eq!(told["code"], code, "{told}");
    let has = |key: &str, words: &str| told[key].as_str().unwrap().contains(words);
    assert!(has("message", message) && has("hint", hint), "{told}");
}

#[test]
fn a_data_file_of_a_newer_layout_is_told_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let (console, _portal) = synced(folder.path(), 10);
    let layout = data_file::make_newer(&console.folder, 999);
    for command in ["queue", "sync", "board"] {
        let told = told(&console, &[command], "error");
        says(&told, "newer-database", "layout 999", "Start the newer Gnomon; nothing was changed.");
    }
    assert_eq!(data_file::make_newer(&console.folder, layout), 999);
    assert!(!console.rows().is_empty());
}

#[test]
fn an_account_that_cannot_be_read_is_told_and_the_other_one_is_synced() {
    let folder = tempfile::tempdir().unwrap();
    let (console, _one) = synced(folder.path(), 20);
    let other = FaultyPortal::start(10);
    console.connect("open", &other.address(), other.token());
    console.ask(&["sync"]);
    let total = console.rows().len();
    let mapping = |of: &str, text: &str| {
        let sql = "UPDATE accounts SET mapping = ?2 WHERE id = ?1";
        assert_eq!(data_file::open(&console.folder).execute(sql, [of, text]).unwrap(), 1);
    };
    for (name, text) in [("no JSON", "{\"queues\":"), ("another shape", "{\"queues\": 7}"), ("empty", "")] {
        mapping("127.0.0.1", text);
        let told = told(&console, &["queue"], "warning");
        says(
            &told,
            "bad-mapping",
            "cannot be read from the data file",
            "Choose it anew under Policies and words",
        );
        assert_eq!(console.rows().len(), total, "{name}: tickets are missing");
    }
    other.control().hurry(100);
    let synced = console.try_ask(&["sync"]);
    assert!(!synced.status.success(), "one account could not be synced");
    let status: Value = serde_json::from_slice(&synced.stdout).unwrap();
    let accounts = status["accounts"].as_array().unwrap();
    assert_eq!((&accounts[0]["error"]["code"], &accounts[1]["error"]), (&"bad-mapping".into(), &Value::Null));
    assert_ne!(console.rows().len(), total, "the other account was not synced");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_the_sync_goes_on_when_there_is_space() {
    let folder = tempfile::tempdir().unwrap();
    let disk = crate::small_disk::SmallDisk::mount(&folder.path().join("disk"));
    let (console, portal) = synced(&disk.folder, 40);
    let total = console.rows().len();
    disk.fill();
    portal.control().hurry(400);
    for command in ["sync", "queue"] {
        let told = told(&console, &[command], "error");
        says(&told, "disk-full", "The disk is full.", "Free some space; nothing is lost");
    }
    disk.free();
    assert_eq!(console.rows().len(), total, "tickets were lost");
    console.ask(&["sync"]);
    assert!(console.rows().len() > total);
}
