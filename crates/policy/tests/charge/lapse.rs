//! What it costs to get a lapsed plan back.

use policy::pack::Basis;
use serde_json::{Value, json};

use crate::{ask, lines, short};

fn sepasoft(to: &str, missed: &Value) -> policy::charge::ChargeAnswer {
    let retail = json!({"amount": "21000", "currency": "USD"});
    ask(json!({"policy": "sepasoft", "what": "reinstatement", "contract": {"plan": "priority-care"},
               "prices": {"retail-price-at-purchase": retail, "current-retail-price": retail},
               "lapse": {"from": "2026-03-01", "to": to, "missed_major_update": missed}}))
}

#[test]
fn sepasoft_charges_each_lapsed_day() {
    for (to, expected) in [
        ("2026-03-01", "0.00"),
        ("2026-03-02", "13.81"),
        ("2026-03-31", "414.25"),
        ("2027-03-01", "5040.00"),
        ("2028-03-01", "10093.81"),
    ] {
        let answer = sepasoft(to, &json!(false));
        assert_eq!(short(&answer), format!("Known {expected} USD"), "{to}");
        assert_eq!(answer.lines[0].basis, Basis::Assumed);
        assert_eq!(answer.because[0].row, "lapse-fee", "the fee itself is stated");
    }
}

#[test]
fn sepasoft_asks_for_the_upgrade_besides_the_fee_when_a_major_update_was_missed() {
    let missed = sepasoft("2026-03-31", &json!(true));
    assert_eq!(
        (short(&missed).as_str(), lines(&missed)),
        (
            "Known 14064.25 USD",
            vec!["lapse-rate Due 414.25 USD".to_owned(), "lapse-major-update Due 13650.00 USD".to_owned()]
        )
    );
    let unknown = sepasoft("2026-03-31", &Value::Null);
    assert_eq!(unknown.ask, ["whether a major update came out while the plan had lapsed"]);
    assert_eq!(lines(&unknown), ["lapse-rate Due 414.25 USD", "lapse-major-update Possible 13650.00 USD"]);
}

#[test]
fn the_price_of_the_plan_can_be_given() {
    let answer = ask(
        json!({"policy": "sepasoft", "what": "reinstatement", "contract": {"plan": "total-care"},
                            "prices": {"plan-price": {"amount": "3650", "currency": "USD"}},
                            "lapse": {"from": "2026-03-01", "to": "2026-03-11", "missed_major_update": false}}),
    );
    assert_eq!(short(&answer), "Known 100.00 USD");
    let none = ask(json!({"policy": "sepasoft", "what": "reinstatement", "contract": {"plan": "total-care"},
                          "lapse": {"from": "2026-03-01", "to": "2026-03-11", "missed_major_update": false}}));
    assert_eq!(none.ask, ["the retail price of the software when it was bought"]);
    let nothing = ask(json!({"policy": "sepasoft", "what": "reinstatement"}));
    assert!(nothing.total.is_none() && !nothing.ask.is_empty());
}

fn ensim(from: &str, to: &str, payments: &str) -> policy::charge::ChargeAnswer {
    let money = |amount: &str| json!({"amount": amount, "currency": "USD"});
    ask(
        json!({"policy": "ensim", "what": "reinstatement", "contract": {"plan": "24x7", "payments": payments},
               "prices": {"license-price": money("8000"), "arrears": money("250.5")},
               "lapse": {"from": from, "to": to}}),
    )
}

#[test]
fn ensim_sells_the_licenses_again_after_a_year() {
    let fee = "lapse-fee Unpublished -";
    let again = "lapse-one-year Due 8000.00 USD";
    for (from, to, expected) in [
        ("2025-03-01", "2026-02-28", vec![fee]),
        ("2025-03-01", "2026-03-01", vec![fee, again]),
        ("2024-02-29", "2025-02-27", vec![fee]),
        ("2024-02-29", "2025-02-28", vec![fee, again]),
    ] {
        let answer = ensim(from, to, "current");
        assert_eq!(lines(&answer), expected, "{from} {to}");
        let besides: Vec<_> =
            answer.because.iter().map(|ground| (ground.row.as_str(), ground.basis)).collect();
        let both = [("lapse-fee-and-licenses", Basis::Reading)];
        assert_eq!(besides, both[..expected.len() - 1], "that both are due is read: {from} {to}");
    }
}

#[test]
fn ensim_wants_arrears_first() {
    let answer = ensim("2026-01-01", "2026-02-01", "overdue");
    assert_eq!(lines(&answer), ["lapse-fee Unpublished -", "arrears Due 250.50 USD"]);
    assert_eq!(short(&answer), "Unpublished -", "no total while the fee has no price");
}

/// The last day of the contract is enough: nobody has to work out the lapse.
fn upgrade(more: &Value) -> policy::charge::ChargeAnswer {
    let mut question = json!({"policy": "sepasoft", "what": "upgrade",
        "contract": {"plan": "total-care", "ends": "2026-02-28"},
        "prices": {"current-retail-price": {"amount": "21000", "currency": "USD"}}});
    question.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    ask(question)
}

