//! What a ticket's policy charges for, and how much.

use std::collections::{BTreeMap, BTreeSet};

use policy::charge::{ChargeAnswer, ChargeAsk, ChargeLine, ChargeState, LineState, Money, charge};
use policy::facts::Contract;
use policy::pack::Service;

use super::clock::basis_word;
use super::promised::{Promise, grounds};
use super::row::serde_word;
use crate::view::{ChargeCertain, ChargeKnown, ChargeLineView, ChargeView, GroundView};

/// What is priced where work is charged by time: an hour from now on, in seconds.
const WORK_S: i64 = 3_600;

/// One answer for each service that the policy has a price or a word for. What is charged by time is
/// priced for an hour that begins now, so that the rate of the present hour is seen.
pub(super) fn charges(promise: Promise<'_>) -> Vec<ChargeView> {
    let contract = contract(promise);
    let services: BTreeSet<Service> =
        promise.pack.charges.iter().flat_map(|row| row.services.iter().copied()).collect();
    let ask = |what: Service| ChargeAsk {
        id: String::new(),
        policy: promise.pack.id.clone(),
        what,
        contract: contract.clone(),
        from: Some(promise.now),
        to: Some(promise.now.plus(WORK_S)),
        count: None,
        prices: BTreeMap::new(),
        on: None,
        installed: None,
        bought: None,
        plan_year: None,
        lapse: None,
    };
    // The questions name only what the pack has, so none of them is refused.
    let answers =
        services.into_iter().filter_map(|what| Some((what, charge(promise.pack, &ask(what)).ok()?)));
    answers
        .filter(|(_, answer)| answer.state != ChargeState::NotMentioned || !answer.because.is_empty())
        .map(|(what, answer)| view(what, &answer))
        .collect()
}

/// The contract with the plan that the ticket is handled under now.
fn contract(promise: Promise<'_>) -> Option<Contract> {
    let plan = promise.standing.plan().and_then(|plan| promise.pack.plans.get(plan));
    let known = promise.facts.contract.clone();
    match plan {
        Some(plan) => Some(Contract { plan: Some(plan.id.clone()), ..known.unwrap_or_default() }),
        None => known.map(|known| Contract { plan: None, ..known }),
    }
}

fn view(what: Service, answer: &ChargeAnswer) -> ChargeView {
    ChargeView {
        service: serde_word(what),
        known: match answer.state {
            ChargeState::Known => ChargeKnown::Known,
            ChargeState::Conflict => ChargeKnown::Conflict,
            ChargeState::Unknown => ChargeKnown::Unknown,
            ChargeState::Unpublished => ChargeKnown::Unpublished,
            ChargeState::NotMentioned => ChargeKnown::NotMentioned,
        },
        total: answer.total.as_ref().map(amount),
        for_an_hour: answer.lines.iter().any(|line| line.billed_s.is_some()),
        text: answer.text.clone(),
        ask: answer.ask.clone(),
        lines: answer.lines.iter().map(charge_line).collect(),
        because: grounds(&answer.because),
    }
}

/// A part of a price, with where it comes from.
pub(crate) fn charge_line(line: &ChargeLine) -> ChargeLineView {
    ChargeLineView {
        certain: match line.state {
            LineState::Due => ChargeCertain::Due,
            LineState::Possible => ChargeCertain::Possible,
            LineState::Conflicting => ChargeCertain::Conflicting,
            LineState::Unpublished => ChargeCertain::Unpublished,
            LineState::ByContract => ChargeCertain::ByContract,
            LineState::Missing => ChargeCertain::Missing,
        },
        amount: line.amount.as_ref().map(amount),
        billed_s: line.billed_s,
        article: line.article.clone(),
        ground: GroundView {
            text: line.text.clone(),
            basis: basis_word(line.basis).to_owned(),
            clause: line.clause.clone(),
            note: line.note.clone(),
        },
    }
}

/// Nothing is free in every currency.
fn amount(money: &Money) -> String {
    if money.amount.is_zero() { "free".to_owned() } else { money.to_string() }
}
