//! Clocks, to the letter of the design. All instants were worked out by hand; Berlin is UTC+1 in November.

use policy::answer::ClockState;
use policy::facts::{Appointment, ContractTarget, Facts};
use policy::pack::{Basis, Clock, ClockStart, ClockStop, Pack};

use crate::sample::{answer, at, clock_line, pack, pack_with, plain_clock, standing, story};

struct Case {
    name: &'static str,
    severity: &'static str,
    story: &'static str,
    now: &'static str,
    expected: &'static str,
}

fn check(pack: &Pack, cases: &[Case]) {
    for case in cases {
        let line = clock_line(&answer(pack, &story(case.severity, case.story), case.now), 0);
        assert_eq!(line, case.expected, "{}", case.name);
    }
}

#[test]
fn first_response() {
    check(
        &pack(),
        &[
            Case {
                name: "major, filed Friday 17:30 in Berlin, is due on Monday 15:30",
                severity: "major",
                story: "2026-11-20T16:30Z created",
                now: "2026-11-20T16:45Z",
                expected: "running due 2026-11-23T14:30Z elapsed 900 of 28800",
            },
            Case {
                name: "over the weekend nothing is counted",
                severity: "major",
                story: "2026-11-20T16:30Z created",
                now: "2026-11-22T12:00Z",
                expected: "running due 2026-11-23T14:30Z elapsed 1800 of 28800",
            },
            Case {
                name: "critical runs around the clock, on Christmas Day too",
                severity: "critical",
                story: "2026-12-25T10:00Z created",
                now: "2026-12-25T11:00Z",
                expected: "running due 2026-12-25T14:00Z elapsed 3600 of 14400",
            },
            Case {
                name: "minor, filed on Christmas Eve at 15:00, is due on Tuesday 11:00",
                severity: "minor",
                story: "2026-12-24T14:00Z created",
                now: "2026-12-27T00:00Z",
                expected: "running due 2026-12-29T10:00Z elapsed 7200 of 43200",
            },
            Case {
                name: "a reply in time",
                severity: "major",
                story: "2026-11-20T16:30Z created
                        2026-11-23T07:30Z reply
                        2026-11-23T09:30Z reply",
                now: "2026-11-25T00:00Z",
                expected: "met due 2026-11-23T14:30Z stop 2026-11-23T07:30Z elapsed 3600 of 28800",
            },
            Case {
                name: "a late reply stays breached and says when it came",
                severity: "critical",
                story: "2026-11-20T16:30Z created
                        2026-11-20T21:00Z reply",
                now: "2026-11-25T00:00Z",
                expected: "breached due 2026-11-20T20:30Z stop 2026-11-20T21:00Z elapsed 16200 of 14400",
            },
            Case {
                name: "exactly at the deadline is in time",
                severity: "critical",
                story: "2026-11-20T16:30Z created
                        2026-11-20T20:30Z reply",
                now: "2026-11-25T00:00Z",
                expected: "met due 2026-11-20T20:30Z stop 2026-11-20T20:30Z elapsed 14400 of 14400",
            },
            Case {
                name: "overnight after a deadline at closing is in time",
                severity: "major",
                story: "2026-11-23T09:00Z created
                        2026-11-23T20:00Z reply",
                now: "2026-11-25T00:00Z",
                expected: "met due 2026-11-23T17:00Z stop 2026-11-23T20:00Z elapsed 28800 of 28800",
            },
            Case {
                name: "until the next opening such a clock runs with nothing left",
                severity: "major",
                story: "2026-11-23T09:00Z created",
                now: "2026-11-24T07:00Z",
                expected: "running due 2026-11-23T17:00Z elapsed 28800 of 28800",
            },
            Case {
                name: "a second after the opening it is breached",
                severity: "major",
                story: "2026-11-23T09:00Z created",
                now: "2026-11-24T07:00:01Z",
                expected: "breached due 2026-11-23T17:00Z elapsed 28801 of 28800",
            },
            Case {
                name: "notes, auto-replies, the customer and nobody do not stop it",
                severity: "critical",
                story: "2026-11-20T16:30Z created
                        2026-11-20T16:31Z auto-reply
                        2026-11-20T16:32Z note
                        2026-11-20T16:33Z question
                        2026-11-20T16:34Z nobody-writes",
                now: "2026-11-20T17:30Z",
                expected: "running due 2026-11-20T20:30Z elapsed 3600 of 14400",
            },
            Case {
                name: "no status pauses it, solved neither",
                severity: "critical",
                story: "2026-11-20T16:30Z created
                        2026-11-20T16:40Z status waiting-on-customer
                        2026-11-20T17:00Z status solved",
                now: "2026-11-20T17:30Z",
                expected: "running due 2026-11-20T20:30Z elapsed 3600 of 14400",
            },
            Case {
                name: "a reply in the second of the creation comes before the start",
                severity: "critical",
                story: "2026-11-20T16:30Z created
                        2026-11-20T16:30Z reply",
                now: "2026-11-20T17:30Z",
                expected: "running due 2026-11-20T20:30Z elapsed 3600 of 14400",
            },
            Case {
                name: "events after now are ignored, whatever they say",
                severity: "critical",
                story: "2026-11-20T16:30Z created
                        2026-11-20T17:31Z reply
                        2026-11-20T17:31Z severity no-such-word",
                now: "2026-11-20T17:30Z",
                expected: "running due 2026-11-20T20:30Z elapsed 3600 of 14400",
            },
            Case {
                name: "a creation that lies ahead starts nothing",
                severity: "critical",
                story: "2026-11-20T16:30Z created",
                now: "2026-11-20T16:29:59Z",
                expected: "not-started of 14400",
            },
            Case {
                name: "events are read in any order",
                severity: "critical",
                story: "2026-11-20T17:30Z reply
                        2026-11-20T16:30Z created",
                now: "2026-11-21T00:00Z",
                expected: "met due 2026-11-20T20:30Z stop 2026-11-20T17:30Z elapsed 3600 of 14400",
            },
            Case {
                name: "merged into another ticket, the clock ends",
                severity: "critical",
                story: "2026-11-20T16:30Z created
                        2026-11-20T17:30Z merged
                        2026-11-20T22:30Z reply",
                now: "2026-11-21T00:00Z",
                expected: "met due 2026-11-20T20:30Z stop 2026-11-20T17:30Z elapsed 3600 of 14400",
            },
        ],
    );
}

