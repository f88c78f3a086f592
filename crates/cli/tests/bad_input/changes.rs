//! Changes with more than a text, on the command line: what is wrong is said, and what is right reaches the portal.

use serde_json::Value;

use crate::console::{Console, portal, said};

/// Two tickets of different queues, by their keys.
fn two_tickets(console: &Console) -> (String, String) {
    let listed = console.run(&["queue", "--json", "--limit", "40"]);
    let page: Value = serde_json::from_slice(&listed.stdout).unwrap();
    let row = |at: usize| {
        (page["rows"][at]["key"].as_str().unwrap(), page["rows"][at]["customer"].as_str().unwrap())
    };
    let (first, customer) = row(0);
    let other = (1..40).map(row).find(|(_, other)| *other != customer).unwrap();
    (first.to_owned(), other.0.to_owned())
}

#[test]
fn every_mistake_is_one_sentence_and_writes_nothing_down() {
    let running = portal(40, 7);
    let console = Console::synced(&running);
    let (key, other) = two_tickets(&console);
    let cases: [(&[&str], &str); 9] = [
        (&["tag", &key, "--add", "a,b"], "bad-tag"),
        (&["call", &key, "--at", "2099-01-01T10:00:00Z"], "bad-begun"),
        (&["time", &key, "0"], "bad-minutes"),
        (&["time", &key, "5", "--day", "soon"], "bad-day"),
        (&["merge", &key, &key], "bad-other"),
        (&["merge", &key, &other], "other-customer"),
        (&["link", &key, "no-such-ticket"], "unknown-ticket"),
        (
            &["new", "Restore stops", "Called in.", "--queue", "Moon", "--contact", "jo@acme.test"],
            "bad-queue",
        ),
        (&["new", "Restore stops", "Called in.", "--queue", "SEP", "--contact", "jo"], "bad-contact"),
    ];
    for (arguments, code) in cases {
        assert_eq!(console.refused(code, arguments).code, code);
    }
    let outbox: Value = serde_json::from_slice(&console.run(&["outbox", "--json"]).stdout).unwrap();
    assert_eq!(outbox["open"], 0);
}

#[test]
fn what_is_right_is_sent_by_the_next_sync() {
    let running = portal(40, 7);
    let console = Console::synced(&running);
    let (key, other) = two_tickets(&console);
    let would = console.run(&["call", &key, "--dry-run", "--json"]);
    assert!(
        serde_json::from_slice::<Value>(&would.stdout).unwrap()["notices"].is_array(),
        "{}",
        said(&would)
    );
    let new = ["new", "Restore stops", "Called in.", "--queue", "SEP", "--contact", "jo@acme.test"];
    let commands: [&[&str]; 5] = [
        &["tag", &key, "--add", "restore"],
        &["call", &key, "Sends the log.", "--by-customer"],
        &["time", &key, "25", "Read the log."],
        &["link", &key, &other, "--relation", "duplicate-of"],
        &new,
    ];
    for arguments in commands {
        let made = console.run(arguments);
        assert!(made.status.success(), "{arguments:?}: {}", said(&made));
    }
    let synced = console.run(&["sync"]);
    assert!(synced.status.success(), "{}", said(&synced));
    let id = key.split_once('/').unwrap().1;
    let ticket = running.control().ticket(id).unwrap();
    assert_eq!((ticket.tags.len(), ticket.links[0].relation.as_str()), (1, "duplicate-of"));
    // The new ticket comes in with the first sync that begins after it was filed.
    assert!(console.run(&["sync"]).status.success());
    let found = console.run(&["queue", "--search", "Restore stops", "--json"]);
    let page: Value = serde_json::from_slice(&found.stdout).unwrap();
    assert!(page["rows"].as_array().unwrap().iter().any(|row| row["subject"] == "Restore stops"), "{page}");
}
