//! What is known of a change before any portal has it.

use std::collections::BTreeMap;

use policy::ticket::{Change, Seen};

/// What portals and the data file know a change by: its word, whether it takes files, and what it writes.
#[test]
fn every_change_has_its_word_its_files_and_its_message() {
    let text = || "Done.".to_owned();
    let call = || Change::Call { answered: true, body: text(), by_customer: false, begun: None };
    let time = |body: &str| Change::Time { minutes: 5, body: body.to_owned(), day: None };
    let create = Change::Create {
        queue: String::new(),
        subject: text(),
        body: text(),
        contact: String::new(),
        fields: BTreeMap::new(),
    };
    let cases = [
        (Change::Reply { body: text() }, "reply", true, Some(("Done.", true))),
        (Change::Note { body: text() }, "note", true, Some(("Done.", false))),
        (Change::Set { name: text(), to: None }, "set", false, None),
        (Change::Tag { add: vec![text()], remove: Vec::new() }, "tag", false, None),
        (create, "create", false, None),
        (call(), "call", false, Some(("Done.", false))),
        (Change::Merge { into: text() }, "merge", false, None),
        (Change::Link { to: text(), relation: String::new() }, "link", false, None),
        (time("Done."), "time", false, Some(("Done.", false))),
        (time(""), "time", false, None),
    ];
    for (change, word, files, message) in cases {
        assert_eq!((change.kind(), change.takes_files(), change.message()), (word, files, message));
        assert_eq!(serde_json::to_value(&change).unwrap()["kind"], word, "as it is stored");
    }
}

#[test]
fn what_was_seen_is_stored_without_what_is_not_so() {
    let stored = |unborn| serde_json::to_value(Seen { unborn, ..Seen::default() }).unwrap();
    assert_eq!(stored(true)["unborn"], true);
    assert!(stored(false).get("unborn").is_none());
    for unborn in [true, false] {
        assert_eq!(serde_json::from_value::<Seen>(stored(unborn)).unwrap().unborn, unborn);
    }
}
