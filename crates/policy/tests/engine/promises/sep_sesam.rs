//! SEP sesam: response times by severity, each with hours of its own; W is Berlin.

use super::{Case, check, embedded};

#[test]
fn first_response() {
    check(&embedded("sep-sesam"), CASES);
}

const CASES: &[Case] = &[
    // Around the clock: 16:30 and 4 h.
    Case {
        name: "critical on a Friday evening",
        plan: "business-support",
        classification: "",
        severity: "critical",
        filed: "2026-11-20T16:30Z",
        expected: "due 2026-11-20T20:30Z of 4 h, stated: Severity Level, Response time: Critical",
    },
    // W Fri 17:30 to 18:00 is half an hour; Mon 08:00 and 7.5 h is W 15:30.
    Case {
        name: "major on a Friday evening",
        plan: "business-support",
        classification: "",
        severity: "major",
        filed: "2026-11-20T16:30Z",
        expected: "due 2026-11-23T14:30Z of 8 h, stated: Severity Level, Response time: Major",
    },
    // W Fri 17:30 is closed; Mon 09:00-17:00 is 8 h; Tue 09:00 and 4 h is W 13:00.
    Case {
        name: "minor on a Friday evening",
        plan: "business-support",
        classification: "",
        severity: "minor",
        filed: "2026-11-20T16:30Z",
        expected: "due 2026-11-24T12:00Z of 12 h, stated: Severity Level, Response time: Minor",
    },
    // As minor.
    Case {
        name: "cosmetic on a Friday evening",
        plan: "business-support",
        classification: "",
        severity: "cosmetic",
        filed: "2026-11-20T16:30Z",
        expected: "due 2026-11-24T12:00Z of 12 h, stated: Severity Level, Response time: Cosmetic",
    },
    // No holiday stops 24 x 7.
    Case {
        name: "critical on Christmas Day",
        plan: "business-support",
        classification: "",
        severity: "critical",
        filed: "2026-12-25T10:00Z",
        expected: "due 2026-12-25T14:00Z of 4 h, stated: Severity Level, Response time: Critical",
    },
    // W Thu 17:00 to 18:00 is 1 h; Fri 25 is a holiday; Mon 28 08:00 and 7 h is W 15:00.
    Case {
        name: "major on Christmas Eve",
        plan: "business-support",
        classification: "",
        severity: "major",
        filed: "2026-12-24T16:00Z",
        expected: "due 2026-12-28T14:00Z of 8 h, stated: Severity Level, Response time: Major",
    },
    // W Thu 16:00 to 17:00 is 1 h; Fri 25 is a holiday; Mon 28 is 8 h; Tue 29 09:00 and 3 h is W 12:00.
    Case {
        name: "minor on Christmas Eve",
        plan: "business-support",
        classification: "",
        severity: "minor",
        filed: "2026-12-24T15:00Z",
        expected: "due 2026-12-29T11:00Z of 12 h, stated: Severity Level, Response time: Minor",
    },
    // W Fri 17:00 (UTC+1) is 1 h; Mon 30 08:00 (UTC+2) and 7 h is W 15:00.
    Case {
        name: "major over the change to summer time",
        plan: "business-support",
        classification: "",
        severity: "major",
        filed: "2026-03-27T16:00Z",
        expected: "due 2026-03-30T13:00Z of 8 h, stated: Severity Level, Response time: Major",
    },
    // Four hours are four hours: W 00:00 (UTC+1) to W 05:00 (UTC+2).
    Case {
        name: "critical over the change to summer time",
        plan: "business-support",
        classification: "",
        severity: "critical",
        filed: "2026-03-28T23:00Z",
        expected: "due 2026-03-29T03:00Z of 4 h, stated: Severity Level, Response time: Critical",
    },
    // W Fri 16:00 (UTC+2) is 1 h; Mon 26 09:00-17:00 (UTC+1) is 8 h; Tue 27 09:00 and 3 h is W 12:00.
    Case {
        name: "minor over the change to winter time",
        plan: "business-support",
        classification: "",
        severity: "minor",
        filed: "2026-10-23T14:00Z",
        expected: "due 2026-10-27T11:00Z of 12 h, stated: Severity Level, Response time: Minor",
    },
    // Without a contract, around the clock, whatever the severity: 16:30 and 1.5 h.
    Case {
        name: "emergency call, critical",
        plan: "emergency-call",
        classification: "",
        severity: "critical",
        filed: "2026-11-20T16:30Z",
        expected: "due 2026-11-20T18:00Z of 1.5 h, stated: Report time and Reaction Time, Emergency Call",
    },
    Case {
        name: "emergency call, major",
        plan: "emergency-call",
        classification: "",
        severity: "major",
        filed: "2026-11-20T16:30Z",
        expected: "due 2026-11-20T18:00Z of 1.5 h, stated: Report time and Reaction Time, Emergency Call",
    },
    Case {
        name: "emergency call, minor",
        plan: "emergency-call",
        classification: "",
        severity: "minor",
        filed: "2026-11-20T16:30Z",
        expected: "due 2026-11-20T18:00Z of 1.5 h, stated: Report time and Reaction Time, Emergency Call",
    },
    Case {
        name: "emergency call, cosmetic",
        plan: "emergency-call",
        classification: "",
        severity: "cosmetic",
        filed: "2026-11-20T16:30Z",
        expected: "due 2026-11-20T18:00Z of 1.5 h, stated: Report time and Reaction Time, Emergency Call",
    },
    Case {
        name: "emergency call, severity not known",
        plan: "emergency-call",
        classification: "",
        severity: "",
        filed: "2026-11-20T16:30Z",
        expected: "due 2026-11-20T18:00Z of 1.5 h, stated: Report time and Reaction Time, Emergency Call",
    },
    // 3 October 2027.
    Case {
        name: "emergency call on a Sunday that is a holiday",
        plan: "emergency-call",
        classification: "",
        severity: "critical",
        filed: "2027-10-03T02:00Z",
        expected: "due 2027-10-03T03:30Z of 1.5 h, stated: Report time and Reaction Time, Emergency Call",
    },
    Case {
        name: "trial, critical",
        plan: "demo",
        classification: "",
        severity: "critical",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Availability of Support Staff, Demo-Support",
    },
    Case {
        name: "no contract, critical",
        plan: "none",
        classification: "",
        severity: "critical",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Requirements for SEP Maintenance and SEP Support",
    },
    Case {
        name: "trial, major",
        plan: "demo",
        classification: "",
        severity: "major",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Availability of Support Staff, Demo-Support",
    },
    Case {
        name: "no contract, major",
        plan: "none",
        classification: "",
        severity: "major",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Requirements for SEP Maintenance and SEP Support",
    },
    Case {
        name: "trial, minor",
        plan: "demo",
        classification: "",
        severity: "minor",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Availability of Support Staff, Demo-Support",
    },
    Case {
        name: "no contract, minor",
        plan: "none",
        classification: "",
        severity: "minor",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Requirements for SEP Maintenance and SEP Support",
    },
    Case {
        name: "trial, cosmetic",
        plan: "demo",
        classification: "",
        severity: "cosmetic",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Availability of Support Staff, Demo-Support",
    },
    Case {
        name: "no contract, cosmetic",
        plan: "none",
        classification: "",
        severity: "cosmetic",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Requirements for SEP Maintenance and SEP Support",
    },
    Case {
        name: "severity not known",
        plan: "business-support",
        classification: "",
        severity: "",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Severity Level, Response time",
    },
    Case {
        name: "nothing is known",
        plan: "",
        classification: "",
        severity: "",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Severity Level, Response time",
    },
    // The instants of Business Support, marked as assumed.
    Case {
        name: "contract not known, critical",
        plan: "",
        classification: "",
        severity: "critical",
        filed: "2026-11-20T16:30Z",
        expected: "due 2026-11-20T20:30Z of 4 h, assumed: Severity Level, Response time: Critical",
    },
    Case {
        name: "contract not known, major",
        plan: "",
        classification: "",
        severity: "major",
        filed: "2026-11-20T16:30Z",
        expected: "due 2026-11-23T14:30Z of 8 h, assumed: Severity Level, Response time: Major",
    },
    Case {
        name: "contract not known, minor",
        plan: "",
        classification: "",
        severity: "minor",
        filed: "2026-11-20T16:30Z",
        expected: "due 2026-11-24T12:00Z of 12 h, assumed: Severity Level, Response time: Minor, Cosmetic",
    },
    Case {
        name: "contract not known, cosmetic",
        plan: "",
        classification: "",
        severity: "cosmetic",
        filed: "2026-11-20T16:30Z",
        expected: "due 2026-11-24T12:00Z of 12 h, assumed: Severity Level, Response time: Minor, Cosmetic",
    },
];
