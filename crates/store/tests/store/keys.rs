//! Keys: every way in, and every way that is refused.

use std::fs;

use keyring_core::mock;
use store::{Cost, Keyring, KeyringState, Keys, Passphrase, Protection, RecoveryCode, Unlock};
use tempfile::TempDir;

fn folder() -> (TempDir, Keys) {
    let dir = tempfile::tempdir().unwrap();
    let keys = Keys::in_dir(dir.path())
        .with_cost(Cost::LEAST)
        .with_keyring(Keyring::with_store(mock::Store::new().unwrap()));
    (dir, keys)
}

fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned())
}

fn typed(code: &RecoveryCode) -> Unlock {
    Unlock::Recovery(code.text().parse().unwrap())
}

/// The key has no readable form, so equal keys are shown by what they open.
fn same(keys: &Keys, a: &store::DataKey, b: &store::DataKey) -> bool {
    keys.renew_recovery(a).is_ok() && keys.renew_recovery(b).is_ok()
}

#[test]
fn a_passphrase_opens_what_it_protects() {
    let (_dir, keys) = folder();
    assert!(!keys.exist());
    let created = keys.create(Protection::Passphrase(passphrase("correct horse"))).unwrap();
    assert!(keys.exist());
    assert_eq!(keys.ways().unwrap(), ["passphrase", "recovery-code"]);
    let opened = keys.open(Unlock::Passphrase(passphrase("correct horse"))).unwrap();
    assert!(same(&keys, &created.key, &opened));
    for wrong in ["correct hors", "Correct horse", "correct horse ", ""] {
        let error = keys.open(Unlock::Passphrase(passphrase(wrong))).unwrap_err();
        assert_eq!(error.code(), "wrong-passphrase", "{wrong}");
    }
    assert_eq!(keys.open(Unlock::Keyring).unwrap_err().code(), "no-such-protection");
}

#[test]
fn the_keyring_opens_what_it_protects() {
    let (_dir, keys) = folder();
    assert_eq!(keys.probe_keyring(), KeyringState::Healthy);
    let created = keys.create(Protection::Keyring).unwrap();
    let opened = keys.open(Unlock::Keyring).unwrap();
    assert!(same(&keys, &created.key, &opened));
    let error = keys.open(Unlock::Passphrase(passphrase("whatever"))).unwrap_err();
    assert_eq!(error.code(), "no-such-protection");
}

#[test]
fn a_keyring_that_forgot_is_told_from_none_and_the_recovery_code_still_opens() {
    let (dir, keys) = folder();
    let created = keys.create(Protection::Keyring).unwrap();
    let empty = Keys::in_dir(dir.path()).with_keyring(Keyring::with_store(mock::Store::new().unwrap()));
    assert_eq!(empty.open(Unlock::Keyring).unwrap_err().code(), "keyring-entry-gone");

    let recovered = empty.open(typed(&created.recovery.unwrap())).unwrap();
    empty.protect(&recovered, Protection::Keyring).unwrap();
    assert!(same(&empty, &created.key, &empty.open(Unlock::Keyring).unwrap()));
    assert_eq!(keys.open(Unlock::Keyring).unwrap_err().code(), "keyring-entry-wrong");
}

#[test]
fn a_new_recovery_code_replaces_the_old_one() {
    let (_dir, keys) = folder();
    let created = keys.create(Protection::Passphrase(passphrase("correct horse"))).unwrap();
    let old = created.recovery.unwrap();
    keys.open(typed(&old)).unwrap();
    let new = keys.renew_recovery(&created.key).unwrap();
    assert_eq!(keys.open(typed(&old)).unwrap_err().code(), "wrong-recovery-code");
    keys.open(typed(&new)).unwrap();
    keys.open(Unlock::Passphrase(passphrase("correct horse"))).unwrap();
}

#[test]
fn protection_is_changed_and_the_old_one_opens_nothing() {
    let (_dir, keys) = folder();
    let created = keys.create(Protection::Keyring).unwrap();
    keys.protect(&created.key, Protection::Passphrase(passphrase("first phrase"))).unwrap();
    assert_eq!(keys.open(Unlock::Keyring).unwrap_err().code(), "no-such-protection");
    keys.protect(&created.key, Protection::Passphrase(passphrase("second phrase"))).unwrap();
    let error = keys.open(Unlock::Passphrase(passphrase("first phrase"))).unwrap_err();
    assert_eq!(error.code(), "wrong-passphrase");
    keys.protect(&created.key, Protection::Keyring).unwrap();
    keys.protect(&created.key, Protection::Keyring).unwrap();
    keys.open(Unlock::Keyring).unwrap();
    keys.open(typed(&created.recovery.unwrap())).unwrap();
}

