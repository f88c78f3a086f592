//! Nilavar, the made-up vendor: a midday break and a night desk; W is Kolkata, UTC+5:30.

use super::{Case, check};
use crate::sample::nilavar;

#[test]
fn first_response() {
    check(&nilavar(), CASES);
}

const CASES: &[Case] = &[
    // W Fri 17:00-18:00 is 1 h; the night desk opens at 20:00: W 21:00.
    Case {
        name: "down, continuous, before the evening break",
        plan: "continuous",
        classification: "fault",
        severity: "down",
        filed: "2026-11-20T11:30Z",
        expected: "due 2026-11-20T15:30Z of 2 h, stated: 6.1 First answer",
    },
    // W Fri 17:00-18:00 is 1 h; Mon 09:00 and 3 h is W 12:00.
    Case {
        name: "down, standard, before a weekend",
        plan: "standard",
        classification: "fault",
        severity: "down",
        filed: "2026-11-20T11:30Z",
        expected: "due 2026-11-23T06:30Z of 4 h, stated: 6.1 First answer",
    },
    // W Mon 12:00-13:00 is 1 h; 14:00 and 3 h is W 17:00.
    Case {
        name: "down, standard, over the midday break",
        plan: "standard",
        classification: "fault",
        severity: "down",
        filed: "2026-11-23T06:30Z",
        expected: "due 2026-11-23T11:30Z of 4 h, stated: 6.1 First answer",
    },
    // W Tue 01:30-02:00 is half an hour; 09:00 and 1.5 h is W 10:30.
    Case {
        name: "down, continuous, over midnight",
        plan: "continuous",
        classification: "fault",
        severity: "down",
        filed: "2026-11-23T20:00Z",
        expected: "due 2026-11-24T05:00Z of 2 h, stated: 6.1 First answer",
    },
    // W Thu 1 Oct 23:00 to midnight is 1 h; Fri 2 Oct is closed, the tail from Thursday included; the tail of Friday's
    // night lies on Saturday, which is no holiday: W Sat 00:00 and 1 h.
    Case {
        name: "down, continuous, into a holiday",
        plan: "continuous",
        classification: "fault",
        severity: "down",
        filed: "2026-10-01T17:30Z",
        expected: "due 2026-10-02T19:30Z of 2 h, stated: 6.1 First answer",
    },
    // W Fri 17:30-18:00 is half an hour; Mon 9 Nov is closed; Tue 09:00 and 3.5 h is W 12:30.
    Case {
        name: "down, standard, over a single closure",
        plan: "standard",
        classification: "fault",
        severity: "down",
        filed: "2026-11-06T12:00Z",
        expected: "due 2026-11-10T07:00Z of 4 h, stated: 6.1 First answer",
    },
    // 1 h Fri; Mon 09:00-13:00 and 14:00-17:00 is 7 h.
    Case {
        name: "degraded, continuous",
        plan: "continuous",
        classification: "fault",
        severity: "degraded",
        filed: "2026-11-20T11:30Z",
        expected: "due 2026-11-23T11:30Z of 8 h, stated: 6.1 First answer",
    },
    Case {
        name: "degraded, standard",
        plan: "standard",
        classification: "fault",
        severity: "degraded",
        filed: "2026-11-20T11:30Z",
        expected: "due 2026-11-23T11:30Z of 8 h, stated: 6.1 First answer",
    },
    // 1 h Fri, 8 h Mon; Tue 09:00-13:00 and 14:00-17:00 is 7 h.
    Case {
        name: "advice, standard",
        plan: "standard",
        classification: "fault",
        severity: "advice",
        filed: "2026-11-20T11:30Z",
        expected: "due 2026-11-24T11:30Z of 16 h, reading: 6.1 First answer",
    },
    Case {
        name: "severity not known",
        plan: "continuous",
        classification: "fault",
        severity: "",
        filed: "2026-11-20T11:30Z",
        expected: "due 2026-11-24T11:30Z of 16 h, reading: 6.1 First answer",
    },
    Case {
        name: "a method is advice, whatever severity was entered",
        plan: "continuous",
        classification: "method",
        severity: "down",
        filed: "2026-11-20T11:30Z",
        expected: "due 2026-11-24T11:30Z of 16 h, reading: 6.1 First answer",
    },
    Case {
        name: "no plan",
        plan: "none",
        classification: "fault",
        severity: "down",
        filed: "2026-11-20T11:30Z",
        expected: "no target, none: 6.1 First answer",
    },
    Case {
        name: "plan not known",
        plan: "",
        classification: "fault",
        severity: "down",
        filed: "2026-11-20T11:30Z",
        expected: "no target, none: 6.1 First answer",
    },
];
