//! What is said of an allowance, and what is asked for first.

use policy::allowance::{AllowanceState, allowances};
use policy::facts::Facts;
use policy::pack::{Allowance, Basis, Counted, Fact, Pack, Test};

use super::counted;
use crate::entitlement::{NOW, acme, contract};
use crate::sample::{at, pack, source, standing, story};

/// Every state in words: each says what to ask for, once, where it is not certain.
#[test]
fn an_allowance_is_told_in_one_sentence() {
    let text = |facts: &Facts| counted(facts).remove(0).text;
    let basic = |used, before| {
        contract(acme("infotecs", "basic", "minor"), |contract| {
            contract.tickets_used = used;
            contract.tickets_used_last_year = before;
        })
    };
    let premium =
        |change: fn(&mut policy::facts::Contract)| contract(acme("expecco", "premium", "sev-2"), change);
    let cases = [
        ("some left", basic(Some(7), Some(30)), "7 of 50 tickets are used, 43 are left."),
        (
            "at least so many left",
            basic(Some(39), None),
            "39 of 40 tickets are used, 1 are left, and what was carried over: ask for the tickets used up in the \
             contract year before.",
        ),
        (
            "used up",
            basic(Some(50), Some(30)),
            "All 50 tickets are used. What goes beyond can be ordered as additional services, charged under the \
             agreement; it is not refused.",
        ),
        (
            "no plan",
            contract(basic(Some(7), Some(40)), |contract| contract.plan = None),
            "Not known yet how many tickets are left: ask for the customer's plan.",
        ),
        (
            "two facts are missing",
            premium(|contract| (contract.licenses, contract.credits_used) = (None, None)),
            "Not known yet how many credits are left: ask for the number of licenses and the credits used up so far.",
        ),
        (
            "three facts are missing",
            premium(|contract| {
                (contract.licenses, contract.credits_used) = (None, None);
                (contract.starts, contract.ends) = (None, None);
            }),
            "Not known yet how many credits are left: ask for the first and last day of the contract, the number of \
             licenses and the credits used up so far.",
        ),
        ("not included", acme("expecco", "basic", "sev-2"), "No credits are included here."),
        ("no limit", acme("sepasoft", "basic-care", "low"), "BasicCare has no limit of tickets."),
    ];
    for (name, facts, expected) in cases {
        assert_eq!(text(&facts), expected, "{name}");
    }
}

/// The plan may be without limit and the contract not in force: that is asked for first.
#[test]
fn no_limit_is_promised_before_it_is_known_whether_the_contract_is_in_force() {
    let pack = Pack {
        allowances: vec![Allowance {
            id: "tickets".to_owned(),
            what: Counted::Tickets,
            amounts: vec![(0, None)],
            per_license: false,
            when: vec![Test { fact: Fact::Contract, any_of: vec!["current".to_owned()], negated: false }],
            text: "Gold has no limit.".to_owned(),
            source: source("Allowances", Basis::Stated),
            period: None,
            unused: None,
            beyond: None,
        }],
        ..pack()
    };
    let state = |ends: Option<&str>| {
        let facts = contract(story("major", "2026-11-20T08:00Z created"), |contract| {
            contract.starts = "2026-01-01".parse().ok();
            contract.ends = ends.and_then(|ends| ends.parse().ok());
        });
        let answer = allowances(&standing(&pack, &facts, NOW), &pack, at(NOW)).remove(0);
        (answer.state, answer.ask)
    };
    assert_eq!(state(Some("2026-12-31")), (AllowanceState::Unlimited, vec![]));
    assert_eq!(state(Some("2026-10-31")), (AllowanceState::NotGranted, vec![]));
    let dates = vec!["the first and last day of the contract".to_owned()];
    assert_eq!(state(None), (AllowanceState::Unknown, dates));
}
