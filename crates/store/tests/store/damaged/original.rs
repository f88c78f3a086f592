//! The folder that is damaged: small, with something in every table, one part of it only in the log.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use policy::ticket::{Change, Enclosure, Operation, Seen, Ticket, What};
use serde_json::Value;
use sha2::{Digest, Sha256};
use store::{
    Access, AuditEntry, CheckRow, ContractChange, Cost, Draft, DraftKind, HostEntry, Keys, Lease, NewConsent,
    NewEnclosure, NewOperation, NewSession, OperationFilter, OperationRecord, OperationRow, PageWrite,
    Passphrase, Protection, Rescue, SessionState, Store, ValueSource,
};

use crate::world::{NOON, contract, key, new_account, page, ticket};

pub const PASSPHRASE: &str = "a passphrase of these tests";

/// The lines of each file that a rescue wrote.
pub type Lines = BTreeMap<String, Vec<Value>>;

pub struct Original {
    files: BTreeMap<&'static str, Vec<u8>>,
    pub tickets: u32,
    /// In every state that was ever committed.
    pub operations: Vec<OperationRow>,
    pub drafts: Vec<Draft>,
    /// What a rescue of the whole folder writes, at any length of its log.
    all: BTreeMap<String, Vec<Value>>,
    /// What is there without the log.
    pub least: Lines,
    /// The key file of another folder with the same passphrase.
    pub other_keys: Vec<u8>,
    /// As SQLCipher takes it.
    sqlcipher_key: String,
}

/// A ticket before and after the part that is only in the log.
pub fn versions(number: u32) -> [Ticket; 2] {
    let mut first = ticket(&number.to_string(), &format!("Subject {number}"));
    if let What::Message { body, .. } = &mut first.events[1].what {
        *body = format!("Body of {number}. ").repeat(number as usize * 3);
    }
    let mut second = first.clone();
    second.updated = NOON.plus(60);
    second.status = "stalled".to_owned();
    [first, second]
}

impl Original {
    pub fn make() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let keys = Keys::in_dir(dir.path()).with_cost(Cost::LEAST);
        let passphrase = Protection::Passphrase(Passphrase::new(PASSPHRASE.to_owned()));
        let data_key = keys.create(passphrase).unwrap().key;
        let lease = Lease::take(dir.path()).unwrap();
        let open = || Store::open(dir.path(), &data_key, Access::Holder(&lease)).unwrap();
        let tickets = 40;
        let mut seen = (Vec::new(), Vec::new());
        let store = open();
        fill(&store, tickets);
        look(&store, &mut seen);
        drop(store);
        let without_log = fs::read(dir.path().join("gnomon.db")).unwrap();
        let store = open();
        for step in 0..LATER {
            later(&store, step);
            look(&store, &mut seen);
        }
        let read = |name: &str| fs::read(dir.path().join(name)).unwrap();
        let files = BTreeMap::from([
            ("gnomon.db", read("gnomon.db")),
            ("gnomon.db-wal", read("gnomon.db-wal")),
            ("keys.json", read("keys.json")),
        ]);
        assert!(files["gnomon.db"] == without_log, "the later part is in the log only");
        let mut original = Self {
            files,
            tickets,
            operations: seen.0,
            drafts: seen.1,
            all: BTreeMap::new(),
            least: Lines::new(),
            other_keys: other_keys(),
            sqlcipher_key: sqlcipher_key(dir.path()),
        };
        original.save_at_every_length(&data_key);
        original
    }

    pub fn copy_to(&self, dir: &Path) {
        for (name, bytes) in &self.files {
            fs::write(dir.join(name), bytes).unwrap();
        }
    }

    /// Says that a newer Gnomon has changed the layout: in the log, or in the file itself.
    pub fn make_newer(&self, dir: &Path, in_log: bool) {
        let raw = rusqlite::Connection::open(dir.join("gnomon.db")).unwrap();
        raw.pragma_update(None, "key", &self.sqlcipher_key).unwrap();
        let keep = rusqlite::config::DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
        raw.set_db_config(keep, in_log).unwrap();
        raw.pragma_update(None, "user_version", 999).unwrap();
    }

    /// Whether this line was ever written: whole, or a ticket of which some events or bodies are lost and which says so.
    pub fn has(&self, file: &str, line: &Value) -> bool {
        let known = &self.all[file];
        if known.contains(line) {
            return true;
        }
        if line["lost"] == true {
            let kept = |line: &Value| {
                let mut kept = line.clone();
                let members = kept.as_object_mut().unwrap();
                members.remove("lost");
                members.remove("saved");
                kept
            };
            return known.iter().any(|whole| kept(whole) == kept(line));
        }
        let head = |line: &Value| {
            let mut head = line.clone();
            let fields = head.as_object_mut().unwrap();
            fields.remove("events");
            fields.remove("events_incomplete");
            head
        };
        let events = |line: &Value| line["events"].as_array().cloned().unwrap_or_default();
        let bodiless = |event: &Value| {
            let mut event = event.clone();
            event.as_object_mut().unwrap().remove("body");
            event
        };
        line["events_incomplete"] == true
            && known.iter().any(|whole| {
                head(whole) == head(line)
                    && events(line).iter().all(|event| {
                        events(whole).iter().any(|known| known == event || bodiless(known) == *event)
                    })
            })
    }

    fn save_at_every_length(&mut self, data_key: &store::DataKey) {
        let log = self.files["gnomon.db-wal"].clone();
        let frames = (log.len() - 32) / (24 + 4096);
        for length in 0..=frames {
            let dir = tempfile::tempdir().unwrap();
            self.copy_to(dir.path());
            fs::write(dir.path().join("gnomon.db-wal"), &log[..32 + length * (24 + 4096)]).unwrap();
            let to = dir.path().join("saved");
            let read = Rescue::open(dir.path(), data_key, dir.path()).unwrap().save(&to).unwrap();
            assert!(read.iter().all(|table| table.whole), "{length}: {read:?}");
            let lines = lines_of(&to);
            for (file, lines) in &lines {
                let all = self.all.entry(file.clone()).or_default();
                all.extend(lines.iter().cloned());
                all.sort_by_key(ToString::to_string);
                all.dedup();
            }
            if length == 0 {
                self.least = lines;
            }
        }
        assert!(self.least.values().all(|lines| !lines.is_empty()), "something is in every file");
    }
}

