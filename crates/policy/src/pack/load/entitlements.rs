//! Entitlements: who may have what.

use super::Loader;
use super::names::{Vocabulary, unique};
use crate::pack::file::{At, EntitlementRow, PackFile, WrittenBasis};
use crate::pack::{Entitlement, EntitlementAnswer, Question};

impl Loader<'_, '_> {
    pub(super) fn entitlements(&mut self, file: &PackFile, words: &Vocabulary) -> Vec<Entitlement> {
        unique(file.entitlements.iter().map(|row| &row.id), self.problems);
        let mut rows: Vec<Entitlement> = Vec::new();
        for written in &file.entitlements {
            let row = self.entitlement(written, words);
            self.decides(written, &row, &rows);
            self.needs(written, file);
            rows.push(row);
        }
        rows
    }

    fn entitlement(&mut self, row: &EntitlementRow, words: &Vocabulary) -> Entitlement {
        self.identifier(row.id.get(), &row.id.span());
        self.reason(&row.text, &row.id.span());
        self.silent(row);
        if row.questions.get().is_empty() {
            self.problems.add(
                &row.questions.span(),
                "empty-rule",
                format!("The row `{}` answers no question.", row.id.get()),
                "Name at least one in `questions`.",
            );
        }
        let source = self.source(format!("entitlements.{}", row.id.get()), &row.id.span(), &row.source);
        Entitlement {
            id: row.id.get().clone(),
            questions: row.questions.get().iter().map(|question| *question.get()).collect(),
            answer: *row.answer.get(),
            when: self.optional_tests(&row.id, &row.when, words),
            needs: row.needs.as_ref().map(|needed| *needed.get()),
            even_if_refused: row.even_if_refused,
            text: row.text.clone(),
            source,
        }
    }

    /// Where the document is silent there is no answer, and where there is one the document is not silent.
    fn silent(&mut self, row: &EntitlementRow) {
        let unpublished = *row.answer.get() == EntitlementAnswer::Unpublished;
        let no_basis = row.source.basis == WrittenBasis::None;
        if row.source.basis != WrittenBasis::Override && unpublished != no_basis {
            self.problems.add(
                &row.answer.span(),
                "bad-answer",
                format!(
                    "The row `{}` is `unpublished` without the basis `none`, or the other way round.",
                    row.id.get()
                ),
                "Use both or neither.",
            );
        }
    }

    /// A row whose tests include all tests of an earlier row of each of its questions never decides.
    fn decides(&mut self, written: &EntitlementRow, row: &Entitlement, earlier: &[Entitlement]) {
        let hidden = |question: &Question| {
            earlier.iter().any(|other| {
                other.questions.contains(question)
                    && (other.needs.is_none() || other.needs == row.needs)
                    && (other.even_if_refused || !row.even_if_refused)
                    && other.when.iter().all(|test| row.when.contains(test))
            })
        };
        if !row.questions.is_empty() && row.questions.iter().all(hidden) {
            self.problems.add(
                &written.id.span(),
                "unreachable-row",
                format!("The row `{}` never decides: rows above it take all its tickets.", written.id.get()),
                "Move it up, or take it out.",
            );
        }
    }

    /// A needed question needs no other one, so that no two wait for each other.
    fn needs(&mut self, row: &EntitlementRow, file: &PackFile) {
        let Some(needed) = &row.needs else { return };
        let answers =
            |other: &EntitlementRow| other.questions.get().iter().any(|one| one.get() == needed.get());
        let mut others = file.entitlements.iter().filter(|other| answers(other)).peekable();
        let (message, hint) = if others.peek().is_none() {
            ("No row answers the question that this row needs.", "Add a row for it, or leave `needs` out.")
        } else if others.any(|other| other.needs.is_some()) {
            (
                "The question that this row needs itself needs another one.",
                "Write the tests out in `when` instead.",
            )
        } else {
            return;
        };
        self.problems.add(&At::span(needed), "bad-needs", message, hint);
    }
}
