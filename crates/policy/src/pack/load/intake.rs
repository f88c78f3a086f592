//! Intake, scope and stages.

use super::Loader;
use super::names::{Vocabulary, unique};
use crate::pack::file::{At, IntakeTable, PackFile, ScopeTable, StagePathRow, StageStepRow};
use crate::pack::{IntakeItem, IntakeRow, ScopeRow, Shown, StagePath, StageStep};

impl Loader<'_, '_> {
    pub(super) fn intake(&mut self, file: &PackFile, words: &Vocabulary) -> Vec<IntakeRow> {
        unique(file.intake.iter().map(|row| &row.id), self.problems);
        file.intake.iter().map(|row| self.intake_row(row, file, words)).collect()
    }

    fn intake_row(&mut self, row: &IntakeTable, file: &PackFile, words: &Vocabulary) -> IntakeRow {
        self.identifier(row.id.get(), &row.id.span());
        self.reason(&row.text, &row.id.span());
        if row.items.is_empty() {
            self.problems.add(
                &row.id.span(),
                "empty-rule",
                format!("The row `{}` asks for nothing.", row.id.get()),
                "Name at least one thing in `items`.",
            );
        }
        for item in &row.items {
            self.words_of(&item.ask);
            if item.shown_by == Some(Shown::Classification) && file.classifications.is_empty() {
                self.problems.add(
                    &item.ask.span(),
                    "unknown-name",
                    "This pack has no classifications, so none can show it.",
                    "Leave `shown-by` out.",
                );
            }
        }
        let items = row.items.iter();
        IntakeRow {
            id: row.id.get().clone(),
            need: row.need,
            when: self.optional_tests(&row.id, &row.when, words),
            text: row.text.clone(),
            items: items
                .map(|item| IntakeItem { ask: item.ask.get().clone(), shown_by: item.shown_by })
                .collect(),
            source: self.source(format!("intake.{}", row.id.get()), &row.id.span(), &row.source),
        }
    }

    pub(super) fn scope(&mut self, file: &PackFile, words: &Vocabulary) -> Vec<ScopeRow> {
        unique(file.scope.iter().map(|row| &row.id), self.problems);
        file.scope.iter().map(|row| self.scope_row(row, words)).collect()
    }

    fn scope_row(&mut self, row: &ScopeTable, words: &Vocabulary) -> ScopeRow {
        self.identifier(row.id.get(), &row.id.span());
        self.reason(&row.text, &row.id.span());
        for item in &row.items {
            self.words_of(item);
        }
        ScopeRow {
            id: row.id.get().clone(),
            covered: row.covered,
            when: self.optional_tests(&row.id, &row.when, words),
            text: row.text.clone(),
            items: row.items.iter().map(|item| item.get().clone()).collect(),
            source: self.source(format!("scope.{}", row.id.get()), &row.id.span(), &row.source),
        }
    }

    pub(super) fn stages(&mut self, file: &PackFile, words: &Vocabulary) -> Vec<StagePath> {
        unique(file.stages.iter().map(|row| &row.id), self.problems);
        file.stages.iter().map(|row| self.stage_path(row, words)).collect()
    }

    fn stage_path(&mut self, row: &StagePathRow, words: &Vocabulary) -> StagePath {
        self.identifier(row.id.get(), &row.id.span());
        self.reason(&row.text, &row.id.span());
        unique(row.steps.iter().map(|step| &step.id), self.problems);
        if row.steps.is_empty() {
            self.problems.add(
                &row.id.span(),
                "empty-rule",
                format!("`{}` has no step.", row.id.get()),
                "Give at least one in `steps`.",
            );
        }
        let path = format!("stages.{}", row.id.get());
        let source = self.source(path.clone(), &row.id.span(), &row.source);
        let mut steps: Vec<StageStep> = Vec::new();
        for written in &row.steps {
            let step = self.stage_step(&path, written, words);
            self.can_be_seen(written, &step, &steps);
            steps.push(step);
        }
        StagePath {
            id: row.id.get().clone(),
            when: self.optional_tests(&row.id, &row.when, words),
            text: row.text.clone(),
            source,
            steps,
        }
    }

    fn stage_step(&mut self, path: &str, row: &StageStepRow, words: &Vocabulary) -> StageStep {
        self.identifier(row.id.get(), &row.id.span());
        self.reason(&row.text, &row.id.span());
        StageStep {
            id: row.id.get().clone(),
            name: row.name.clone(),
            seen_when: self.optional_tests(&row.id, &row.seen_when, words),
            text: row.text.clone(),
            source: self.source(format!("{path}.steps.{}", row.id.get()), &row.id.span(), &row.source),
        }
    }

    /// A step whose tests include all tests of an earlier step is never where a ticket is.
    fn can_be_seen(&mut self, written: &StageStepRow, step: &StageStep, earlier: &[StageStep]) {
        let takes = |other: &StageStep| {
            !other.seen_when.is_empty() && other.seen_when.iter().all(|test| step.seen_when.contains(test))
        };
        if !step.seen_when.is_empty() && earlier.iter().any(takes) {
            self.problems.add(
                &written.id.span(),
                "unreachable-row",
                format!(
                    "The step `{}` is never seen: a step above it takes all its tickets.",
                    written.id.get()
                ),
                "Move it up, or take its tests out.",
            );
        }
    }

    fn words_of(&mut self, words: &At<String>) {
        if words.get().trim().is_empty() {
            self.problems.add(&words.span(), "empty-text", "This entry is empty.", "Write a few words.");
        }
    }
}
