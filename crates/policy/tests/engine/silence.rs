//! What is not known never makes a silent yes: taking a fact away leaves an answer as it is, or makes it unknown.

use policy::allowance::{AllowanceState, allowances};
use policy::entitlement::entitlements;
use policy::facts::{Contract, Facts, Payments, RemoteAccess};
use policy::pack::Pack;
use policy::ruling::{Ruling, Yes};
use policy::stage::stage;
use proptest::prelude::*;

use crate::entitlement::{NOW, PACKS};
use crate::sample::{at, standing, story};

/// Takes one fact away. The list of standings is left alone: it names exceptions, and nobody listed means good.
type Taking = (&'static str, fn(&mut Facts));

fn of_contract(facts: &mut Facts, change: fn(&mut Contract)) {
    if let Some(contract) = facts.contract.as_mut() {
        change(contract);
    }
}

const TAKINGS: [Taking; 19] = [
    ("severity", |facts| facts.severity = None),
    ("classification", |facts| facts.classification = None),
    ("channel", |facts| facts.channel = None),
    ("contact", |facts| facts.contact = None),
    ("product", |facts| facts.product = None),
    ("history", |facts| facts.history_incomplete = true),
    ("contract", |facts| {
        if facts.contract.as_ref().is_some_and(|contract| contract.standing.is_empty()) {
            facts.contract = None;
        }
    }),
    ("plan", |facts| of_contract(facts, |contract| contract.plan = None)),
    ("starts", |facts| of_contract(facts, |contract| contract.starts = None)),
    ("ends", |facts| of_contract(facts, |contract| contract.ends = None)),
    ("payments", |facts| of_contract(facts, |contract| contract.payments = None)),
    ("remote access", |facts| of_contract(facts, |contract| contract.remote_access = None)),
    ("purchased", |facts| of_contract(facts, |contract| contract.purchased = None)),
    ("named contacts", |facts| of_contract(facts, |contract| contract.named_contacts = None)),
    ("licenses", |facts| of_contract(facts, |contract| contract.licenses = None)),
    ("licenses covered", |facts| of_contract(facts, |contract| contract.licenses_covered = None)),
    ("tickets used", |facts| of_contract(facts, |contract| contract.tickets_used = None)),
    ("tickets used last year", |facts| of_contract(facts, |contract| contract.tickets_used_last_year = None)),
    ("credits used", |facts| of_contract(facts, |contract| contract.credits_used = None)),
];

fn pick(terms: &[policy::pack::Term]) -> BoxedStrategy<Option<String>> {
    if terms.is_empty() {
        return Just(None).boxed();
    }
    let ids: Vec<String> = terms.iter().map(|term| term.id.clone()).collect();
    prop::option::weighted(0.9, prop::sample::select(ids)).boxed()
}

fn day() -> impl Strategy<Value = Option<chrono::NaiveDate>> {
    let days =
        ["2025-06-01", "2025-12-01", "2026-08-23", "2026-08-24", "2026-11-21", "2026-12-31", "2027-06-30"];
    prop::option::weighted(0.8, prop::sample::select(days.to_vec()).prop_map(|day| day.parse().unwrap()))
}

fn contract(pack: &Pack) -> impl Strategy<Value = Contract> + use<> {
    let number = || prop::option::weighted(0.8, 0..60_u32);
    let payments = prop::option::of(prop::sample::select(vec![Payments::Current, Payments::Overdue]));
    let access = prop::option::of(prop::sample::select(vec![RemoteAccess::Given, RemoteAccess::Impossible]));
    let names =
        prop::option::of(prop::sample::select(vec![vec!["jo@acme.test"], vec!["sam@acme.test"], vec![]]));
    let conduct = prop::option::weighted(0.2, prop::sample::select(vec!["deprioritized", "suspended"]));
    (
        pick(&pack.plans),
        (day(), day(), day()),
        (payments, access),
        names,
        [number(), number(), number(), number(), number()],
        conduct,
    )
        .prop_map(|(plan, (starts, ends, purchased), (payments, access), names, numbers, conduct)| {
            let [licenses, licenses_covered, tickets_used, tickets_used_last_year, credits_used] = numbers;
            Contract {
                plan,
                starts,
                ends,
                payments,
                remote_access: access,
                purchased,
                named_contacts: names.map(|names| names.into_iter().map(str::to_owned).collect()),
                licenses,
                licenses_covered,
                tickets_used,
                tickets_used_last_year,
                credits_used,
                standing: conduct
                    .map(|word| ("jo@acme.test".to_owned(), word.to_owned()))
                    .into_iter()
                    .collect(),
                ..Contract::default()
            }
        })
}

fn ticket() -> impl Strategy<Value = Facts> {
    let ids = PACKS.ids().into_iter().map(str::to_owned).collect::<Vec<_>>();
    prop::sample::select(ids).prop_flat_map(|id| {
        let pack = PACKS.get(&id).unwrap();
        let channel = prop::option::weighted(0.9, prop::sample::select(vec!["portal", "email", "phone"]));
        let contact = prop::option::weighted(0.9, Just("jo@acme.test".to_owned()));
        let answered = any::<bool>();
        (pick(&pack.severities), pick(&pack.classifications), channel, contact, contract(pack), answered)
            .prop_map(move |(severity, classification, channel, contact, contract, answered)| {
                let reply = if answered { "2026-11-20T09:00Z reply" } else { "" };
                Facts {
                    policy: id.clone(),
                    severity,
                    classification,
                    contact,
                    channel: channel.map(str::to_owned),
                    contract: Some(contract),
                    ..story("", &format!("2026-11-20T08:00Z created\n{reply}"))
                }
            })
    })
}

fn rulings(facts: &Facts) -> Vec<Ruling> {
    let pack = PACKS.get(&facts.policy).unwrap();
    entitlements(&standing(pack, facts, NOW), pack, at(NOW))
}

/// A trial whose end nobody told counts as running, with what is offered to trials only.
fn is_end_of_a_trial(facts: &Facts, taken: &str) -> bool {
    taken == "ends"
        && facts.contract.as_ref().is_some_and(|contract| contract.plan.as_deref() == Some("demo"))
}

proptest! {
    #[test]
    fn taking_a_fact_away_never_makes_an_answer(facts in ticket(), taking in prop::sample::select(TAKINGS.to_vec())) {
        prop_assume!(!is_end_of_a_trial(&facts, taking.0));
        let mut less = facts.clone();
        taking.1(&mut less);
        for (before, after) in rulings(&facts).into_iter().zip(rulings(&less)) {
            prop_assert!(
                after.answer == before.answer || after.answer == Yes::Unknown,
                "without {}: {:?} became {:?}", taking.0, before, after
            );
            prop_assert_eq!(after.ask.is_empty(), after.answer != Yes::Unknown);
        }
    }

    #[test]
    fn taking_a_fact_away_never_makes_a_number_certain(
        facts in ticket(), taking in prop::sample::select(TAKINGS.to_vec()),
    ) {
        prop_assume!(!is_end_of_a_trial(&facts, taking.0));
        let mut less = facts.clone();
        taking.1(&mut less);
        let pack = PACKS.get(&facts.policy).unwrap();
        let counted = |facts: &Facts| allowances(&standing(pack, facts, NOW), pack, at(NOW));
        let before = counted(&facts);
        for after in counted(&less) {
            let same = before.iter().find(|answer| answer.row == after.row);
            prop_assert!(
                after.state == AllowanceState::Unknown || same.is_some_and(|same| same.state == after.state)
                    // More may have been carried over than is known now.
                    || (after.state == AllowanceState::Left && !after.ask.is_empty()),
                "without {}: {:?} became {:?}", taking.0, same, after
            );
        }
        let step = |facts: &Facts| stage(&standing(pack, facts, NOW), pack, at(NOW)).paths;
        let stood = step(&facts);
        for path in step(&less).into_iter().filter(|path| path.step.is_some()) {
            prop_assert!(stood.iter().any(|one| one.row == path.row && one.step == path.step));
        }
    }
}
