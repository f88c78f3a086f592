//! Pages of a sync: what they change, and that they change it once.

use policy::ticket::{Gone, Ticket, What};
use proptest::prelude::*;
use store::PageWrite;

use crate::world::{
    NOON, aside, bytes_of, contract, event, key, message, new_account, page, ticket, tombstone, world,
};

#[test]
fn a_ticket_comes_back_as_it_was_stored() {
    let w = world();
    let whole = ticket("1", "Printer on fire");
    w.apply(std::slice::from_ref(&whole), "c1");
    let w = w.reopened();
    assert_eq!(w.ticket("1"), Some(whole.clone()));
    let light = w.store.ticket_light(&key("1")).unwrap().unwrap();
    let mut expected = whole;
    for event in &mut expected.events {
        if let What::Message { body, .. } | What::Call { body, .. } | What::Work { body, .. } =
            &mut event.what
        {
            body.clear();
        }
    }
    assert_eq!(light.ticket, expected);
    assert_eq!((light.account.as_str(), light.solved), ("acme", false));
    assert_eq!(w.ticket("2"), None);
}

#[test]
fn hostile_text_comes_back_unchanged() {
    let w = world();
    let hostile = [
        "nul\0in the middle\0",
        "\u{202e}right to left\u{202c} שלום",
        "'; DROP TABLE tickets; --",
        "{\"json\": [1, \"\\u0000\"]}",
        "\u{feff}\u{200d}👩‍👩‍👧\u{10ffff}",
        "",
    ];
    let huge = "x\0é".repeat(1_000_000);
    let tickets: Vec<_> = hostile
        .iter()
        .copied()
        .chain([huge.as_str()])
        .enumerate()
        .map(|(i, text)| {
            let mut ticket = ticket(&format!("{i}{}", &text[..text.floor_char_boundary(20)]), text);
            ticket.fields.insert(text.chars().take(50).collect(), text.to_owned());
            ticket.customer.as_mut().unwrap().name = text.to_owned();
            ticket.events.push(event("9", None, message(text, text)));
            ticket
        })
        .collect();
    w.apply(&tickets, "c1");
    w.index();
    for ticket in &tickets {
        assert_eq!(w.ticket(&ticket.id).as_ref(), Some(ticket));
    }
    let resident: Vec<_> = w.store.resident().map(|stored| stored.unwrap().ticket.id).collect();
    assert_eq!(resident, tickets.iter().map(|ticket| ticket.id.clone()).collect::<Vec<_>>());
    w.store.check().unwrap();
}

#[test]
fn a_page_applied_twice_is_applied_once() {
    let w = world();
    let tickets = [ticket("1", "One"), tombstone("2", Gone::Deleted)];
    let asides = [aside(Some("3"), "{"), aside(None, "<html>"), aside(None, "<html>")];
    let contracts = [contract("c1", "basic")];
    let page = PageWrite {
        aside: &asides,
        contracts: &contracts,
        total: Some(40),
        end: true,
        ..page(&tickets, "c1")
    };
    let first = w.store.apply_page(&page, NOON).unwrap();
    assert_eq!(first.changed, [key("1"), key("2")]);
    assert!(first.contracts_changed);
    assert_eq!(first.aside, 2);
    let accounts = w.store.accounts().unwrap();
    let (rows, counts) = (w.store.aside().unwrap(), w.store.counts().unwrap());

    let second = w.store.apply_page(&page, NOON).unwrap();
    assert_eq!(second.changed, []);
    assert!(!second.contracts_changed);
    assert_eq!(w.store.accounts().unwrap(), accounts);
    assert_eq!(w.store.aside().unwrap(), rows);
    assert_eq!(w.store.counts().unwrap(), counts);
    assert_eq!(w.store.contracts().unwrap().len(), 1);
    assert_eq!(w.ticket("1"), Some(ticket("1", "One")));
}

#[test]
fn a_changed_ticket_replaces_the_old_one() {
    let w = world();
    let mut changed = ticket("1", "Old subject");
    w.apply(std::slice::from_ref(&changed), "c1");
    changed.subject = "New subject".to_owned();
    changed.assignee = None;
    changed.customer = None;
    changed.events.truncate(2);
    changed.events.push(event("7", None, message("A later body", "text/plain")));
    assert_eq!(w.apply(std::slice::from_ref(&changed), "c2").changed, [key("1")]);
    assert_eq!(w.ticket("1"), Some(changed));
    assert_eq!(w.store.counts().unwrap().unsolved, 1);
    w.store.check().unwrap();
}

