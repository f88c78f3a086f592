//! What was erased is nowhere in the file, not even in pages that are free.

use std::fs;

use aes::Aes256;
use aes::cipher::{Block, BlockCipherDecrypt, KeyInit};
use policy::ticket::{Attachment, Gone};

use super::*;
use crate::{DraftKind, FileKey, NewEnclosure, TicketKey};

const PAGE: usize = 4096;
/// At the end of each page: 16 bytes to begin with, and the seal of 64 bytes.
const RESERVED: usize = 80;
const CANARY: &str = "Kanarienvogel";

/// All pages of the file and of its log, in clear: AES-256 in CBC mode, as SQLCipher 4 writes them.
fn in_clear(folder: &Folder) -> String {
    let text = folder.key.sqlcipher_key();
    let key: Vec<u8> =
        (0..32).map(|i| u8::from_str_radix(&text[2 + 2 * i..4 + 2 * i], 16).unwrap()).collect();
    let cipher = Aes256::new_from_slice(&key).unwrap();
    let file = fs::read(path(folder.dir.path())).unwrap();
    let log = fs::read(folder.dir.path().join("gnomon.db-wal")).unwrap_or_default();
    let frames = log.get(32..).unwrap_or_default().chunks_exact(24 + PAGE).map(|frame| &frame[24..]);
    let mut clear = Vec::new();
    for (number, page) in file.chunks_exact(PAGE).chain(frames).enumerate() {
        // The first page begins with a mark that is not encrypted.
        let from = if number == 0 { 16 } else { 0 };
        let mut before: [u8; 16] = page[PAGE - RESERVED..PAGE - RESERVED + 16].try_into().unwrap();
        for sealed in page[from..PAGE - RESERVED].chunks_exact(16) {
            let mut block = Block::<Aes256>::try_from(sealed).unwrap();
            cipher.decrypt_block(&mut block);
            clear.extend(block.iter().zip(before).map(|(one, other)| one ^ other));
            before = sealed.try_into().unwrap();
        }
    }
    String::from_utf8_lossy(&clear).into_owned()
}

fn hostage(id: &str, status: &str) -> Ticket {
    let mut ticket = Ticket { status: status.to_owned(), ..ticket(id, &format!("{CANARY}-body-{id}")) };
    ticket.updated = NOON.plus(-100 * 86_400);
    ticket.events[0].attachments = vec![Attachment {
        id: "f1".to_owned(),
        name: format!("{CANARY}-name-{id}"),
        ..Attachment::default()
    }];
    ticket
}

fn fetch(store: &Store, id: &str) {
    let key = FileKey::new("acme", id, "f1");
    store.begin_file(&key, None, None, false, NOON).unwrap();
    store.append_file(&key, format!("{CANARY}-file-{id} ").repeat(20_000).as_bytes()).unwrap();
    store.finish_file(&key, "", NOON).unwrap();
}

#[test]
fn erased_texts_and_files_are_in_no_page() {
    let folder = Folder::new();
    let store = folder.with_account();
    let mapping =
        Mapping { statuses: [("closed".to_owned(), "closed".to_owned())].into(), ..Mapping::default() };
    store.set_mapping("acme", &mapping).unwrap();
    store
        .apply_page(&page(&[hostage("1", "open"), hostage("2", "closed"), hostage("3", "open")], "c"), NOON)
        .unwrap();
    ["1", "2", "3"].iter().for_each(|id| fetch(&store, id));
    let ticket = TicketKey::new("acme", "3");
    let enclosure = policy::ticket::Enclosure {
        id: "e1".to_owned(),
        name: format!("{CANARY}-sent"),
        mime: String::new(),
        size: 0,
        sha256: String::new(),
    };
    let bytes = format!("{CANARY}-sent ").repeat(20_000);
    let new =
        NewEnclosure { ticket: &ticket, with: DraftKind::Reply, file: &enclosure, bytes: bytes.as_bytes() };
    store.enclose(&new, NOON).unwrap();
    let there = in_clear(&folder);
    let kinds = ["body", "name", "file"];
    for id in ["1", "2", "3"] {
        for kind in kinds {
            assert!(there.contains(&format!("{CANARY}-{kind}-{id}")), "{kind} of {id} can be found at all");
        }
    }

    let gone = Ticket { gone: Some(Gone::Deleted), events: Vec::new(), ..hostage("1", "open") };
    store.apply_page(&page(&[gone], "d"), NOON).unwrap();
    assert_eq!(store.erase_texts(NOON.plus(-30 * 86_400), NOON).unwrap(), 1);
    store.forget_words().unwrap();
    assert!(store.remove_enclosed(&ticket, "e1").unwrap());
    let left = in_clear(&folder);
    for kind in kinds {
        for (id, why) in [("1", "deleted in the portal"), ("2", "too old")] {
            assert!(!left.contains(&format!("{CANARY}-{kind}-{id}")), "{kind} of {id}: {why}");
        }
    }
    assert!(!left.contains(&format!("{CANARY}-sent")), "taken out of the draft");
    assert!(left.contains(&format!("{CANARY}-file-3")), "what belongs to others stays");

    store.remove_account("acme").unwrap();
    assert!(!in_clear(&folder).contains(CANARY), "the account was removed");
}
