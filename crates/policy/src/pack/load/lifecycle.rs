//! Versions: numbering, phases, what ends them, what each gives.

use super::Loader;
use super::names::{Vocabulary, unique};
use crate::pack::file::{
    About, At, EndRow, LifecycleTable, NoticeRow, NumberingRow, PhaseRow, PlatformRow, ProvisionRow, RuleRow,
    SourceKeys,
};
use crate::pack::{
    Announcement, CountFrom, End, EndRule, EndWhen, Lifecycle, Numbering, Phase, PhaseIx, Platform,
    Provision, ReleaseDate, Said, VersionWord, spelling,
};

/// More months than this no policy promises; it keeps dates within the calendar.
const LONGEST_MONTHS: i64 = 1_200;

impl Loader<'_, '_> {
    pub(super) fn lifecycle(&mut self, table: &LifecycleTable, words: &Vocabulary) -> Lifecycle {
        let numbering = table.numbering.as_ref().map(|row| self.numbering(row)).unwrap_or_default();
        let phases = self.phases(&table.phases);
        if let Some(row) = table.numbering.as_ref().filter(|_| phases.is_empty()) {
            self.problems.add(
                &row.id.span(),
                "bad-phase",
                "The life cycle has no phase.",
                "Give at least one row of `[[lifecycle.phases]]`.",
            );
        }
        let ids: Vec<String> = phases.iter().map(|phase| phase.said.id.clone()).collect();
        unique(table.rules.iter().map(|row| &row.id), self.problems);
        unique(table.notices.iter().map(|row| &row.id), self.problems);
        unique(table.provisions.iter().map(|row| &row.id), self.problems);
        let platform = table.platform.as_ref().map(|row| self.platform(row, &numbering));
        let rules = table.rules.iter().map(|row| self.end_rule(row, &ids)).collect();
        let notices = table.notices.iter().map(|row| self.announcement(row, &ids)).collect();
        let provisions = table.provisions.iter().map(|row| self.provision(row, &ids, words)).collect();
        Lifecycle { numbering, platform, phases, rules, notices, provisions }
    }

    /// What every row says: identifier, sentence and clause, checked and listed.
    pub(super) fn said(&mut self, list: &str, id: &At<String>, text: &str, keys: &SourceKeys) -> Said {
        self.identifier(id.get(), &id.span());
        self.reason(text, &id.span());
        let source = self.source(format!("{list}.{}", id.get()), &id.span(), keys);
        Said { id: id.get().clone(), text: text.to_owned(), source }
    }

    fn numbering(&mut self, row: &NumberingRow) -> Numbering {
        let said = self.said("lifecycle.numbering", &row.id, &row.text, &row.source);
        unique(row.parts.iter(), self.problems);
        let most = if row.parts.is_empty() { 8 } else { row.parts.len() };
        let major_parts = usize::try_from(*row.major_parts.get()).unwrap_or_default();
        if !(1..=most).contains(&major_parts) {
            self.problems.add(
                &row.major_parts.span(),
                "bad-numbering",
                format!("A major version cannot be made of {} numbers.", row.major_parts.get()),
                format!("Write a number from 1 to {most}."),
            );
        }
        if row.exact && row.parts.is_empty() {
            self.problems.add(
                &row.id.span(),
                "bad-numbering",
                "`exact` needs the names of the numbers.",
                "Name them in `parts`, or leave `exact` out.",
            );
        }
        Numbering {
            said: Some(said),
            parts: row.parts.iter().map(|part| part.get().clone()).collect(),
            exact: row.exact,
            major_parts: major_parts.max(1),
            year_alone: row.year_alone,
        }
    }

    fn platform(&mut self, row: &PlatformRow, numbering: &Numbering) -> Platform {
        let said = self.said("lifecycle.platform", &row.id, &row.text, &row.source);
        let part = self.place_of(&row.part, "part of a version number", &numbering.parts);
        Platform { said, product: row.product.clone(), part: part.unwrap_or_default() }
    }

    fn phases(&mut self, rows: &[PhaseRow]) -> Vec<Phase> {
        unique(rows.iter().map(|row| &row.id), self.problems);
        for row in rows.iter().filter(|row| row.name.trim().is_empty()) {
            self.problems.add(&row.id.span(), "empty-text", "`name` is empty.", "Write a few words.");
        }
        for row in rows.iter().filter(|row| *row.word.get() == VersionWord::PreRelease) {
            self.problems.add(
                &row.word.span(),
                "bad-phase",
                "A version is a pre-release before its first phase, so no phase has this word.",
                "Take another word: `active`, `limited`, `end-of-life` or `too-old`.",
            );
        }
        rows.iter()
            .map(|row| Phase {
                said: self.said("lifecycle.phases", &row.id, &row.text, &row.source),
                name: row.name.clone(),
                word: *row.word.get(),
                support: row.support,
                fixes: row.fixes,
                until_announced: row.until_announced,
                except: row.except.clone(),
            })
            .collect()
    }

    fn end_rule(&mut self, row: &RuleRow, phases: &[String]) -> EndRule {
        let said = self.said("lifecycle.rules", &row.id, &row.text, &row.source);
        let kinds = self.kinds(row.kinds.as_deref());
        if row.ends.is_empty() {
            self.problems.add(
                &row.id.span(),
                "empty-rule",
                format!("The rule `{}` ends no phase.", row.id.get()),
                "Give at least one end in `ends`.",
            );
        }
        let at_least = row.at_least;
        EndRule {
            said,
            kinds,
            at_least,
            ends: row.ends.iter().filter_map(|end| self.end(end, phases)).collect(),
        }
    }

