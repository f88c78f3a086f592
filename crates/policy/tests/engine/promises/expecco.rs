//! expecco: response hours by plan and severity, and booked appointments; W is Berlin.

use policy::answer::Flag;
use policy::facts::Appointment;

use super::{Case, check, embedded, facts, promise};
use crate::sample::{answer, at};

#[test]
fn first_response() {
    check(&embedded("expecco"), CASES);
}

const CASES: &[Case] = &[
    // W Fri 17:30 is half an hour; Mon 08:00 and 7.5 h is W 15:30.
    Case {
        name: "sev. 1, premium",
        plan: "premium",
        classification: "",
        severity: "sev-1",
        filed: "2026-11-20T16:30Z",
        expected: "due 2026-11-23T14:30Z of 8 h, reading: Table, Response Time Sev. 1 Problems",
    },
    // 0.5 h Fri, 10 h Mon; Tue 08:00 and 5.5 h is W 13:30.
    Case {
        name: "sev. 1, advanced",
        plan: "advanced",
        classification: "",
        severity: "sev-1",
        filed: "2026-11-20T16:30Z",
        expected: "due 2026-11-24T12:30Z of 16 h, reading: Table, Response Time Sev. 1 Problems",
    },
    // 0.5 h Fri, 20 h Mon and Tue; Wed 08:00 and 3.5 h is W 11:30.
    Case {
        name: "sev. 1, basic",
        plan: "basic",
        classification: "",
        severity: "sev-1",
        filed: "2026-11-20T16:30Z",
        expected: "due 2026-11-25T10:30Z of 24 h, reading: Table, Response Time Sev. 1 Problems",
    },
    // 0.5 h Fri, 10 h Mon; Tue 08:00 and 1.5 h is W 09:30.
    Case {
        name: "sev. 2, premium",
        plan: "premium",
        classification: "",
        severity: "sev-2",
        filed: "2026-11-20T16:30Z",
        expected: "due 2026-11-24T08:30Z of 12 h, reading: Table, Response Time Sev. 2 Problems",
    },
    // As 24 h above.
    Case {
        name: "sev. 2, advanced",
        plan: "advanced",
        classification: "",
        severity: "sev-2",
        filed: "2026-11-20T16:30Z",
        expected: "due 2026-11-25T10:30Z of 24 h, reading: Table, Response Time Sev. 2 Problems",
    },
    // 0.5 h Fri, 40 h Mon to Thu; Fri 08:00 and 7.5 h is W 15:30.
    Case {
        name: "sev. 2, basic",
        plan: "basic",
        classification: "",
        severity: "sev-2",
        filed: "2026-11-20T16:30Z",
        expected: "due 2026-11-27T14:30Z of 48 h, reading: Table, Response Time Sev. 2 Problems",
    },
    // As 24 h above.
    Case {
        name: "sev. 3, premium",
        plan: "premium",
        classification: "",
        severity: "sev-3",
        filed: "2026-11-20T16:30Z",
        expected: "due 2026-11-25T10:30Z of 24 h, reading: Table, Response Time Sev. 3 Problems",
    },
    // 0.5 h Fri, 30 h Mon to Wed; Thu 08:00 and 5.5 h is W 13:30.
    Case {
        name: "sev. 3, advanced",
        plan: "advanced",
        classification: "",
        severity: "sev-3",
        filed: "2026-11-20T16:30Z",
        expected: "due 2026-11-26T12:30Z of 36 h, reading: Table, Response Time Sev. 3 Problems",
    },
    // 0.5 h Fri, 50 h Mon to Fri, 20 h Mon and Tue; Wed 2 Dec 08:00 and 1.5 h is W 09:30.
    Case {
        name: "sev. 3, basic",
        plan: "basic",
        classification: "",
        severity: "sev-3",
        filed: "2026-11-20T16:30Z",
        expected: "due 2026-12-02T08:30Z of 72 h, reading: Table, Response Time Sev. 3 Problems",
    },
    // W Thu 17:00 is 1 h; Fri 25 is a holiday; Mon 28 08:00 and 7 h is W 15:00.
    Case {
        name: "sev. 1, premium, on Christmas Eve",
        plan: "premium",
        classification: "",
        severity: "sev-1",
        filed: "2026-12-24T16:00Z",
        expected: "due 2026-12-28T14:00Z of 8 h, reading: Table, Response Time Sev. 1 Problems",
    },
    // W Fri 17:00 (UTC+2) is 1 h; Mon 26 08:00 (UTC+1) and 7 h is W 15:00.
    Case {
        name: "sev. 1, premium, over the change to winter time",
        plan: "premium",
        classification: "",
        severity: "sev-1",
        filed: "2026-10-23T15:00Z",
        expected: "due 2026-10-26T14:00Z of 8 h, reading: Table, Response Time Sev. 1 Problems",
    },
    Case {
        name: "no agreement, sev-1",
        plan: "none",
        classification: "",
        severity: "sev-1",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Support Does Not Include",
    },
    Case {
        name: "plan not known, sev-1",
        plan: "",
        classification: "",
        severity: "sev-1",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Table, Response Time",
    },
    Case {
        name: "no agreement, sev-2",
        plan: "none",
        classification: "",
        severity: "sev-2",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Support Does Not Include",
    },
    Case {
        name: "plan not known, sev-2",
        plan: "",
        classification: "",
        severity: "sev-2",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Table, Response Time",
    },
    Case {
        name: "no agreement, sev-3",
        plan: "none",
        classification: "",
        severity: "sev-3",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Support Does Not Include",
    },
    Case {
        name: "plan not known, sev-3",
        plan: "",
        classification: "",
        severity: "sev-3",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Table, Response Time",
    },
    Case {
        name: "no agreement, severity not known",
        plan: "none",
        classification: "",
        severity: "",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Support Does Not Include",
    },
    Case {
        name: "plan not known, severity neither",
        plan: "",
        classification: "",
        severity: "",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Table, Response Time",
    },
    Case {
        name: "severity not known",
        plan: "premium",
        classification: "",
        severity: "",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Table, Response Time",
    },
];