#[test]
fn a_deleted_ticket_leaves_a_tombstone_with_its_number() {
    let w = world();
    w.apply(&[ticket("1", "Secret matter"), ticket("2", "Stays")], "c1");
    w.index();
    w.apply(&[tombstone("1", Gone::MergedInto("2".to_owned()))], "c2");
    let gone = w.ticket("1").unwrap();
    assert_eq!(gone.gone, Some(Gone::MergedInto("2".to_owned())));
    assert_eq!((gone.number.as_str(), gone.subject.as_str()), ("SEP-1", "Secret matter"));
    assert_eq!(gone.events, []);
    let resident: Vec<_> = w.store.resident().map(|stored| stored.unwrap().ticket.id).collect();
    assert_eq!(resident, ["2"]);
    assert_eq!(w.found("secret"), [""; 0]);
    w.index();
    assert_eq!(w.found("secret"), [""; 0]);

    assert_eq!(w.store.purge_gone(NOON).unwrap(), 0);
    assert_eq!(w.store.purge_gone(NOON.plus(1)).unwrap(), 1);
    assert_eq!(w.ticket("1"), None);

    w.apply(&[ticket("1", "Back again")], "c3");
    w.index();
    assert_eq!(w.found("again"), ["1"]);
}

#[test]
fn a_record_kept_aside_leaves_when_its_ticket_is_read() {
    let w = world();
    let long = "é".repeat(40_000);
    let asides = [aside(Some("1"), &long), aside(None, "x")];
    w.store.apply_page(&PageWrite { aside: &asides, ..page(&[], "c1") }, NOON).unwrap();
    let rows = w.store.aside().unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows.iter().map(|row| row.record.raw.len()).max(), Some(64 * 1024));
    assert_eq!(w.apply(&[ticket("1", "Readable now")], "c2").aside, 1);
    assert_eq!(w.store.aside().unwrap()[0].record, asides[1]);
}

#[test]
fn progress_counts_each_record_and_ends() {
    let w = world();
    let progress = || {
        let account = w.store.account("acme").unwrap().unwrap();
        let progress = account.progress;
        (progress.running, progress.done, progress.total, account.synced_at, account.cursor)
    };
    assert_eq!(progress(), (false, 0, None, None, None));
    let three = [ticket("1", "a"), ticket("2", "b"), ticket("3", "c")];
    w.store.apply_page(&PageWrite { total: Some(4), ..page(&three, "c1") }, NOON).unwrap();
    assert_eq!(progress(), (true, 3, Some(4), None, Some("c1".to_owned())));
    w.store
        .apply_page(&PageWrite { end: true, aside: &[aside(None, "x")], ..page(&[], "c2") }, NOON)
        .unwrap();
    assert_eq!(progress(), (false, 4, Some(4), Some(NOON), Some("c2".to_owned())));
    // The next sync begins to count anew; a clock that was set back does not make the data older.
    w.store.apply_page(&PageWrite { end: true, ..page(&three[..1], "c3") }, NOON.plus(-600)).unwrap();
    assert_eq!(progress(), (false, 1, None, Some(NOON), Some("c3".to_owned())));
}

#[test]
fn the_data_are_as_old_as_the_first_request_of_their_round() {
    let w = world();
    let synced = || w.store.account("acme").unwrap().unwrap().synced_at;
    let put = |begun: i64, end: bool, cursor: &str, at: i64| {
        let page = PageWrite { begun: Some(NOON.plus(begun)), end, ..page(&[], cursor) };
        w.store.apply_page(&page, NOON.plus(at)).unwrap();
    };
    // A round of three pages with a restart in the middle: the second process begins later.
    put(0, false, "c1", 50);
    put(0, false, "c2", 100);
    assert_eq!(w.store.account("acme").unwrap().unwrap().progress.begun, Some(NOON));
    put(200, true, "c3", 250);
    assert_eq!(synced(), Some(NOON));
    put(300, true, "c4", 310);
    assert_eq!(synced(), Some(NOON.plus(300)));
    put(320, false, "c5", 330);
    assert_eq!(synced(), Some(NOON.plus(300)));
}

#[test]
fn a_page_of_an_unknown_account_is_refused_whole() {
    let w = world();
    let tickets = [ticket("1", "One")];
    let page = PageWrite { account: "nobody", ..page(&tickets, "c1") };
    let error = w.store.apply_page(&page, NOON).unwrap_err();
    assert_eq!(error.code(), "unknown-account");
    assert_eq!(w.store.counts().unwrap().unsolved, 0);
}

#[test]
fn accounts_do_not_see_each_others_tickets() {
    let w = world();
    w.store.add_account(&new_account("other"), "t", NOON).unwrap();
    let (mine, theirs) = ([ticket("1", "Mine")], [ticket("1", "Theirs")]);
    w.apply(&mine, "c1");
    w.store.apply_page(&PageWrite { account: "other", ..page(&theirs, "x1") }, NOON).unwrap();
    assert_eq!(w.ticket("1").unwrap().subject, "Mine");
    let other = store::TicketKey::new("other", "1");
    assert_eq!(w.store.ticket(&other).unwrap().unwrap().ticket.subject, "Theirs");
    assert_eq!(w.store.account("acme").unwrap().unwrap().cursor.as_deref(), Some("c1"));
}

