//! Complaints 22 to 25: the queue, and what the engine owes to those who share it and those without a network.

use policy::engine::{Entry, Standing, assess, order, why_before};
use policy::facts::Facts;
use policy::pack::{Pack, Packs};
use policy::reckon::reckon_lines;

use super::ticket;
use crate::promises::embedded;
use crate::sample::{answer, at, clock_line, nilavar, standing};

/// The list says that a ticket is due, not by which of its promises, and shows one promise only.
#[test]
fn complaint_22_due_but_by_which_promise() {
    let lines = "2026-11-23T03:30Z created\n2026-11-23T04:00Z reply\n2026-11-23T04:30Z question";
    let asked = answer(&nilavar(), &ticket("continuous", "down", lines), "2026-11-23T06:30Z");
    let clocks: Vec<String> =
        (0..4).map(|clock| format!("{}: {}", asked.clocks[clock].name, clock_line(&asked, clock))).collect();
    assert_eq!(
        clocks,
        [
            "first-response: met due 2026-11-23T05:30Z stop 2026-11-23T04:00Z elapsed 1800 of 7200",
            "next-reply: running due 2026-11-23T09:30Z elapsed 7200 of 14400",
            "update: running due 2026-11-24T04:00Z elapsed 9000 of 86400",
            "resolution: running due 2026-11-24T10:30Z elapsed 10800 of 72000",
        ]
    );
    let urgency = asked.why.iter().find(|why| why.factor == "urgency").unwrap();
    assert_eq!((urgency.detail.as_str(), urgency.clause.as_str()), ("next reply: 2 h of 4 h", "6 Times"));
}

fn ranked(pack: &Pack, tickets: &[(&str, Facts)], now: &str) -> (Vec<String>, Vec<String>) {
    let standings: Vec<(&str, Standing)> =
        tickets.iter().map(|(id, facts)| (*id, standing(pack, facts, now))).collect();
    let entries: Vec<Entry<'_>> =
        standings.iter().map(|(id, standing)| Entry { id, pack, standing }).collect();
    let places = order(&entries, at(now));
    let why = |pair: &[usize]| why_before(&entries[pair[0]], &entries[pair[1]], at(now));
    (places.iter().map(|place| entries[*place].id.to_owned()).collect(), places.windows(2).map(why).collect())
}

/// Nobody can say what to work on next: the list is sorted by one column, tickets without a value stand in its middle,
/// and 10 comes before 9.
#[test]
fn complaint_23_what_comes_next() {
    let pack = embedded("sep-sesam");
    let at_nine = "2026-11-20T08:00Z created";
    let tickets = [
        ("minor", ticket("business-support", "minor", at_nine)),
        ("critical-due-10", ticket("business-support", "critical", "2026-11-20T06:00Z created")),
        ("critical-due-9", ticket("business-support", "critical", "2026-11-20T05:00Z created")),
        ("trial-without-target", ticket("demo", "minor", at_nine)),
        ("major", ticket("business-support", "major", at_nine)),
    ];
    let (ids, why) = ranked(&pack, &tickets, "2026-11-20T08:30Z");
    assert_eq!(ids, ["critical-due-9", "critical-due-10", "major", "minor", "trial-without-target"]);
    assert_eq!(why.len(), 4);
    assert!(why[0].starts_with("It stands before critical-due-10 because it scores "), "{}", why[0]);
    assert!(why[0].contains("by its urgency"), "{}", why[0]);
    assert!(why[1].contains("by its severity"), "{}", why[1]);
}

/// Two engineers answer the same ticket, and the later answer is the one that counts. (Whether the second is warned
/// before sending is a matter of sending, not of the engine.)
#[test]
fn complaint_24_two_answers() {
    let pack = embedded("sep-sesam");
    let first = "2026-11-20T08:00Z created\n2026-11-20T09:00Z reply";
    let second = format!("{first}\n2026-11-20T13:00Z reply");
    let line = |lines: &str| {
        clock_line(&answer(&pack, &ticket("business-support", "critical", lines), "2026-11-20T14:00Z"), 0)
    };
    assert_eq!(line(first), "met due 2026-11-20T12:00Z stop 2026-11-20T09:00Z elapsed 3600 of 14400");
    assert_eq!(line(&second), line(first), "late or not, the second changes nothing");
}

/// Without a network there is no order and no deadline; after it comes back, the same request twice does things twice.
/// (That the desk starts without its portal is tested in the room `desk`.)
#[test]
fn complaint_25_nothing_works_without_a_network() {
    let pack = embedded("sep-sesam");
    let facts = ticket("business-support", "major", "2026-11-20T16:30Z created");
    let landed = "2026-11-23T14:31Z";
    let read_on_friday = assess(&pack, &facts, at("2026-11-20T17:00Z")).unwrap();
    let offline = read_on_friday.answer("A-1", &pack, at(landed), Some(1));
    assert_eq!(clock_line(&offline, 0), "breached due 2026-11-23T14:30Z elapsed 28860 of 28800");
    assert_eq!(offline, standing(&pack, &facts, landed).answer("A-1", &pack, at(landed), Some(1)));

    // The portal tells the same events again after a broken connection: the bytes are the same.
    let line = |facts: &Facts| {
        serde_json::to_string(&Facts { policy: "sep-sesam".to_owned(), ..facts.clone() }).unwrap()
    };
    let mut twice = facts.clone();
    twice.events.extend(facts.events.clone());
    let packs = Packs::embedded().unwrap();
    let reckoned = |facts: &Facts| reckon_lines(&packs, &line(facts), at(landed));
    assert!(!reckoned(&facts).failed);
    assert_eq!(reckoned(&facts), reckoned(&twice));
}
