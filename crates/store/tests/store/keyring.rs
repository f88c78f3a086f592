//! The real keyring, where there is one: a session bus with an unlocked keyring. Elsewhere the tests say that they
//! were skipped.

use store::{KeyringState, Keys, Protection, Unlock};

#[test]
fn the_systems_keyring_keeps_a_key() {
    let dir = tempfile::tempdir().unwrap();
    let keys = Keys::in_dir(dir.path());
    if std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_none() && cfg!(target_os = "linux") {
        eprintln!("skipped: there is no session bus");
        return;
    }
    if let KeyringState::Unusable { why } = keys.probe_keyring() {
        eprintln!("skipped: {why}");
        return;
    }
    let created = keys.create(Protection::Keyring).unwrap();
    let opened = keys.open(Unlock::Keyring).unwrap();
    keys.renew_recovery(&opened).unwrap();
    // Leaves nothing behind in the keyring.
    keys.protect(&created.key, Protection::Passphrase(store::Passphrase::new("correct horse".to_owned())))
        .unwrap();
    assert_eq!(keys.open(Unlock::Keyring).unwrap_err().code(), "no-such-protection");
}

#[test]
fn without_a_keyring_the_reason_is_one_sentence() {
    let dir = tempfile::tempdir().unwrap();
    let keys = Keys::in_dir(dir.path());
    match keys.probe_keyring() {
        KeyringState::Healthy => eprintln!("skipped: the keyring works"),
        KeyringState::Unusable { why } => {
            assert!(why.ends_with('.') && !why.contains('\n') && !why.ends_with(".."), "{why}");
            assert_eq!(keys.create(Protection::Keyring).unwrap_err().code(), "keyring-unusable");
            assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0, "nothing was written");
        }
    }
}
