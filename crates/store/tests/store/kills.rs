//! A process that is killed with -9 while it writes, or while it brings an old layout up to date.
#![allow(clippy::disallowed_methods, reason = "starts and kills a process of its own")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use policy::ticket::{Change, Operation, Seen};
use store::{
    Access, Cost, DraftKind, Keys, Lease, NewOperation, OperationFilter, Passphrase, Protection, Store,
    Unlock,
};

use crate::damaged::{Random, sqlcipher_key};
use crate::world::{NOON, key, new_account, page, ticket};

/// Where the child works, and what it does there.
const FOLDER: &str = "GNOMON_KILLED_FOLDER";
const WORK: &str = "GNOMON_KILLED_WORK";
const PASSPHRASE: &str = "a passphrase of these tests";
/// Layouts as they were released; the last one is what the child brings a file to.
const LAYOUTS: [&str; 12] = [
    include_str!("../../src/database/migrations/0001_first.sql"),
    include_str!("../../src/database/migrations/0002_afresh.sql"),
    include_str!("../../src/database/migrations/0003_desk.sql"),
    include_str!("../../src/database/migrations/0004_contracts.sql"),
    include_str!("../../src/database/migrations/0005_outbox.sql"),
    include_str!("../../src/database/migrations/0006_unsure.sql"),
    include_str!("../../src/database/migrations/0007_hosts.sql"),
    include_str!("../../src/database/migrations/0008_attachments.sql"),
    include_str!("../../src/database/migrations/0009_grant.sql"),
    include_str!("../../src/database/migrations/0010_count.sql"),
    include_str!("../../src/database/migrations/0011_missing.sql"),
    include_str!("../../src/database/migrations/0012_memberships.sql"),
];

/// Kills of each kind in a test run; `GNOMON_KILLS` names another number.
fn kills() -> u64 {
    std::env::var("GNOMON_KILLS").map_or(10, |kills| kills.parse().unwrap())
}

/// Not a test by itself: the process that the others start and kill.
#[test]
fn the_process_that_is_killed() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let (folder, work) = (Path::new(&folder), std::env::var(WORK).unwrap());
    let say = |word: &str| {
        let mut out = std::io::stdout().lock();
        writeln!(out, "\n{word}").and_then(|()| out.flush()).unwrap();
    };
    let lease = Lease::take(folder).unwrap();
    let key = Keys::in_dir(folder).open(unlock()).unwrap();
    say("begins");
    let store = Store::open(folder, &key, Access::Holder(&lease)).unwrap();
    if work == "open" {
        return say("done");
    }
    if work == "session" {
        crate::sessions::work(&store, &say);
    }
    for number in work.parse::<u64>().unwrap().. {
        write_down(&store, number);
        say(&format!("confirmed {number}"));
    }
}