#[test]
fn reading_changes_no_byte() {
    let w = world();
    w.apply(&[ticket("1", "One")], "c1");
    w.index();
    let before = bytes_of(w.path());
    let _ = (w.store.resident().count(), w.ticket("1"), w.found("one"), w.store.counts().unwrap());
    let _ = (w.store.accounts().unwrap(), w.store.last_order().unwrap(), w.store.solved(0, 10).unwrap());
    let mut after = bytes_of(w.path());
    after.remove("gnomon.db-shm");
    assert!(before.into_iter().filter(|(name, _)| name != "gnomon.db-shm").eq(after));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Any pages in any order, each applied once or twice, leave what the last word on each ticket was.
    #[test]
    fn the_last_word_counts(pages in prop::collection::vec(
        (prop::collection::vec((0_u8..6, "\\PC{0,12}", any::<bool>()), 0..5), any::<bool>()), 1..8,
    )) {
        let w = world();
        let mut last = std::collections::BTreeMap::new();
        for (number, (entries, twice)) in pages.iter().enumerate() {
            let tickets: Vec<_> = entries.iter().map(|(id, subject, gone)| {
                let mut ticket = ticket(&id.to_string(), subject);
                ticket.gone = gone.then_some(Gone::Deleted);
                ticket
            }).collect();
            for _ in 0..=u8::from(*twice) {
                w.apply(&tickets, &number.to_string());
            }
            w.store.index_slice(2).unwrap();
            last.extend(tickets.into_iter().map(|ticket| (ticket.id.clone(), ticket)));
        }
        for (id, expected) in &last {
            let stored = w.ticket(id).unwrap();
            // A tombstone keeps a known subject when it has none.
            prop_assert!(stored.subject == expected.subject || expected.gone.is_some());
            prop_assert_eq!(&stored.gone, &expected.gone);
            prop_assert_eq!(&stored.events, &expected.events);
        }
        let resident = w.store.resident().count();
        prop_assert_eq!(resident, last.values().filter(|ticket| ticket.gone.is_none()).count());
        w.store.check().unwrap();
    }
}

/// The newer copy may not have been stored: the disk was full, or the process ended.
#[test]
fn a_copy_that_is_behind_gives_way_only_to_a_newer_one_that_is_stored() {
    let w = world();
    let at = |id: &str, subject: &str, updated: i64| Ticket {
        subject: subject.to_owned(),
        updated: NOON.plus(updated),
        ..ticket(id, "Printer on fire")
    };
    w.store.put_ticket("acme", &at("1", "newer", 60)).unwrap();
    let copies = [at("1", "older", 0), at("2", "older", 0)];
    let behind = ["1".to_owned(), "2".to_owned()];
    let applied = w.store.apply_page(&PageWrite { behind: &behind, ..page(&copies, "c1") }, NOON).unwrap();
    assert_eq!(applied.passed_over, ["1".to_owned()].into());
    let subject = |id: &str| w.ticket(id).unwrap().subject;
    assert_eq!((subject("1").as_str(), subject("2").as_str()), ("newer", "older"));
    // What the portal takes back is older, and no copy is behind.
    w.store.apply_page(&page(&copies, "c2"), NOON).unwrap();
    assert_eq!(subject("1"), "older");
}

/// A ticket was read by itself between two changes of one second, and a page with both came first.
#[test]
fn of_two_copies_of_one_second_the_one_with_more_events_of_it_stays() {
    let w = world();
    let mut whole = ticket("1", "Printer on fire");
    whole.updated = whole.events.last().unwrap().at;
    whole.events[0].at = whole.updated.plus(-60);
    let mut before = whole.clone();
    before.events.pop();
    w.apply(std::slice::from_ref(&whole), "c1");
    assert!(!w.store.put_ticket("acme", &before).unwrap());
    assert_eq!(w.ticket("1"), Some(whole.clone()));
    let gone = Ticket { gone: Some(Gone::Deleted), events: Vec::new(), ..whole.clone() };
    assert!(w.store.put_ticket("acme", &gone).unwrap(), "what is gone has no events");
    w.apply(std::slice::from_ref(&whole), "c1");
    let mut taken_back = whole.clone();
    taken_back.events.remove(0);
    assert!(w.store.put_ticket("acme", &taken_back).unwrap(), "an earlier message was taken back");
    // An increment goes through in any case.
    w.apply(std::slice::from_ref(&before), "c2");
    assert_eq!(w.ticket("1"), Some(before));
    assert!(w.store.put_ticket("acme", &whole).unwrap());
}
