//! One bad ticket never stops the others.

use demo::FaultKind;
use serde_json::Value;

use crate::console::{Console, only, portal, said, warnings};

#[test]
fn a_ticket_that_cannot_be_read_is_kept_aside_counted_and_listed() {
    let running = portal(30, 7);
    only(&running, FaultKind::GarbageRecord);
    let console = Console::new();
    console.connected(&running);
    let synced = console.run(&["sync"]);
    assert!(synced.status.success(), "{}", said(&synced));
    assert!(said(&synced).contains("1 ticket could not be read and is kept aside; see `gnomon aside`"));
    assert!(console.tickets().len() > 20);

    let warned = warnings("queue", &console.run(&["queue", "--json"]));
    assert_eq!(warned.len(), 1, "{warned:?}");
    assert_eq!((warned[0].code.as_str(), warned[0].message.contains("1 ticket")), ("kept-aside", true));
    let list: Value = serde_json::from_slice(&console.run(&["aside", "--json"]).stdout).unwrap();
    let why = list[0]["why"].as_str().unwrap();
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert!(why.contains("`events`: invalid type"), "{why}");
    let text = said(&console.run(&["aside"]));
    assert!(text.contains(list[0]["id"].as_str().unwrap()) && text.contains(why), "{text}");

    let clean = Console::synced(&portal(5, 7));
    assert!(said(&clean.run(&["aside"])).contains("nothing is kept aside"));
    assert_eq!(warnings("clean", &clean.run(&["queue", "--json"])), []);
}

#[test]
fn a_ticket_that_lacks_something_stays_in_the_queue_and_says_what_to_do() {
    for (name, fault, sign, notice) in [
        ("unknown severity", FaultKind::UnknownSeverity, "catastrophic", "say what it means in the settings"),
        ("no customer", FaultKind::NoCustomer, "no customer", "name one in the portal."),
    ] {
        let running = portal(30, 7);
        let whole = Console::synced(&running).tickets();
        only(&running, fault);
        let console = Console::synced(&running);
        assert_eq!(console.tickets(), whole, "{name}");
        let list = said(&console.run(&["queue", "--limit", "500"]));
        assert!(list.contains(sign), "{name}: {list}");
        let number = row(&console, sign);
        let explained = said(&console.run(&["explain", &number]));
        assert!(explained.contains(notice), "{name}: {explained}");
    }
}

/// Number of the one ticket with the unknown severity, or without a customer.
fn row(console: &Console, sign: &str) -> String {
    let page: Value =
        serde_json::from_slice(&console.run(&["queue", "--limit", "500", "--json"]).stdout).unwrap();
    let found: Vec<&Value> = page["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["severity"] == sign || (sign == "no customer" && row["customer"] == ""))
        .collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found[0]["number"].as_str().unwrap().to_owned()
}