#[test]
fn a_plan_that_has_ended_brings_no_free_upgrade() {
    for (day, expected, row) in [
        ("2026-02-28", "Known 0.00 USD", "upgrade-with-plan"),
        ("2026-03-01", "Known 13650.00 USD", "upgrade-without-plan"),
    ] {
        let answer = upgrade(&json!({"on": day}));
        assert_eq!(short(&answer), expected, "{day}");
        assert_eq!(answer.lines[0].row, row, "{day}");
    }
    let over = upgrade(&json!({"on": "2026-03-01"}));
    assert_eq!(over.because.last().map(|ground| ground.row.as_str()), Some("plan-lapsed"));
    let given = upgrade(&json!({"lapse": {"from": "2026-02-01", "to": "2026-02-10"}}));
    assert_eq!(short(&given), "Known 13650.00 USD", "a lapse that is given counts");
    let rows = |plan: &str| {
        let lapse = json!({"from": "2026-02-01", "to": "2026-02-10"});
        let answer =
            ask(json!({"policy": "expecco", "what": "training", "contract": {"plan": plan}, "lapse": lapse}));
        answer.because.into_iter().map(|ground| ground.row).collect::<Vec<_>>()
    };
    assert_eq!(rows("basic"), ["after-expiry"]);
    assert_eq!(rows("none"), [""; 0], "no plan has ended");
    let no_day = upgrade(&json!({}));
    assert_eq!(
        (no_day.total.clone(), no_day.ask.clone()),
        (None, vec!["the day for which is asked".to_owned()])
    );
}

#[test]
fn a_discount_ends_with_the_plan() {
    let training = |on: &str| {
        ask(json!({"policy": "sepasoft", "what": "training", "on": on,
                   "contract": {"plan": "priority-care", "ends": "2026-02-28"},
                   "prices": {"course-price": {"amount": "1000", "currency": "USD"}}}))
    };
    assert_eq!(short(&training("2026-02-28")), "Known 850.00 USD");
    assert_eq!(lines(&training("2026-03-01")), [""; 0]);
}

#[test]
fn the_lapsed_days_follow_from_the_end_of_the_contract() {
    let reinstated = |on: &str| {
        let retail = json!({"amount": "21000", "currency": "USD"});
        ask(json!({"policy": "sepasoft", "what": "reinstatement", "on": on,
                   "contract": {"plan": "priority-care", "ends": "2026-02-28"},
                   "prices": {"retail-price-at-purchase": retail, "current-retail-price": retail}}))
    };
    let late = reinstated("2026-03-31");
    assert_eq!(lines(&late), ["lapse-rate Due 414.25 USD", "lapse-major-update Possible 13650.00 USD"]);
    assert_eq!(late.ask, ["whether a major update came out while the plan had lapsed"]);
    let in_time = reinstated("2026-03-01");
    assert!(
        in_time.lines.iter().all(|line| line.amount.is_none() || line.row != "lapse-rate"),
        "{in_time:?}"
    );
}

#[test]
fn expecco_and_ensim_see_the_end_of_the_contract_too() {
    let expecco = |bought: &str| {
        lines(&ask(json!({"policy": "expecco", "what": "plan", "bought": bought,
                          "contract": {"plan": "basic", "ends": "2025-12-31"},
                          "prices": {"list-price": {"amount": "1000", "currency": "EUR"}}})))
    };
    assert_eq!(
        expecco("2026-01-01"),
        ["prices Conflicting 250.00 EUR", "price-after-missed-year Conflicting 200.00 EUR"]
    );
    assert_eq!(
        expecco("2026-06-01"),
        ["prices Conflicting 250.00 EUR", "price-after-missed-year Conflicting 800.00 EUR"]
    );
    let ensim = ask(json!({"policy": "ensim", "what": "reinstatement", "on": "2026-06-01",
                           "contract": {"plan": "24x7", "ends": "2025-05-31", "payments": "current"},
                           "prices": {"license-price": {"amount": "8000", "currency": "USD"}}}));
    assert_eq!(lines(&ensim), ["lapse-fee Unpublished -", "lapse-one-year Due 8000.00 USD"]);
}

/// How long a plan runs is answered with what the plan costs.
#[test]
fn terms_say_how_long_a_plan_runs() {
    let sep = |more: &Value| {
        let mut question =
            json!({"policy": "sep-sesam", "what": "plan", "contract": {"plan": "business-support"}});
        question.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        ask(question).term.unwrap()
    };
    let term = sep(&json!({"installed": "2026-03-15"}));
    assert_eq!((term.from, term.to), ("2026-03-15".parse().ok(), "2027-03-14".parse().ok()));
    assert_eq!((term.because.row.as_str(), term.because.basis), ("contract-term", Basis::Stated));
    assert_eq!(sep(&json!({"bought": "2026-03-01"})).ask, ["the day of the installation"]);
    let expecco = ask(json!({"policy": "expecco", "what": "plan", "bought": "2026-02-01",
                             "contract": {"plan": "advanced"}}));
    let term = expecco.term.unwrap();
    assert_eq!((term.from, term.to), ("2026-02-01".parse().ok(), "2027-01-31".parse().ok()));
    assert_eq!(term.because.row, "bought-annually");
}