#[test]
fn changed_targets() {
    check(
        &pack(),
        &[
            Case {
                name: "raised: recounted from the start on the new hours, so due lies before the change",
                severity: "major",
                story: "2026-11-20T16:30Z created
                        2026-11-21T12:00Z severity critical",
                now: "2026-11-21T12:30Z",
                expected: "breached due 2026-11-20T20:30Z elapsed 72000 of 14400",
            },
            Case {
                name: "lowered after a breach: the breach is kept",
                severity: "critical",
                story: "2026-11-20T16:30Z created
                        2026-11-21T12:00Z severity minor",
                now: "2026-11-23T09:00Z",
                expected: "running due 2026-11-24T12:00Z elapsed 3600 of 43200 before 2026-11-20T20:30Z",
            },
            Case {
                name: "lowered in time: nothing to keep",
                severity: "critical",
                story: "2026-11-20T16:30Z created
                        2026-11-20T20:30Z severity minor",
                now: "2026-11-23T09:00Z",
                expected: "running due 2026-11-24T12:00Z elapsed 3600 of 43200",
            },
            Case {
                name: "two changes in one second: the one between was never in force",
                severity: "minor",
                story: "2026-11-20T08:00Z created
                        2026-11-20T15:00Z severity critical
                        2026-11-20T15:00Z severity major",
                now: "2026-11-20T15:30Z",
                expected: "running due 2026-11-20T16:00Z elapsed 27000 of 28800",
            },
            Case {
                name: "a met clock keeps the severity at its stop",
                severity: "major",
                story: "2026-11-20T16:30Z created
                        2026-11-20T17:00Z reply
                        2026-11-20T18:00Z severity critical",
                now: "2026-11-25T00:00Z",
                expected: "met due 2026-11-23T14:30Z stop 2026-11-20T17:00Z elapsed 1800 of 28800",
            },
            Case {
                name: "reply and change in one second: the reply comes first",
                severity: "major",
                story: "2026-11-20T16:30Z created
                        2026-11-21T12:00Z severity critical
                        2026-11-21T12:00Z reply",
                now: "2026-11-25T00:00Z",
                expected: "met due 2026-11-23T14:30Z stop 2026-11-21T12:00Z elapsed 1800 of 28800",
            },
            Case {
                name: "same promise under another name is no change",
                severity: "minor",
                story: "2026-11-16T08:00Z created
                        2026-11-19T08:00Z severity cosmetic",
                now: "2026-11-19T09:00Z",
                expected: "breached due 2026-11-17T12:00Z elapsed 90000 of 43200",
            },
            Case {
                name: "to a plan without a target: no target, and the breach is kept",
                severity: "cosmetic",
                story: "2026-11-16T08:00Z created
                        2026-11-19T08:00Z plan silver",
                now: "2026-11-19T09:00Z",
                expected: "no-target elapsed 262800 before 2026-11-17T12:00Z",
            },
            Case {
                name: "a severity that is set late",
                severity: "",
                story: "2026-11-20T16:30Z created
                        2026-11-20T17:00Z severity critical",
                now: "2026-11-20T17:30Z",
                expected: "running due 2026-11-20T20:30Z elapsed 3600 of 14400",
            },
            Case {
                name: "no severity, no target; a reply still shows",
                severity: "",
                story: "2026-11-20T16:30Z created
                        2026-11-20T17:00Z reply",
                now: "2026-11-20T17:30Z",
                expected: "no-target stop 2026-11-20T17:00Z elapsed 1800",
            },
        ],
    );
}

