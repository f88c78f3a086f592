//! What can only be seen from inside: settings, layouts, and failures in the middle of a change.

mod damage;
mod outbox;
mod wiped;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calendar::Moment;
use policy::ticket::{Event, History, Mapping, Ticket, What};
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::migrate::{MIGRATIONS, NEWEST};
use super::{Access, Store, connection, path};
use crate::keys::DataKey;
use crate::{AuditEntry, Keys, Lease, NewAccount, PageWrite, Protection};

const NOON: Moment = Moment(1_795_262_400);

/// SHA-256 of each released migration. A line is added with its file and never changed.
const RELEASED: &[&str] = &[
    "02620bcca16b0c52c8154a4884a52f5717a59ee755b47818212e568b7b6a86e2",
    "0dcd73c83eb72e7557fd1d4a9f877dfcf857cd998aa99da03b30adb98965b268",
    "d199bee0d31662095d4c7540f85ba1ef3f0a144ada95af2b0c1b08f460df4bac",
    "23dea5858fa8ece8c04faeb5867052a410e4db58a85b3844473210ce10ddb043",
    "bbcebbe0d5168903749b40a7e2417e2b592223e93db5b98414fc82f6cad464fa",
    "a739c124345bab74ef26a98bbee0ef2a9e0168e575524ed6317ae788f314079b",
    "bcb37c02aeb240ed1f34fca9be2e95caa11a375437208ffbba9c99e6184a9572",
    "24070c68743cfccd3b2eb33ea8cca1b5781432f65999101ff6adb8bf5f25f990",
    "419c0339a1dfa1fe343f2c6cb584618beead0afa95823817d37f920dac46f8ab",
    "ba38d9151f22be3895ca31b55b384d0b5e10e2cf4d73c63dc25546d9d3f7ac85",
    "992568b696f0c6393b8d82ee88918e054a9d9577c592de586bc41c914a5171e9",
    "7161c04a40ebfb80a865ae9e42cef1e0e6b558cbf48b2d86d0e53a4f3e6d4551",
];

struct Folder {
    dir: TempDir,
    key: DataKey,
    lease: Lease,
}

impl Folder {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let key = Keys::in_dir(dir.path()).create(Protection::Ephemeral).unwrap().key;
        let lease = Lease::take(dir.path()).unwrap();
        Self { dir, key, lease }
    }

    fn open(&self) -> Result<Store, crate::StoreError> {
        Store::open(self.dir.path(), &self.key, Access::Holder(&self.lease))
    }

    /// A connection of our own, with the key and without any other setting.
    fn raw(&self) -> Connection {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let raw = Connection::open_with_flags(path(self.dir.path()), flags).unwrap();
        connection::unlock(&raw, &self.key).unwrap();
        raw
    }

    fn with_account(&self) -> Store {
        let store = self.open().unwrap();
        let account = NewAccount {
            id: "acme".to_owned(),
            kind: "rt".to_owned(),
            name: String::new(),
            address: String::new(),
            user: None,
            mapping: Mapping::default(),
            company_ca: None,
        };
        store.add_account(&account, "token", NOON).unwrap();
        store
    }
}

fn ticket(id: &str, body: &str) -> Ticket {
    let what =
        What::Message { public: true, auto: false, body: body.to_owned(), mime: "text/plain".to_owned() };
    Ticket {
        id: id.to_owned(),
        number: id.to_owned(),
        subject: "Subject".to_owned(),
        queue: String::new(),
        status: "open".to_owned(),
        fields: std::collections::BTreeMap::new(),
        customer: None,
        contact: None,
        assignee: None,
        channel: None,
        url: None,
        created: NOON,
        updated: NOON,
        version: None,
        gone: None,
        history: History::Complete,
        events: vec![Event {
            id: "1".to_owned(),
            at: NOON,
            by: None,
            author: String::new(),
            operation: None,
            attachments: Vec::new(),
            what,
        }],
    }
}

fn page<'a>(tickets: &'a [Ticket], cursor: &'a str) -> PageWrite<'a> {
    PageWrite { account: "acme", tickets, cursor: Some(cursor), ..PageWrite::default() }
}

