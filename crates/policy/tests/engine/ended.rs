//! What holds once a contract has ended: by each vendor's document, or as an assumption that is marked as one.

use policy::answer::{Answer, ClockState, Flag, Lane};
use policy::facts::{ContractTarget, Facts};
use policy::pack::Basis;

use crate::entitlement::{NOW, PACKS, acme, contract, ended, with};
use crate::sample::{at, standing, story};

fn answer(facts: &Facts, now: &str) -> Answer {
    let pack = PACKS.get(&facts.policy).unwrap();
    standing(pack, facts, now).answer("T", pack, at(now), None)
}

/// Value of the factor plan, in the words of the answer, and where the line about the contract comes from.
fn plan_and_reason(answer: &Answer) -> (f64, String, Option<(Basis, String)>) {
    let plan = answer.why.iter().find(|reason| reason.factor == "plan").unwrap();
    let ended = answer.why.iter().find(|reason| reason.factor == "contract");
    (plan.value, plan.detail.clone(), ended.map(|reason| (reason.basis, reason.clause.clone())))
}

#[test]
fn the_plan_in_force_after_the_end_is_the_documents() {
    for (policy, plan, value, name, basis, clause) in [
        ("sepasoft", "priority-care", 0.0, "No plan", Basis::Reading, "Support plans, lapse; Upgrades"),
        (
            "sep-sesam",
            "business-support",
            0.0,
            "No contract",
            Basis::Stated,
            "Requirements for SEP Maintenance and SEP Support; Introduction",
        ),
        ("sep-sesam", "demo", 0.0, "No contract", Basis::Reading, "Introduction"),
        (
            "sep-sesam",
            "emergency-call",
            1.0,
            "Emergency Call",
            Basis::Reading,
            "Definitions, Incident / Support Reporting / Call; Report time and Reaction Time, Incidents",
        ),
        ("ensim", "24x7", 0.0, "No support", Basis::Stated, "Reinstatement of lapsed Technical Support"),
        (
            "expecco",
            "premium",
            0.0,
            "No maintenance agreement",
            Basis::Stated,
            "Eligibility and Software Maintenance",
        ),
        (
            "infotecs",
            "premium",
            1.0,
            "Premium",
            Basis::Assumed,
            "Technical Support Lifecycle, the Agreement; Technical Support Plans",
        ),
    ] {
        let facts = with(acme(policy, plan, ""), |facts| facts.severity = None);
        let over = answer(&contract(facts.clone(), ended), NOW);
        let expected = (value, name.to_owned(), Some((basis, clause.to_owned())));
        assert_eq!(plan_and_reason(&over), expected, "{policy} {plan}");
        assert!(over.flags.contains(&Flag::ContractEnded), "{policy} {plan}");
        assert_eq!(over.flags.contains(&Flag::AssumedValue), basis == Basis::Assumed, "{policy} {plan}");
        let running = answer(&facts, NOW);
        assert_eq!(plan_and_reason(&running).2, None, "{policy} {plan}: nothing has ended");
    }
}

#[test]
fn a_target_ends_with_its_contract() {
    let filed = "2026-11-20T08:00Z created";
    for (policy, plan, severity, clause) in [
        ("sep-sesam", "business-support", "critical", "Requirements for SEP Maintenance and SEP Support"),
        ("ensim", "24x7", "critical", "Introduction"),
        ("expecco", "premium", "sev-1", "Support Does Not Include"),
    ] {
        let facts = with(contract(acme(policy, plan, severity), ended), |facts| {
            facts.events = story("", filed).events;
        });
        let answer = answer(&facts, NOW);
        let clock = &answer.clocks[0];
        assert_eq!((clock.state, clock.due, clock.target_s), (ClockState::NoTarget, None, None), "{policy}");
        assert_eq!(clock.clause, clause);
        assert_eq!(answer.lane, Some(Lane::Refused), "{policy}");
    }
}

/// The standing is asked before and after the end without being made anew.
#[test]
fn a_clock_loses_its_target_at_the_instant_at_which_the_contract_ends() {
    let pack = PACKS.get("expecco").unwrap();
    let facts = with(
        contract(acme("expecco", "premium", "sev-3"), |contract| {
            contract.ends = "2026-11-23".parse().ok();
            contract.targets = vec![ContractTarget {
                clock: "first-response".to_owned(),
                severity: None,
                hours: 1.0,
                calendar: "always".to_owned(),
            }];
        }),
        |facts| facts.events = story("", "2026-11-23T22:30Z created").events,
    );
    let early = standing(pack, &facts, "2026-11-23T22:45Z");
    let state = |now: &str| early.clocks(pack, at(now)).next().map(|clock| (clock.state(), clock.due()));
    let end = "2026-11-23T23:00Z";
    let due = Some(at("2026-11-23T23:30Z"));
    assert_eq!(state("2026-11-23T22:59:59Z"), Some((ClockState::Running, due)));
    assert_eq!(state(end), Some((ClockState::NoTarget, None)), "the agreement's own target ends too");
    assert_eq!(early.next_boundary(pack, at("2026-11-23T22:45Z")), Some(at(end)));
    for now in ["2026-11-23T22:59:59Z", end, "2026-11-25T12:00Z"] {
        let late = standing(pack, &facts, now).answer("T", pack, at(now), None);
        assert_eq!(early.answer("T", pack, at(now), None), late, "{now}");
    }
}

