//! Who says what to whom, and by which way: each case with the state of the clocks it is about. All are tickets of
//! Nilavar, the made-up vendor, filed on Monday 23 November 2026 at 09:00 in Kolkata (03:30Z) by a customer with the
//! plan Continuous, severity Down: first answer in 2 h, further answers in 4 h, news every 24 h around the clock,
//! solution in 20 h. That day is open 09:00-13:00, 14:00-18:00 and 20:00-02:00, the next one too.

use policy::answer::Lane;
use policy::facts::{Contract, Facts};
use policy::ticket::Party;

use crate::sample::{answer, clock_line, nilavar, story};

const FIRST: usize = 0;
const NEXT: usize = 1;
const UPDATE: usize = 2;
const SOLUTION: usize = 3;

/// Name, what happens after the filing, now, and clocks with their expected lines.
type Case = (&'static str, &'static str, &'static str, &'static [(usize, &'static str)]);

fn ticket(severity: &str, lines: &str) -> Facts {
    Facts {
        classification: Some("fault".to_owned()),
        contract: Some(Contract { plan: Some("continuous".to_owned()), ..Contract::default() }),
        ..story(severity, &format!("2026-11-23T03:30Z created\n{lines}"))
    }
}

fn check(cases: &[Case]) {
    check_with("down", cases);
}

fn check_with(severity: &str, cases: &[Case]) {
    let pack = nilavar();
    for (name, lines, now, expected) in cases {
        let answer = answer(&pack, &ticket(severity, lines), now);
        for (clock, line) in *expected {
            assert_eq!(clock_line(&answer, *clock), *line, "{name}, {}", pack.clocks[*clock].name);
        }
    }
}

fn lane(lines: &str, now: &str) -> Option<Lane> {
    answer(&nilavar(), &ticket("down", lines), now).lane
}

fn factor(lines: &str, now: &str, factor: &str) -> f64 {
    let answer = answer(&nilavar(), &ticket("down", lines), now);
    answer.why.iter().find(|why| why.factor == factor).unwrap().value
}

/// W 10:00 is 04:30Z. From there 3 h to 13:00, and 14:00 and 1 h: the next answer is due at W 15:00, 09:30Z.
#[test]
fn calls_that_were_written_down() {
    check(&[
        (
            "staff call and the customer answers: the first answer",
            "2026-11-23T04:30Z call",
            "2026-11-23T07:00Z",
            &[
                (FIRST, "met due 2026-11-23T05:30Z stop 2026-11-23T04:30Z elapsed 3600 of 7200"),
                (NEXT, "not-started of 14400"),
                (UPDATE, "running due 2026-11-24T04:30Z elapsed 9000 of 86400"),
            ],
        ),
        (
            "staff call and reach nobody: no promise is kept",
            "2026-11-23T04:30Z call-missed",
            "2026-11-23T05:00Z",
            &[
                (FIRST, "running due 2026-11-23T05:30Z elapsed 5400 of 7200"),
                (UPDATE, "not-started of 86400"),
            ],
        ),
        (
            "the customer calls and staff answer: asked and answered at once",
            "2026-11-23T04:30Z customer-calls",
            "2026-11-23T07:00Z",
            &[
                (FIRST, "met due 2026-11-23T05:30Z stop 2026-11-23T04:30Z elapsed 3600 of 7200"),
                (NEXT, "not-started of 14400"),
            ],
        ),
        (
            "the customer calls and nobody answers: a question like any other",
            "2026-11-23T04:00Z reply
             2026-11-23T04:30Z customer-calls-in-vain",
            "2026-11-23T07:00Z",
            &[(NEXT, "running due 2026-11-23T09:30Z elapsed 9000 of 14400")],
        ),
        (
            "a call answers the question in the mail before",
            "2026-11-23T04:00Z reply
             2026-11-23T04:30Z question
             2026-11-23T05:30Z call",
            "2026-11-23T07:00Z",
            &[(NEXT, "met due 2026-11-23T09:30Z stop 2026-11-23T05:30Z elapsed 3600 of 14400")],
        ),
        (
            "the call in which the ticket was filed starts it and does not answer it",
            "2026-11-23T03:30Z customer-calls",
            "2026-11-23T05:00Z",
            &[(FIRST, "running due 2026-11-23T05:30Z elapsed 5400 of 7200")],
        ),
        (
            "a call that nobody made keeps no promise",
            "2026-11-23T04:30Z machine-calls",
            "2026-11-23T05:00Z",
            &[(FIRST, "running due 2026-11-23T05:30Z elapsed 5400 of 7200")],
        ),
    ]);
}

#[test]
fn in_a_call_the_customer_has_the_word_too() {
    // Waiting is full at 72 h; 3.6 h is a twentieth.
    let now = "2026-11-23T08:06Z";
    assert_eq!(factor("", now, "waiting"), 0.063_889, "4 h 36 min since the filing");
    assert_eq!(factor("2026-11-23T04:30Z call", now, "waiting"), 0.05, "3 h 36 min since the call");
    assert_eq!(factor("2026-11-23T04:30Z call-missed", now, "waiting"), 0.063_889);
    let waiting = "2026-11-23T04:30Z status waiting-on-customer";
    assert_eq!(lane(&format!("2026-11-23T04:30Z call\n{waiting}"), now), Some(Lane::WaitingOnCustomer));
    assert_eq!(lane(&format!("2026-11-23T04:30Z call-missed\n{waiting}"), now), Some(Lane::Main));
}

#[test]
fn notes_machines_and_outsiders() {
    let untouched = "running due 2026-11-23T05:30Z elapsed 5400 of 7200";
    let asked = "running due 2026-11-23T09:30Z elapsed 9000 of 14400";
    let pack = nilavar();
    for word in ["note", "auto-reply", "customer-auto-reply", "nobody-writes", "outsider-writes"] {
        let early = ticket("down", &format!("2026-11-23T04:00Z {word}"));
        let early = answer(&pack, &early, "2026-11-23T05:00Z");
        assert_eq!(clock_line(&early, FIRST), untouched, "{word} is no first answer");
        assert_eq!(clock_line(&early, NEXT), "not-started of 14400", "{word} asks nothing");
        assert_eq!(clock_line(&early, UPDATE), "not-started of 86400", "{word} is no news");

        let lines = format!("2026-11-23T04:00Z reply\n2026-11-23T04:30Z question\n2026-11-23T05:00Z {word}");
        let later = answer(&pack, &ticket("down", &lines), "2026-11-23T07:00Z");
        assert_eq!(clock_line(&later, NEXT), asked, "{word} neither answers nor asks anew");
    }
}

#[test]
fn an_outsider_does_not_end_the_wait_for_the_customer() {
    let waiting = "2026-11-23T04:00Z reply\n2026-11-23T04:00Z status waiting-on-customer";
    let now = "2026-11-23T07:00Z";
    assert_eq!(lane(waiting, now), Some(Lane::WaitingOnCustomer));
    let written = |word: &str| lane(&format!("{waiting}\n2026-11-23T05:00Z {word}"), now);
    assert_eq!(written("outsider-writes"), Some(Lane::WaitingOnCustomer));
    assert_eq!(written("customer-auto-reply"), Some(Lane::WaitingOnCustomer));
    assert_eq!(written("note"), Some(Lane::WaitingOnCustomer));
    assert_eq!(written("question"), Some(Lane::Main));
}

/// The side is seen from the ticket: a requester is the customer, whatever the person's post. The adapter of Request
/// Tracker tells it so, and its tests show it.
#[test]
fn staff_who_are_requesters_do_not_answer_themselves() {
    let mut facts = ticket("down", "2026-11-23T04:00Z question");
    facts.contact = Some("ann@nilavar.test".to_owned());
    let own_word = answer(&nilavar(), &facts, "2026-11-23T05:00Z");
    assert_eq!(clock_line(&own_word, FIRST), "running due 2026-11-23T05:30Z elapsed 5400 of 7200");
    // W 09:30: 3.5 h to 13:00, and 14:00 and half an hour.
    assert_eq!(clock_line(&own_word, NEXT), "running due 2026-11-23T09:00Z elapsed 3600 of 14400");
    facts.events.push(policy::facts::Event { by: Some(Party::Agent), ..facts.events[1].clone() });
    let colleague = answer(&nilavar(), &facts, "2026-11-23T05:00Z");
    assert_eq!(
        clock_line(&colleague, FIRST),
        "met due 2026-11-23T05:30Z stop 2026-11-23T04:00Z elapsed 1800 of 7200"
    );
}

#[test]
fn a_ticket_that_staff_file_for_a_customer_runs_like_any_other() {
    let facts =
        Facts { events: story("", "2026-11-23T03:30Z created-by-agent").events, ..ticket("down", "") };
    let answer = answer(&nilavar(), &facts, "2026-11-23T05:00Z");
    assert_eq!(clock_line(&answer, FIRST), "running due 2026-11-23T05:30Z elapsed 5400 of 7200");
}

#[test]
fn changes_of_plan_and_severity() {
    check(&[
        (
            // W 10:00 under Standard: 3 h and 4 h on Monday; Tue 09:00 and 1 h is W 10:00.
            "to a lower plan while an answer is open: counted anew from the question",
            "2026-11-23T04:00Z reply
             2026-11-23T04:30Z question
             2026-11-23T05:00Z plan standard",
            "2026-11-23T07:00Z",
            &[
                (FIRST, "met due 2026-11-23T05:30Z stop 2026-11-23T04:00Z elapsed 1800 of 7200"),
                (NEXT, "running due 2026-11-24T04:30Z elapsed 9000 of 28800"),
            ],
        ),
        (
            "no plan any more: what was broken before stays broken",
            "2026-11-23T06:00Z plan none",
            "2026-11-23T07:00Z",
            &[(FIRST, "no-target elapsed 12600 before 2026-11-23T05:30Z")],
        ),
        (
            // 14 h on Monday; Tue 09:00-13:00 is 4 h; 14:00 and 2 h is W 16:00.
            "lowered and raised again: as if nothing had been",
            "2026-11-23T04:00Z severity degraded
             2026-11-23T05:00Z severity down",
            "2026-11-23T05:00Z",
            &[
                (FIRST, "running due 2026-11-23T05:30Z elapsed 5400 of 7200"),
                (SOLUTION, "running due 2026-11-24T10:30Z elapsed 5400 of 72000"),
            ],
        ),
    ]);
    check_with(
        "degraded",
        &[(
            "raised after the last news: news are due from then on, counted from that news",
            "2026-11-23T04:30Z reply
             2026-11-23T05:00Z severity down",
            "2026-11-23T07:00Z",
            &[(UPDATE, "running due 2026-11-24T04:30Z elapsed 9000 of 86400")],
        )],
    );
}

#[test]
fn reopening() {
    check(&[
        (
            // W 10:30: 2.5 h to 13:00, and 14:00 and 1.5 h is W 15:30. The solution stands still from W 10:00 to 10:30:
            // 13.5 h on Monday; Tue 09:00-13:00 is 4 h; 14:00 and 2.5 h is W 16:30.
            "the customer writes and the portal reopens: the first answer stays given",
            "2026-11-23T04:00Z reply
             2026-11-23T04:30Z status solved
             2026-11-23T05:00Z question
             2026-11-23T05:00Z status open",
            "2026-11-23T07:00Z",
            &[
                (FIRST, "met due 2026-11-23T05:30Z stop 2026-11-23T04:00Z elapsed 1800 of 7200"),
                (NEXT, "running due 2026-11-23T10:00Z elapsed 7200 of 14400"),
                (SOLUTION, "running due 2026-11-24T11:00Z elapsed 10800 of 72000"),
            ],
        ),
        (
            // An hour until it was solved; reopened on the next day, 23 h are left.
            "news end with the solution and go on where they stood",
            "2026-11-23T04:00Z reply
             2026-11-23T05:00Z status solved
             2026-11-24T05:00Z status open",
            "2026-11-24T06:00Z",
            &[(UPDATE, "running due 2026-11-25T04:00Z elapsed 7200 of 86400")],
        ),
        (
            "news that came too late before the solution stay late",
            "2026-11-23T04:00Z reply
             2026-11-24T05:00Z status solved",
            "2026-11-27T06:00Z",
            &[(UPDATE, "breached due 2026-11-24T04:00Z stop 2026-11-24T05:00Z elapsed 90000 of 86400")],
        ),
        (
            "reopened an hour after the customer wrote: the answer is due from the customer's word",
            "2026-11-23T04:00Z reply
             2026-11-23T04:30Z status solved
             2026-11-23T05:00Z question
             2026-11-23T05:30Z question
             2026-11-23T06:00Z status open",
            "2026-11-23T07:00Z",
            &[(NEXT, "running due 2026-11-23T10:00Z elapsed 7200 of 14400")],
        ),
        (
            "answered on the solved ticket, reopened later: nothing is open",
            "2026-11-23T04:00Z reply
             2026-11-23T04:30Z status solved
             2026-11-23T05:00Z question
             2026-11-23T05:30Z reply
             2026-11-23T06:00Z status open",
            "2026-11-23T07:00Z",
            &[(NEXT, "not-started of 14400")],
        ),
        (
            "reopened into a pause: held from then on",
            "2026-11-23T04:00Z reply
             2026-11-23T04:30Z status solved
             2026-11-23T05:00Z question
             2026-11-23T06:00Z status on-hold",
            "2026-11-23T07:00Z",
            &[(NEXT, "paused by on-hold elapsed 3600 of 14400")],
        ),
        (
            "solved without an answer: no answer was given",
            "2026-11-23T04:30Z status solved",
            "2026-11-23T05:00Z",
            &[
                (FIRST, "running due 2026-11-23T05:30Z elapsed 5400 of 7200"),
                (SOLUTION, "met due 2026-11-24T10:30Z stop 2026-11-23T04:30Z elapsed 3600 of 72000"),
            ],
        ),
    ]);
}

#[test]
fn merging_ends_every_clock_and_starts_none() {
    check(&[(
        "merged, and the customer still writes to the old number",
        "2026-11-23T04:00Z reply
         2026-11-23T04:15Z question
         2026-11-23T04:30Z merged
         2026-11-23T05:00Z question
         2026-11-23T05:30Z status open",
        "2026-11-25T07:00Z",
        &[
            (FIRST, "met due 2026-11-23T05:30Z stop 2026-11-23T04:00Z elapsed 1800 of 7200"),
            // W 09:45: 3 h 15 min to 13:00, and 14:00 and 45 min.
            (NEXT, "met due 2026-11-23T09:15Z stop 2026-11-23T04:30Z elapsed 900 of 14400"),
            (UPDATE, "met due 2026-11-24T04:00Z stop 2026-11-23T04:30Z elapsed 1800 of 86400"),
            (SOLUTION, "met due 2026-11-24T10:30Z stop 2026-11-23T04:30Z elapsed 3600 of 72000"),
        ],
    )]);
    assert_eq!(lane("2026-11-23T04:30Z merged\n2026-11-23T05:30Z status open", "2026-11-25T07:00Z"), None);
}

#[test]
fn waiting_on_the_customer() {
    check(&[
        (
            "the solution is held, the first answer is not",
            "2026-11-23T04:00Z status waiting-on-customer",
            "2026-11-23T05:00Z",
            &[
                (FIRST, "running due 2026-11-23T05:30Z elapsed 5400 of 7200"),
                (SOLUTION, "paused by waiting-on-customer elapsed 1800 of 72000"),
            ],
        ),
        (
            // Held W 14:00-18:00: 10 h are left on Monday; Tue 4 h and 4 h; 20:00 and 2 h is W 22:00.
            "only open hours of a pause push the due time",
            "2026-11-23T04:00Z reply
             2026-11-23T07:30Z status waiting-on-customer
             2026-11-23T14:30Z status open",
            "2026-11-23T15:30Z",
            &[(SOLUTION, "running due 2026-11-24T16:30Z elapsed 18000 of 72000")],
        ),
        (
            "news are held while it is the customer's turn",
            "2026-11-23T04:00Z reply
             2026-11-23T05:00Z status waiting-on-customer",
            "2026-11-25T05:00Z",
            &[(UPDATE, "paused by waiting-on-customer elapsed 3600 of 86400")],
        ),
        (
            "the customer has answered and nobody set the status: the answer is due all the same",
            "2026-11-23T04:00Z reply
             2026-11-23T04:00Z status waiting-on-customer
             2026-11-23T04:30Z question",
            "2026-11-23T07:00Z",
            &[(NEXT, "running due 2026-11-23T09:30Z elapsed 9000 of 14400")],
        ),
    ]);
}
