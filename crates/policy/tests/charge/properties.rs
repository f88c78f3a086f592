//! More work and a longer lapse never cost less.

use policy::charge::{ChargeAsk, charge};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::pack;

fn total(question: Value) -> Decimal {
    let ask: ChargeAsk = serde_json::from_value(question).unwrap();
    charge(pack(&ask.policy), &ask).unwrap().total.unwrap().amount
}

fn at(seconds: i64) -> String {
    calendar::Moment(seconds).to_string()
}

/// 2026 and 2027, with holidays and changes of the clock.
const FROM: i64 = 1_767_225_600;
const SECONDS: i64 = 2 * 365 * 86_400;

proptest! {
    #[test]
    fn longer_work_never_costs_less(from in FROM..FROM + SECONDS, first in 1_i64..300_000, more in 0_i64..300_000) {
        let cost = |length: i64| total(json!({"policy": "sepasoft", "what": "after-hours",
                                              "from": at(from), "to": at(from + length)}));
        let (short, long) = (cost(first), cost(first + more));
        prop_assert!(short <= long, "{short} for {first} s, {long} for {} s", first + more);
        prop_assert!(short.is_zero() || short >= Decimal::from(350));
    }

    #[test]
    fn billed_time_covers_the_work_and_hardly_more(length in 1_i64..200_000) {
        let question = json!({"policy": "sep-sesam", "what": "remote-help", "from": at(FROM), "to": at(FROM + length)});
        let ask: ChargeAsk = serde_json::from_value(question).unwrap();
        let line = charge(pack("sep-sesam"), &ask).unwrap().lines.remove(0);
        let billed = line.billed_s.unwrap();
        prop_assert!(billed >= length && billed < length + 1_800);
        prop_assert_eq!(billed, line.increments.unwrap() * 1_800);
    }

    #[test]
    fn a_longer_lapse_never_costs_less(days in 0_u64..3_000, more in 0_u64..1_000, price in 1_u32..10_000_000) {
        let start = chrono::NaiveDate::from_ymd_opt(2020, 2, 29).unwrap();
        let cost = |days: u64| {
            let to = start.checked_add_days(chrono::Days::new(days)).unwrap();
            total(json!({"policy": "sepasoft", "what": "reinstatement",
                         "prices": {"plan-price": {"amount": format!("{price}.99"), "currency": "USD"}},
                         "lapse": {"from": start, "to": to, "missed_major_update": false}}))
        };
        prop_assert!(cost(days) <= cost(days + more));
    }
}
