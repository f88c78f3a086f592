//! What a session costs, by each pack's own rule.

use policy::facts::Facts;
use policy::pack::{Basis, Pack};
use policy::remote::{Billed, Cost, SessionCost, session_cost};

use super::PACKS;
use super::packs::acme;
use crate::sample::{at, standing, story};

fn cost(policy: &str, severity: &str, plan: &str, from: &str, to: &str, billed: Billed) -> SessionCost {
    let (pack, facts) = (PACKS.get(policy).unwrap(), acme(policy, severity, plan));
    session_cost(&standing(pack, &facts, from), pack, at(from), at(to), billed)
}

/// The cost in a word or an amount, and the clause of what it rests on first.
fn short(cost: &SessionCost) -> (String, String) {
    let word = match &cost.cost {
        Cost::Included => "included".to_owned(),
        Cost::Amount(money) => money.to_string(),
        Cost::Unpublished => "unpublished".to_owned(),
        Cost::NotKnown => "not known".to_owned(),
    };
    let line = cost.lines.iter().find(|line| line.billed_s.is_some_and(|billed| billed > 0));
    let clause = line.map(|line| &line.clause).or(cost.because.first().map(|ground| &ground.clause));
    (word, clause.cloned().unwrap_or_default())
}

#[test]
fn each_pack_by_its_own_rule() {
    use Billed::{Service, Support};
    let day = ("2026-11-20T18:00Z", "2026-11-20T18:25Z");
    let cases = [
        ("sepasoft by day", "sepasoft", "high", "priority-care", day, Support, "included"),
        (
            "sepasoft: one hour at least",
            "sepasoft",
            "high",
            "priority-care",
            ("2026-11-21T06:00Z", "2026-11-21T06:05Z"),
            Support,
            "350.00 USD",
        ),
        (
            "sepasoft: by the minute after that",
            "sepasoft",
            "high",
            "priority-care",
            ("2026-11-21T06:00Z", "2026-11-21T07:30Z"),
            Support,
            "525.00 USD",
        ),
        (
            "sepasoft: over the end of the day",
            "sepasoft",
            "high",
            "priority-care",
            ("2026-11-21T00:30Z", "2026-11-21T01:10Z"),
            Support,
            "350.00 USD",
        ),
        (
            "sepasoft: on a holiday",
            "sepasoft",
            "high",
            "total-care",
            ("2026-11-26T18:00Z", "2026-11-26T19:00Z"),
            Support,
            "350.00 USD",
        ),
        ("sep in the plan", "sep-sesam", "critical", "business-support", day, Support, "included"),
        ("sep emergency call", "sep-sesam", "critical", "emergency-call", day, Support, "included"),
        ("sep as paid help", "sep-sesam", "minor", "business-support", day, Service, "unpublished"),
        ("ensim", "ensim", "major", "16x5", day, Support, "included"),
        ("expecco premium", "expecco", "sev-2", "premium", day, Support, "included"),
        ("expecco basic, overruled", "expecco", "sev-2", "basic", day, Support, "not known"),
        ("expecco has no paid help", "expecco", "sev-2", "premium", day, Service, "not known"),
        ("infotecs", "infotecs", "minor", "basic", day, Support, "included"),
        (
            "no time at all",
            "sepasoft",
            "high",
            "priority-care",
            ("2026-11-21T06:00Z", "2026-11-21T06:00Z"),
            Support,
            "included",
        ),
    ];
    for (name, policy, severity, plan, (from, to), billed, expected) in cases {
        let cost = cost(policy, severity, plan, from, to, billed);
        let (word, clause) = short(&cost);
        assert_eq!(word, expected, "{name}: {cost:#?}");
        let sourced = billed == Service || !clause.is_empty();
        assert!(sourced && cost.text.ends_with('.'), "{name}: {cost:#?}");
    }
}

#[test]
fn paid_remote_help_is_billed_by_thirty_minutes_at_a_price_that_is_not_published() {
    for (to, minutes, parts) in [
        ("2026-11-20T18:01Z", 30, 1),
        ("2026-11-20T18:30Z", 30, 1),
        ("2026-11-20T18:31Z", 60, 2),
        ("2026-11-20T19:29Z", 90, 3),
    ] {
        let cost = cost("sep-sesam", "minor", "business-support", "2026-11-20T18:00Z", to, Billed::Service);
        let said = format!(
            "{minutes} minutes of SEP-0S-RWC001 are billed, in {parts} parts; the price is not published."
        );
        assert_eq!(cost.text, said);
        assert_eq!(cost.lines[0].clause, "Additional SEP Services, SEP-0S-RWC001");
    }
}

#[test]
fn what_is_assumed_is_said_beside_what_is_stated() {
    let night =
        cost("sepasoft", "high", "priority-care", "2026-11-21T06:00Z", "2026-11-21T07:30Z", Billed::Support);
    let line = &night.lines[0];
    assert_eq!((line.clause.as_str(), line.basis), ("After-hours support", Basis::Assumed));
    assert!(
        line.note.contains("holiday"),
        "the rate is stated, the days of the hours are assumed: {}",
        line.note
    );
    let beside: Vec<(&str, Basis)> =
        night.because.iter().map(|ground| (ground.text.as_str(), ground.basis)).collect();
    let rounding = "Beyond the first hour, after-hours support is charged by the minute.";
    assert_eq!(beside, [(rounding, Basis::Assumed)], "told once");
    let day =
        cost("sepasoft", "high", "priority-care", "2026-11-20T18:00Z", "2026-11-20T19:00Z", Billed::Support);
    assert!(day.because.iter().any(|ground| ground.text.starts_with("No hard limit is set on tickets")));
    let credits =
        cost("expecco", "sev-2", "premium", "2026-11-20T10:00Z", "2026-11-20T11:00Z", Billed::Support);
    assert!(credits.because.iter().any(|ground| ground.text.contains("an hour of work on a case uses one")));
    let none = cost("expecco", "sev-2", "basic", "2026-11-20T10:00Z", "2026-11-20T11:00Z", Billed::Support);
    assert!(none.because.iter().all(|ground| ground.row != "credits"), "the plan has no credits to use");
}

/// A call may have two parts; the time is told of the one that is billed by time.
#[test]
fn the_time_is_told_of_the_part_that_is_billed_by_time() {
    let rates =
        "[{ amount = \"unpublished\", per = \"incident\" }, { amount = \"unpublished\", per = \"hour\" }]";
    let row = format!(
        "[[charges]]\nid = \"help\"\nfor = [\"remote-help\"]\ntext = \"Help costs.\"\nrates = {rates}\n\
         clause = \"C\"\nbasis = \"stated\"\n"
    );
    let pack =
        Pack::parse(&format!("{}\n{row}", include_str!("../../pack/minimal.toml")), "calls.toml").unwrap();
    let (from, to) = ("2026-11-20T10:00Z", "2026-11-20T10:40Z");
    let facts = Facts { policy: "acme".to_owned(), ..story("high", "2026-11-20T08:00Z created") };
    let cost = session_cost(&standing(&pack, &facts, from), &pack, at(from), at(to), Billed::Service);
    assert_eq!(cost.text, "40 minutes are billed; the price is not published.");
}
