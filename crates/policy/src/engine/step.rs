//! The events of a ticket, as far as they matter to clocks: resolved to indices and in the order in which they take
//! effect.

use calendar::Moment;

use super::{FactsError, Status};
use crate::facts::{Event, EventKind, Facts};
use crate::pack::{ClassificationIx, Pack, PlanIx, SeverityIx, Term};
use crate::ticket::Party;

/// One event that matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) at: Moment,
    pub(super) kind: StepKind,
}

/// What an event does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StepKind {
    /// The ticket was filed.
    Created { by: Party },
    /// A public message by staff, not by a machine.
    Reply,
    /// A public message by the customer, not by a machine, or a call of theirs that nobody answered.
    Question,
    /// Customer and staff spoke on the telephone: asked and answered at once.
    Talk,
    /// The status changed.
    Status(Status),
    /// The ticket ended in another one.
    Merged,
    /// The severity changed.
    Severity(SeverityIx),
    /// The plan changed.
    Plan(PlanIx),
    /// The classification changed.
    Classification(ClassificationIx),
    /// The contract has ended.
    ContractEnd,
}

impl StepKind {
    /// Whether this can change a target.
    pub(super) const fn is_change_of_target(self) -> bool {
        matches!(self, Self::Severity(_) | Self::Plan(_) | Self::Classification(_) | Self::ContractEnd)
    }

    /// Events of the same instant take effect in the order stop, pause, start, change of target.
    const fn turn(self) -> u8 {
        match self {
            Self::Reply | Self::Talk | Self::Merged => 0,
            Self::Status(status) if status.is_done() => 0,
            Self::Status(status) if status.is_waiting() => 1,
            Self::Status(_) | Self::Created { .. } | Self::Question => 2,
            Self::Severity(_) | Self::Plan(_) | Self::Classification(_) | Self::ContractEnd => 3,
        }
    }
}

/// The events until `now`, with the end of the contract among them, in the order in which they take effect; those of the
/// same instant and turn stay as given.
pub(super) fn steps(
    pack: &Pack,
    facts: &Facts,
    contract_to: Option<Moment>,
    now: Moment,
) -> Result<Vec<Step>, FactsError> {
    let mut steps = Vec::with_capacity(facts.events.len() + 1);
    let ended = contract_to.filter(|to| *to <= now);
    steps.extend(ended.map(|at| Step { at, kind: StepKind::ContractEnd }));
    for event in facts.events.iter().filter(|event| event.at <= now) {
        if let Some(kind) = step_kind(pack, event)? {
            steps.push(Step { at: event.at, kind });
        }
    }
    steps.sort_by_key(|step| (step.at, step.kind.turn()));
    Ok(steps)
}

fn step_kind(pack: &Pack, event: &Event) -> Result<Option<StepKind>, FactsError> {
    Ok(match &event.kind {
        EventKind::Created => Some(StepKind::Created { by: event.by.unwrap_or(Party::Customer) }),
        EventKind::Message { public: true, auto: false } => match event.by {
            Some(Party::Agent) => Some(StepKind::Reply),
            Some(Party::Customer) => Some(StepKind::Question),
            Some(Party::System | Party::Other) | None => None,
        },
        EventKind::Message { .. } => None,
        EventKind::Call { answered } => match (event.by, answered) {
            (Some(Party::Agent | Party::Customer), true) => Some(StepKind::Talk),
            (Some(Party::Customer), false) => Some(StepKind::Question),
            // Nobody was reached, so nothing was said.
            (Some(Party::Agent), false) | (Some(Party::System | Party::Other) | None, _) => None,
        },
        EventKind::Status { to } => Some(StepKind::Status(status(to)?)),
        EventKind::Severity { to } => Some(StepKind::Severity(term("severity", to, &pack.severities)?)),
        EventKind::Plan { to } => Some(StepKind::Plan(term("plan", to, &pack.plans)?)),
        EventKind::Classification { to } => {
            Some(StepKind::Classification(term("classification", to, &pack.classifications)?))
        }
        EventKind::Merged { .. } => Some(StepKind::Merged),
    })
}

/// The index of a word among the terms of its kind.
pub(super) fn term(what: &str, word: &str, terms: &[Term]) -> Result<usize, FactsError> {
    terms.iter().position(|term| term.id == word).ok_or_else(|| FactsError::unknown_term(what, word, terms))
}

fn status(word: &str) -> Result<Status, FactsError> {
    Status::from_word(word)
        .ok_or_else(|| FactsError::unknown("status", word, Status::ALL.iter().map(|status| status.word())))
}
