//! Scores, reasons and the total order.

use policy::engine::{Entry, Standing, order, why_before};
use policy::facts::{ContractTarget, Facts};
use policy::pack::{Factor, FactorKind, Pack};

use crate::sample::{answer, at, factor, pack, standing, story};

const NOW: &str = "2026-11-20T18:30Z";

fn ranked(pack: &Pack, tickets: &[(&str, Facts)], now: &str) -> Vec<String> {
    let standings: Vec<(&str, Standing)> =
        tickets.iter().map(|(id, facts)| (*id, standing(pack, facts, now))).collect();
    let entries: Vec<Entry<'_>> =
        standings.iter().map(|(id, standing)| Entry { id, pack, standing, now: at(now) }).collect();
    order(&entries).into_iter().map(|place| entries[place].id.to_owned()).collect()
}

#[test]
fn factors_and_their_reasons() {
    // Critical 1.0, gold 1.0, urgency 7,200 of 14,400 s halved, waiting 7,200 of 86,400 s.
    let facts = story("critical", "2026-11-20T16:30Z created");
    let answer = answer(&pack(), &facts, NOW);
    assert_eq!(answer.score, Some(0.758_333));
    let shares: Vec<(&str, f64, f64, f64)> =
        answer.why.iter().map(|why| (why.factor.as_str(), why.value, why.weight, why.share)).collect();
    assert_eq!(
        shares,
        [
            ("severity", 1.0, 0.5, 0.5),
            ("plan", 1.0, 0.2, 0.2),
            ("urgency", 0.25, 0.2, 0.05),
            ("waiting", 0.083_333, 0.1, 0.008_333)
        ]
    );
    let details: Vec<&str> = answer.why.iter().map(|why| why.detail.as_str()).collect();
    assert_eq!(
        details,
        ["Critical", "Gold", "first response: 2 h of 4 h", "customer's last message 2 h ago, full at 1 d"]
    );
}

#[test]
fn values_of_factors() {
    let value = |kind: FactorKind, facts: &Facts, now: &str| {
        let pack = Pack { order: vec![Factor { weight: 1.0, ..factor(kind, 1.0) }], ..pack() };
        answer(&pack, facts, now).score.unwrap()
    };
    let severity = |word: &str| value(FactorKind::Severity, &story(word, "2026-11-20T16:30Z created"), NOW);
    assert_eq!(
        ["critical", "major", "minor", "cosmetic", ""].map(severity),
        [1.0, 0.666_667, 0.333_333, 0.0, 0.5]
    );

    let plan = |word: Option<&str>| {
        let mut facts = story("major", "2026-11-20T16:30Z created");
        facts.contract.as_mut().unwrap().plan = word.map(str::to_owned);
        value(FactorKind::Plan, &facts, NOW)
    };
    assert_eq!([Some("gold"), Some("silver"), Some("none"), None].map(plan), [1.0, 0.5, 0.0, 0.0]);

    let critical = story("critical", "2026-11-20T16:30Z created");
    let urgency = |now| value(FactorKind::Urgency, &critical, now);
    let instants = ["2026-11-20T16:30Z", "2026-11-20T20:30Z", "2026-11-21T00:30Z", "2026-11-25T00:30Z"];
    assert_eq!(instants.map(urgency), [0.0, 0.5, 1.0, 1.0]);

    let unpublished = story("", "2026-11-20T16:30Z created");
    let waiting = |now| value(FactorKind::Urgency, &unpublished, now);
    assert_eq!(instants.map(waiting), [0.0, 0.166_667, 0.333_333, 1.0]);
}

#[test]
fn urgency_without_a_running_clock() {
    let pack = Pack { order: vec![factor(FactorKind::Urgency, 1.0)], ..pack() };
    let score = |severity: &str, lines: &str| {
        let lines = format!("2026-11-20T08:00Z created\n{lines}");
        answer(&pack, &story(severity, &lines), "2026-11-20T20:00Z").score.unwrap()
    };
    let answered = "2026-11-20T09:00Z reply";
    let asked_again = "2026-11-20T09:00Z reply\n2026-11-20T14:00Z question";
    assert_eq!(score("critical", answered), 0.0, "the promise is kept and nobody waits");
    assert_eq!(score("critical", asked_again), 0.25, "no target is published for the next answer");
    assert_eq!(score("", answered), 0.5, "no target is published at all");
    assert_eq!(score("", asked_again), 0.25);
}

#[test]
fn waiting_counts_from_the_customers_last_message() {
    let pack = Pack { order: vec![factor(FactorKind::Waiting, 1.0)], ..pack() };
    let score = |lines: &str| answer(&pack, &story("major", lines), "2026-11-20T20:00Z").score.unwrap();
    assert_eq!(score("2026-11-20T08:00Z created"), 0.5);
    assert_eq!(score("2026-11-20T08:00Z created\n2026-11-20T14:00Z question"), 0.25);
    assert_eq!(score("2026-11-20T08:00Z created\n2026-11-20T14:00Z customer-auto-reply"), 0.5);
    assert_eq!(score("2026-11-20T08:00Z created\n2026-11-20T14:00Z reply"), 0.5);
}