fn number(connection: &Connection, sql: &str) -> i64 {
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn released_migrations_are_never_edited() {
    let digests: Vec<String> = MIGRATIONS
        .iter()
        .map(|sql| Sha256::digest(sql).iter().map(|byte| format!("{byte:02x}")).collect())
        .collect();
    assert_eq!(digests, RELEASED, "append a new file instead of editing one that was released");
}

#[test]
fn every_layout_is_brought_up_to_date() {
    for done in 0..=MIGRATIONS.len() {
        let folder = Folder::new();
        let raw = folder.raw();
        raw.pragma_update(None, "journal_mode", "WAL").unwrap();
        for migration in &MIGRATIONS[..done] {
            raw.execute_batch(migration).unwrap();
        }
        raw.pragma_update(None, "user_version", i64::try_from(done).unwrap()).unwrap();
        drop(raw);
        if done < MIGRATIONS.len() {
            let reader = Store::open(folder.dir.path(), &folder.key, Access::Reader).unwrap_err();
            assert_eq!(reader.code(), "older-database");
        }
        let store = folder.with_account();
        store.apply_page(&page(&[ticket("1", "x")], "c1"), NOON).unwrap();
        store.check().unwrap();
        drop(store);
        assert_eq!(number(&folder.raw(), "PRAGMA user_version"), NEWEST);
    }
}

#[test]
fn the_names_of_people_who_led_become_no_names_of_groups() {
    let folder = Folder::new();
    let raw = folder.raw();
    raw.pragma_update(None, "journal_mode", "WAL").unwrap();
    for migration in &MIGRATIONS[..11] {
        raw.execute_batch(migration).unwrap();
    }
    raw.pragma_update(None, "user_version", 11).unwrap();
    let insert = "INSERT INTO settings (key, value) VALUES (?, ?)";
    raw.execute(insert, ["window", r#"{"session_leads":"sam, Support","theme":"dark"}"#]).unwrap();
    raw.execute(insert, ["other", "no JSON"]).unwrap();
    drop(raw);
    let store = folder.with_account();
    assert_eq!(store.setting("window").unwrap().as_deref(), Some(r#"{"theme":"dark"}"#));
    assert_eq!(store.setting("other").unwrap().as_deref(), Some("no JSON"));
}

#[test]
fn a_newer_database_is_refused_and_keeps_every_byte() {
    let folder = Folder::new();
    drop(folder.with_account());
    let raw = folder.raw();
    raw.pragma_update(None, "user_version", NEWEST + 1).unwrap();
    let read = |name: &str| fs::read(folder.dir.path().join(name)).unwrap();
    let before = (read("gnomon.db"), read("gnomon.db-wal"));
    assert!(!before.1.is_empty(), "the new number is in the log only");
    // What a killed newer program leaves: the log is there and nobody has it open.
    raw.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).unwrap();
    drop(raw);

    for access in [Access::Holder(&folder.lease), Access::Reader] {
        let error = Store::open(folder.dir.path(), &folder.key, access).unwrap_err();
        assert_eq!(error.code(), "newer-database");
        assert!(error.to_string().contains(&format!("layout {}", NEWEST + 1)), "{error}");
        assert!((read("gnomon.db"), read("gnomon.db-wal")) == before, "{access:?}");
    }
}

#[test]
fn the_safe_settings_are_in_force() {
    let folder = Folder::new();
    let store = folder.open().unwrap();
    let writer = super::lock(store.writer.get().unwrap());
    let reader = super::lock(&store.reader);
    for connection in [&*writer, &*reader] {
        for (pragma, expected) in [
            ("synchronous", 2),
            ("foreign_keys", 1),
            ("temp_store", 2),
            ("cell_size_check", 1),
            ("trusted_schema", 0),
            ("secure_delete", 2),
            ("fullfsync", 1),
        ] {
            assert_eq!(number(connection, &format!("PRAGMA {pragma}")), expected, "{pragma}");
        }
        let text = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
        assert_eq!(text("PRAGMA journal_mode"), "wal");
        assert!(text("PRAGMA cipher_version").starts_with("4."));
        connection.execute_batch("PRAGMA writable_schema = ON").unwrap();
        assert!(connection.execute_batch("DELETE FROM sqlite_schema").is_err(), "defensive");
    }
    assert!(reader.execute_batch("DELETE FROM accounts").is_err(), "the reader only reads");
    let loose = "SELECT count(*) FROM pragma_table_list
                 WHERE schema = 'main' AND type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'";
    assert_eq!(number(&reader, loose), 0, "every table is strict");
}

#[test]
fn a_full_disk_leaves_the_last_page_whole() {
    let folder = Folder::new();
    let store = folder.with_account();
    store.apply_page(&page(&[ticket("1", "first")], "c1"), NOON).unwrap();
    let limit = |pages: i64| {
        store.maintain(|connection| connection.pragma_update(None, "max_page_count", pages)).unwrap();
    };
    limit(1);
    let many: Vec<_> = (1..200).map(|i| ticket(&i.to_string(), &"word ".repeat(2000))).collect();
    let error = store.apply_page(&page(&many, "c2"), NOON).unwrap_err();
    assert_eq!(error.code(), "disk-full");
    let account = store.account("acme").unwrap().unwrap();
    assert_eq!((account.cursor.as_deref(), store.counts().unwrap().unsolved), (Some("c1"), 1));
    assert_eq!(
        store.ticket(&crate::TicketKey::new("acme", "1")).unwrap().unwrap().ticket,
        ticket("1", "first")
    );
    store.check().unwrap();

    limit(1_000_000);
    assert_eq!(store.apply_page(&page(&many, "c2"), NOON).unwrap().changed.len(), 199);
}

#[test]
fn a_change_that_dies_in_the_middle_leaves_nothing() {
    let folder = Folder::new();
    let store = folder.with_account();
    let died = catch_unwind(AssertUnwindSafe(|| {
        store.write::<()>(|tx| {
            tx.execute("DELETE FROM accounts", [])?;
            panic!("in the middle")
        })
    }));
    assert!(died.is_err());
    assert_eq!(store.accounts().unwrap().len(), 1);
    store.set_setting("after", Some("works")).unwrap();

    // A connection that is gone in the middle, as after a kill.
    let raw = folder.raw();
    raw.execute_batch("BEGIN IMMEDIATE; UPDATE accounts SET cursor = 'never'; DELETE FROM secrets").unwrap();
    drop(raw);
    assert_eq!(store.account("acme").unwrap().unwrap().cursor, None);
    assert!(store.token("acme").unwrap().is_some());
    store.apply_page(&page(&[], "c1"), NOON).unwrap();
}

#[test]
fn a_busy_database_is_told() {
    let folder = Folder::new();
    let store = folder.with_account();
    store.maintain(|connection| connection.busy_timeout(std::time::Duration::ZERO)).unwrap();
    let raw = folder.raw();
    raw.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(store.set_setting("a", Some("b")).unwrap_err().code(), "database-busy");
    raw.execute_batch("ROLLBACK").unwrap();
    store.set_setting("a", Some("b")).unwrap();
}

#[test]
fn the_database_itself_keeps_the_audit_log() {
    let folder = Folder::new();
    let store = folder.open().unwrap();
    let entry = AuditEntry { at: NOON, ticket: None, what: "x".to_owned(), detail: "{}".to_owned() };
    store.audit(&entry).unwrap();
    for sql in ["DELETE FROM audit", "UPDATE audit SET what = 'y'"] {
        assert!(store.maintain(|connection| connection.execute_batch(sql)).is_err(), "{sql}");
    }
    assert_eq!(store.audit_log(None, 9).unwrap()[0].entry, entry);
}

#[test]
fn nothing_of_a_removed_account_stays_in_any_table() {
    let folder = Folder::new();
    let store = folder.with_account();
    let other = NewAccount {
        id: "other".to_owned(),
        kind: "rt".to_owned(),
        name: String::new(),
        address: String::new(),
        user: None,
        mapping: Mapping::default(),
        company_ca: None,
    };
    store.add_account(&other, "token", NOON).unwrap();
    let theirs = [ticket("1", "zebra")];
    store.apply_page(&PageWrite { account: "other", ..page(&theirs, "x") }, NOON).unwrap();
    store.apply_page(&page(&[ticket("1", "quagga"), ticket("2", "old")], "c1"), NOON).unwrap();
    while store.index_slice(1).unwrap().more {}
    // Replaced bodies go too.
    store.apply_page(&page(&[ticket("2", "quagga")], "c2"), NOON).unwrap();
    while store.index_slice(1).unwrap().more {}
    let bodies = |connection: &Connection| number(connection, "SELECT count(*) FROM bodies");
    assert_eq!(store.read(|connection| Ok(bodies(connection))).unwrap(), 3);

    store.remove_account("acme").unwrap();
    store
        .read(|connection| {
            assert_eq!((bodies(connection), number(connection, "SELECT count(*) FROM events")), (1, 1));
            let blocks = "SELECT count(*) FROM search_data WHERE instr(block, CAST('uagga' AS BLOB)) > 0";
            assert_eq!(number(connection, blocks), 0, "no word of it is left in the index");
            assert_eq!(number(connection, &blocks.replace("uagga", "ebra")), 1);
            Ok(())
        })
        .unwrap();
}

#[test]
fn customers_are_listed_without_reading_a_ticket() {
    let folder = Folder::new();
    let store = folder.with_account();
    let plan = format!("EXPLAIN QUERY PLAN {}", crate::contract::CUSTOMERS);
    let steps = store.read(|connection| {
        let mut statement = connection.prepare(&plan)?;
        let steps = statement.query_map([], |row| row.get::<_, String>(3))?;
        Ok(steps.collect::<Result<Vec<_>, _>>()?)
    });
    let steps = steps.unwrap().join("; ");
    assert!(steps.contains("COVERING INDEX tickets_customer") && !steps.contains("TEMP"), "{steps}");
}

#[test]
fn a_record_that_cannot_be_read_does_not_hide_those_after_it() {
    let folder = Folder::new();
    let store = folder.with_account();
    let tickets = ["1", "2", "3"].map(|id| ticket(id, "x"));
    store.apply_page(&page(&tickets, "c1"), NOON).unwrap();
    folder.raw().execute("UPDATE tickets SET fields = 'no JSON' WHERE id = '2'", []).unwrap();
    let read: Vec<Option<String>> = store.resident().map(|stored| stored.ok().map(|s| s.ticket.id)).collect();
    assert_eq!(read, [Some("1".to_owned()), None, Some("3".to_owned())]);
}

#[test]
fn a_record_that_cannot_be_read_is_kept_aside_until_its_portal_delivers_it_again() {
    let folder = Folder::new();
    let store = folder.with_account();
    let one = [ticket("1", "x")];
    let contract = crate::ContractRecord {
        customer: "c1".to_owned(),
        policy: "sep-sesam".to_owned(),
        contract: policy::facts::Contract::default(),
    };
    let contracts = [contract];
    let page = PageWrite { contracts: &contracts, ..page(&one, "c1") };
    store.apply_page(&page, NOON).unwrap();
    folder
        .raw()
        .execute_batch("UPDATE tickets SET fields = 'no JSON'; UPDATE contracts SET contract = 'no JSON'")
        .unwrap();
    let ticket = store.resident().next().unwrap().unwrap_err();
    let contract = store.contracts().unwrap().remove(0).unwrap_err();
    store.put_aside(&ticket, NOON).unwrap();
    store.put_aside(&contract, NOON).unwrap();
    store.put_aside(&contract, NOON).unwrap();
    let mut aside: Vec<_> = store.aside().unwrap().into_iter().map(|row| row.record.id.unwrap()).collect();
    aside.sort();
    assert_eq!(aside, ["1", "contract of c1 for sep-sesam"]);

    // The same page again: equal to what was stored before it was damaged.
    assert_eq!(store.apply_page(&page, NOON).unwrap().aside, 0);
    assert_eq!(store.ticket(&crate::TicketKey::new("acme", "1")).unwrap().unwrap().ticket, one[0]);
    assert!(store.contracts().unwrap()[0].is_ok());
}

#[test]
fn an_account_that_cannot_be_read_does_not_hide_the_others_and_can_be_mended_or_removed() {
    let folder = Folder::new();
    let store = folder.with_account();
    let other = NewAccount {
        id: "other".to_owned(),
        kind: "rt".to_owned(),
        name: "Other".to_owned(),
        address: "https://other.example.test/".to_owned(),
        user: None,
        mapping: Mapping::default(),
        company_ca: None,
    };
    store.add_account(&other, "token", NOON.plus(1)).unwrap();
    store.apply_page(&page(&[ticket("1", "x")], "c1"), NOON).unwrap();
    let spoil = |sql: &str| folder.raw().execute_batch(sql).unwrap();
    let ids = || -> Vec<Result<String, (String, bool)>> {
        let read = store.accounts().unwrap().into_iter();
        read.map(|one| one.map(|a| a.id).map_err(|broken| (broken.id, broken.mapping_only))).collect()
    };
    let (acme, theirs) = ("acme".to_owned(), Ok("other".to_owned()));

    for (name, sql, mapping_only) in [
        ("no JSON", "UPDATE accounts SET mapping = '{\"queues\":' WHERE id = 'acme'", true),
        ("another shape", "UPDATE accounts SET mapping = '{\"queues\": 7}' WHERE id = 'acme'", true),
        ("no text", "UPDATE accounts SET mapping = CAST(x'ff' AS TEXT) WHERE id = 'acme'", true),
        ("cursor is no text", "UPDATE accounts SET cursor = CAST(x'ff' AS TEXT) WHERE id = 'acme'", false),
    ] {
        spoil(sql);
        assert_eq!(ids(), [Err((acme.clone(), mapping_only)), theirs.clone()], "{name}");
        if mapping_only {
            store.set_mapping("acme", &Mapping::default()).unwrap();
            assert_eq!(ids(), [Ok(acme.clone()), theirs.clone()], "{name}");
        }
    }
    store.remove_account("acme").unwrap();
    assert_eq!(ids(), [theirs]);
}

#[test]
fn an_unreadable_ticket_does_not_stop_a_read_that_starts_afresh() {
    let folder = Folder::new();
    let store = folder.with_account();
    store.apply_page(&page(&["1", "2", "3"].map(|id| ticket(id, "x")), "c1"), NOON).unwrap();
    folder.raw().execute("UPDATE tickets SET fields = 'no JSON' WHERE id = '2'", []).unwrap();
    let again = [ticket("1", "x")];
    let page = PageWrite { afresh: true, end: true, ..page(&again, "c2") };
    let changed = store.apply_page(&page, NOON).unwrap().changed;
    assert_eq!(changed, [crate::TicketKey::new("acme", "3")]);
}
