//! A keyring that is absent, locked, forgetful, doubled or not ours.

use std::any::Any;
use std::collections::HashMap;
use std::fs;
use std::sync::Arc;

use keyring_core::api::CredentialStoreApi;
use keyring_core::mock::{Cred, Store as MockStore};
use keyring_core::{Entry, Error};
use store::{Cost, Keyring, KeyringState, Keys, Passphrase, Protection, RecoveryCode, Unlock};
use tempfile::TempDir;

struct World {
    dir: TempDir,
    keys: Keys,
    keyring: Arc<MockStore>,
    recovery: RecoveryCode,
}

impl World {
    /// A data folder that opens with a keyring.
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let keyring = MockStore::new().unwrap();
        let keys = Keys::in_dir(dir.path()).with_keyring(Keyring::with_store(keyring.clone()));
        let recovery = keys.create(Protection::Keyring).unwrap().recovery.unwrap();
        Self { dir, keys, keyring, recovery }
    }

    /// The entry of this folder in the keyring.
    fn entry(&self) -> Entry {
        let file: serde_json::Value = serde_json::from_str(&self.file()).unwrap();
        self.keyring.build("gnomon", file["id"].as_str().unwrap(), None).unwrap()
    }

    fn file(&self) -> String {
        fs::read_to_string(self.dir.path().join("keys.json")).unwrap()
    }

    /// What the user sees, and that the way round stays open and nothing is written.
    fn refused(&self, name: &str) -> &'static str {
        let before = self.file();
        let error = self.keys.open(Unlock::Keyring).unwrap_err();
        let told = error.to_string();
        assert!(
            told.ends_with('.') && told.lines().count() == 1 && told.chars().count() < 400,
            "{name}: {told}"
        );
        assert!(error.hint().contains("recovery code"), "{name}: {}", error.hint());
        self.keys.open(Unlock::Recovery(self.recovery.text().parse().unwrap())).unwrap();
        assert_eq!(self.file(), before, "{name}");
        assert_eq!(fs::read_dir(self.dir.path()).unwrap().count(), 1, "{name}: there is a further file");
        error.code()
    }
}

fn said(text: &str) -> Box<dyn std::error::Error + Send + Sync> {
    text.into()
}

#[test]
fn case_196_a_keyring_that_gives_nothing_is_told_and_the_recovery_code_opens() {
    let world = World::new();
    let errors: [(&str, Error); 5] = [
        ("locked", Error::NoStorageAccess(said("the collection is locked.\nUnlock it"))),
        ("cancelled", Error::NoStorageAccess(said("Prompt was dismissed"))),
        (
            "no service",
            Error::PlatformFailure(said("org.freedesktop.secrets was not provided by any .service files")),
        ),
        ("twice", Error::Ambiguous(vec![world.entry(), world.entry()])),
        ("no text", Error::BadEncoding(vec![0xff, 0xfe])),
    ];
    for (name, error) in errors {
        let entry = world.entry();
        entry.as_any().downcast_ref::<Cred>().unwrap().set_error(error);
        assert_eq!(world.refused(name), "keyring-unusable", "{name}");
        world.keys.open(Unlock::Keyring).unwrap();
    }
}

#[test]
fn case_197_an_entry_that_is_gone_is_told_from_a_keyring_that_is() {
    let world = World::new();
    world.entry().delete_credential().unwrap();
    assert_eq!(world.refused("gone"), "keyring-entry-gone");
}

#[test]
fn case_198_what_comes_back_must_be_the_key_and_nothing_else() {
    let world = World::new();
    let entry = world.entry();
    let good = entry.get_secret().unwrap();
    let texts: [(&str, Vec<u8>); 9] = [
        ("nothing", Vec::new()),
        ("spaces", b"   ".to_vec()),
        ("no base64", b"!!!!".to_vec()),
        ("another key", b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=".to_vec()),
        ("a byte short", b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==".to_vec()),
        ("cut", good[..good.len() / 2].to_vec()),
        ("twice", [good.clone(), good.clone()].concat()),
        ("a megabyte", vec![b'A'; 1 << 20]),
        ("no text", vec![0xff; 44]),
    ];
    for (name, bytes) in texts {
        entry.set_secret(&bytes).unwrap();
        let expected = if name == "no text" { "keyring-unusable" } else { "keyring-entry-wrong" };
        assert_eq!(world.refused(name), expected, "{name}");
    }
    entry.set_secret(&good).unwrap();
    world.keys.open(Unlock::Keyring).unwrap();
}

/// A keyring without anything behind it.
#[derive(Debug)]
struct Absent;

impl CredentialStoreApi for Absent {
    fn vendor(&self) -> String {
        "absent".to_owned()
    }
    fn id(&self) -> String {
        "absent".to_owned()
    }
    fn build(&self, _: &str, _: &str, _: Option<&HashMap<&str, &str>>) -> keyring_core::Result<Entry> {
        Err(Error::PlatformFailure(said("there is no session bus")))
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[test]
fn case_196_without_a_keyring_nothing_is_written_and_never_a_plain_key() {
    let dir = tempfile::tempdir().unwrap();
    let keys = Keys::in_dir(dir.path()).with_keyring(Keyring::with_store(Arc::new(Absent)));
    let KeyringState::Unusable { why } = keys.probe_keyring() else { panic!("there is none") };
    assert!(why.contains("there is no session bus") && why.ends_with('.'), "{why}");
    let error = keys.create(Protection::Keyring).unwrap_err();
    assert_eq!(error.code(), "keyring-unusable");
    assert!(error.hint().contains("passphrase"), "{}", error.hint());
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

/// A keyring that takes every question and gives no answer, as one whose window nobody sees.
#[derive(Debug)]
struct Silent;

impl CredentialStoreApi for Silent {
    fn vendor(&self) -> String {
        "silent".to_owned()
    }
    fn id(&self) -> String {
        "silent".to_owned()
    }
    fn build(&self, _: &str, _: &str, _: Option<&HashMap<&str, &str>>) -> keyring_core::Result<Entry> {
        loop {
            std::thread::park();
        }
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn silent() -> Keyring {
    Keyring::with_store(Arc::new(Silent)).with_patience(std::time::Duration::from_millis(50))
}

#[test]
fn case_196_a_keyring_that_never_answers_is_told_and_the_recovery_code_opens() {
    let world = World::new();
    let world = World { keys: Keys::in_dir(world.dir.path()).with_keyring(silent()), ..world };
    assert_eq!(world.refused("silent"), "keyring-unusable");
    let told = world.keys.open(Unlock::Keyring).unwrap_err().to_string();
    assert!(told.contains("it did not answer within"), "{told}");
}

#[test]
fn case_196_with_a_keyring_that_never_answers_a_passphrase_protects_a_new_folder() {
    let dir = tempfile::tempdir().unwrap();
    let keys = Keys::in_dir(dir.path()).with_keyring(silent()).with_cost(Cost::LEAST);
    let KeyringState::Unusable { why } = keys.probe_keyring() else { panic!("it said nothing") };
    assert!(why.contains("did not answer"), "{why}");
    assert_eq!(keys.create(Protection::Keyring).unwrap_err().code(), "keyring-unusable");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    let words = || Passphrase::new("four words for tests".to_owned());
    let made = keys.create(Protection::Passphrase(words())).unwrap();
    // From the keyring that does not answer any more to a passphrase, and its entry cannot be deleted.
    keys.protect(&made.key, Protection::Passphrase(words())).unwrap();
    keys.open(Unlock::Passphrase(words())).unwrap();
}
