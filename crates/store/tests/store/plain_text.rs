//! Nothing readable on the disk.

use store::{Keys, Passphrase, Protection};

use crate::world::{World, bytes_of, event, message, ticket, world};

const CANARY: &str = "Kanarienvogel";

#[test]
fn no_file_holds_a_subject_a_body_or_a_token() {
    let w = world();
    w.store.set_token("acme", &format!("{CANARY}-token")).unwrap();
    let tickets: Vec<_> = (0..50)
        .map(|i| {
            let mut ticket = ticket(&format!("{CANARY}-{i}"), &format!("{CANARY} in the subject"));
            ticket.events.push(event("9", None, message(&CANARY.repeat(5000), "text/plain")));
            ticket
        })
        .collect();
    w.apply(&tickets, CANARY);
    w.index();
    assert_eq!(w.found(CANARY).len(), 50);
    w.store.set_setting(CANARY, Some(CANARY)).unwrap();
    assert_no_trace(&w, "while it is open");
    let w = w.reopened();
    assert_no_trace(&w, "after it was closed");
    assert_eq!(w.found(CANARY).len(), 50);
}

fn assert_no_trace(w: &World, when: &str) {
    let files = bytes_of(w.path());
    assert!(files.values().map(Vec::len).sum::<usize>() > 100_000, "the data are there");
    for (name, bytes) in files {
        for trace in [CANARY, "kanarienvogel", "CREATE TABLE", "SQLite format", "acme"] {
            let found = bytes.windows(trace.len()).any(|window| window == trace.as_bytes());
            assert!(!found, "{trace} is in {name} {when}");
        }
    }
}

#[test]
fn keys_json_holds_no_secret() {
    let dir = tempfile::tempdir().unwrap();
    let keys = Keys::in_dir(dir.path()).with_cost(store::Cost::LEAST);
    let created = keys.create(Protection::Passphrase(Passphrase::new(CANARY.to_owned()))).unwrap();
    let text = std::fs::read_to_string(dir.path().join("keys.json")).unwrap();
    let code = created.recovery.unwrap().text();
    for secret in [CANARY, code.as_str(), &code.replace('-', "")] {
        assert!(!text.contains(secret));
    }
    assert_eq!(format!("{:?}", created.key), "DataKey(***)");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(dir.path().join("keys.json")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
