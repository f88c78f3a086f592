//! The answer: lines, total, and what is missing.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Money;
use super::when::Fit;
use crate::pack::{Basis, Charge, Per};
use crate::ruling::Ground;

/// What something costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChargeAnswer {
    /// Whether the total is known, and why not.
    pub state: ChargeState,
    /// The answer in one sentence, for people.
    pub text: String,
    /// The parts.
    pub lines: Vec<ChargeLine>,
    /// Their sum; null unless every part is certain and has an amount.
    pub total: Option<Money>,
    /// What to ask for before the total is certain.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ask: Vec<String>,
    /// From when and how long the plan runs, where a plan is asked about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<TermAnswer>,
    /// What else the policy says of this price.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Ground>,
}

/// Whether the total is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChargeState {
    /// It is.
    Known,
    /// The policy contradicts itself: all that it says is shown, and nothing is added up.
    Conflict,
    /// A fact is missing.
    Unknown,
    /// A part has no published price; the units are known.
    Unpublished,
    /// The policy says nothing of such a charge.
    NotMentioned,
}

/// One part of a charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChargeLine {
    /// Row of the pack.
    pub row: String,
    /// What it is, in a few words.
    pub text: String,
    /// How certain it is.
    pub state: LineState,
    /// The amount; null where none is known.
    pub amount: Option<Money>,
    /// Number of units, up to four decimal places.
    #[schemars(with = "Option<String>")]
    pub units: Option<Decimal>,
    /// What a unit is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<Per>,
    /// Time that was worked and costs, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worked_s: Option<i64>,
    /// Time that is billed, after minimum and rounding, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub billed_s: Option<i64>,
    /// Number of increments that are billed, where the policy rounds up to some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub increments: Option<i64>,
    /// Article in the vendor's price list; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub article: String,
    /// Where the amount comes from.
    pub basis: Basis,
    /// The clause of the policy.
    pub clause: String,
    /// What is read into it or assumed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// How certain a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LineState {
    /// It is to be paid.
    Due,
    /// It may be to be paid: a fact is missing.
    Possible,
    /// Another passage of the policy contradicts it.
    Conflicting,
    /// The document gives no amount.
    Unpublished,
    /// The customer's contract gives the amount.
    ByContract,
    /// The price that it is a share of is missing.
    Missing,
}

/// From when and how long a plan runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TermAnswer {
    /// First day; null where the policy does not say or a date is missing.
    #[schemars(with = "Option<String>")]
    pub from: Option<NaiveDate>,
    /// Last day.
    #[schemars(with = "Option<String>")]
    pub to: Option<NaiveDate>,
    /// What to ask for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ask: Vec<String>,
    /// The row behind it.
    pub because: Ground,
}

/// A part with what is missing for it.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) line: ChargeLine,
    pub(super) ask: Vec<String>,
}

/// Puts the parts together.
pub(super) fn of(parts: &[Part], rows: &[(&Charge, Fit)]) -> ChargeAnswer {
    let mut lines: Vec<ChargeLine> = parts.iter().map(|part| part.line.clone()).collect();
    let conflict = rows.iter().map(|(row, _)| *row).find(|row| {
        row.conflict.iter().filter(|name| lines.iter().any(|line| line.row == **name)).count() > 1
    });
    for line in &mut lines {
        if conflict.is_some_and(|row| row.conflict.contains(&line.row)) {
            line.state = LineState::Conflicting;
        }
    }
    let mut ask: Vec<String> = Vec::new();
    for wanted in parts.iter().flat_map(|part| &part.ask) {
        if !ask.contains(wanted) {
            ask.push(wanted.clone());
        }
    }
    let total = total(&lines);
    let state = state(&lines, conflict.is_some(), &ask);
    let said = rows.iter().map(|(row, _)| *row);
    let because = said
        .filter(|row| row.rates.is_empty())
        .filter(|row| {
            row.conflict.is_empty() || conflict.is_some_and(|conflict| std::ptr::eq(*row, conflict))
        })
        .map(|row| row.said.ground())
        .collect();
    ChargeAnswer {
        text: sentence(state, total.as_ref(), &ask),
        state,
        lines,
        total,
        ask,
        term: None,
        because,
    }
}

fn total(lines: &[ChargeLine]) -> Option<Money> {
    if !lines.iter().all(|line| line.state == LineState::Due) {
        return None;
    }
    let mut amounts = lines.iter().map(|line| line.amount.clone());
    let first = amounts.next()??;
    amounts.try_fold(first, |sum, amount| sum.plus(&amount?))
}

fn state(lines: &[ChargeLine], conflict: bool, ask: &[String]) -> ChargeState {
    if lines.is_empty() {
        ChargeState::NotMentioned
    } else if conflict {
        ChargeState::Conflict
    } else if !ask.is_empty() {
        ChargeState::Unknown
    } else if lines.iter().all(|line| line.state == LineState::Due) {
        ChargeState::Known
    } else {
        ChargeState::Unpublished
    }
}

fn sentence(state: ChargeState, total: Option<&Money>, ask: &[String]) -> String {
    match (state, total) {
        (ChargeState::Known, Some(total)) if total.amount.is_zero() => "It is free.".to_owned(),
        (ChargeState::Known, Some(total)) => format!("It costs {total}."),
        (ChargeState::Known, None) => "It is free, or its parts are in different currencies.".to_owned(),
        (ChargeState::Conflict, _) => {
            "The policy contradicts itself, so the prices are shown and not added up.".to_owned()
        }
        (ChargeState::Unknown, _) => format!("Not known yet; ask for {}.", ask.join("; ")),
        (ChargeState::Unpublished, _) => "A part of it has no published price.".to_owned(),
        (ChargeState::NotMentioned, _) => "The policy names no such charge.".to_owned(),
    }
}
