//! From when and how long a plan runs.

use chrono::NaiveDate;

use super::answer::TermAnswer;
use super::ask::ChargeAsk;
use crate::lifecycle::{days_after, months_after};
use crate::pack::{Pack, PlanIx, PlanTerm, Service, TermStart};

/// The term of a plan that is bought; `None` where no plan is asked about or the policy says nothing. The day of the
/// purchase is the first of the free days, and the first day after them is the first of the plan.
pub(super) fn term(pack: &Pack, ask: &ChargeAsk, plan: Option<PlanIx>) -> Option<TermAnswer> {
    let for_plan = |term: &&PlanTerm| match (&term.plans, plan) {
        (None, _) => true,
        (Some(plans), Some(plan)) => plans.contains(&plan),
        (Some(_), None) => false,
    };
    let purchased = ask.contract.as_ref().and_then(|contract| contract.purchased);
    let mut terms = pack.terms.iter().filter(|_| ask.what == Service::Plan).filter(for_plan);
    terms.find_map(|term| match (term.free_days, purchased, ask.bought) {
        (None, ..) if term.from == TermStart::Installation => Some(match ask.installed {
            Some(installed) => running(term, Some(installed)),
            None => missing(term, &["the day of the installation"]),
        }),
        (None, _, Some(bought)) => Some(running(term, Some(bought))),
        (None, _, None) => Some(missing(term, &["the day on which the plan is bought"])),
        (Some(days), Some(purchased), Some(bought)) => {
            let over = days_after(purchased, days);
            let within = bought >= purchased && over.is_some_and(|over| bought < over);
            within.then(|| running(term, over))
        }
        (Some(_), None, Some(_)) => Some(missing(term, &["the day on which the software was purchased"])),
        (Some(_), _, None) => Some(missing(term, &["the day on which the plan is bought"])),
    })
}

/// A plan from a day on; without a number of months the policy does not say.
fn running(term: &PlanTerm, from: Option<NaiveDate>) -> TermAnswer {
    let from = from.filter(|_| term.months.is_some());
    let after = from.zip(term.months).and_then(|(from, months)| months_after(from, months));
    let to = after.and_then(|after| after.pred_opt());
    TermAnswer { from, to, ask: Vec::new(), because: term.said.ground() }
}

fn missing(term: &PlanTerm, ask: &[&str]) -> TermAnswer {
    let ask = ask.iter().map(|&wanted| wanted.to_owned()).collect();
    TermAnswer { from: None, to: None, ask, because: term.said.ground() }
}
