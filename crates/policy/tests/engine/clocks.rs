//! First-response clocks, to the letter of the design, and what all clocks have in common. All instants were worked
//! out by hand; Berlin is UTC+1 in November.

use policy::answer::ClockState;
use policy::facts::Facts;
use policy::pack::{Clock, ClockStart, ClockStop, Pack};

use crate::sample::{answer, at, clock_line, pack, pack_with, plain_clock, standing, story};

pub struct Case {
    pub name: &'static str,
    pub severity: &'static str,
    pub story: &'static str,
    pub now: &'static str,
    pub expected: &'static str,
}

pub fn check(pack: &Pack, cases: &[Case]) {
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

/// What a picture of a clock is drawn from: when it started, and whether a second counts now.
#[test]
fn a_clock_ticks_while_it_runs_and_its_hours_are_open() {
    let by_status = plain_clock("first-response", ClockStart::Created, ClockStop::Solved, &["on-hold"], 8);
    let by_hours = crate::sample::first_response();
    let asked = plain_clock("next-reply", ClockStart::CustomerMessage, ClockStop::StaffMessage, &[], 8);
    let pack = pack_with(vec![by_status, by_hours, asked]);
    let reading = |lines: &str, now: &str| {
        let standing = standing(&pack, &story("major", lines), now);
        let clocks = standing.clocks(&pack, at(now)).map(|clock| (clock.started_at(), clock.ticking()));
        clocks.collect::<Vec<_>>()
    };
    let filed = "2026-11-20T16:30Z created";
    let started = Some(at("2026-11-20T16:30Z"));
    assert_eq!(reading(filed, "2026-11-20T16:45Z"), [(started, true), (started, true), (None, false)]);
    assert_eq!(
        reading(filed, "2026-11-20T17:00Z"),
        [(started, true), (started, false), (None, false)],
        "10x5 is closed"
    );
    assert_eq!(
        reading(&format!("{filed}\n2026-11-20T16:40Z status on-hold"), "2026-11-20T16:45Z"),
        [(started, false), (started, true), (None, false)],
        "one is held"
    );
    assert_eq!(
        reading(&format!("{filed}\n2026-11-20T16:40Z status solved"), "2026-11-20T16:45Z")[0],
        (started, false),
        "it has stopped"
    );
}

/// What holds a clock may change while it is held, and a solution that was none leaves one pause with it.
#[test]
fn pauses_that_touch_are_one() {
    let hold = &["on-hold", "waiting-on-customer"];
    let pack = pack_with(vec![plain_clock("solution", ClockStart::Created, ClockStop::Solved, hold, 8)]);
    let cases = [
        (
            "held by one status after another",
            "2026-11-20T09:00Z status on-hold
             2026-11-20T10:00Z status waiting-on-customer
             2026-11-20T12:00Z status open",
        ),
        (
            "solved while it was held",
            "2026-11-20T09:00Z status on-hold
             2026-11-20T10:00Z status solved
             2026-11-20T12:00Z status open",
        ),
    ];
    for (name, lines) in cases {
        let facts = story("major", &format!("2026-11-20T08:00Z created\n{lines}"));
        let standing = standing(&pack, &facts, "2026-11-20T13:00Z");
        let clock = standing.clocks(&pack, at("2026-11-20T13:00Z")).next().unwrap();
        let pauses: Vec<String> =
            clock.pauses().iter().map(|held| format!("{} {}", held.from, held.to)).collect();
        assert_eq!(pauses, ["2026-11-20T09:00:00Z 2026-11-20T12:00:00Z"], "{name}");
        assert_eq!(clock.elapsed_s(), Some(2 * 3_600), "{name}");
    }
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
    let size = |pack: &Pack, facts: &Facts| standing(pack, facts, "2026-11-20T15:00Z").size();
    assert!(size(&pack, &facts) <= 500, "{} bytes", size(&pack, &facts));
    let plain = |count: usize| {
        let clock = || plain_clock("next", ClockStart::Created, ClockStop::Solved, &[], 8);
        size(&pack_with((0..count).map(|_| clock()).collect()), &story("major", "2026-11-20T08:00Z created"))
    };
    let further = plain(3) - plain(2);
    assert!((20..=60).contains(&further), "a further clock takes {further} bytes");
    // The end of the contract, which changes every target, is still to come.
    let pack = Pack { after_end: vec![crate::sample::after_end(Some(pack.plans.len() - 1))], ..pack };
    let mut ending = facts.clone();
    ending.contract.as_mut().unwrap().ends = "2026-12-31".parse().ok();
    let (ending, open) = (size(&pack, &ending), size(&pack, &facts));
    assert!(open < ending && ending <= 500, "{ending} bytes, {open} without an end");
}
