//! Complaints 10, 14, 16, 17 and 21: what changes a deadline, and when something happens.

use policy::answer::ClockState;
use policy::facts::ContractTarget;

use super::{boundaries, due, ticket};
use crate::promises::embedded;
use crate::sample::{answer, at, clock_line, nilavar, standing};

const SOLUTION: usize = 3;

/// The severity changes, and the pauses that the ticket has had are forgotten.
#[test]
fn complaint_10_a_change_forgets_the_pauses() {
    let lines = "2026-11-23T03:30Z created
                 2026-11-23T04:00Z status waiting-on-customer
                 2026-11-23T05:00Z severity degraded
                 2026-11-23T06:00Z status open
                 2026-11-23T07:00Z status waiting-on-customer
                 2026-11-23T07:30Z status open";
    let mut facts = ticket("continuous", "down", lines);
    facts.contract.as_mut().unwrap().targets = vec![ContractTarget {
        clock: "resolution".to_owned(),
        severity: Some("degraded".to_owned()),
        hours: 30.0,
        calendar: "always".to_owned(),
    }];
    // 30 h around the clock from 03:30, and 2.5 h of pauses, one of them from before the change.
    assert_eq!(due(&nilavar(), &facts, SOLUTION, "2026-11-23T08:00Z"), "2026-11-24T12:00Z");
}

/// Deadlines fall on midnight, or calendars other than all-day ones are not kept.
#[test]
fn complaint_14_due_when_nobody_works() {
    let pack = embedded("sep-sesam");
    for severity in ["major", "minor"] {
        for half_hour in 0..7 * 48 {
            let filed = at("2026-12-21T00:00Z").plus(half_hour * 1_800);
            let facts = ticket("business-support", severity, &format!("{filed} created"));
            let now = filed.to_string();
            let standing = standing(&pack, &facts, &now);
            let clock = standing.clocks(&pack, filed).next().unwrap();
            let due = clock.due().unwrap();
            assert!(clock.hours().is_open(due.plus(-1)), "{severity}, filed {filed}, is due at {due}");
            assert_eq!(clock.hours().elapsed(filed, due, &[]), clock.target_s().unwrap(), "filed {filed}");
        }
    }
}

/// The list goes on showing the deadline from before the answer, or from before the customer's plan changed.
#[test]
fn complaint_16_an_old_deadline_is_shown() {
    let pack = nilavar();
    let governing = |lines: &str, now: &str| {
        let standing = standing(&pack, &ticket("continuous", "down", lines), now);
        let clock = standing.governing(&pack, at(now)).unwrap();
        format!("{} {}", clock.clock().name, clock.due().unwrap())
    };
    let filed = "2026-11-23T03:30Z created";
    assert_eq!(governing(filed, "2026-11-23T04:00Z"), "first-response 2026-11-23T05:30:00Z");
    let replied = format!("{filed}\n2026-11-23T04:00Z reply");
    assert_eq!(governing(&replied, "2026-11-23T04:00Z"), "update 2026-11-24T04:00:00Z");
    let asked = format!("{replied}\n2026-11-23T04:30Z question");
    assert_eq!(governing(&asked, "2026-11-23T04:30Z"), "next-reply 2026-11-23T09:30:00Z");
    // Standard counts 8 h of the day desk: 3 h and 4 h on Monday, Tuesday 10:00.
    let moved = format!("{asked}\n2026-11-23T05:00Z plan standard");
    assert_eq!(governing(&moved, "2026-11-23T05:00Z"), "update 2026-11-24T04:00:00Z");
    assert_eq!(
        due(&pack, &ticket("continuous", "down", &moved), 1, "2026-11-23T05:00Z"),
        "2026-11-24T04:30Z"
    );
}

/// A ticket that was merged away, or that no promise covers, is escalated all the same.
#[test]
fn complaint_17_escalated_without_a_promise() {
    let pack = nilavar();
    let merged = ticket("continuous", "down", "2026-11-23T03:30Z created\n2026-11-23T04:00Z merged");
    let merged = answer(&pack, &merged, "2026-12-23T03:30Z");
    assert_eq!((merged.position, merged.lane), (None, None));
    assert!(
        merged.clocks.iter().all(|clock| matches!(clock.state, ClockState::Met | ClockState::NotStarted))
    );

    let uncovered = ticket("none", "down", "2026-11-23T03:30Z created");
    let months_later = answer(&pack, &uncovered, "2027-03-23T03:30Z");
    assert_eq!(clock_line(&months_later, 0), "no-target elapsed 10368000");
    assert_eq!(clock_line(&months_later, SOLUTION), "no-target elapsed 10368000");
    let still = standing(&pack, &uncovered, "2026-11-23T03:30Z");
    assert!(still.governing(&pack, at("2027-03-23T03:30Z")).is_none(), "nothing governs it");
}

/// The phone rings at midnight and on Sundays about deadlines that count office hours.
#[test]
fn complaint_21_reminders_at_night_and_at_weekends() {
    let pack = embedded("sep-sesam");
    // Due on Friday at closing time, 18:00 in Berlin.
    let facts = ticket("business-support", "major", "2026-11-20T09:00Z created");
    let filed = standing(&pack, &facts, "2026-11-20T09:00Z");
    assert_eq!(
        boundaries(&filed, &pack, "2026-11-20T09:00Z", "2026-11-23T12:00Z"),
        ["2026-11-20T17:00:00Z", "2026-11-23T07:00:00Z", "2026-11-23T07:00:01Z"],
        "due and closing, opening, breach: nothing in between"
    );
    let sunday = answer(&pack, &facts, "2026-11-22T12:00Z");
    assert_eq!(clock_line(&sunday, 0), "running due 2026-11-20T17:00Z elapsed 28800 of 28800");
}
