//! Infotecs: no published time; only the customer's own agreement has one.

use policy::answer::Flag;
use policy::facts::ContractTarget;

use super::{Case, check, embedded, facts, overridden, promise};
use crate::sample::answer;

#[test]
fn without_targets_of_the_agreement_nothing_is_promised() {
    check(&embedded("infotecs"), CASES);
}

const CASES: &[Case] = &[
    Case {
        name: "premium, critical",
        plan: "premium",
        classification: "",
        severity: "critical",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Introduction, Service Level Agreements",
    },
    Case {
        name: "premium, minor",
        plan: "premium",
        classification: "",
        severity: "minor",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Introduction, Service Level Agreements",
    },
    Case {
        name: "premium, severity not known",
        plan: "premium",
        classification: "",
        severity: "",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Introduction, Service Level Agreements",
    },
    Case {
        name: "basic, critical",
        plan: "basic",
        classification: "",
        severity: "critical",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Introduction, Service Level Agreements",
    },
    Case {
        name: "basic, minor",
        plan: "basic",
        classification: "",
        severity: "minor",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Introduction, Service Level Agreements",
    },
    Case {
        name: "basic, severity not known",
        plan: "basic",
        classification: "",
        severity: "",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Introduction, Service Level Agreements",
    },
    Case {
        name: "plan not known, critical",
        plan: "",
        classification: "",
        severity: "critical",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Introduction, Service Level Agreements",
    },
    Case {
        name: "plan not known, minor",
        plan: "",
        classification: "",
        severity: "minor",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Introduction, Service Level Agreements",
    },
    Case {
        name: "plan not known, severity not known",
        plan: "",
        classification: "",
        severity: "",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Introduction, Service Level Agreements",
    },
    Case {
        name: "no agreement, critical",
        plan: "none",
        classification: "",
        severity: "critical",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Introduction, Service Level Agreements",
    },
    Case {
        name: "no agreement, minor",
        plan: "none",
        classification: "",
        severity: "minor",
        filed: "2026-11-20T16:30Z",
        expected: "no target, none: Introduction, Service Level Agreements",
    },
];

/// Critical 4 h around the clock, all others 8 h in the agreement's own hours, Mon-Fri 09:00-18:00 Berlin. Filed W Fri
/// 17:30: half an hour is counted on that day; Mon 09:00 and 7.5 h is W 16:30.
#[test]
fn targets_of_the_agreement() {
    let pack = overridden("infotecs", HOURS);
    let target = |severity: Option<&str>, hours, calendar: &str| ContractTarget {
        clock: "first-response".to_owned(),
        severity: severity.map(str::to_owned),
        hours,
        calendar: calendar.to_owned(),
    };
    let filed = "2026-11-20T16:30Z";
    let with = |plan, severity, targets: Vec<ContractTarget>| {
        let case = Case { name: "", plan, classification: "", severity, filed, expected: "" };
        let mut facts = facts(&case);
        facts.contract.get_or_insert_default().targets = targets;
        promise(&answer(&pack, &facts, filed))
    };
    let critical = || vec![target(Some("critical"), 4.0, "always")];
    let both = || vec![target(Some("critical"), 4.0, "always"), target(None, 8.0, "acme-hours")];
    for plan in ["premium", "basic"] {
        assert_eq!(
            with(plan, "critical", both()),
            "due 2026-11-20T20:30Z of 4 h, contract: customer's contract"
        );
        assert_eq!(
            with(plan, "minor", both()),
            "due 2026-11-23T15:30Z of 8 h, contract: customer's contract"
        );
        assert_eq!(
            with(plan, "critical", critical()),
            "due 2026-11-20T20:30Z of 4 h, contract: customer's contract"
        );
        assert_eq!(
            with(plan, "minor", critical()),
            "no target, none: Introduction, Service Level Agreements"
        );
        assert_eq!(with(plan, "", both()), "due 2026-11-23T15:30Z of 8 h, contract: customer's contract");
    }
}

/// No contract record: a target could be agreed, so it is asked for. With a record that has none, nothing is missing.
#[test]
fn an_agreement_that_is_not_known_is_asked_for() {
    let flags = |plan| {
        let case = Case { plan, severity: "critical", filed: "2026-11-20T16:30Z", ..CASES[0] };
        answer(&embedded("infotecs"), &facts(&case), case.filed).flags
    };
    assert_eq!(flags(""), [Flag::FactsMissing]);
    assert_eq!(flags("basic"), []);
}

const HOURS: &str = r#"
format = 1
id = "infotecs"

[[calendars]]
id = "acme-hours"
label = "Mon-Fri 09:00-18:00 Berlin"
weekly = { mon-fri = ["09:00-18:00"] }
zone = { name = "Europe/Berlin", clause = "ACME's agreement" }
holidays = { lists = [], clause = "ACME's agreement" }
clause = "ACME's agreement"
"#;
