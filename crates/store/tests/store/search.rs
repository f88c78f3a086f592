//! Finding tickets.

use proptest::prelude::*;

use crate::world::{NOON, event, message, ticket, world};

#[test]
fn every_indexed_place_is_found_by_the_beginnings_of_its_words() {
    let w = world();
    let mut one = ticket("4711", "Backup läuft nicht");
    one.customer.as_mut().unwrap().name = "Müller & Söhne".to_owned();
    one.events.push(event("9", None, message("<p>Dr&uuml;cker <b>brok</b>en</p>", "text/html")));
    w.apply(&[one, ticket("5", "Something else")], "c1");
    w.index();
    for text in [
        "backup",
        "BACK",
        "lauft",
        "läuft nicht",
        "SEP-4711",
        "4711",
        "muller",
        "söhne mül",
        "broken drucker",
        "\"backup",
        "backup*",
        "backup AND",
        "backup OR nicht",
    ] {
        // OR and AND are words; this ticket has neither.
        let expected: &[&str] = if text.contains("AND") || text.contains("OR") { &[] } else { &["4711"] };
        assert_eq!(w.found(text), expected, "{text}");
    }
    assert_eq!(w.found("body").len(), 2);
    for text in ["", "  ", "\"", "uuml", "ackup", "strong"] {
        assert_eq!(w.found(text), [""; 0], "{text}");
    }
}

#[test]
fn the_last_changed_come_first() {
    let w = world();
    let tickets: Vec<_> = [30_i64, 10, 20, 20, -5]
        .iter()
        .enumerate()
        .map(|(i, seconds)| {
            let mut ticket = ticket(&i.to_string(), "Same words");
            ticket.updated = NOON.plus(*seconds);
            ticket
        })
        .collect();
    w.apply(&tickets, "c1");
    w.index();
    let found = w.found("same");
    assert_eq!((found[0].as_str(), found[3].as_str(), found[4].as_str()), ("0", "1", "4"));
    let mut newest = tickets[4].clone();
    newest.updated = NOON.plus(100);
    w.apply(&[newest], "c2");
    w.index();
    assert_eq!(w.found("same")[0], "4");
}

#[test]
fn solved_tickets_are_found_after_the_unsolved_ones_and_follow_the_mapping() {
    let w = world();
    let tickets: Vec<_> = (0..6_i64)
        .map(|i| {
            let mut ticket = ticket(&i.to_string(), "Same words");
            ticket.updated = NOON.plus(i);
            ticket.status = if i % 2 == 0 { "resolved" } else { "open" }.to_owned();
            ticket
        })
        .collect();
    w.apply(&tickets, "c1");
    w.index();
    assert_eq!(w.found("same"), ["5", "3", "1", "4", "2", "0"]);
    let solved = w.store.search("same", 1000).unwrap().solved;
    assert!(w.store.hits(&solved).unwrap().iter().all(|hit| hit.as_ref().unwrap().solved));

    w.store.set_mapping("acme", &policy::ticket::Mapping::default()).unwrap();
    assert_eq!(w.found("same"), ["5", "4", "3", "2", "1", "0"]);
    w.apply(&[crate::world::tombstone("4", policy::ticket::Gone::Deleted)], "c2");
    assert_eq!(w.found("same"), ["5", "3", "2", "1", "0"]);
}

#[test]
fn of_more_than_the_most_those_that_changed_last_are_found() {
    let w = world();
    let tickets: Vec<_> = (0..6_i64)
        .map(|i| {
            let mut ticket = ticket(&i.to_string(), "Same words");
            ticket.updated = NOON.plus(i);
            ticket.status = if i == 4 { "resolved" } else { "open" }.to_owned();
            ticket
        })
        .collect();
    w.apply(&tickets, "c1");
    w.index();
    for (most, unsolved, solved, more) in [
        (7, vec!["5", "3", "2", "1", "0"], 1, false),
        (6, vec!["5", "3", "2", "1", "0"], 1, false),
        (5, vec!["5", "3", "2", "1"], 1, true),
        (1, vec!["5"], 0, true),
        (0, vec![], 0, true),
    ] {
        let hits = w.store.search("same", most).unwrap();
        let ids: Vec<_> = hits.unsolved.iter().map(|(key, _)| key.id.as_str()).collect();
        assert_eq!((ids, hits.solved.len(), hits.more), (unsolved, solved, more), "{most}");
    }
}

