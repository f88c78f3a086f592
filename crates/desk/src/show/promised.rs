//! The answers of a policy as the pane shows them.

use calendar::Moment;
use policy::allowance::{AllowanceAnswer, AllowanceState};
use policy::engine::Standing;
use policy::entitled::entitled;
use policy::facts::Facts;
use policy::intake::{IntakeAnswer, ItemState};
use policy::lifecycle::{LifecycleAnswer, Milestone, Question, answer, local_date};
use policy::pack::{Covered, Need, Pack};
use policy::ruling::{Ground, Ruling, Yes};
use policy::scope::ScopeChoice;
use policy::stage::PathAnswer;

use super::charged::charges;
use super::clock::basis_word;
use super::row::serde_word;
use crate::view::{
    AllowanceStanding, AllowanceView, Coverage, GroundView, IntakeItemView, IntakeNeed, IntakeState,
    IntakeView, MilestoneView, PromisedView, RulingView, ScopeView, StageView, StepView, Verdict,
    VersionView,
};

/// A ticket under its policy at an instant of its portal.
#[derive(Clone, Copy)]
pub(crate) struct Promise<'a> {
    pub key: &'a str,
    pub facts: &'a Facts,
    pub standing: &'a Standing,
    pub pack: &'a Pack,
    pub now: Moment,
}

/// Everything that is promised besides clocks and remote sessions.
pub(crate) fn promised(promise: Promise<'_>) -> PromisedView {
    let Promise { key, facts, standing, pack, now } = promise;
    let all = entitled(facts, standing, pack, now);
    PromisedView {
        key: key.to_owned(),
        policy_title: pack.dated_title(),
        as_of: now.0,
        // What support covers is shown as the rows that a person chooses from.
        rulings: all.rulings.iter().filter(|ruling| ruling.question != "scope").map(ruling).collect(),
        version: version(promise),
        allowances: all.allowances.into_iter().map(allowance).collect(),
        intake: all.intake.iter().map(intake).collect(),
        request: all.request,
        stages: all.stage.paths.iter().map(stage).collect(),
        charges: charges(promise),
        scope: all.scope.into_iter().map(scope).collect(),
    }
}

pub(super) fn ground(ground: &Ground) -> GroundView {
    GroundView {
        text: ground.text.clone(),
        basis: basis_word(ground.basis).to_owned(),
        clause: ground.clause.clone(),
        note: ground.note.clone(),
    }
}

pub(crate) fn grounds(because: &[Ground]) -> Vec<GroundView> {
    because.iter().map(ground).collect()
}

fn ruling(ruling: &Ruling) -> RulingView {
    RulingView {
        question: ruling.question.clone(),
        answer: match ruling.answer {
            Yes::Yes => Verdict::Yes,
            Yes::Limited => Verdict::Limited,
            Yes::No => Verdict::No,
            Yes::Unknown => Verdict::Unknown,
            Yes::Unpublished => Verdict::Unpublished,
        },
        // A version is named as the customer wrote it.
        text: mail::one_line(&ruling.text),
        ask: ruling.ask.clone(),
        because: grounds(&ruling.because),
    }
}

fn version(Promise { facts, standing, pack, now, .. }: Promise<'_>) -> VersionView {
    let product = facts.product.as_ref();
    let question =
        Question { product, plan: standing.plan_in_force(pack, now), severity: standing.severity() };
    let found = local_date(pack, now).map(|today| answer(pack, &question, today)).unwrap_or_default();
    let LifecycleAnswer { phase, since, until, at_least, not_before, next, rulings, because, .. } = found;
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    let named = product.and_then(|product| product.version.as_deref());
    VersionView {
        product: product.map_or_else(String::new, |product| mail::one_line(&product.name)),
        version: named.map_or_else(String::new, mail::one_line),
        has_releases: !pack.releases.is_empty(),
        phase: phase.map_or_else(String::new, |phase| phase.name),
        since: day(since),
        until: day(until),
        at_least,
        not_before: day(not_before),
        next: next.map(milestone),
        rulings: rulings.iter().map(ruling).collect(),
        because: grounds(&because),
    }
}

fn milestone(next: Milestone) -> MilestoneView {
    MilestoneView {
        name: next.name,
        on: next.on.to_string(),
        announced_by: next.announced_by.map(|day| day.to_string()),
        because: grounds(&next.because),
    }
}

fn allowance(answer: AllowanceAnswer) -> AllowanceView {
    AllowanceView {
        row: answer.row,
        what: serde_word(answer.what),
        standing: match answer.state {
            AllowanceState::Left => AllowanceStanding::Left,
            AllowanceState::UsedUp => AllowanceStanding::UsedUp,
            AllowanceState::Over => AllowanceStanding::Over,
            AllowanceState::Unlimited => AllowanceStanding::Unlimited,
            AllowanceState::NotGranted => AllowanceStanding::NotGranted,
            AllowanceState::Unknown => AllowanceStanding::Unknown,
        },
        used: answer.used,
        left: answer.left,
        total: answer.granted.map(|granted| granted.saturating_add(answer.carried.unwrap_or(0))),
        period: answer.from.zip(answer.to).map(|(from, to)| (from.to_string(), to.to_string())),
        text: answer.text,
        ask: answer.ask,
        because: grounds(&answer.because),
    }
}

fn intake(row: &IntakeAnswer) -> IntakeView {
    let items = row.items.iter().map(|item| IntakeItemView {
        name: item.ask.clone(),
        state: match item.state {
            ItemState::Given => IntakeState::Given,
            ItemState::ToAskFor => IntakeState::ToAskFor,
            ItemState::CannotTell => IntakeState::CannotTell,
        },
        value: item.value.as_deref().map_or_else(String::new, mail::one_line),
    });
    IntakeView {
        row: row.row.clone(),
        need: match row.need {
            Need::Mandatory => IntakeNeed::Mandatory,
            Need::OnRequest => IntakeNeed::OnRequest,
            Need::Condition => IntakeNeed::Condition,
        },
        ask: row.ask.clone(),
        items: items.collect(),
        ground: ground(&row.ground),
    }
}

fn stage(path: &PathAnswer) -> StageView {
    let steps = path.steps.iter().map(|step| StepView {
        name: step.name.clone(),
        here: path.step.as_ref() == Some(&step.id),
        ground: ground(&step.ground),
    });
    StageView {
        row: path.row.clone(),
        text: path.text.clone(),
        ask: path.ask.clone(),
        steps: steps.collect(),
        because: grounds(&path.because),
    }
}

fn scope(choice: ScopeChoice) -> ScopeView {
    ScopeView {
        row: choice.row,
        covered: match choice.covered {
            Covered::Yes => Coverage::Yes,
            Covered::Partly => Coverage::Partly,
            Covered::Paid => Coverage::Paid,
            Covered::No => Coverage::No,
        },
        items: choice.items,
        ask: choice.ask,
        ground: ground(&choice.ground),
    }
}
