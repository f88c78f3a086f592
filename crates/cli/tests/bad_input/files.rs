//! Data files that cannot be opened: told, and left as they are. (One of a newer layout, an unreadable account and a full
//! disk are among the outer tests, which can look into a data file.)

use std::fs;

use crate::console::{Console, portal, said};

#[test]
fn a_data_folder_that_cannot_be_used_is_told_and_keeps_every_byte() {
    let console = Console::synced(&portal(10, 7));
    let before = console.tickets();
    let [keys, database] = ["keys.json", "gnomon.db"].map(|name| console.data().join(name));
    let (good_keys, good) = (fs::read(&keys).unwrap(), fs::read(&database).unwrap());
    let newer = String::from_utf8(good_keys.clone()).unwrap().replace("\"format\": 1", "\"format\": 2");
    let mut damaged = good.clone();
    damaged[64..8192].fill(0);
    for (name, file, bytes, code, message, hint) in [
        ("newer keys", &keys, newer.as_bytes(), "newer-keys", "by a newer Gnomon", "Start the newer Gnomon"),
        ("damaged keys", &keys, &b"{\"format\":"[..], "damaged-keys", "damaged", "Restore"),
        ("damaged", &database, &damaged, "damaged-database", "is damaged", "Restore a backup"),
        (
            "no database",
            &database,
            &b"<html>Log in</html>"[..],
            "not-a-database",
            "is not a database",
            "move that file away",
        ),
    ] {
        fs::write(file, bytes).unwrap();
        for command in ["queue", "sync", "board"] {
            let told = console.refused(name, &[command]);
            assert_eq!(told.code, code, "{name} {command}: {told:?}");
            assert!(told.message.contains(message) && told.hint.contains(hint), "{name}: {told:?}");
        }
        assert_eq!(fs::read(file).unwrap(), bytes, "{name}: the file was changed");
        fs::write(&keys, &good_keys).unwrap();
        fs::write(&database, &good).unwrap();
    }
    assert_eq!(console.tickets(), before);
}

#[test]
fn a_folder_without_a_portal_or_with_another_passphrase_is_told() {
    let nothing = Console::new().refused("nothing connected", &["queue"]);
    assert_eq!(nothing.code, "nothing-connected");
    let console = Console::synced(&portal(5, 7));
    let passphrase = console.data().with_file_name("passphrase");
    fs::write(&passphrase, "another passphrase").unwrap();
    assert_eq!(console.refused("wrong passphrase", &["queue"]).code, "wrong-passphrase");
    fs::write(&passphrase, crate::console::PASSPHRASE).unwrap();
    assert!(!console.tickets().is_empty());
    let unknown = console.refused("no such ticket", &["show", "NOBODY-1"]);
    assert_eq!(unknown.code, "unknown-ticket");
    assert!(unknown.message.contains("NOBODY-1"), "{}", said(&console.run(&["show", "NOBODY-1"])));
}

/// A keyring whose window nobody sees takes every call and answers none. The start tells it after fifteen seconds, and the
/// recovery code is the way in.
#[test]
fn case_196_a_start_does_not_wait_for_a_keyring_that_never_answers() {
    let console = Console::new();
    let portal = portal(5, 7);
    let connected = console.connect(&portal.address(), portal.token(), &["--json"]);
    let view: serde_json::Value = serde_json::from_slice(&connected.stdout).unwrap();
    let code = view["recovery_code"].as_str().unwrap().to_owned();
    let keys = console.data().join("keys.json");
    let by_keyring =
        fs::read_to_string(&keys).unwrap().replace("\"by\": \"passphrase\"", "\"by\": \"keyring\"");
    fs::write(&keys, &by_keyring).unwrap();
    let bus = console.data().with_file_name("bus");
    let _silent = std::os::unix::net::UnixListener::bind(&bus).unwrap();
    let address = format!("unix:path={}", bus.display());
    let start = |what: &str| {
        let passphrase = console.data().with_file_name("passphrase");
        fs::write(passphrase, what).unwrap();
        let mut command = console.command(&["queue", "--json"]);
        command.env("DBUS_SESSION_BUS_ADDRESS", &address).output().unwrap()
    };
    let told = crate::console::error("silent", &start(""));
    assert!(told.message.contains("did not answer within 15 seconds"), "{told:?}");
    let opened = start(&code);
    assert!(opened.status.success(), "{}", said(&opened));
    assert_eq!(fs::read_to_string(&keys).unwrap(), by_keyring);
}
