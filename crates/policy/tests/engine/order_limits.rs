//! What the formula of the order does not promise. Nobody should be surprised by these, so each is written down with
//! its numbers.

use policy::engine::{Entry, order};
use policy::facts::{Contract, ContractTarget, Facts};
use policy::pack::Pack;

use crate::promises::embedded;
use crate::sample::{answer, at, nilavar, standing, story};

fn ticket(plan: &str, severity: &str, lines: &str) -> Facts {
    let contract = Contract {
        plan: Some(plan.to_owned()),
        ends: chrono::NaiveDate::from_ymd_opt(2027, 12, 31),
        ..Contract::default()
    };
    Facts { contract: Some(contract), ..story(severity, lines) }
}

/// The scores of two tickets that follow each other in line.
fn first_and_second(pack: &Pack, first: &Facts, second: &Facts, now: &str) -> [f64; 2] {
    let standings = [first, second].map(|facts| standing(pack, facts, now));
    let entries = [("first", &standings[0]), ("second", &standings[1])].map(|(id, standing)| Entry {
        id,
        pack,
        standing,
        now: at(now),
    });
    assert_eq!(order(&entries), [0, 1]);
    [first, second].map(|facts| answer(pack, facts, now).score.unwrap())
}

/// Urgency is half at the deadline and full at twice the target; a ticket without a target has waited fully after
/// 72 h. So the trial ticket that nobody has answered for four days stands before the one that became overdue a second
/// ago: nothing is ever forgotten because nothing was promised.
#[test]
fn a_ticket_without_a_target_that_waits_long_stands_above_one_just_overdue() {
    let trial = ticket("demo", "minor", "2026-11-16T12:00Z created");
    // Thursday 09:00 in Berlin: 8 h and 4 h, due on Friday at 13:00.
    let overdue = ticket("business-support", "minor", "2026-11-19T08:00Z created");
    let scores = first_and_second(&embedded("sep-sesam"), &trial, &overdue, "2026-11-20T12:00:01Z");
    // Severity 1/3 of 0.55 for both. Trial: 0.25, plan 1/3 of 0.1, waiting 0.1.
    // Overdue: half of 0.25 and a little, plan 2/3 of 0.1, waiting 28 of 72 h of 0.1.
    assert_eq!(scores, [0.566_667, 0.413_892]);
}

/// A better plan can bring a target whose hours have not begun, and with it no urgency yet. On Sunday the trial ticket
/// of Friday evening stands before the same ticket under a contract, until the office opens.
#[test]
fn a_higher_plan_can_rank_lower_where_it_brings_a_target_that_does_not_run_yet() {
    let trial = ticket("demo", "minor", "2026-11-20T17:00Z created");
    let contract = ticket("business-support", "minor", "2026-11-20T17:00Z created");
    let pack = embedded("sep-sesam");
    // Waited 48 of 72 h: 0.25 x 2/3 of urgency against a third of 0.1 of plan.
    let sunday = first_and_second(&pack, &trial, &contract, "2026-11-22T17:00Z");
    assert_eq!(sunday, [0.45, 0.316_667]);
    // Tuesday at closing: 16 h of 12 h counted, 0.25 x 2/3; the trial has waited fully, 0.25.
    let tuesday = first_and_second(&pack, &trial, &contract, "2026-11-24T16:00Z");
    assert_eq!(tuesday, [0.566_667, 0.516_667]);
}

/// The clock that is used up the most makes a ticket urgent, whichever is due first: a deadline that comes nearer never
/// takes urgency away. None of the five packs has several clocks.
#[test]
fn the_clock_that_is_used_up_the_most_makes_urgent() {
    let target = |clock: &str, hours| ContractTarget {
        clock: clock.to_owned(),
        severity: None,
        hours,
        calendar: "always".to_owned(),
    };
    let filed = |at: &str| {
        let lines = format!("{at} created\n2026-11-22T16:00Z question");
        let mut facts = ticket("continuous", "degraded", &lines);
        facts.contract.as_mut().unwrap().targets =
            vec![target("first-response", 100.0), target("next-reply", 4.0)];
        facts
    };
    // The next answer was due on Sunday at 20:00, five times its 4 h ago: urgency 1. The first answer of the earlier
    // ticket was due in the same second and governs: 116 of 100 h.
    let (earlier, later) = (filed("2026-11-18T16:00:00Z"), filed("2026-11-18T16:00:01Z"));
    let now = "2026-11-23T12:00Z";
    let governing = |facts: &Facts| {
        let pack = nilavar();
        standing(&pack, facts, now).governing(&pack, at(now)).unwrap().clock().name.clone()
    };
    assert_eq!([&earlier, &later].map(governing), ["first-response", "next-reply"]);
    let scores = first_and_second(&nilavar(), &earlier, &later, now);
    assert_eq!(scores[0], scores[1]);
    for facts in [earlier, later] {
        assert_eq!(answer(&nilavar(), &facts, now).why[1].detail, "next reply: 20 h of 4 h");
    }
}
