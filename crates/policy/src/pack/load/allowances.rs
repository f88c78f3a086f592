//! Allowances: how much of something is included.

use super::Loader;
use super::names::{Vocabulary, unique};
use crate::pack::file::{AllowanceRow, AmountRow, At, PackFile, SourceKeys};
use crate::pack::{Allowance, Fact, Part, PlanIx};

impl Loader<'_, '_> {
    pub(super) fn allowances(&mut self, file: &PackFile, words: &Vocabulary) -> Vec<Allowance> {
        unique(file.allowances.iter().map(|row| &row.id), self.problems);
        file.allowances.iter().map(|row| self.allowance(row, words)).collect()
    }

    fn allowance(&mut self, row: &AllowanceRow, words: &Vocabulary) -> Allowance {
        let at = row.id.span();
        self.identifier(row.id.get(), &at);
        self.reason(&row.text, &at);
        for condition in &row.when {
            if matches!(condition.fact.get(), Fact::Tickets | Fact::Credits) {
                self.problems.add(
                    &condition.fact.span(),
                    "bad-test",
                    "An allowance cannot depend on what is left of allowances.",
                    "Take this test out.",
                );
            }
        }
        let path = format!("allowances.{}", row.id.get());
        let source = self.source(path.clone(), &at, &row.source);
        let period = row.period.as_ref().map(|part| {
            self.part(
                format!("{path}.period"),
                &part.every.span(),
                *part.every.get(),
                &part.text,
                &part.source,
            )
        });
        let unused = row.unused.as_ref().map(|part| {
            self.part(format!("{path}.unused"), &part.is.span(), *part.is.get(), &part.text, &part.source)
        });
        let beyond = row.beyond.as_ref().map(|part| {
            self.part(format!("{path}.beyond"), &part.is.span(), *part.is.get(), &part.text, &part.source)
        });
        Allowance {
            id: row.id.get().clone(),
            what: row.what,
            amounts: self.amounts(row, words),
            per_license: row.per_license,
            when: self.optional_tests(&row.id, &row.when, words),
            text: row.text.clone(),
            source,
            period,
            unused,
            beyond,
        }
    }

    fn part<T>(
        &mut self,
        path: String,
        at: &std::ops::Range<usize>,
        rule: T,
        text: &str,
        keys: &SourceKeys,
    ) -> Part<T> {
        self.reason(text, at);
        Part { rule, text: text.to_owned(), source: self.source(path, at, keys) }
    }

    fn amounts(&mut self, row: &AllowanceRow, words: &Vocabulary) -> Vec<(PlanIx, Option<u32>)> {
        unique(row.amounts.iter().map(|amount| &amount.plan), self.problems);
        if row.amounts.is_empty() {
            self.problems.add(
                &row.id.span(),
                "empty-rule",
                format!("The allowance `{}` names no plan.", row.id.get()),
                "Give an amount for at least one plan.",
            );
        }
        row.amounts.iter().filter_map(|amount| self.allowed(amount, words)).collect()
    }

    fn allowed(&mut self, row: &AmountRow, words: &Vocabulary) -> Option<(PlanIx, Option<u32>)> {
        let plan = words.plans.index(&row.plan, self.problems);
        let amount = match (&row.amount, row.unlimited) {
            (Some(written), false) => u32::try_from(*written.get()).ok().map(Some),
            (None, true) => Some(None),
            (Some(_), true) | (None, false) => None,
        };
        if amount.is_none() {
            let at = row.amount.as_ref().map_or_else(|| row.plan.span(), At::span);
            self.problems.add(
                &at,
                "bad-amount",
                format!("The plan `{}` has no amount that can be counted.", row.plan.get()),
                "Write `amount` with a whole number from 0, or `unlimited = true`, and not both.",
            );
        }
        plan.zip(amount)
    }
}
