//! Complaints 15, 18, 19 and 20: what counts as an answer, and what asks for one.

use policy::answer::{ClockState, Lane};
use policy::facts::Facts;

use super::ticket;
use crate::promises::embedded;
use crate::sample::{answer, at, clock_line, nilavar, standing, story};

const FIRST: usize = 0;
const NEXT: usize = 1;
const UPDATE: usize = 2;
const SOLUTION: usize = 3;

/// The engineer has written, and the clock for news runs out all the same; or it takes the place of the first answer.
#[test]
fn complaint_15_news_are_due_although_they_were_given() {
    let pack = nilavar();
    let lines = "2026-11-23T03:30Z created\n2026-11-23T04:00Z reply\n2026-11-24T03:00Z reply";
    let told = answer(&pack, &ticket("continuous", "down", lines), "2026-11-24T05:00Z");
    assert_eq!(clock_line(&told, UPDATE), "running due 2026-11-25T03:00Z elapsed 7200 of 86400");

    let untold =
        standing(&pack, &ticket("continuous", "down", "2026-11-23T03:30Z created"), "2026-11-23T04:00Z");
    let governing = untold.governing(&pack, at("2026-11-23T04:00Z")).unwrap();
    assert_eq!(governing.clock().name, "first-response");
    assert_eq!(
        untold.clocks(&pack, at("2026-11-23T04:00Z")).nth(UPDATE).unwrap().state(),
        ClockState::NotStarted
    );
}

/// The customer answers in the portal and not by mail, and nobody notices; or an engineer's public note does not count.
#[test]
fn complaint_18_only_mail_counts() {
    let pack = nilavar();
    for channel in ["portal", "email", "phone", "chat", "api"] {
        let lines = "2026-11-23T03:30Z created\n2026-11-23T04:00Z reply\n2026-11-23T04:30Z question";
        let facts = Facts { channel: Some(channel.to_owned()), ..ticket("continuous", "down", lines) };
        let asked = answer(&pack, &facts, "2026-11-23T05:00Z");
        assert_eq!(
            clock_line(&asked, NEXT),
            "running due 2026-11-23T09:30Z elapsed 1800 of 14400",
            "{channel}"
        );
        assert_eq!(
            clock_line(&asked, FIRST),
            "met due 2026-11-23T05:30Z stop 2026-11-23T04:00Z elapsed 1800 of 7200"
        );
    }
}

/// The ticket is solved, the customer says thanks, and the ticket counts as late because nobody answers the thanks.
#[test]
fn complaint_19_thanks_starts_a_clock() {
    let lines = "2026-11-23T03:30Z created
                 2026-11-23T04:00Z reply
                 2026-11-23T05:00Z status solved
                 2026-11-23T05:10Z question";
    let pack = nilavar();
    let thanked = answer(&pack, &ticket("continuous", "down", lines), "2026-12-23T05:00Z");
    assert_eq!((thanked.position, thanked.lane), (None, None));
    assert_eq!(clock_line(&thanked, NEXT), "not-started of 14400");
    assert_eq!(
        clock_line(&thanked, SOLUTION),
        "met due 2026-11-24T10:30Z stop 2026-11-23T05:00Z elapsed 5400 of 72000"
    );
    assert_eq!(
        clock_line(&thanked, UPDATE),
        "met due 2026-11-24T04:00Z stop 2026-11-23T05:00Z elapsed 3600 of 86400"
    );
    // It was no thanks, and somebody reopens the ticket: the customer has waited since the message. 10:40 in Kolkata:
    // 2 h 20 min, then 14:00 and 1 h 40 min.
    let reopened = format!("{lines}\n2026-11-23T06:00Z status open");
    let reopened = answer(&pack, &ticket("continuous", "down", &reopened), "2026-11-23T06:10Z");
    assert_eq!(clock_line(&reopened, NEXT), "running due 2026-11-23T10:10Z elapsed 3600 of 14400");
    assert_eq!(reopened.lane, Some(Lane::Main));
}

/// A solved ticket is still listed as waiting for its first answer; one that staff filed after a call never starts.
#[test]
fn complaint_20_solved_and_due_or_filed_and_never_due() {
    let pack = embedded("sep-sesam");
    let lines = "2026-11-20T08:00Z created\n2026-11-20T09:00Z reply\n2026-11-20T10:00Z status solved";
    let solved = answer(&pack, &ticket("business-support", "critical", lines), "2026-11-23T08:00Z");
    assert_eq!((solved.position, solved.lane, solved.score), (None, None, None));
    assert_eq!(
        clock_line(&solved, 0),
        "met due 2026-11-20T12:00Z stop 2026-11-20T09:00Z elapsed 3600 of 14400"
    );

    let by_phone = Facts {
        channel: Some("phone".to_owned()),
        events: story("", "2026-11-20T08:00Z created-by-agent\n2026-11-20T08:00Z note").events,
        ..ticket("business-support", "critical", "")
    };
    let filed = answer(&pack, &by_phone, "2026-11-20T09:00Z");
    assert_eq!(clock_line(&filed, 0), "running due 2026-11-20T12:00Z elapsed 3600 of 14400");
    assert_eq!(filed.lane, Some(Lane::Main));
}
