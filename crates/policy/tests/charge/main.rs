//! What things cost, on the packs that come with the program.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod lapse;
mod money;
mod prices;
mod properties;
mod rows;
mod work;

use std::sync::{Arc, LazyLock};

use policy::charge::{ChargeAnswer, ChargeAsk, charge};
use policy::pack::{Pack, Packs};
use serde_json::Value;

static PACKS: LazyLock<Packs> = LazyLock::new(|| Packs::embedded().unwrap());

pub(crate) fn pack(id: &str) -> &'static Arc<Pack> {
    PACKS.get(id).unwrap()
}

/// The answer to a question that is given as its line of JSON.
#[allow(clippy::needless_pass_by_value, reason = "it is always written in place")]
pub(crate) fn ask(question: Value) -> ChargeAnswer {
    let ask: ChargeAsk = serde_json::from_value(question).unwrap();
    charge(pack(&ask.policy), &ask).unwrap()
}

/// State and total, as in `Known 350.00 USD`.
pub(crate) fn short(answer: &ChargeAnswer) -> String {
    let total = answer.total.as_ref().map_or("-".to_owned(), ToString::to_string);
    format!("{:?} {total}", answer.state)
}

/// Each line as row, state and amount.
pub(crate) fn lines(answer: &ChargeAnswer) -> Vec<String> {
    let line = |line: &policy::charge::ChargeLine| {
        let amount = line.amount.as_ref().map_or("-".to_owned(), ToString::to_string);
        format!("{} {:?} {amount}", line.row, line.state)
    };
    answer.lines.iter().map(line).collect()
}
