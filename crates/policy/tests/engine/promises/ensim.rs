//! Ensim: a time for Critical only, inside plan hours that closures stop; W is Los Angeles.

use super::{Case, check, embedded, facts, overridden, promise};
use crate::sample::answer;

#[test]
fn first_response() {
    check(&embedded("ensim"), CASES);
}

const CASES: &[Case] = &[
    // W 08:30 and 2 h.
    Case {
        name: "critical, 24 x 7, on a Friday",
        plan: "24x7",
        classification: "",
        severity: "critical",
        filed: "2026-11-20T16:30Z",
        expected: "due 2026-11-20T18:30Z of 2 h, reading: Support Response Times, Critical Issues First Response Time",
    },
    // W 08:30 and 4 h.
    Case {
        name: "critical, 16 x 5, on a Friday",
        plan: "16x5",
        classification: "",
        severity: "critical",
        filed: "2026-11-20T16:30Z",
        expected: "due 2026-11-20T20:30Z of 4 h, reading: Support Response Times, Critical Issues First Response Time",
    },
    // Weekends count.
    Case {
        name: "critical, 24 x 7, on a Saturday",
        plan: "24x7",
        classification: "",
        severity: "critical",
        filed: "2026-11-21T18:00Z",
        expected: "due 2026-11-21T20:00Z of 2 h, reading: Support Response Times, Critical Issues First Response Time",
    },
    // W Fri 21:00 to 22:00 is 1 h; Mon 06:00 and 3 h is W 09:00.
    Case {
        name: "critical, 16 x 5, before a weekend",
        plan: "16x5",
        classification: "",
        severity: "critical",
        filed: "2026-11-21T05:00Z",
        expected: "due 2026-11-23T17:00Z of 4 h, reading: Support Response Times, Critical Issues First Response Time",
    },
    // W Wed 23:00 to midnight is 1 h; Thu 26 is closed, also for 24 x 7; Fri 00:00 and 1 h.
    Case {
        name: "critical, 24 x 7, before Thanksgiving",
        plan: "24x7",
        classification: "",
        severity: "critical",
        filed: "2026-11-26T07:00Z",
        expected: "due 2026-11-27T09:00Z of 2 h, reading: Support Response Times, Critical Issues First Response Time",
    },
    // W Wed 21:00 to 22:00 is 1 h; Thu 26 is closed; Fri 06:00 and 3 h is W 09:00.
    Case {
        name: "critical, 16 x 5, before Thanksgiving",
        plan: "16x5",
        classification: "",
        severity: "critical",
        filed: "2026-11-26T05:00Z",
        expected: "due 2026-11-27T17:00Z of 4 h, reading: Support Response Times, Critical Issues First Response Time",
    },
    // Two hours are two hours: W 01:00 to W 04:00.
    Case {
        name: "critical, 24 x 7, over the change to summer time",
        plan: "24x7",
        classification: "",
        severity: "critical",
        filed: "2026-03-08T09:00Z",
        expected: "due 2026-03-08T11:00Z of 2 h, reading: Support Response Times, Critical Issues First Response Time",
    },
    Case {
        name: "major, 24x7",
        plan: "24x7",
        classification: "",
        severity: "major",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Support Response Times",
    },
    Case {
        name: "minor, 24x7",
        plan: "24x7",
        classification: "",
        severity: "minor",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Support Response Times",
    },
    Case {
        name: "feature-request, 24x7",
        plan: "24x7",
        classification: "",
        severity: "feature-request",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Support Response Times",
    },
    Case {
        name: "major, 16x5",
        plan: "16x5",
        classification: "",
        severity: "major",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Support Response Times",
    },
    Case {
        name: "minor, 16x5",
        plan: "16x5",
        classification: "",
        severity: "minor",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Support Response Times",
    },
    Case {
        name: "feature-request, 16x5",
        plan: "16x5",
        classification: "",
        severity: "feature-request",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Support Response Times",
    },
    Case {
        name: "major, plan not known",
        plan: "",
        classification: "",
        severity: "major",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Support Response Times",
    },
    Case {
        name: "minor, plan not known",
        plan: "",
        classification: "",
        severity: "minor",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Support Response Times",
    },
    Case {
        name: "feature-request, plan not known",
        plan: "",
        classification: "",
        severity: "feature-request",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Support Response Times",
    },
    Case {
        name: "critical, no plan",
        plan: "none",
        classification: "",
        severity: "critical",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Introduction",
    },
    Case {
        name: "major, no plan",
        plan: "none",
        classification: "",
        severity: "major",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Support Response Times",
    },
    Case {
        name: "minor, no plan",
        plan: "none",
        classification: "",
        severity: "minor",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Support Response Times",
    },
    Case {
        name: "feature-request, no plan",
        plan: "none",
        classification: "",
        severity: "feature-request",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Support Response Times",
    },
    Case {
        name: "severity not known, no plan",
        plan: "none",
        classification: "",
        severity: "",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Introduction",
    },
    Case {
        name: "severity not known",
        plan: "24x7",
        classification: "",
        severity: "",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Support Response Times",
    },
    Case {
        name: "critical, plan not known",
        plan: "",
        classification: "",
        severity: "critical",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Support Response Times, Critical Issues First Response Time",
    },
];

/// Closed on Thursday 3 December for a storm. W Wed 23:00 to midnight is 1 h; Fri 00:00 and 1 h.
#[test]
fn a_single_closure_day_from_an_override_stops_24x7() {
    let pack = overridden(
        "ensim",
        "format = 1\nid = \"ensim\"\n[[holidays]]\nid = \"closures\"\ndays = [{ name = \"Storm\", on = \"2026-12-03\" }]\n",
    );
    let case = Case { filed: "2026-12-03T07:00Z", ..CRITICAL };
    let found = promise(&answer(&pack, &facts(&case), case.filed));
    assert_eq!(
        found,
        "due 2026-12-04T09:00Z of 2 h, reading: Support Response Times, Critical Issues First Response Time"
    );
    let without = promise(&answer(&embedded("ensim"), &facts(&case), case.filed));
    assert_eq!(
        without,
        "due 2026-12-03T09:00Z of 2 h, reading: Support Response Times, Critical Issues First Response Time"
    );
}

const CRITICAL: Case =
    Case { name: "", plan: "24x7", classification: "", severity: "critical", filed: "", expected: "" };