#[test]
fn what_was_confirmed_before_a_kill_is_there_after_it() {
    let dir = folder();
    let data_key = Keys::in_dir(dir.path()).open(unlock()).unwrap();
    let open = |lease: &Lease| Store::open(dir.path(), &data_key, Access::Holder(lease)).unwrap();
    {
        let store = open(&Lease::take(dir.path()).unwrap());
        store.add_account(&new_account("acme"), "token", NOON).unwrap();
    }
    let mut random = Random(3);
    let mut next = 0_u64;
    for round in 0..kills() {
        let mut child = start(dir.path(), &next.to_string());
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        wait_for(&mut lines, "begins");
        std::thread::sleep(Duration::from_micros(random.below(60_000) as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        let confirmed = lines
            .map_while(Result::ok)
            .filter_map(|line| line.strip_prefix("confirmed ")?.parse().ok())
            .max();
        let lease = Lease::take(dir.path()).unwrap();
        let store = open(&lease);
        store.check().unwrap();
        let known = store.operations(OperationFilter::default()).unwrap().len() as u64;
        let least = confirmed.map_or(next, |last: u64| last + 1);
        assert!(known == least || known == least + 1, "round {round}: {known} changes, {least} confirmed");
        if let Some(last) = confirmed {
            let draft = store.draft(&key("1"), DraftKind::Reply).unwrap().unwrap().text;
            let kept: u64 = draft.strip_prefix("Draft ").unwrap().parse().unwrap();
            assert!(kept == last || kept == last + 1, "round {round}: {draft}, {last} confirmed");
        }
        next = known;
    }
    assert!(next > kills(), "{next} changes were written in {} rounds", kills());
}

#[test]
fn a_layout_is_brought_up_to_date_however_often_that_is_killed() {
    let originals: Vec<_> = (1..LAYOUTS.len()).map(old_file).collect();
    let mut random = Random(4);
    let (mut cut_off, mut finished) = (0, 0);
    for round in 0..kills() {
        let original = &originals[usize::try_from(round).unwrap() % originals.len()];
        let dir = tempfile::tempdir().unwrap();
        for entry in fs::read_dir(original.path()).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, dir.path().join(path.file_name().unwrap())).unwrap();
        }
        let mut child = start(dir.path(), "open");
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        wait_for(&mut lines, "begins");
        std::thread::sleep(Duration::from_micros(random.below(25_000) as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        let done = lines.map_while(Result::ok).any(|line| line == "done");
        *(if done { &mut finished } else { &mut cut_off }) += 1;

        let layout = layout_of(dir.path());
        assert!(
            layout == LAYOUTS.len() as i64 || layout == layout_of(original.path()),
            "round {round}: half-way"
        );
        let data_key = Keys::in_dir(dir.path()).open(unlock()).unwrap();
        let lease = Lease::take(dir.path()).unwrap();
        let store = Store::open(dir.path(), &data_key, Access::Holder(&lease)).unwrap();
        store.check().unwrap();
        assert_eq!(store.resident().map(Result::unwrap).count(), OLD_TICKETS, "round {round}");
        assert_eq!(store.account("acme").unwrap().unwrap().cursor.as_deref(), Some("c1"));
        write_down(&store, 1);
        store.apply_page(&page(&[ticket("1", "New")], "c2"), NOON).unwrap();
    }
    assert!(cut_off > 0, "{finished} of {} finished before their kill", kills());
    eprintln!(
        "{} kills while a layout was brought up to date: {cut_off} cut off, {finished} had finished",
        kills()
    );
}

const OLD_TICKETS: usize = 300;

/// A file of an old layout with an account and tickets.
fn old_file(layout: usize) -> tempfile::TempDir {
    let dir = folder();
    let raw = raw(dir.path());
    raw.pragma_update(None, "journal_mode", "WAL").unwrap();
    for sql in &LAYOUTS[..layout] {
        raw.execute_batch(sql).unwrap();
    }
    raw.pragma_update(None, "user_version", i64::try_from(layout).unwrap()).unwrap();
    let mapping = serde_json::to_string(&policy::ticket::Mapping::default()).unwrap();
    raw.execute_batch(&format!(
        "INSERT INTO accounts (id, kind, name, address, mapping, cursor, created)
         VALUES ('acme', 'rt', '', '', '{mapping}', 'c1', 0);
         WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {OLD_TICKETS})
         INSERT INTO tickets (account, id, number, subject, status, queue, created, updated, complete, fields, solved,
                              digest, revision, waiting)
         SELECT 'acme', n, n, hex(randomblob(200)), 'open', '', 0, 0, 1, '{{}}', 0, x'', 1, 1 FROM n;"
    ))
    .unwrap();
    dir
}

fn layout_of(dir: &Path) -> i64 {
    // The log belongs to the killed process: looked at on a copy, so that nothing is mended by looking.
    let copy = tempfile::tempdir().unwrap();
    for name in ["gnomon.db", "gnomon.db-wal", "keys.json"] {
        let _ = fs::copy(dir.join(name), copy.path().join(name));
    }
    raw(copy.path()).pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

fn raw(dir: &Path) -> rusqlite::Connection {
    let raw = rusqlite::Connection::open(dir.join("gnomon.db")).unwrap();
    raw.pragma_update(None, "key", sqlcipher_key(dir)).unwrap();
    raw
}

pub fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let passphrase = Protection::Passphrase(Passphrase::new(PASSPHRASE.to_owned()));
    Keys::in_dir(dir.path()).with_cost(Cost::LEAST).create(passphrase).unwrap();
    dir
}

pub fn unlock() -> Unlock {
    Unlock::Passphrase(Passphrase::new(PASSPHRASE.to_owned()))
}

fn write_down(store: &Store, number: u64) {
    let change = Change::Note { body: format!("Note {number}") };
    let operation = Operation {
        id: format!("op-{number}"),
        ticket: "1".to_owned(),
        change,
        files: Vec::new(),
        seen: Seen::default(),
    };
    let new = NewOperation { account: "acme".to_owned(), operation, due: None, hold_s: 10 };
    store.queue_operation(&new, NOON).unwrap();
    store.save_draft(&key("1"), DraftKind::Reply, &format!("Draft {number}"), NOON).unwrap();
}

pub fn start(dir: &Path, work: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kills::the_process_that_is_killed", "--nocapture"])
        .env(FOLDER, dir)
        .env(WORK, work)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

pub fn wait_for(lines: &mut impl Iterator<Item = std::io::Result<String>>, word: &str) {
    let begun = lines.any(|line| line.unwrap() == word);
    assert!(begun, "the process ended before it said `{word}`");
}