#[test]
fn an_ephemeral_key_writes_nothing_and_protects_nothing() {
    let (dir, keys) = folder();
    let created = keys.create(Protection::Ephemeral).unwrap();
    assert!(created.recovery.is_none());
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    let kept = keys.create(Protection::Keyring).unwrap();
    assert_eq!(keys.protect(&kept.key, Protection::Ephemeral).unwrap_err().code(), "ephemeral-key");
    assert_eq!(keys.protect(&created.key, Protection::Keyring).unwrap_err().code(), "foreign-key");
    assert_eq!(keys.renew_recovery(&created.key).unwrap_err().code(), "foreign-key");
    keys.open(Unlock::Keyring).unwrap();
}

#[test]
fn keys_are_never_made_over_others() {
    let (dir, keys) = folder();
    keys.create(Protection::Keyring).unwrap();
    let before = fs::read(dir.path().join("keys.json")).unwrap();
    assert_eq!(keys.create(Protection::Keyring).unwrap_err().code(), "keys-exist");
    assert_eq!(fs::read(dir.path().join("keys.json")).unwrap(), before);

    fs::remove_file(dir.path().join("keys.json")).unwrap();
    fs::write(dir.path().join("gnomon.db"), "a database whose keys are lost").unwrap();
    assert_eq!(keys.create(Protection::Keyring).unwrap_err().code(), "keys-missing");
    assert_eq!(keys.open(Unlock::Keyring).unwrap_err().code(), "keys-missing");
}

#[test]
fn a_short_passphrase_is_refused_before_anything_is_written() {
    let (dir, keys) = folder();
    let error = keys.create(Protection::Passphrase(passphrase("äöü4567"))).unwrap_err();
    assert_eq!(error.code(), "short-passphrase");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn a_damaged_key_file_is_told_and_kept() {
    let (dir, keys) = folder();
    keys.create(Protection::Passphrase(passphrase("correct horse"))).unwrap();
    let path = dir.path().join("keys.json");
    let good = fs::read_to_string(&path).unwrap();
    let cases = [
        (String::new(), "damaged-keys"),
        (good[..good.len() / 2].to_owned(), "damaged-keys"),
        ("{}".to_owned(), "damaged-keys"),
        ("x".repeat(100_000), "damaged-keys"),
        (good.replace("\"memory_kib\": 8", "\"memory_kib\": 4000000000"), "damaged-keys"),
        (good.replace("\"memory_kib\": 8", "\"memory_kib\": 1"), "damaged-keys"),
        (good.replace("\"salt\": \"", "\"salt\": \"!"), "damaged-keys"),
        (good.replace("\"nonce\": \"", "\"nonce\": \"AAAA"), "damaged-keys"),
        (good.replace("\"format\": 1", "\"format\": 2"), "newer-keys"),
        (good.replace("passphrase", "recovery-code"), "no-such-protection"),
    ];
    for (text, code) in cases {
        assert_ne!(text, good);
        fs::write(&path, &text).unwrap();
        let error = keys.open(Unlock::Passphrase(passphrase("correct horse"))).unwrap_err();
        assert_eq!(error.code(), code, "{text}");
        assert!(!error.hint().is_empty());
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
}

#[test]
fn a_copy_of_another_key_or_another_kind_does_not_open() {
    let (one, keys) = folder();
    let (two, others) = folder();
    keys.create(Protection::Passphrase(passphrase("same phrase"))).unwrap();
    others.create(Protection::Passphrase(passphrase("same phrase"))).unwrap();
    let read = |dir: &TempDir| -> serde_json::Value {
        serde_json::from_str(&fs::read_to_string(dir.path().join("keys.json")).unwrap()).unwrap()
    };
    let mut mixed = read(&one);
    mixed["copies"] = read(&two)["copies"].clone();
    fs::write(one.path().join("keys.json"), mixed.to_string()).unwrap();
    let error = keys.open(Unlock::Passphrase(passphrase("same phrase"))).unwrap_err();
    assert_eq!(error.code(), "wrong-passphrase");
}