#[test]
fn next_reply() {
    let clock = plain_clock(
        "next-reply",
        ClockStart::CustomerMessage,
        ClockStop::StaffMessage,
        &["waiting-on-vendor", "on-hold"],
        8,
    );
    check(
        &pack_with(vec![clock]),
        &[
            Case {
                name: "the creation alone starts nothing",
                severity: "major",
                story: "2026-11-20T08:00Z created",
                now: "2026-11-20T09:00Z",
                expected: "not-started of 28800",
            },
            Case {
                name: "from the oldest unanswered message",
                severity: "major",
                story: "2026-11-20T08:00Z created
                        2026-11-20T09:00Z question
                        2026-11-20T10:00Z question",
                now: "2026-11-20T11:00Z",
                expected: "running due 2026-11-20T17:00Z elapsed 7200 of 28800",
            },
            Case {
                name: "a machine's message does not start it",
                severity: "major",
                story: "2026-11-20T08:00Z created
                        2026-11-20T09:00Z customer-auto-reply
                        2026-11-20T10:00Z question",
                now: "2026-11-20T11:00Z",
                expected: "running due 2026-11-20T18:00Z elapsed 3600 of 28800",
            },
            Case {
                name: "answered",
                severity: "major",
                story: "2026-11-20T08:00Z created
                        2026-11-20T09:00Z question
                        2026-11-20T10:00Z reply",
                now: "2026-11-21T11:00Z",
                expected: "met due 2026-11-20T17:00Z stop 2026-11-20T10:00Z elapsed 3600 of 28800",
            },
            Case {
                name: "the next question is a new clock",
                severity: "major",
                story: "2026-11-20T08:00Z created
                        2026-11-20T09:00Z question
                        2026-11-20T20:00Z reply
                        2026-11-21T09:00Z question",
                now: "2026-11-21T11:00Z",
                expected: "running due 2026-11-21T17:00Z elapsed 7200 of 28800",
            },
            Case {
                name: "question and reply in one second: the question is unanswered",
                severity: "major",
                story: "2026-11-20T08:00Z created
                        2026-11-20T09:00Z question
                        2026-11-20T10:00Z question
                        2026-11-20T10:00Z reply",
                now: "2026-11-20T11:00Z",
                expected: "running due 2026-11-20T18:00Z elapsed 3600 of 28800",
            },
            Case {
                name: "paused: no due",
                severity: "major",
                story: "2026-11-20T08:00Z created
                        2026-11-20T09:00Z question
                        2026-11-20T10:00Z status on-hold",
                now: "2026-11-21T11:00Z",
                expected: "paused by on-hold elapsed 3600 of 28800",
            },
            Case {
                name: "from one pause into another is one pause",
                severity: "major",
                story: "2026-11-20T08:00Z created
                        2026-11-20T09:00Z question
                        2026-11-20T10:00Z status on-hold
                        2026-11-20T11:00Z status waiting-on-vendor",
                now: "2026-11-20T12:00Z",
                expected: "paused by waiting-on-vendor elapsed 3600 of 28800",
            },
            Case {
                name: "two pauses push the due",
                severity: "major",
                story: "2026-11-20T08:00Z created
                        2026-11-20T09:00Z question
                        2026-11-20T10:00Z status on-hold
                        2026-11-20T11:00Z status open
                        2026-11-20T12:00Z status on-hold
                        2026-11-20T14:00Z status open",
                now: "2026-11-20T15:00Z",
                expected: "running due 2026-11-20T20:00Z elapsed 10800 of 28800",
            },
            Case {
                name: "started while on hold, it is paused from the start",
                severity: "major",
                story: "2026-11-20T08:00Z created
                        2026-11-20T08:30Z status on-hold
                        2026-11-20T09:00Z question
                        2026-11-20T10:00Z status open",
                now: "2026-11-20T11:00Z",
                expected: "running due 2026-11-20T18:00Z elapsed 3600 of 28800",
            },
            Case {
                name: "over its target it stays breached in a pause",
                severity: "major",
                story: "2026-11-20T08:00Z created
                        2026-11-20T09:00Z question
                        2026-11-20T18:00Z status on-hold",
                now: "2026-11-21T11:00Z",
                expected: "breached due 2026-11-20T17:00Z elapsed 32400 of 28800",
            },
            Case {
                name: "a reply in a pause stops it",
                severity: "major",
                story: "2026-11-20T08:00Z created
                        2026-11-20T09:00Z question
                        2026-11-20T10:00Z status on-hold
                        2026-11-20T12:00Z reply",
                now: "2026-11-21T11:00Z",
                expected: "met due 2026-11-20T19:00Z stop 2026-11-20T12:00Z elapsed 3600 of 28800",
            },
            Case {
                name: "pause and resume in one second: resumed",
                severity: "major",
                story: "2026-11-20T08:00Z created
                        2026-11-20T09:00Z question
                        2026-11-20T10:00Z status open
                        2026-11-20T10:00Z status on-hold",
                now: "2026-11-20T11:00Z",
                expected: "running due 2026-11-20T17:00Z elapsed 7200 of 28800",
            },
        ],
    );
}

