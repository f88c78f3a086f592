//! Which target is in force for given severity, plan and classification.

use super::FactsError;
use super::step::{StepKind, term};
use crate::facts::{Contract, Facts};
use crate::pack::{
    Basis, CalendarIx, ClassificationIx, Clock, Pack, PlanIx, Promise, SeverityIx, Source, Target,
};

/// The longest target a contract may give, in hours: a hundred years.
const LONGEST_HOURS: f64 = 876_000.0;

/// What decides which target is in force; `None` where it is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Terms {
    pub(super) severity: Option<SeverityIx>,
    pub(super) plan: Option<PlanIx>,
    pub(super) classification: Option<ClassificationIx>,
    /// Whether the contract has ended, and its plan and targets with it.
    pub(super) ended: bool,
}

/// The target in force for one clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Aim {
    /// Counted seconds; `None` where no target is published.
    pub(super) seconds: Option<i64>,
    pub(super) calendar: u16,
    pub(super) origin: Origin,
}

/// Where a target comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// A row of the clock's targets.
    Row(u16),
    /// The customer's contract.
    Contract,
}

impl Aim {
    /// Whether both promise the same, whatever they rest on.
    pub(super) fn promises_same(&self, other: &Self) -> bool {
        self.seconds == other.seconds && (self.seconds.is_none() || self.calendar == other.calendar)
    }

    /// The row of the pack behind it; `None` for a contract's target.
    pub(super) fn row<'a>(&self, clock: &'a Clock) -> Option<&'a Target> {
        match self.origin {
            Origin::Row(row) => clock.targets.get(usize::from(row)),
            Origin::Contract => None,
        }
    }

    /// Basis and clause to show.
    pub(super) fn source<'a>(&self, clock: &'a Clock) -> (Basis, &'a str) {
        match (self.origin, self.row(clock)) {
            (Origin::Contract, _) => (Basis::Contract, "customer's contract"),
            (Origin::Row(_), Some(Target { source: Source { clause, basis, .. }, .. })) => (*basis, clause),
            (Origin::Row(_), None) => (clock.source.basis, &clock.source.clause),
        }
    }
}

impl Terms {
    /// Takes a change; other steps change no terms.
    pub(super) fn take(&mut self, kind: StepKind) {
        match kind {
            StepKind::Severity(severity) => self.severity = Some(severity),
            StepKind::Plan(plan) => self.plan = Some(plan),
            StepKind::Classification(classification) => self.classification = Some(classification),
            StepKind::ContractEnd => self.ended = true,
            StepKind::Created { .. }
            | StepKind::Reply
            | StepKind::Question
            | StepKind::Talk
            | StepKind::Status(_)
            | StepKind::Merged => {}
        }
    }

    /// Some classifications fix the severity, whatever the ticket says.
    pub(super) fn with_fixed_severity(mut self, pack: &Pack) -> Self {
        let fixed = self.classification.and_then(|index| *pack.fixed_severity.get(index)?);
        self.severity = fixed.or(self.severity);
        self
    }

    /// The terms in force: with the severity that is fixed, and the plan that holds once the contract has ended.
    pub(super) fn in_force(self, pack: &Pack) -> Self {
        let mut terms = self.with_fixed_severity(pack);
        if terms.ended {
            terms.plan = pack.after_end(self.plan).0;
            terms.ended = terms.plan != self.plan;
        }
        terms
    }
}

/// The targets of one clock for one customer.
pub(super) struct Targets<'a> {
    clock: &'a Clock,
    /// The contract's own, in its order: severity (`None` means all), seconds, calendar.
    contract: Vec<(Option<SeverityIx>, i64, CalendarIx)>,
    contract_known: bool,
}

impl<'a> Targets<'a> {
    /// The targets of `clock`, those of the contract first.
    pub(super) fn of(pack: &Pack, clock: &'a Clock, facts: &Facts) -> Result<Self, FactsError> {
        let mut contract = Vec::new();
        for target in facts.contract.iter().flat_map(|contract| &contract.targets) {
            if target.clock != clock.name {
                continue;
            }
            let severity = match &target.severity {
                Some(word) => Some(term("severity", word, &pack.severities)?),
                None => None,
            };
            contract.push((severity, seconds(target.hours)?, calendar(pack, &target.calendar)?));
        }
        Ok(Self { clock, contract, contract_known: facts.contract.is_some() })
    }