/// The bytes of a file that is to be sent: several pages.
pub fn content(id: &str) -> Vec<u8> {
    let number: u8 = id.rsplit('-').next().unwrap().parse().unwrap();
    (0..=255).cycle().skip(usize::from(number)).take(9_000).collect()
}

pub fn lines_of(dir: &Path) -> Lines {
    let files = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let read = |path: std::path::PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let lines = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        (path.file_name().unwrap().to_str().unwrap().to_owned(), lines)
    };
    files.map(read).collect()
}

fn fill(store: &Store, tickets: u32) {
    store.add_account(&new_account("acme"), "the-token-of-acme", NOON).unwrap();
    store.add_account(&new_account("other"), "the-token-of-other", NOON).unwrap();
    let tickets: Vec<_> = (1..=tickets).map(|number| versions(number)[0].clone()).collect();
    let (contracts, aside) = ([contract("c1", "premium")], [crate::world::aside(Some("99"), "{}")]);
    let page = PageWrite { contracts: &contracts, aside: &aside, ..page(&tickets, "c1") };
    store.apply_page(&page, NOON).unwrap();
    while store.index_slice(100).unwrap().more {}
    for number in 1..=6 {
        queue(store, number);
        let change = ContractChange {
            account: "acme".to_owned(),
            customer: format!("c{number}"),
            policy: "sep-sesam".to_owned(),
            field: "ends".to_owned(),
            value: Some("2027-12-31".into()),
        };
        store.change_contracts(&[change], &ValueSource::User, NOON).unwrap();
        let entry = AuditEntry {
            at: NOON.plus(i64::from(number)),
            ticket: Some(key(&number.to_string())),
            what: "remote-allowed".to_owned(),
            detail: "{\"clause\":\"4\"}".to_owned(),
        };
        store.audit(&entry).unwrap();
        session(store, number);
        let host = HostEntry {
            account: "acme".to_owned(),
            customer: format!("c{number}"),
            label: format!("Server {number}"),
            tool: "ssh".to_owned(),
            address: format!("db{number}.acme.test"),
            port: 0,
            user: String::new(),
            jump: String::new(),
            keys: Vec::new(),
        };
        store.add_host(&host, NOON).unwrap();
        store.set_setting(&format!("setting-{number}"), Some("\"value\"")).unwrap();
        let text = format!("Draft {number}: not sent yet");
        store.save_draft(&key(&number.to_string()), DraftKind::Reply, &text, NOON).unwrap();
    }
    let delivered = OperationRecord::Delivered { accepted: None, event: Some("7".to_owned()), ticket: None };
    store.record_operation("acme", "op-1", &delivered, NOON).unwrap();
    let conflict = OperationRecord::Conflict { detail: "[]".to_owned() };
    store.record_operation("acme", "op-2", &conflict, NOON).unwrap();
}