#[test]
fn updates() {
    let clock = plain_clock(
        "update",
        ClockStart::StaffMessage,
        ClockStop::StaffMessage,
        &["waiting-on-customer"],
        24,
    );
    check(
        &pack_with(vec![clock]),
        &[
            Case {
                name: "each reply starts it anew",
                severity: "major",
                story: "2026-11-20T08:00Z created
                        2026-11-20T09:00Z reply
                        2026-11-20T12:00Z reply",
                now: "2026-11-20T13:00Z",
                expected: "running due 2026-11-21T12:00Z elapsed 3600 of 86400",
            },
            Case {
                name: "reply and waiting status in one second: paused from its start",
                severity: "major",
                story: "2026-11-20T08:00Z created
                        2026-11-20T09:00Z status waiting-on-customer
                        2026-11-20T09:00Z reply",
                now: "2026-11-20T13:00Z",
                expected: "paused by waiting-on-customer elapsed 0 of 86400",
            },
            Case {
                name: "the last word on a solved ticket promises no further news",
                severity: "major",
                story: "2026-11-20T08:00Z created
                        2026-11-20T09:00Z status solved
                        2026-11-20T10:00Z reply",
                now: "2026-11-20T13:00Z",
                expected: "not-started of 86400",
            },
        ],
    );
}