#[test]
fn the_earliest_due_governs() {
    let mut facts = story("major", "2026-11-20T08:00Z created");
    let target = |clock: &str, hours| ContractTarget {
        clock: clock.to_owned(),
        severity: None,
        hours,
        calendar: "always".to_owned(),
    };
    let clocks = vec![
        crate::sample::first_response(),
        crate::sample::plain_clock(
            "resolution",
            policy::pack::ClockStart::Created,
            policy::pack::ClockStop::Solved,
            &[],
            48,
        ),
    ];
    let pack = Pack { clocks, order: vec![factor(FactorKind::Urgency, 1.0)], ..pack() };
    facts.contract.as_mut().unwrap().targets =
        vec![target("first-response", 40.0), target("resolution", 20.0)];
    assert_eq!(answer(&pack, &facts, NOW).why[0].detail, "resolution: 10 h 30 min of 20 h");
    facts.contract.as_mut().unwrap().targets =
        vec![target("first-response", 20.0), target("resolution", 20.0)];
    assert_eq!(answer(&pack, &facts, NOW).why[0].detail, "first response: 10 h 30 min of 20 h");
}

#[test]
fn lane_then_score_then_due_then_created_then_id() {
    let pack = Pack { order: vec![factor(FactorKind::Severity, 1.0)], ..pack() };
    let replied = "2026-11-20T17:00Z reply\n2026-11-20T17:00Z status waiting-on-customer";
    let tickets = [
        ("waiting", story("critical", &format!("2026-11-20T08:00Z created\n{replied}"))),
        ("solved", story("critical", "2026-11-20T08:00Z created\n2026-11-20T17:00Z status solved")),
        ("minor", story("minor", "2026-11-20T08:00Z created")),
        ("critical-late", story("critical", "2026-11-20T18:00Z created")),
        ("critical-early", story("critical", "2026-11-20T16:00Z created")),
        ("no-due-2", story("critical", "2026-11-20T09:00Z created\n2026-11-20T17:00Z reply")),
        ("no-due-10", story("critical", "2026-11-20T09:00Z created\n2026-11-20T17:00Z reply")),
        ("no-due-older", story("critical", "2026-11-20T08:00Z created\n2026-11-20T17:00Z reply")),
    ];
    assert_eq!(
        ranked(&pack, &tickets, NOW),
        ["critical-early", "critical-late", "no-due-older", "no-due-10", "no-due-2", "minor", "waiting"]
    );
}

/// Of factors that weigh the same, the first one is named: plan, severity, classification, urgency, waiting.
#[test]
fn the_first_of_equal_factors_is_named() {
    let pack =
        Pack { order: vec![factor(FactorKind::Severity, 0.5), factor(FactorKind::Plan, 0.5)], ..pack() };
    let critical = story("critical", "2026-11-20T16:30Z created");
    let mut lowest = story("cosmetic", "2026-11-20T16:30Z created");
    lowest.contract.as_mut().unwrap().plan = Some("none".to_owned());
    let (first, second) = (standing(&pack, &critical, NOW), standing(&pack, &lowest, NOW));
    let entry = |id, standing| Entry { id, pack: &pack, standing, now: at(NOW) };
    let (first, second) = (entry("A", &first), entry("B", &second));
    assert_eq!(
        why_before(&first, &second),
        "It stands before B because it scores 1 against 0, most of all by its plan (+0.500000)."
    );
    let line = policy::engine::ranked(&[second, first]);
    let ranks = [first, second].map(|entry| entry.standing.rank(&pack, at(NOW)).unwrap());
    assert_eq!(line, [(ranks[0], 1), (ranks[1], 0)]);
}

#[test]
fn why_one_stands_before_another() {
    let pack = pack();
    let sentence = |one: &Facts, other: &Facts| {
        let (first, second) = (standing(&pack, one, NOW), standing(&pack, other, NOW));
        let entry = |id, standing| Entry { id, pack: &pack, standing, now: at(NOW) };
        why_before(&entry("A", &first), &entry("B", &second))
    };
    let critical = story("critical", "2026-11-20T16:30Z created");
    let minor = story("minor", "2026-11-20T16:30Z created");
    assert_eq!(
        sentence(&critical, &minor),
        "It stands before B because it scores 0.758333 against 0.375, most of all by its severity (+0.333333)."
    );
    let waiting = "2026-11-20T17:00Z reply\n2026-11-20T17:00Z status waiting-on-customer";
    let waiting = story("critical", &format!("2026-11-20T16:30Z created\n{waiting}"));
    assert_eq!(
        sentence(&minor, &waiting),
        "It stands before B because the lane main is served before waiting-on-customer."
    );
    let silver = |facts: &Facts| {
        let mut facts = facts.clone();
        facts.contract.as_mut().unwrap().plan = Some("silver".to_owned());
        facts
    };
    assert_eq!(
        sentence(&minor, &silver(&minor)),
        "It stands before B because it scores 0.375 against 0.275, most of all by its plan (+0.100000)."
    );
    assert_eq!(
        sentence(&critical, &critical),
        "It stands before B because all else is equal and its id comes first."
    );
}