    fn end(&mut self, row: &EndRow, phases: &[String]) -> Option<End> {
        let phase = self.place_of(&row.phase, "phase", phases)?;
        if phase + 1 == phases.len() {
            self.problems.add(
                &row.phase.span(),
                "bad-end",
                format!("`{}` is the last phase and never ends.", row.phase.get()),
                "End an earlier phase, or add a phase after it.",
            );
        }
        let when = match (&row.years, &row.months, &row.from, &row.newer_majors) {
            (Some(years), None, Some(from), None) => {
                EndWhen::Months(self.months(years, 12), self.from(from, phase, phases)?)
            }
            (None, Some(months), Some(from), None) => {
                EndWhen::Months(self.months(months, 1), self.from(from, phase, phases)?)
            }
            (None, None, None, Some(newer)) => EndWhen::NewerMajors(self.newer(newer)),
            _ => {
                self.problems.add(
                    &row.phase.span(),
                    "bad-end",
                    "This end has not exactly one form.",
                    "Give `years` or `months` together with `from`, or `newer-majors` alone.",
                );
                return None;
            }
        };
        Some(End { phase, when })
    }

    /// A number of calendar months; `unit` is how many of them one is.
    fn months(&mut self, number: &At<i64>, unit: i64) -> u32 {
        let months = number.get().checked_mul(unit).filter(|months| (1..=LONGEST_MONTHS).contains(months));
        if months.is_none() {
            self.problems.add(
                &number.span(),
                "bad-end",
                format!("{} is no length of a phase.", number.get()),
                "Write at least one month and at most a hundred years.",
            );
        }
        months.and_then(|months| u32::try_from(months).ok()).unwrap_or(1)
    }

    fn newer(&mut self, number: &At<i64>) -> usize {
        let newer = usize::try_from(*number.get()).ok().filter(|newer| (1..=100).contains(newer));
        if newer.is_none() {
            self.problems.add(
                &number.span(),
                "bad-end",
                format!("{} is no number of newer major versions.", number.get()),
                "Write at least 1; with 2, the current major version and one back are in the phase.",
            );
        }
        newer.unwrap_or(1)
    }

    fn from(&mut self, from: &At<String>, phase: PhaseIx, phases: &[String]) -> Option<CountFrom> {
        if let Some((date, _)) = ReleaseDate::ALL.iter().find(|(_, word)| word == from.get()) {
            return Some(CountFrom::Date(*date));
        }
        let earlier = phases.get(..phase).unwrap_or_default();
        if let Some(place) = earlier.iter().position(|id| id == from.get()) {
            return Some(CountFrom::EndOf(place));
        }
        let words = ReleaseDate::ALL.iter().map(|(_, word)| *word);
        self.problems.add(
            &from.span(),
            "unknown-name",
            format!("`{}` is no date of a release and no earlier phase.", from.get()),
            spelling::hint(from.get(), words.chain(earlier.iter().map(String::as_str))),
        );
        None
    }

    fn announcement(&mut self, row: &NoticeRow, phases: &[String]) -> Announcement {
        let said = self.said("lifecycle.notices", &row.id, &row.text, &row.source);
        let (mut dates, mut announced) = (Vec::new(), Vec::new());
        for name in &row.before {
            match ReleaseDate::ALL.iter().find(|(_, word)| word == name.get()) {
                Some((date, _)) => dates.push(*date),
                None => announced.extend(self.place_of(name, "phase", phases)),
            }
        }
        let months = row.months.as_ref().map(|months| self.months(months, 1));
        Announcement { said, dates, phases: announced, months }
    }

    fn provision(&mut self, row: &ProvisionRow, phases: &[String], words: &Vocabulary) -> Provision {
        let said = self.said("lifecycle.provisions", &row.id, &row.text, &row.source);
        let mut of = |list: &Option<Vec<At<String>>>| {
            let list = list.as_ref()?;
            Some(list.iter().filter_map(|name| self.place_of(name, "phase", phases)).collect())
        };
        let (in_phases, platform_phases) = (of(&row.phases), of(&row.platform_phases));
        Provision {
            said,
            about: about(row.about),
            answer: row.answer,
            kinds: self.kinds(row.kinds.as_deref()),
            phases: in_phases,
            platform_phases,
            severities: words.severities.indices(row.severities.as_deref(), self.problems),
            plans: words.plans.indices(row.plans.as_deref(), self.problems),
        }
    }

    fn kinds(&mut self, kinds: Option<&[At<String>]>) -> Option<Vec<String>> {
        let kinds = kinds?;
        kinds.iter().for_each(|kind| self.identifier(kind.get(), &kind.span()));
        Some(kinds.iter().map(|kind| kind.get().clone()).collect())
    }

    /// Place of a name in a list; a name that is not in it is noted.
    pub(super) fn place_of(&mut self, name: &At<String>, what: &str, list: &[String]) -> Option<usize> {
        let place = list.iter().position(|known| known == name.get());
        if place.is_none() {
            self.problems.add(
                &name.span(),
                "unknown-name",
                format!("There is no {what} `{}` in this pack.", name.get()),
                spelling::hint(name.get(), list.iter().map(String::as_str)),
            );
        }
        place
    }
}

fn about(about: About) -> &'static str {
    match about {
        About::Support => "support",
        About::Fixes => "fixes",
        About::Phone => "phone",
        About::Updates => "updates",
        About::Releases => "releases",
        About::Agreement => "agreement",
    }
}