#[test]
fn resolution() {
    let clock =
        plain_clock("resolution", ClockStart::Created, ClockStop::Solved, &["waiting-on-customer"], 24);
    check(
        &pack_with(vec![clock]),
        &[
            Case {
                name: "a reply does not stop it, solving does",
                severity: "major",
                story: "2026-11-20T08:00Z created
                        2026-11-20T09:00Z reply
                        2026-11-20T10:00Z status solved",
                now: "2026-11-25T13:00Z",
                expected: "met due 2026-11-21T08:00Z stop 2026-11-20T10:00Z elapsed 7200 of 86400",
            },
            Case {
                name: "reopened, it goes on; the time it was solved does not count",
                severity: "major",
                story: "2026-11-20T08:00Z created
                        2026-11-20T10:00Z status solved
                        2026-11-20T12:00Z status open",
                now: "2026-11-20T13:00Z",
                expected: "running due 2026-11-21T10:00Z elapsed 10800 of 86400",
            },
            Case {
                name: "solved out of a pause and reopened into one",
                severity: "major",
                story: "2026-11-20T08:00Z created
                        2026-11-20T09:00Z status waiting-on-customer
                        2026-11-20T10:00Z status solved
                        2026-11-20T12:00Z status waiting-on-customer
                        2026-11-20T13:00Z status open",
                now: "2026-11-20T14:00Z",
                expected: "running due 2026-11-21T12:00Z elapsed 7200 of 86400",
            },
            Case {
                name: "solved and then closed: the first counts",
                severity: "major",
                story: "2026-11-20T08:00Z created
                        2026-11-20T10:00Z status solved
                        2026-11-23T10:00Z status closed",
                now: "2026-11-25T13:00Z",
                expected: "met due 2026-11-21T08:00Z stop 2026-11-20T10:00Z elapsed 7200 of 86400",
            },
        ],
    );
}

#[test]
fn a_classification_can_fix_the_severity() {
    let pack = Pack { fixed_severity: vec![None, Some(3), None], ..pack() };
    let mut facts = story(
        "critical",
        "2026-11-20T16:30Z created
         2026-11-20T17:30Z classification question
         2026-11-20T18:30Z severity critical",
    );
    facts.classification = Some("problem".to_owned());
    let answered = answer(&pack, &facts, "2026-11-23T09:00Z");
    assert_eq!(clock_line(&answered, 0), "running due 2026-11-24T12:00Z elapsed 3600 of 43200");
    assert_eq!(standing(&pack, &facts, "2026-11-23T09:00Z").severity(), Some(3));
}

#[test]
fn targets_of_the_contract_win() {
    let with = |targets: Vec<ContractTarget>| {
        let mut facts = story("major", "2026-11-20T16:30Z created");
        facts.contract.as_mut().unwrap().targets = targets;
        facts
    };
    let target = |severity: Option<&str>, hours, calendar: &str| ContractTarget {
        clock: "first-response".to_owned(),
        severity: severity.map(str::to_owned),
        hours,
        calendar: calendar.to_owned(),
    };
    let now = "2026-11-20T17:00Z";
    let line = |facts: &Facts| {
        let answer = answer(&pack(), facts, now);
        (clock_line(&answer, 0), answer.clocks[0].basis)
    };

    let all = with(vec![target(None, 2.5, "always")]);
    assert_eq!(
        line(&all),
        ("running due 2026-11-20T19:00Z elapsed 1800 of 9000".to_owned(), Basis::Contract)
    );

    let exact = with(vec![target(None, 2.5, "always"), target(Some("major"), 1.0, "10x5")]);
    assert_eq!(
        line(&exact),
        ("running due 2026-11-23T07:30Z elapsed 1800 of 3600".to_owned(), Basis::Contract)
    );

    let other = with(vec![target(Some("critical"), 1.0, "always")]);
    assert_eq!(
        line(&other),
        ("running due 2026-11-23T14:30Z elapsed 1800 of 28800".to_owned(), Basis::Stated)
    );
}