#[test]
fn of_more_than_the_most_whole_words_come_before_beginnings() {
    let w = world();
    let tickets: Vec<_> = [(0, "Print"), (1, "Print"), (2, "Printer"), (3, "Print"), (4, "Printer")]
        .into_iter()
        .map(|(i, subject)| {
            let mut ticket = ticket(&i.to_string(), subject);
            ticket.updated = NOON.plus(i);
            ticket
        })
        .collect();
    w.apply(&tickets, "c1");
    w.index();
    for (most, expected, more) in [
        (5, vec!["4", "3", "2", "1", "0"], false),
        (4, vec!["4", "3", "2", "1"], true),
        (2, vec!["3", "1"], true),
    ] {
        let hits = w.store.search("print", most).unwrap();
        let ids: Vec<_> = hits.unsolved.iter().map(|(key, _)| key.id.as_str()).collect();
        assert_eq!((ids, hits.more), (expected, more), "{most}");
    }
}

#[test]
fn a_number_names_solved_tickets_too() {
    let w = world();
    let mut solved = ticket("4711", "Done");
    solved.status = "resolved".to_owned();
    let mut open = ticket("99", "The same number elsewhere");
    open.number = solved.number.clone();
    w.apply(&[solved, open], "c1");
    let keys = w.store.numbered("SEP-4711").unwrap();
    assert_eq!(keys.into_iter().map(|key| key.id).collect::<Vec<_>>(), ["99", "4711"]);
    assert_eq!(w.store.numbered("SEP-471").unwrap(), []);
}

#[test]
fn the_index_is_filled_in_slices_and_old_words_go() {
    let w = world();
    let tickets: Vec<_> = (0..10).map(|i| ticket(&i.to_string(), "Original")).collect();
    w.apply(&tickets, "c1");
    assert_eq!(w.store.counts().unwrap().unindexed, 10);
    let first = w.store.index_slice(4).unwrap();
    assert_eq!((first.indexed, first.more), (4, true));
    assert_eq!(w.found("original").len(), 4);
    w.index();
    assert_eq!(w.found("original").len(), 10);
    assert_eq!(w.store.index_slice(4).unwrap(), store::Slice::default());

    w.apply(&[ticket("3", "Renamed")], "c2");
    assert_eq!(w.found("original").len(), 10, "found by its old words until its slice comes");
    w.index();
    assert_eq!((w.found("original").len(), w.found("renamed")), (9, vec!["3".to_owned()]));
}

#[test]
fn long_texts_end_a_slice_early() {
    let w = world();
    let tickets: Vec<_> = (0..6)
        .map(|i| {
            let mut ticket = ticket(&i.to_string(), "Long");
            ticket.events.push(event("9", None, message(&"word ".repeat(200_000), "text/plain")));
            ticket
        })
        .collect();
    w.apply(&tickets, "c1");
    let slice = w.store.index_slice(100).unwrap();
    assert!(slice.more && slice.indexed < 6, "{slice:?}");
    w.index();
    assert_eq!(w.found("long word").len(), 6);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn case_209_no_search_text_fails(text in r#"(\PC|"|\*|\(|\)|:|\^|NEAR|AND|OR|NOT|\x00|\n| |-|\+|\{|\}){0,40}"#) {
        thread_local!(static WORLD: crate::world::World = {
            let w = world();
            w.apply(&[ticket("1", "Some words")], "c1");
            w.index();
            w
        });
        let answer = WORLD.with(|w| w.store.search(&text, 1000));
        prop_assert!(answer.is_ok(), "{:?} {:?}", text, answer);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_was_stored_is_found(words in prop::collection::vec("[a-zA-Z0-9äöüßÄéа-яא-ת]{1,12}", 1..8)) {
        let w = world();
        let mut with = ticket("1", "unrelated");
        with.events.push(event("9", None, message(&words.join(" "), "text/plain")));
        w.apply(&[with, ticket("2", "unrelated")], "c1");
        w.index();
        for word in &words {
            let first: String = word.chars().take(1 + word.chars().count() / 2).collect();
            for text in [word.as_str(), first.as_str()] {
                prop_assert!(w.found(text).contains(&"1".to_owned()), "{}", text);
            }
        }
        prop_assert!(w.found(&words.join(" ")).contains(&"1".to_owned()));
    }
}
