//! Clocks that start more than once: next reply, updates, and a resolution that is reopened.

use calendar::Span;
use policy::pack::{ClockStart, ClockStop};

use crate::clocks::{Case, check};
use crate::sample::{at, pack_with, plain_clock, standing, story};

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
fn empty_pauses_leave_no_trace() {
    let clock = plain_clock(
        "next-reply",
        ClockStart::CustomerMessage,
        ClockStop::StaffMessage,
        &["waiting-on-vendor", "on-hold"],
        8,
    );
    let pack = pack_with(vec![clock]);
    let facts = story(
        "major",
        "2026-11-20T08:00Z created
         2026-11-20T09:00Z question
         2026-11-20T09:30Z status on-hold
         2026-11-20T09:30Z status open
         2026-11-20T10:00Z status on-hold
         2026-11-20T11:00Z status open
         2026-11-20T11:00Z status waiting-on-vendor
         2026-11-20T12:00Z status open",
    );
    let standing = standing(&pack, &facts, "2026-11-20T13:00Z");
    let clock = standing.clocks(&pack, at("2026-11-20T13:00Z")).next().unwrap();
    let span = Span { from: at("2026-11-20T10:00Z"), to: at("2026-11-20T11:00Z") };
    assert_eq!(clock.pauses(), [span]);
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
