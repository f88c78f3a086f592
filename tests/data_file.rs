//! A data file opened from outside, with nothing but its passphrase and what is known of its form.

use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use rusqlite::Connection;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::console::PASSPHRASE;

/// The database of a data folder that no process uses now.
pub fn open(folder: &Path) -> Connection {
    let database = Connection::open(folder.join("gnomon.db")).expect("a database");
    database.pragma_update(None, "key", sqlcipher_key(folder)).expect("the key is taken");
    database
}

/// Says in the file that a newer Gnomon has changed its layout; gives the layout that it had.
pub fn make_newer(folder: &Path, layout: i64) -> i64 {
    let database = open(folder);
    let before = database.pragma_query_value(None, "user_version", |row| row.get(0)).expect("a layout");
    database.pragma_update(None, "user_version", layout).expect("the layout is written");
    before
}

/// What the audit log says of remote sessions: each line and its detail, oldest first.
pub fn audit(folder: &Path) -> Vec<(String, Value)> {
    let database = open(folder);
    let mut lines = database.prepare("SELECT what, detail FROM audit ORDER BY row").expect("the audit log");
    let lines = lines.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?))).expect("its lines");
    lines
        .map(|line| {
            let (what, detail) = line.expect("a line");
            (what, serde_json::from_str(&detail).expect("JSON"))
        })
        .collect()
}

/// Key and salt as SQLCipher takes them, from the copy in `keys.json` that the passphrase opens.
fn sqlcipher_key(folder: &Path) -> String {
    let text = std::fs::read_to_string(folder.join("keys.json")).expect("a key file");
    let file: Value = serde_json::from_str(&text).expect("JSON");
    let copies = file["copies"].as_array().expect("copies");
    let copy = copies.iter().find(|copy| copy["by"] == "passphrase").expect("a copy for a passphrase");
    let id = file["id"].as_str().expect("a name");
    let nonce: [u8; 24] = bytes(&copy["nonce"]).try_into().expect("a nonce");
    let bound = format!("gnomon keys.json 1 {id} passphrase");
    let key = XChaCha20Poly1305::new(&stretched(&copy["kdf"]).into())
        .decrypt(&XNonce::from(nonce), Payload { msg: &bytes(&copy["sealed"]), aad: bound.as_bytes() })
        .expect("the passphrase opens it");
    let mark = Sha256::new().chain_update(b"gnomon database").chain_update(&key).finalize();
    format!("x'{}{}'", hex(&key), hex(&mark[..16]))
}

fn stretched(kdf: &Value) -> [u8; 32] {
    let number = |name: &str| u32::try_from(kdf[name].as_u64().expect("a number")).expect("a small one");
    let params =
        Params::new(number("memory_kib"), number("passes"), number("lanes"), Some(32)).expect("sane");
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(PASSPHRASE.as_bytes(), &bytes(&kdf["salt"]), &mut key)
        .expect("a key");
    key
}

fn bytes(text: &Value) -> Vec<u8> {
    BASE64.decode(text.as_str().expect("a text")).expect("base64")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
