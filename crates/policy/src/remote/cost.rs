//! What a session costs once it is over.

use calendar::Moment;
use serde::{Deserialize, Serialize};

use super::hours::ask;
use crate::charge::{ChargeAnswer, ChargeLine, ChargeState, LineState, Money, charge};
use crate::engine::Standing;
use crate::entitlement::entitlement;
use crate::pack::{Counted, Pack, Question, Service};
use crate::ruling::{Ground, Yes};

/// As what a session is billed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Billed {
    /// As support under the plan: only what is outside of the support hours can cost.
    #[default]
    Support,
    /// As remote help that is paid by time, where the policy offers it.
    Service,
}

/// What a session costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionCost {
    /// How much.
    pub cost: Cost,
    /// In one sentence.
    pub text: String,
    /// The parts, each with its clause.
    pub lines: Vec<ChargeLine>,
    /// What else of the policy it rests on.
    pub because: Vec<Ground>,
}

/// How much a session costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is", content = "amount")]
pub enum Cost {
    /// Nothing: the policy includes it.
    Included,
    /// This.
    Amount(Money),
    /// By a price that is not published; the units are in the lines.
    Unpublished,
    /// The policy does not say, or a fact is missing.
    NotKnown,
}

/// Works out what a session from one instant to another costs. An end before the beginning counts as the beginning.
#[must_use]
pub fn session_cost(
    standing: &Standing,
    pack: &Pack,
    from: Moment,
    to: Moment,
    billed: Billed,
) -> SessionCost {
    let to = to.max(from);
    let service = match billed {
        Billed::Support => Service::AfterHours,
        Billed::Service => Service::RemoteHelp,
    };
    // The question names only what the pack has, so it is never refused.
    let answer = charge(pack, &ask(standing, pack, service, from, to)).ok();
    match (billed, answer) {
        (_, Some(answer)) if costs(&answer) => charged(answer, standing, pack, from),
        (Billed::Support, answer) => included(answer, standing, pack, from),
        (Billed::Service, _) => SessionCost {
            cost: Cost::NotKnown,
            text: "The policy offers no remote help that is paid by time.".to_owned(),
            lines: Vec::new(),
            because: Vec::new(),
        },
    }
}

/// Whether anything of it is to be paid.
fn costs(answer: &ChargeAnswer) -> bool {
    match answer.state {
        ChargeState::NotMentioned => false,
        ChargeState::Known => answer.total.as_ref().is_none_or(|total| !total.amount.is_zero()),
        ChargeState::Conflict | ChargeState::Unknown | ChargeState::Unpublished => {
            answer.lines.iter().any(|line| line.billed_s != Some(0))
        }
    }
}

fn charged(answer: ChargeAnswer, standing: &Standing, pack: &Pack, from: Moment) -> SessionCost {
    let cost = match (answer.state, &answer.total) {
        (ChargeState::Known, Some(total)) => Cost::Amount(total.clone()),
        (ChargeState::Unpublished, _) => Cost::Unpublished,
        (
            ChargeState::Known | ChargeState::Conflict | ChargeState::Unknown | ChargeState::NotMentioned,
            _,
        ) => Cost::NotKnown,
    };
    let text = match &cost {
        Cost::Amount(money) => format!("It costs {money}."),
        Cost::Unpublished => unpublished(&answer.lines),
        Cost::Included | Cost::NotKnown => answer.text.clone(),
    };
    let mut because = answer.because;
    because.extend(credits(standing, pack, from));
    SessionCost { cost, text, lines: answer.lines, because }
}

/// What is billed where the amount is not published.
fn unpublished(lines: &[ChargeLine]) -> String {
    let line = lines.iter().find(|line| line.state == LineState::Unpublished && line.billed_s.is_some());
    let Some(line) = line else { return "Its price is not published.".to_owned() };
    let minutes = line.billed_s.unwrap_or_default() / 60;
    let article = if line.article.is_empty() { String::new() } else { format!(" of {}", line.article) };
    match line.increments {
        Some(count) => {
            format!("{minutes} minutes{article} are billed, in {count} parts; the price is not published.")
        }
        None => format!("{minutes} minutes{article} are billed; the price is not published."),
    }
}

/// A session that no charge is for: included where the policy gives remote help, else it does not say.
fn included(answer: Option<ChargeAnswer>, standing: &Standing, pack: &Pack, from: Moment) -> SessionCost {
    let ruling = entitlement(Question::RemoteHelp, standing, pack, from);
    let given = matches!(ruling.answer, Yes::Yes | Yes::Limited);
    let (cost, text) = if given {
        (Cost::Included, "It is included; nothing is charged.".to_owned())
    } else {
        let text = "The policy includes no remote help here and names no price for it: ask the vendor.";
        (Cost::NotKnown, text.to_owned())
    };
    let mut because = ruling.because;
    because.extend(unlimited(standing, pack, from));
    because.extend(credits(standing, pack, from));
    SessionCost { cost, text, lines: answer.map(|answer| answer.lines).unwrap_or_default(), because }
}

/// That the plan has no limit of incidents, where it says so.
fn unlimited(standing: &Standing, pack: &Pack, at: Moment) -> Option<Ground> {
    let plan = standing.plan_in_force(pack, at)?;
    let is_without = |row: &&crate::pack::Allowance| row.amounts.contains(&(plan, None));
    let row = pack.allowances.iter().filter(|row| row.what == Counted::Tickets).find(is_without)?;
    Some(Ground::of(&row.id, &row.text, &row.source))
}

/// What an hour of work takes of the customer's credits, where the plan has some.
fn credits(standing: &Standing, pack: &Pack, at: Moment) -> Option<Ground> {
    let plan = standing.plan_in_force(pack, at)?;
    let row = pack.allowances.iter().filter(|row| row.what == Counted::Credits).find(|row| {
        row.amounts.iter().any(|(of, amount)| *of == plan && amount.is_none_or(|amount| amount > 0))
    })?;
    let period = row.period.as_ref()?;
    Some(Ground::of(&row.id, &period.text, &period.source))
}
