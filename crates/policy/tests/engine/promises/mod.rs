//! Until when each vendor has promised its first answer: every row of every table with the instant worked out by
//! hand. `W` in a comment is the wall clock of the calendar's zone.

mod ensim;
mod expecco;
mod infotecs;
mod nilavar;
mod sep_sesam;
mod sepasoft;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use policy::answer::{Answer, ClockState};
use policy::facts::{Contract, Facts};
use policy::pack::{Pack, Packs};

use crate::sample::{answer, story};

/// A ticket that was just filed, and the answer about its first response. An empty word is not known.
pub struct Case {
    pub name: &'static str,
    pub plan: &'static str,
    pub classification: &'static str,
    pub severity: &'static str,
    pub filed: &'static str,
    pub expected: &'static str,
}

/// The pack that comes with the program.
pub fn embedded(id: &str) -> Arc<Pack> {
    Arc::clone(Packs::embedded().unwrap().get(id).unwrap())
}

/// The pack with an override on top.
pub fn overridden(id: &str, on_top: &str) -> Pack {
    let (name, text) = Packs::embedded_text(id).unwrap();
    Pack::parse_with_override(text, name, on_top, "mine.toml").unwrap()
}

/// The facts of a case, with a contract record where its plan is known.
pub fn facts(case: &Case) -> Facts {
    let known = |word: &str| (!word.is_empty()).then(|| word.to_owned());
    Facts {
        classification: known(case.classification),
        contract: known(case.plan).map(|plan| Contract { plan: Some(plan), ..Contract::default() }),
        ..story(case.severity, &format!("{} created", case.filed))
    }
}

/// The first clock in words: `due 2026-11-20T20:30Z of 4 h, stated: Clause`.
pub fn promise(answer: &Answer) -> String {
    let clock = &answer.clocks[0];
    let basis = format!("{:?}", clock.basis).to_lowercase();
    match (clock.state, clock.due, clock.target_s) {
        (ClockState::Running, Some(due), Some(target)) => {
            let due = due.to_string().replace(":00Z", "Z");
            format!("due {due} of {} h, {basis}: {}", target as f64 / 3_600.0, clock.clause)
        }
        (ClockState::NoTarget, None, None) => format!("no target, {basis}: {}", clock.clause),
        other => panic!("a ticket just filed cannot be {other:?}"),
    }
}

/// Checks every case, and that no row of the pack's table is left without one.
pub fn check(pack: &Pack, cases: &[Case]) {
    let mut wrong = Vec::new();
    for case in cases {
        let found = promise(&answer(pack, &facts(case), case.filed));
        if found != case.expected {
            wrong.push(format!("{}\n  expected {}\n  found    {found}", case.name, case.expected));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let names: BTreeSet<&str> = cases.iter().map(|case| case.name).collect();
    assert_eq!(names.len(), cases.len(), "a name is given twice");
    assert_eq!(untold(pack, cases), BTreeMap::new(), "rows without a case, by their index");
}

/// Rows of the first clock that no case reaches, with the clause of each.
fn untold(pack: &Pack, cases: &[Case]) -> BTreeMap<usize, String> {
    let clock = &pack.clocks[0];
    let mut rows: BTreeMap<usize, String> =
        clock.targets.iter().map(|target| target.source.clause.clone()).enumerate().collect();
    for case in cases {
        let plan = pack.plan(case.plan).unwrap_or(pack.plans.len());
        let severity = pack.severity(case.severity).unwrap_or(pack.severities.len());
        let classification = pack.classification(case.classification).unwrap_or(pack.classifications.len());
        rows.remove(&clock.table[plan][severity][classification]);
    }
    rows
}