/// Sev. 1 under Premium is 8 h; filed W Fri 17:30, so half an hour is counted on that day.
#[test]
fn appointments_count_once_and_only_after_the_filing() {
    let cases: [Booked; 6] = [
        // W Sat 10:00-14:00 is 4 h; Mon 08:00 and 3.5 h is W 11:30.
        (
            "on a Saturday",
            "2026-11-20T16:30Z",
            &[("2026-11-21T09:00Z", "2026-11-21T13:00Z")],
            "2026-11-23T10:30Z",
        ),
        // W Mon 07:00-09:00 opens one hour earlier; 07:00 and 7.5 h is W 14:30.
        (
            "half inside the coverage",
            "2026-11-20T16:30Z",
            &[("2026-11-23T06:00Z", "2026-11-23T08:00Z")],
            "2026-11-23T13:30Z",
        ),
        (
            "over before the ticket was filed",
            "2026-11-20T16:30Z",
            &[("2026-11-14T09:00Z", "2026-11-14T13:00Z")],
            "2026-11-23T14:30Z",
        ),
        // W Thu 17:00 is 1 h; W Fri 25 Dec 10:00-12:00 is 2 h; Mon 28 08:00 and 5 h is W 13:00.
        (
            "on a holiday",
            "2026-12-24T16:00Z",
            &[("2026-12-25T09:00Z", "2026-12-25T11:00Z")],
            "2026-12-28T12:00Z",
        ),
        // W Sat 10:00-20:00 holds all 8 h.
        (
            "long enough for the whole target",
            "2026-11-21T08:00Z",
            &[("2026-11-21T09:00Z", "2026-11-21T19:00Z")],
            "2026-11-21T17:00Z",
        ),
        // W Sat 10:00-12:00 and 11:00-13:00 are 3 h together; Mon 08:00 and 4.5 h is W 12:30.
        (
            "two that overlap",
            "2026-11-20T16:30Z",
            &[("2026-11-21T09:00Z", "2026-11-21T11:00Z"), ("2026-11-21T10:00Z", "2026-11-21T12:00Z")],
            "2026-11-23T11:30Z",
        ),
    ];
    for (name, filed, windows, due) in cases {
        let mut facts = facts(&Case { filed, ..PREMIUM });
        let appointment = |(from, to): &(&str, &str)| Appointment { from: at(from), to: at(to) };
        facts.contract.as_mut().unwrap().appointments = windows.iter().map(appointment).collect();
        let expected = format!("due {due} of 8 h, reading: Table, Response Time Sev. 1 Problems");
        assert_eq!(promise(&answer(&embedded("expecco"), &facts, filed)), expected, "{name}");
    }
}

/// Business hours, the zone and what an appointment is are ours, and every answer that rests on them says so.
#[test]
fn answers_that_rest_on_our_hours_say_so() {
    let answer = answer(
        &embedded("expecco"),
        &facts(&Case { filed: "2026-11-20T16:30Z", ..PREMIUM }),
        "2026-11-20T16:30Z",
    );
    assert!(answer.flags.contains(&Flag::AssumedValue), "{:?}", answer.flags);
}

/// Name, filing, booked windows, due.
type Booked = (&'static str, &'static str, &'static [(&'static str, &'static str)], &'static str);

const PREMIUM: Case =
    Case { name: "", plan: "premium", classification: "", severity: "sev-1", filed: "", expected: "" };