    /// The target in force under `terms`.
    pub(super) fn aim(&self, terms: Terms) -> Aim {
        self.contract_aim(terms).unwrap_or_else(|| {
            let row = self.row(terms);
            let (seconds, calendar) = match self.clock.targets.get(row) {
                Some(Target { promise: Promise::Seconds(seconds), calendar, .. }) => {
                    (Some(*seconds), *calendar)
                }
                Some(Target { promise: Promise::Unpublished | Promise::ByContract, calendar, .. }) => {
                    (None, *calendar)
                }
                None => (None, 0),
            };
            Aim { seconds, calendar: narrow(calendar), origin: Origin::Row(narrow(row)) }
        })
    }

    /// Whether something that is not known about the ticket could change its target.
    pub(super) fn is_open(&self, terms: Terms) -> bool {
        let aim = self.aim(terms);
        let known = |value: Option<usize>, count: usize| -> Vec<Option<usize>> {
            if value.is_some() { vec![value] } else { (0..count).map(Some).collect() }
        };
        if !self.contract_known && self.clock.targets.get(self.row(terms)).is_some_and(is_by_contract) {
            return true;
        }
        let table = &self.clock.table;
        let severities = table.first().map_or(0, Vec::len);
        let classifications = table.first().and_then(|rows| rows.first()).map_or(0, Vec::len);
        known(terms.plan, table.len()).into_iter().any(|plan| {
            known(terms.severity, severities).into_iter().any(|severity| {
                known(terms.classification, classifications).into_iter().any(|classification| {
                    !aim.promises_same(&self.aim(Terms { severity, plan, classification, ..terms }))
                })
            })
        })
    }

    /// The contract's target: the first for this very severity, else the first for all. One that has ended has none.
    fn contract_aim(&self, terms: Terms) -> Option<Aim> {
        if terms.ended {
            return None;
        }
        let find = |severity| self.contract.iter().find(|target| target.0 == severity);
        let (_, seconds, calendar) = find(terms.severity).or_else(|| find(None))?;
        Some(Aim { seconds: Some(*seconds), calendar: narrow(*calendar), origin: Origin::Contract })
    }

    /// The row of the pack's table; the last of each dimension is for what is not known.
    fn row(&self, terms: Terms) -> usize {
        let cell = || {
            let rows = pick(&self.clock.table, terms.plan)?;
            let row = pick(rows, terms.severity)?;
            pick(row, terms.classification).copied()
        };
        cell().unwrap_or_default()
    }
}

fn pick<T>(rows: &[T], index: Option<usize>) -> Option<&T> {
    index.and_then(|index| rows.get(index)).or_else(|| rows.last())
}

/// Whether the contract names a clock that the pack does not have: an error of the contract.
pub(super) fn check_clock_names(pack: &Pack, contract: &Contract) -> Result<(), FactsError> {
    for target in &contract.targets {
        if !pack.clocks.iter().any(|clock| clock.name == target.clock) {
            let names = pack.clocks.iter().map(|clock| clock.name.as_str());
            return Err(FactsError::unknown("clock", &target.clock, names));
        }
    }
    Ok(())
}

fn is_by_contract(target: &Target) -> bool {
    target.promise == Promise::ByContract
}

/// Whether a contract may give a target of so many hours.
pub(crate) fn is_target_hours(hours: f64) -> bool {
    (0.0..=LONGEST_HOURS).contains(&hours)
}

fn seconds(hours: f64) -> Result<i64, FactsError> {
    if !is_target_hours(hours) {
        return Err(FactsError::new(
            "bad-target",
            format!("a target of the contract is {hours} hours"),
            format!("give a number from 0 to {LONGEST_HOURS}"),
        ));
    }
    #[expect(clippy::cast_possible_truncation, reason = "at most 3,153,600,000")]
    Ok((hours * 3_600.0).round() as i64)
}

fn calendar(pack: &Pack, word: &str) -> Result<CalendarIx, FactsError> {
    pack.calendars.iter().position(|calendar| calendar.id == word).ok_or_else(|| {
        FactsError::unknown("calendar", word, pack.calendars.iter().map(|known| known.id.as_str()))
    })
}

/// Indices are kept in two bytes; a pack with more rows than that is not whole.
fn narrow(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}
