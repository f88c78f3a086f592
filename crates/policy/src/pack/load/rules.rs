//! Lanes, flags, and what a remote session needs.

use std::ops::Range;

use super::Loader;
use super::contradictions::implied;
use super::names::{Vocabulary, unique};
use crate::answer::Lane;
use crate::pack::file::{At, PackFile, RemoteTable, RequireRow};
use crate::pack::{FlagRule, LaneRule, Remote, Requirement, Test};

impl Loader<'_, '_> {
    pub(super) fn lanes(&mut self, file: &PackFile, words: &Vocabulary) -> Vec<LaneRule> {
        unique(file.lanes.iter().map(|row| &row.id), self.problems);
        let mut rules: Vec<LaneRule> = Vec::new();
        for row in &file.lanes {
            self.reason(&row.reason, &row.id.span());
            let when = self.tests(&row.id, &row.when, words);
            self.not_hidden(&row.id, &when, &rules, words);
            let source = self.source(format!("lanes.{}", row.id.get()), &row.id.span(), &row.source);
            rules.push(LaneRule { lane: row.lane.into(), when, reason: row.reason.clone(), source });
        }
        rules
    }

    pub(super) fn flags(&mut self, file: &PackFile, words: &Vocabulary) -> Vec<FlagRule> {
        unique(file.flags.iter().map(|row| &row.id), self.problems);
        let mut rules = Vec::new();
        for row in &file.flags {
            self.reason(&row.reason, &row.id.span());
            let when = self.tests(&row.id, &row.when, words);
            let source = self.source(format!("flags.{}", row.id.get()), &row.id.span(), &row.source);
            rules.push(FlagRule { flag: row.flag, when, reason: row.reason.clone(), source });
        }
        rules
    }

    pub(super) fn remote(&mut self, file: &PackFile, words: &Vocabulary) -> Remote {
        let table = &file.remote;
        unique(table.refuse.iter().map(|row| &row.id), self.problems);
        let mut refuse = Vec::new();
        for row in &table.refuse {
            self.reason(&row.reason, &row.id.span());
            let when = self.tests(&row.id, &row.when, words);
            let source = self.source(format!("remote.refuse.{}", row.id.get()), &row.id.span(), &row.source);
            refuse.push(LaneRule { lane: Lane::Refused, when, reason: row.reason.clone(), source });
        }
        Remote {
            tools: table.tools.iter().map(|tool| tool.word().to_owned()).collect(),
            open_list: *table.open_list.get(),
            refuse,
            requires: self.requires(table),
            source: Some(self.source("remote".to_owned(), &table.open_list.span(), &table.source)),
        }
    }

    fn requires(&mut self, table: &RemoteTable) -> Vec<Requirement> {
        unique(table.requires.iter().map(|row| &row.id), self.problems);
        table.requires.iter().map(|row| self.require(row)).collect()
    }

    fn require(&mut self, row: &RequireRow) -> Requirement {
        self.reason(&row.text, &row.id.span());
        let path = format!("remote.requires.{}", row.id.get());
        let source = self.source(path, &row.id.span(), &row.source);
        // Consent is the only thing that meets one by itself.
        let met_by_consent = row.met_by.is_some();
        Requirement { id: row.id.get().clone(), text: row.text.clone(), met_by_consent, source }
    }

    /// Checks that a sentence for the user is there.
    pub(super) fn reason(&mut self, sentence: &str, at: &Range<usize>) {
        if sentence.trim().is_empty() {
            self.problems.add(
                at,
                "empty-text",
                "This row has no sentence for the user.",
                "Say in one sentence what it means.",
            );
        }
    }

    /// A lane rule whose tickets all pass the tests of an earlier rule never decides.
    fn not_hidden(&mut self, id: &At<String>, when: &[Test], earlier: &[LaneRule], words: &Vocabulary) {
        let hidden = earlier.iter().any(|rule| rule.when.iter().all(|test| implied(test, when, words)));
        if hidden && !when.is_empty() {
            self.problems.add(
                &id.span(),
                "unreachable-row",
                format!("The rule `{}` never decides: a rule above it takes all its tickets.", id.get()),
                "Move it up, or take it out.",
            );
        }
    }
}
