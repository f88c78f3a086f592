//! The words of a pack, and how a name in the file becomes an index.

use crate::pack::error::Problems;
use crate::pack::file::{At, ClassificationRow, PackFile};
use crate::pack::{VersionWord, spelling};

/// The word for a value that is not known.
pub(super) const UNKNOWN: &str = "unknown";

/// The identifiers of one kind.
pub(super) struct Names {
    kind: &'static str,
    ids: Vec<String>,
}

impl Names {
    fn new<'f>(kind: &'static str, ids: impl IntoIterator<Item = &'f At<String>>) -> Self {
        Self { kind, ids: ids.into_iter().map(|id| id.get().clone()).collect() }
    }

    /// The identifiers.
    pub(super) fn ids(&self) -> &[String] {
        &self.ids
    }

    /// Index of a name; a name that is none is noted.
    pub(super) fn index(&self, name: &At<String>, problems: &mut Problems<'_>) -> Option<usize> {
        let index = self.ids.iter().position(|id| id == name.get());
        if index.is_none() {
            problems.add(
                &name.span(),
                "unknown-name",
                format!("There is no {} `{}` in this pack.", self.kind, name.get()),
                spelling::hint(name.get(), self.ids.iter().map(String::as_str)),
            );
        }
        index
    }

    /// Indices of a list of names; a list that is left out stays out. Names that are none are noted.
    pub(super) fn indices(
        &self,
        list: Option<&[At<String>]>,
        problems: &mut Problems<'_>,
    ) -> Option<Vec<usize>> {
        Some(list?.iter().filter_map(|name| self.index(name, problems)).collect())
    }

    /// Which of the identifiers a list names, with one entry more, the last, for "not known". No list names all.
    pub(super) fn mask(&self, list: Option<&[At<String>]>, problems: &mut Problems<'_>) -> Vec<bool> {
        let unknown = self.ids.len();
        let Some(list) = list else { return vec![true; unknown + 1] };
        let mut mask = vec![false; unknown + 1];
        for name in list {
            let index = if name.get() == UNKNOWN { Some(unknown) } else { self.index(name, problems) };
            if let Some(named) = index.and_then(|index| mask.get_mut(index)) {
                *named = true;
            }
        }
        mask
    }
}

/// All identifiers that other rows can name.
pub(super) struct Vocabulary {
    pub(super) severities: Names,
    pub(super) classifications: Names,
    pub(super) plans: Names,
    pub(super) calendars: Names,
    /// The severity that each classification fixes, as an index.
    fixed: Vec<Option<usize>>,
    /// What a test of a version can look for: the words of the phases; nothing without a life cycle.
    pub(super) versions: Option<Vec<&'static str>>,
    /// The kinds of releases that rules of the life cycle name.
    pub(super) kinds: Vec<String>,
}

impl Vocabulary {
    /// The identifiers of a file.
    pub(super) fn of(file: &PackFile) -> Self {
        let mut calendars = Names::new("calendar", file.calendars.iter().map(|row| &row.id));
        calendars.ids.insert(0, super::calendars::ALWAYS.to_owned());
        let severities = Names::new("severity", file.severities.iter().map(|row| &row.id));
        let fixed = |row: &ClassificationRow| {
            let name = row.severity.as_ref()?;
            severities.ids.iter().position(|id| id == name.get())
        };
        let versions = file.lifecycle.as_ref().map(|lifecycle| {
            let phases = lifecycle.phases.iter().map(|phase| phase.word.get().word());
            let mut words: Vec<&str> = phases.chain([VersionWord::PreRelease.word()]).collect();
            words.dedup();
            words
        });
        let rules = file.lifecycle.iter().flat_map(|lifecycle| &lifecycle.rules);
        let kinds = rules.flat_map(|rule| rule.kinds.iter().flatten());
        let mut kinds: Vec<String> = kinds.map(|kind| kind.get().clone()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        Self {
            kinds,
            fixed: file.classifications.iter().map(fixed).collect(),
            versions,
            severities,
            classifications: Names::new("classification", file.classifications.iter().map(|row| &row.id)),
            plans: Names::new("plan", file.plans.iter().map(|row| &row.id)),
            calendars,
        }
    }

    /// Whether a ticket can have both: a classification may fix the severity.
    pub(super) fn happens(&self, severity: usize, classification: usize) -> bool {
        self.fixed.get(classification).copied().flatten().is_none_or(|fixed| fixed == severity)
    }
}

/// Notes identifiers that are given twice.
pub(super) fn unique<'f>(ids: impl IntoIterator<Item = &'f At<String>>, problems: &mut Problems<'_>) {
    let mut seen: Vec<&str> = Vec::new();
    for id in ids {
        if seen.contains(&id.get().as_str()) {
            problems.add(
                &id.span(),
                "duplicate-id",
                format!("`{}` is there already.", id.get()),
                "Give each row an identifier of its own.",
            );
        }
        seen.push(id.get());
    }
}
