//! A disk on which writing fails from some byte on, as one that breaks: a process that may write no further than a limit.
//! Whatever the byte is, the process tells it and goes on reading, and everything that was confirmed is there afterwards.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "the process that meets the limit")]

use std::io::Write;
use std::path::Path;
use std::process::Command;

use store::{Access, Cost, Keys, Lease, Passphrase, Protection, Store, Unlock};

use crate::world::{NOON, new_account, page, ticket};

const FOLDER: &str = "GNOMON_FAILING_DISK";
const PASSPHRASE: &str = "a passphrase of these tests";
const PAGES: usize = 12;

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{line}").and_then(|()| out.flush()).unwrap();
}

fn unlock() -> Unlock {
    Unlock::Passphrase(Passphrase::new(PASSPHRASE.to_owned()))
}

/// Not a test by itself: the process that the other starts.
#[test]
fn the_process_whose_disk_fails() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let folder = Path::new(&folder);
    let key = Keys::in_dir(folder).open(unlock()).unwrap();
    let Ok(lease) = Lease::take(folder) else { return say("refused") };
    let store = match Store::open(folder, &key, Access::Holder(&lease)) {
        Ok(store) => store,
        Err(error) => return say(&format!("refused {}", error.code())),
    };
    if let Err(error) = store.add_account(&new_account("acme"), "token", NOON) {
        return say(&format!("failed {}", error.code()));
    }
    let mut confirmed = 0;
    for number in 0..PAGES {
        let tickets: Vec<_> =
            (0..4).map(|at| ticket(&(number * 4 + at).to_string(), "Some subject")).collect();
        match store.apply_page(&page(&tickets, &number.to_string()), NOON) {
            Ok(_) => {
                confirmed += 1;
                say(&format!("confirmed {number}"));
            }
            Err(error) => {
                say(&format!("failed {}", error.code()));
                // What was there before can still be read.
                assert_eq!(store.resident().filter(Result::is_ok).count(), confirmed * 4);
            }
        }
    }
}

#[test]
fn case_182_wherever_writing_begins_to_fail_what_was_confirmed_is_there() {
    let limits = [1, 4, 16, 40, 64, 96, 128, 160, 200, 240, 288, 400, 100_000];
    let (mut failed, mut went_well) = (0, 0);
    for limit in limits {
        let dir = tempfile::tempdir().unwrap();
        let passphrase = Protection::Passphrase(Passphrase::new(PASSPHRASE.to_owned()));
        let key = Keys::in_dir(dir.path()).with_cost(Cost::LEAST).create(passphrase).unwrap().key;
        // Writing beyond the limit fails as on a broken disk, because the signal for it is ignored.
        let script = format!("trap '' XFSZ; ulimit -f {limit}; exec \"$0\" \"$@\"");
        let run = Command::new("sh")
            .args(["-c", &script])
            .arg(std::env::current_exe().unwrap())
            .args(["--exact", "attack::disk::the_process_whose_disk_fails", "--nocapture"])
            .env(FOLDER, dir.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&run.stdout).into_owned();
        assert!(run.status.success(), "{limit}: {said}{}", String::from_utf8_lossy(&run.stderr));
        let confirmed = said.lines().filter(|line| line.starts_with("confirmed ")).count();
        *(if confirmed == PAGES { &mut went_well } else { &mut failed }) += 1;
        assert!(!said.contains("damaged"), "a disk that fails is not told as damage: {said}");

        let lease = Lease::take(dir.path()).unwrap();
        let store = Store::open(dir.path(), &key, Access::Holder(&lease)).unwrap();
        store.check().unwrap();
        assert!(store.resident().filter(Result::is_ok).count() >= confirmed * 4, "{limit}: {said}");
        if confirmed == 0 && store.accounts().unwrap().is_empty() {
            store.add_account(&new_account("acme"), "token", NOON).unwrap();
        }
        store.apply_page(&page(&[ticket("new", "After")], "after"), NOON).unwrap();
    }
    assert!(failed > 5 && went_well > 0, "{failed} failed, {went_well} went well");
}
