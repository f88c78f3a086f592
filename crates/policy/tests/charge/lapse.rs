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
        assert_eq!(lines(&ensim(from, to, "current")), expected, "{from} {to}");
    }
}

#[test]
fn ensim_wants_arrears_first() {
    let answer = ensim("2026-01-01", "2026-02-01", "overdue");
    assert_eq!(lines(&answer), ["lapse-fee Unpublished -", "arrears Due 250.50 USD"]);
    assert_eq!(short(&answer), "Unpublished -", "no total while the fee has no price");
}
