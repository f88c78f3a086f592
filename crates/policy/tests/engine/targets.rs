//! Which target is in force, and what a change of it does.

use policy::answer::Flag;
use policy::facts::{Appointment, ContractTarget, Facts};
use policy::pack::{Basis, ClockStart, ClockStop, Pack, Promise};

use crate::clocks::{Case, check};
use crate::sample::{answer, at, clock, clock_line, pack, pack_with, standing, story};

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
                name: "to and fro: each breach is kept once",
                severity: "critical",
                story: "2026-11-20T16:30Z created
                        2026-11-21T12:00Z severity minor
                        2026-11-21T13:00Z severity critical
                        2026-11-21T14:00Z severity minor",
                now: "2026-11-23T09:00Z",
                expected: "running due 2026-11-24T12:00Z elapsed 3600 of 43200 before 2026-11-20T20:30Z",
            },
            Case {
                name: "raised and lowered: what was broken in between is kept",
                severity: "minor",
                story: "2026-11-20T08:00Z created
                        2026-11-20T10:00Z severity critical
                        2026-11-20T14:00Z severity minor",
                now: "2026-11-20T15:00Z",
                expected: "running due 2026-11-23T12:00Z elapsed 25200 of 43200 before 2026-11-20T12:00Z",
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
fn a_clock_that_has_not_started_shows_the_present_target() {
    let mut clock = crate::sample::first_response();
    clock.start = ClockStart::CustomerMessage;
    let facts = story("major", "2026-11-20T08:00Z created\n2026-11-20T09:00Z severity critical");
    assert_eq!(
        clock_line(&answer(&pack_with(vec![clock]), &facts, "2026-11-20T10:00Z"), 0),
        "not-started of 14400"
    );
}

#[test]
fn where_only_the_contract_can_say() {
    let clock = clock("first-response", ClockStart::Created, ClockStop::StaffMessage, &[], |_, _, _| {
        (Promise::ByContract, 0)
    });
    let pack = pack_with(vec![clock]);
    let mut facts = story("major", "2026-11-20T08:00Z created");
    let outcome = |facts: &Facts| {
        let answer = answer(&pack, facts, "2026-11-20T09:00Z");
        (clock_line(&answer, 0), answer.flags)
    };
    assert_eq!(outcome(&facts), ("no-target elapsed 3600".to_owned(), vec![]));

    facts.contract.as_mut().unwrap().targets = vec![ContractTarget {
        clock: "first-response".to_owned(),
        severity: None,
        hours: 2.0,
        calendar: "always".to_owned(),
    }];
    assert_eq!(outcome(&facts), ("running due 2026-11-20T10:00Z elapsed 3600 of 7200".to_owned(), vec![]));

    facts.contract = None;
    assert_eq!(outcome(&facts), ("no-target elapsed 3600".to_owned(), vec![Flag::FactsMissing]));

    let same_for_all =
        crate::sample::plain_clock("first-response", ClockStart::Created, ClockStop::Solved, &[], 2);
    let answer = answer(&pack_with(vec![same_for_all]), &facts, "2026-11-20T09:00Z");
    assert_eq!(answer.flags, [], "no contract could say anything else");
}

#[test]
fn a_classification_that_is_not_known_matters_where_a_target_hangs_on_it() {
    let clock = |hangs: bool| {
        let promise = move |_: Option<&str>, _: Option<&str>, classification: Option<&str>| {
            let seconds = if hangs && classification.is_some() { 3_600 } else { 7_200 };
            (Promise::Seconds(seconds), 0)
        };
        clock("first-response", ClockStart::Created, ClockStop::StaffMessage, &[], promise)
    };
    let facts = story("major", "2026-11-20T08:00Z created");
    assert_eq!(facts.classification, None);
    let flags = |hangs| answer(&pack_with(vec![clock(hangs)]), &facts, "2026-11-20T09:00Z").flags;
    assert_eq!(flags(true), [Flag::FactsMissing]);
    assert_eq!(flags(false), []);
}

#[test]
fn a_zero_target_is_due_at_its_start_and_fully_urgent() {
    let mut facts = story("major", "2026-11-21T08:00Z created");
    facts.contract.as_mut().unwrap().targets = vec![ContractTarget {
        clock: "first-response".to_owned(),
        severity: None,
        hours: 0.0,
        calendar: "10x5".to_owned(),
    }];
    let saturday = answer(&pack(), &facts, "2026-11-21T09:00Z");
    assert_eq!(clock_line(&saturday, 0), "running due 2026-11-21T08:00Z elapsed 0 of 0");
    let urgency = saturday.why.iter().find(|why| why.factor == "urgency").unwrap();
    assert_eq!(urgency.value, 1.0);
    let monday = answer(&pack(), &facts, "2026-11-23T07:00:01Z");
    assert_eq!(clock_line(&monday, 0), "breached due 2026-11-21T08:00Z elapsed 1 of 0");
}
