//! From the written form to the checked form. Every part notes its mistakes and goes on with the next.

mod allowances;
mod calendars;
mod charges;
mod clocks;
mod conditions;
mod contradictions;
mod entitlements;
mod holidays;
mod intake;
mod lifecycle;
mod names;
mod order;
mod plan_terms;
mod releases;
mod rules;
mod statements;
mod terms;

use std::ops::Range;

use super::error::Problems;
use super::file::{PackFile, SourceKeys, WrittenBasis};
use super::{Basis, Pack, Row, Source};
use names::Vocabulary;

/// The only version of the file format there is.
const FORMAT: i64 = 1;

/// Makes the checked form. It is whole only when no problem was noted.
pub(super) fn pack(file: &PackFile, problems: &mut Problems<'_>) -> Pack {
    let mut loader = Loader { problems, rows: Vec::new() };
    loader.identity(file);
    let (mut calendars, calendar_statements) = loader.calendars(file);
    calendars.insert(0, calendars::always());
    let words = Vocabulary::of(file);
    let severities = loader.severities(file);
    let (classifications, fixed_severity) = loader.classifications(file, &words);
    let plans = loader.plans(file);
    let clocks = loader.clocks(file, &words, &calendars);
    let lanes = loader.lanes(file, &words);
    let flags = loader.flags(file, &words);
    let (order, waiting_limit_s, waiting_statement) = loader.order(file);
    let remote = loader.remote(file, &words);
    let lifecycle = file.lifecycle.as_ref().map(|table| loader.lifecycle(table, &words));
    let releases = loader.releases(file, lifecycle.as_ref());
    let charges = loader.charges(file, &words);
    let (terms, after_end) = loader.plan_terms(file, &words);
    let entitlements = loader.entitlements(file, &words);
    let allowances = loader.allowances(file, &words);
    let intake = loader.intake(file, &words);
    let scope = loader.scope(file, &words);
    let stages = loader.stages(file, &words);
    let mut statements = loader.statements(file, &words);
    statements.extend(calendar_statements);
    statements.push(waiting_statement);
    Pack {
        id: file.id.get().clone(),
        vendor: file.vendor.get().clone(),
        product: file.product.get().clone(),
        title: file.title.get().clone(),
        dated: file.dated.clone(),
        document: file.document.clone(),
        calendars,
        severities,
        classifications,
        fixed_severity,
        plans,
        clocks,
        lanes,
        flags,
        order,
        waiting_limit_s,
        remote,
        lifecycle,
        releases,
        charges,
        terms,
        after_end,
        entitlements,
        allowances,
        intake,
        scope,
        stages,
        statements,
        rows: loader.rows,
    }
}

/// What the parts share: where mistakes go, and the list of all rows.
struct Loader<'l, 's> {
    problems: &'l mut Problems<'s>,
    rows: Vec<Row>,
}

impl Loader<'_, '_> {
    fn identity(&mut self, file: &PackFile) {
        if *file.format.get() != FORMAT {
            self.problems.add(
                &file.format.span(),
                "unknown-format",
                format!("The format {} is not known.", file.format.get()),
                format!("Write `format = {FORMAT}`, or use a newer version of the program."),
            );
        }
        self.identifier(file.id.get(), &file.id.span());
        for (key, text) in [("vendor", &file.vendor), ("product", &file.product), ("title", &file.title)] {
            self.worded(key, text.get(), &text.span());
        }
    }

    /// Checks that a word can be an identifier.
    fn identifier(&mut self, id: &str, at: &Range<usize>) {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if id.is_empty() || !id.bytes().all(allowed) {
            self.problems.add(
                at,
                "bad-id",
                format!("`{id}` is no identifier."),
                "Use lower-case letters, digits and hyphens.",
            );
        }
    }

    /// Takes the source of a row, checks it, and lists the row.
    fn source(&mut self, path: String, at: &Range<usize>, keys: &SourceKeys) -> Source {
        if keys.clause.trim().is_empty() {
            self.problems.add(
                at,
                "empty-clause",
                "The clause of this row is empty.",
                "Name the section of the document, also where the document is silent.",
            );
        }
        let needs_note = matches!(keys.basis, WrittenBasis::Reading | WrittenBasis::Assumed);
        if needs_note && keys.note.trim().is_empty() {
            self.problems.add(
                at,
                "missing-note",
                "This row is read into the document or assumed, but it has no note.",
                "Say in `note` what is read or assumed, in one sentence.",
            );
        }
        let source =
            Source { clause: keys.clause.clone(), basis: basis(keys.basis), note: keys.note.clone() };
        self.rows.push(Row { path, source: source.clone() });
        source
    }
}

fn basis(written: WrittenBasis) -> Basis {
    match written {
        WrittenBasis::Stated => Basis::Stated,
        WrittenBasis::Reading => Basis::Reading,
        WrittenBasis::Assumed => Basis::Assumed,
        WrittenBasis::None => Basis::None,
        WrittenBasis::Override => Basis::Override,
    }
}
