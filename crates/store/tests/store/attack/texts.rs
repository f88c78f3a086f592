//! Texts, names and numbers of records that no sane portal sends.

use std::collections::BTreeSet;

use store::{Keys, Passphrase, Protection, TicketKey, Unlock};

use crate::world::{event, key, message, ticket, world};

#[test]
fn case_152_identifiers_are_texts_and_equal_only_when_every_sign_is() {
    let w = world();
    let ids = [
        "1",
        "01",
        "1 ",
        " 1",
        "-1",
        "0",
        "9007199254740993",
        "9007199254740992",
        "AB-CD",
        "ab-cd",
        "\u{661}",
        "1\0",
        "e\u{301}",
        "\u{e9}",
    ];
    let tickets: Vec<_> = ids.iter().map(|id| ticket(id, &format!("Subject of {id}"))).collect();
    w.apply(&tickets, "c1");
    let w = w.reopened();
    for (id, expected) in ids.iter().zip(&tickets) {
        assert_eq!(w.ticket(id).as_ref(), Some(expected), "{id:?}");
    }
    let stored: BTreeSet<String> = w.store.resident().map(|stored| stored.unwrap().ticket.id).collect();
    assert_eq!(stored.len(), ids.len());
}

#[test]
fn case_158_a_ticket_of_a_size_that_nobody_writes_is_stored_read_and_found() {
    let w = world();
    let mut huge = ticket("1", "Huge");
    huge.events
        .extend((10..10_010).map(|id| event(&id.to_string(), None, message("One of many", "text/plain"))));
    let mut long = "word ".repeat(10 << 20);
    long.push_str("needle");
    huge.events.push(event("long", None, message(&long, "text/plain")));
    huge.fields
        .insert("tags".to_owned(), (0..10_000).map(|n| format!("tag{n}")).collect::<Vec<_>>().join(", "));
    w.apply(&[huge.clone(), ticket("2", "Small")], "c1");
    w.index();
    let w = w.reopened();
    assert!(w.ticket("1") == Some(huge), "it came back otherwise");
    assert_eq!(w.found("small"), ["2"]);
    assert_eq!(w.found("huge"), ["1"]);
}

#[test]
fn case_161_names_that_are_sql_or_paths_are_only_names() {
    let w = world();
    let long = "x".repeat(64 * 1024);
    let names = [
        "\"; DROP TABLE tickets; --",
        "'); DELETE FROM accounts; --",
        "$.a[0]",
        "json_extract(fields,'$')",
        "a.b",
        "a\"b",
        "%",
        "_",
        "?1",
        ":name",
        "\0",
        "rowid",
        "__proto__",
        long.as_str(),
    ];
    let mut hostile = ticket("1", "'; DROP TABLE tickets; --");
    hostile.fields.extend(names.iter().map(|name| ((*name).to_owned(), format!("value of {name}"))));
    hostile.queue = names[0].to_owned();
    hostile.status = names[1].to_owned();
    w.apply(&[hostile.clone(), ticket("2", "Other")], names[0]);
    w.index();
    for name in names {
        w.store.set_setting(name, Some(name)).unwrap();
        assert_eq!(w.store.setting(name).unwrap().as_deref(), Some(name));
        assert!(w.store.ticket(&TicketKey::new(name, name)).unwrap().is_none());
        assert!(w.store.account(name).unwrap().is_none());
        w.store.search(name, 10).unwrap();
        w.store.numbered(name).unwrap();
    }
    let w = w.reopened();
    w.store.check().unwrap();
    assert!(w.ticket("1") == Some(hostile), "it came back otherwise");
    assert_eq!(w.store.accounts().unwrap().len(), 1);
    assert_eq!(w.store.account("acme").unwrap().unwrap().cursor.as_deref(), Some(names[0]));
    assert!(w.store.ticket(&key("2")).unwrap().is_some());
}

#[test]
fn case_209_no_sign_of_a_search_changes_its_meaning() {
    let w = world();
    let mut one = ticket("1", "OPS-306: restore (83 %) не работает 復元が止まる 🦀");
    one.events.clear();
    w.apply(&[one, ticket("2", "title wordless")], "c1");
    w.index();
    for text in [
        "OPS-306",
        "\"restore",
        "restore\"",
        "^restore",
        "restore*",
        "+restore",
        "(restore",
        "restore {",
        "работает",
        "復元が止まる",
    ] {
        assert_eq!(w.found(text), ["1"], "{text}");
    }
    // Words that are operators elsewhere are only words, which this ticket does not have.
    for text in [
        "NOT title",
        "restore NOT wordless",
        "NEAR(restore title)",
        "title:restore",
        "restore AND wordless",
        "restore OR wordless",
    ] {
        assert_eq!(w.found(text), [""; 0], "{text}");
    }
    let many = "restore ".repeat(10_000);
    for text in ["\0", "%", "_", "-", "((((", "\"\"\"", "\u{202e}", "🦀", many.as_str()] {
        w.store.search(text, 10).unwrap();
    }
}

#[test]
fn case_199_nothing_that_holds_a_secret_prints_it() {
    let w = world();
    let secret = "correct horse battery staple";
    let dir = tempfile::tempdir().unwrap();
    let keys = Keys::in_dir(dir.path()).with_cost(store::Cost::LEAST);
    let created = keys.create(Protection::Passphrase(Passphrase::new(secret.to_owned()))).unwrap();
    let code = created.recovery.as_ref().unwrap().text().to_string();
    let printed = [
        format!("{:?}", Passphrase::new(secret.to_owned())),
        format!("{:?}", Protection::Passphrase(Passphrase::new(secret.to_owned()))),
        format!("{:?}", Unlock::Passphrase(Passphrase::new(secret.to_owned()))),
        format!("{:?}", Unlock::Recovery(code.parse().unwrap())),
        format!("{created:?}"),
        format!("{keys:?}"),
        format!("{:?}", w.store),
        format!("{:?}", w.store.account("acme").unwrap()),
        format!(
            "{:?}",
            keys.open(Unlock::Passphrase(Passphrase::new("another one".to_owned()))).unwrap_err()
        ),
    ];
    for text in printed {
        for hidden in [secret, code.as_str(), "the-token-of-acme", "another one"] {
            assert!(!text.contains(hidden), "{text}");
        }
    }
}
