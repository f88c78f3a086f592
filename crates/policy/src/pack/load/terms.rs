//! Severities, classifications and plans.

use super::Loader;
use super::names::{UNKNOWN, Vocabulary, unique};
use crate::pack::file::{At, PackFile, SourceKeys, TermRow};
use crate::pack::{SeverityIx, Term};

/// The plan of a customer without a contract: every pack ends its plans with it.
const NO_PLAN: &str = "none";

impl Loader<'_, '_> {
    pub(super) fn severities(&mut self, file: &PackFile) -> Vec<Term> {
        if file.severities.is_empty() {
            self.problems.add(
                &file.id.span(),
                "no-severity",
                "The pack has no severity.",
                "Give at least one.",
            );
        }
        self.terms("severities", &file.severities)
    }

    pub(super) fn plans(&mut self, file: &PackFile) -> Vec<Term> {
        if file.plans.last().is_none_or(|plan| plan.id.get() != NO_PLAN) {
            let at = file.plans.last().map_or_else(|| file.id.span(), |plan| plan.id.span());
            self.problems.add(
                &at,
                "no-plan-none",
                "The plans do not end with `none`, the customer without a contract.",
                "Add a plan with `id = \"none\"` as the last one.",
            );
        }
        self.terms("plans", &file.plans)
    }

    /// Classifications, and the severity that each of them fixes.
    pub(super) fn classifications(
        &mut self,
        file: &PackFile,
        words: &Vocabulary,
    ) -> (Vec<Term>, Vec<Option<SeverityIx>>) {
        unique(file.classifications.iter().map(|row| &row.id), self.problems);
        let mut terms = Vec::new();
        let mut fixed = Vec::new();
        for row in &file.classifications {
            terms.push(self.term("classifications", &row.id, &row.name, &row.definition, &row.source));
            let severity = row.severity.as_ref();
            fixed.push(severity.and_then(|name| words.severities.index(name, self.problems)));
        }
        (terms, fixed)
    }

    fn terms(&mut self, list: &str, rows: &[TermRow]) -> Vec<Term> {
        unique(rows.iter().map(|row| &row.id), self.problems);
        rows.iter().map(|row| self.term(list, &row.id, &row.name, &row.definition, &row.source)).collect()
    }

    fn term(
        &mut self,
        list: &str,
        id: &At<String>,
        name: &str,
        definition: &str,
        source: &SourceKeys,
    ) -> Term {
        self.identifier(id.get(), &id.span());
        if id.get() == UNKNOWN {
            self.problems.add(
                &id.span(),
                "bad-id",
                "`unknown` means a value that is not known.",
                "Choose another identifier.",
            );
        }
        self.worded("name", name, &id.span());
        self.worded("definition", definition, &id.span());
        let source = self.source(format!("{list}.{}", id.get()), &id.span(), source);
        Term { id: id.get().clone(), name: name.to_owned(), definition: definition.to_owned(), source }
    }
}