#[test]
fn appointments_are_open_hours_of_their_customer() {
    let mut facts = story("major", "2026-11-20T16:30Z created");
    let window = |from, to| Appointment { from: at(from), to: at(to) };
    facts.contract.as_mut().unwrap().appointments = vec![
        window("2026-11-21T12:00Z", "2026-11-21T14:00Z"),
        window("2026-11-21T10:00Z", "2026-11-21T12:30Z"),
    ];

    let inside = standing(&pack(), &facts, "2026-11-21T11:00Z");
    let pack = pack();
    let clock = inside.clocks(&pack, at("2026-11-21T11:00Z")).next().unwrap();
    assert_eq!((clock.elapsed_s(), clock.due()), (Some(5400), Some(at("2026-11-23T10:30Z"))));
    assert!(clock.ticking());
    assert_eq!(clock.next_change(), Some(at("2026-11-21T14:00Z")));
}

#[test]
fn boundaries_of_a_running_clock() {
    let pack = pack();
    let facts = story("major", "2026-11-23T09:00Z created");
    let standing = standing(&pack, &facts, "2026-11-23T10:00Z");
    let next = |now| standing.next_boundary(&pack, at(now)).map(|at| at.to_string());
    // Due at closing, which is a change of ticking too; then the opening; then the first second too many.
    assert_eq!(next("2026-11-23T10:00Z").as_deref(), Some("2026-11-23T17:00:00Z"));
    assert_eq!(next("2026-11-23T17:00Z").as_deref(), Some("2026-11-24T07:00:00Z"));
    assert_eq!(next("2026-11-24T07:00Z").as_deref(), Some("2026-11-24T07:00:01Z"));
    assert_eq!(next("2026-11-24T07:00:01Z").as_deref(), Some("2026-11-24T17:00:00Z"));
}

#[test]
fn a_standing_answers_for_later_instants() {
    let pack = pack();
    let facts = story("major", "2026-11-20T16:30Z created");
    let early = standing(&pack, &facts, "2026-11-20T16:30Z");
    for now in ["2026-11-20T16:30Z", "2026-11-22T12:00Z", "2026-11-23T14:30Z", "2026-11-23T14:31Z"] {
        let late = standing(&pack, &facts, now).answer("A-1", &pack, at(now), Some(1));
        assert_eq!(early.answer("A-1", &pack, at(now), Some(1)), late, "{now}");
    }
}

#[test]
fn several_clocks_are_answered_in_the_order_of_the_pack() {
    let clocks: Vec<Clock> = vec![
        crate::sample::first_response(),
        plain_clock("resolution", ClockStart::Created, ClockStop::Solved, &[], 24),
    ];
    let pack = pack_with(clocks);
    let answer = answer(&pack, &story("major", "2026-11-20T16:30Z created"), "2026-11-20T17:00Z");
    let names: Vec<&str> = answer.clocks.iter().map(|clock| clock.name.as_str()).collect();
    assert_eq!(names, ["first-response", "resolution"]);
    assert!(answer.clocks.iter().all(|clock| clock.state == ClockState::Running));
}

#[test]
fn a_standing_is_small() {
    let hold = &["on-hold"];
    let pack = pack_with(vec![
        crate::sample::first_response(),
        plain_clock("next-reply", ClockStart::CustomerMessage, ClockStop::StaffMessage, hold, 8),
    ]);
    let facts = story(
        "major",
        "2026-11-20T08:00Z created
         2026-11-20T09:00Z question
         2026-11-20T10:00Z status on-hold
         2026-11-20T11:00Z status open
         2026-11-20T12:00Z status on-hold
         2026-11-20T14:00Z status open",
    );
    let size = standing(&pack, &facts, "2026-11-20T15:00Z").size();
    assert!(size <= 500, "{size} bytes");
}
