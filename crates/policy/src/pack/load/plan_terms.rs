//! How long plans run, and which plan holds once a contract has ended.

use super::Loader;
use super::charges::HIGHEST;
use super::names::{Vocabulary, unique};
use crate::pack::file::{At, PackFile, PlanTermRow, WrittenBasis};
use crate::pack::{AfterEnd, PlanTerm, TermStart};

/// Months of a plan.
const LONGEST_MONTHS: u32 = 1_200;
/// The word for a plan that holds on after its end.
const AS_BEFORE: &str = "as-before";

impl Loader<'_, '_> {
    /// The rows of `terms`, by what they are about.
    pub(super) fn plan_terms(
        &mut self,
        file: &PackFile,
        words: &Vocabulary,
    ) -> (Vec<PlanTerm>, Vec<AfterEnd>) {
        unique(file.terms.iter().map(|row| &row.id), self.problems);
        let (mut terms, mut after) = (Vec::new(), Vec::new());
        for row in &file.terms {
            match &row.after {
                Some(plan) => after.push(self.after_end(row, plan, words)),
                None => terms.push(self.plan_term(row, words)),
            }
        }
        self.reachable(file.terms.iter().filter(|row| row.after.is_none()));
        self.reachable(file.terms.iter().filter(|row| row.after.is_some()));
        (terms, after)
    }

    /// Notes rows below one that takes every plan.
    fn reachable<'f>(&mut self, rows: impl Iterator<Item = &'f PlanTermRow>) {
        let mut rows = rows.skip_while(|row| row.plans.is_some() || row.free_days.is_some());
        rows.next();
        for row in rows {
            self.problems.add(
                &row.id.span(),
                "unreachable-row",
                format!("The row `{}` is never chosen: a row above it takes every plan.", row.id.get()),
                "Move it up, or take it out.",
            );
        }
    }

    fn plan_term(&mut self, row: &PlanTermRow, words: &Vocabulary) -> PlanTerm {
        if let (Some(from), Some(_)) = (&row.from, &row.free_days) {
            self.problems.add(
                &from.span(),
                "contradiction",
                "A plan that begins when the free days are over begins on no other day.",
                "Leave out `from` or `free-days`.",
            );
        }
        PlanTerm {
            said: self.said("terms", &row.id, &row.text, &row.source),
            plans: words.plans.indices(row.plans.as_deref(), self.problems),
            free_days: row.free_days.as_ref().map(|days| self.count(days, HIGHEST)),
            from: row.from.as_ref().map_or_else(TermStart::default, |from| *from.get()),
            months: row.months.as_ref().map(|months| self.count(months, LONGEST_MONTHS)),
        }
    }

    fn after_end(&mut self, row: &PlanTermRow, plan: &At<String>, words: &Vocabulary) -> AfterEnd {
        if row.free_days.is_some() || row.months.is_some() || row.from.is_some() {
            self.problems.add(
                &row.id.span(),
                "contradiction",
                format!("The row `{}` says both how long a plan runs and what holds after it.", row.id.get()),
                "Put them into two rows: `after` stands without `free-days`, `from` and `months`.",
            );
        }
        if row.source.basis == WrittenBasis::None {
            self.problems.add(
                &plan.span(),
                "contradiction",
                format!("`{}` is a value, but the basis `none` says that there is none.", plan.get()),
                "Where the document is silent, the basis is `assumed`, and `note` says so.",
            );
        }
        let holds_on = plan.get() == AS_BEFORE;
        AfterEnd {
            said: self.said("terms", &row.id, &row.text, &row.source),
            plans: words.plans.indices(row.plans.as_deref(), self.problems),
            plan: if holds_on { None } else { words.plans.index(plan, self.problems) },
        }
    }
}