#[test]
fn what_was_broken_or_kept_before_the_end_stays_so() {
    let facts = contract(acme("expecco", "premium", "sev-1"), |contract| {
        contract.ends = "2026-11-19".parse().ok();
    });
    let told = |events: &str| {
        let facts = with(facts.clone(), |facts| facts.events = story("", events).events);
        let clock = answer(&facts, NOW).clocks.remove(0);
        (clock.state, clock.earlier_breaches.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    assert_eq!(
        told("2026-11-17T08:00Z created"),
        (ClockState::NoTarget, vec!["2026-11-17T16:00:00Z".to_owned()])
    );
    assert_eq!(told("2026-11-17T08:00Z created\n2026-11-17T09:00Z reply"), (ClockState::Met, Vec::new()));
}

#[test]
fn infotecs_keeps_the_targets_of_an_agreement_that_has_ended_and_says_so() {
    let facts = contract(acme("infotecs", "basic", "critical"), |contract| {
        ended(contract);
        contract.targets = vec![ContractTarget {
            clock: "first-response".to_owned(),
            severity: None,
            hours: 4.0,
            calendar: "always".to_owned(),
        }];
    });
    let answer = answer(&facts, NOW);
    assert_eq!((answer.clocks[0].basis, answer.clocks[0].target_s), (Basis::Contract, Some(14_400)));
    assert_eq!(answer.flags, [Flag::AssumedValue, Flag::ContractEnded]);
    let why = answer.why.iter().find(|reason| reason.factor == "contract").unwrap();
    assert_eq!(
        why.detail,
        "Basic has ended. What holds after the end of an agreement is not said; its plan and targets are taken on."
    );
}

/// A demo whose trial is over is refused; one without dates is not asked for them.
#[test]
fn the_end_of_a_trial_refuses_and_no_date_does_not() {
    let demo = acme("sep-sesam", "demo", "major");
    assert_eq!(answer(&contract(demo.clone(), ended), NOW).lane, Some(Lane::Refused));
    let open = answer(
        &contract(demo, |contract| {
            contract.starts = None;
            contract.ends = None;
        }),
        NOW,
    );
    assert_eq!((open.lane, open.flags), (Some(Lane::Main), Vec::new()));
}

#[test]
fn what_is_assumed_after_the_end_can_be_changed() {
    let mine = |row: &str| {
        let pack = crate::promises::overridden(
            "infotecs",
            &format!("format = 1\nid = \"infotecs\"\n[[terms]]\n{row}"),
        );
        let facts = contract(acme("infotecs", "premium", "critical"), ended);
        let answer = standing(&pack, &facts, NOW).answer("T", &pack, at(NOW), None);
        (plan_and_reason(&answer).0, plan_and_reason(&answer).2.unwrap().0, answer.flags)
    };
    let expected = (0.0, Basis::Override, vec![Flag::ContractEnded]);
    assert_eq!(mine("id = \"agreement-ended\"\nafter = \"none\"\n"), expected);
    let first =
        "id = \"mine\"\ntext = \"It is over.\"\nplans = [\"premium\"]\nafter = \"none\"\nclause = \"Ours\"\n";
    assert_eq!(mine(first), expected, "a row of an override goes before those of the pack");
}

#[test]
fn a_policy_without_a_word_on_it_keeps_the_plan_and_says_so() {
    let pack = policy::pack::Pack { after_end: Vec::new(), ..crate::sample::pack() };
    let facts = contract(story("major", "2026-11-20T08:00Z created"), |contract| {
        contract.plan = Some(pack.plans[0].id.clone());
        ended(contract);
    });
    let answer = standing(&pack, &facts, NOW).answer("T", &pack, at(NOW), None);
    assert_eq!(answer.flags, [Flag::AssumedValue, Flag::ContractEnded]);
    assert_eq!(plan_and_reason(&answer).2.map(|(basis, _)| basis), Some(Basis::Assumed));
}