/// A session with what it rests on; every second one is over.
fn session(store: &Store, number: u32) {
    let ticket = key(&number.to_string());
    let consent = NewConsent {
        ticket: ticket.clone(),
        by: format!("Person {number}"),
        how: "by phone".to_owned(),
        at: NOON,
        until: NOON.plus(3600),
        tool: None,
        host: Some(format!("db{number}")),
    };
    store.give_consent(&consent).unwrap();
    let requirement = "dns".to_owned();
    let check = CheckRow { requirement, by: consent.by, waived: Some("Not needed.".to_owned()), at: NOON };
    store.set_check(&ticket, &check).unwrap();
    let begun = format!("{{\"host\":\"db{number}\"}}");
    let row = store.begin_session(&NewSession { ticket, begun }, NOON).unwrap();
    if number.is_multiple_of(2) {
        store.end_session(row, SessionState::Ended, Some(NOON.plus(60)), "It has ended.").unwrap();
        store.close_session(row, "{\"outcome\":\"Done.\"}", NOON.plus(90)).unwrap();
    }
}

fn enclosed(store: &Store, number: u32) -> Enclosure {
    let file = Enclosure {
        id: format!("file-{number}"),
        name: format!("größer {number}.log"),
        mime: "text/plain".to_owned(),
        size: 0,
        sha256: String::new(),
    };
    let ticket = key(&number.to_string());
    let bytes = content(&file.id);
    let new = NewEnclosure { ticket: &ticket, with: DraftKind::Reply, file: &file, bytes: &bytes };
    store.enclose(&new, NOON).unwrap()
}

fn queue(store: &Store, number: u32) {
    // Two wait with their texts, the others for nothing.
    let files = if number == 3 { vec![enclosed(store, number)] } else { Vec::new() };
    if number == 4 {
        enclosed(store, number);
    }
    let operation = Operation {
        id: format!("op-{number}"),
        ticket: number.to_string(),
        change: Change::Reply { body: format!("Reply {number}") },
        files,
        seen: Seen::default(),
    };
    let hold_s = number % 2 * 10;
    let new = NewOperation { account: "acme".to_owned(), operation, due: None, hold_s };
    store.queue_operation(&new, NOON).unwrap();
}

/// Changes that are only in the log, each a transaction of its own.
const LATER: u32 = 8;

fn later(store: &Store, step: u32) {
    match step {
        0..4 => queue(store, 10 + step),
        4 => store.save_draft(&key("1"), DraftKind::Reply, "Draft 1, longer", NOON.plus(60)).unwrap(),
        5 => {
            let sending = OperationRecord::Sending { sent: "{\"attempts\":1}".to_owned() };
            assert!(store.record_operation("acme", "op-3", &sending, NOON.plus(60)).unwrap());
        }
        6 => {
            let tickets: Vec<_> = (1..=5).map(|number| versions(number)[1].clone()).collect();
            store.apply_page(&page(&tickets, "c2"), NOON.plus(60)).unwrap();
        }
        _ => store.set_setting("setting-1", Some("\"another\"")).unwrap(),
    }
}

fn look(store: &Store, (operations, drafts): &mut (Vec<OperationRow>, Vec<Draft>)) {
    operations.extend(store.operations(OperationFilter::default()).unwrap().into_iter().map(Result::unwrap));
    drafts.extend(store.drafts().unwrap());
}

fn other_keys() -> Vec<u8> {
    let dir = tempfile::tempdir().unwrap();
    let passphrase = Protection::Passphrase(Passphrase::new(PASSPHRASE.to_owned()));
    Keys::in_dir(dir.path()).with_cost(Cost::LEAST).create(passphrase).unwrap();
    fs::read(dir.path().join("keys.json")).unwrap()
}

/// The key as the form of `keys.json` says it is to be had.
pub fn sqlcipher_key(dir: &Path) -> String {
    let file: Value = serde_json::from_slice(&fs::read(dir.join("keys.json")).unwrap()).unwrap();
    let copy = file["copies"].as_array().unwrap().iter().find(|copy| copy["by"] == "passphrase").unwrap();
    let bytes = |value: &Value| BASE64.decode(value.as_str().unwrap()).unwrap();
    let cost = |name: &str| u32::try_from(copy["kdf"][name].as_u64().unwrap()).unwrap();
    let params = Params::new(cost("memory_kib"), cost("passes"), cost("lanes"), Some(32)).unwrap();
    let mut with = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(PASSPHRASE.as_bytes(), &bytes(&copy["kdf"]["salt"]), &mut with)
        .unwrap();
    let nonce: [u8; 24] = bytes(&copy["nonce"]).try_into().unwrap();
    let bound = format!("gnomon keys.json 1 {} passphrase", file["id"].as_str().unwrap());
    let payload = Payload { msg: &bytes(&copy["sealed"]), aad: bound.as_bytes() };
    let key = XChaCha20Poly1305::new(&with.into()).decrypt(&XNonce::from(nonce), payload).unwrap();
    let mark = Sha256::new().chain_update(b"gnomon database").chain_update(&key).finalize();
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    format!("x'{}{}'", hex(&key), hex(&mark[..16]))
}
