//! Mistakes that no single key shows: hours that overlap, tests that exclude each other, rows that say nothing.

use std::ops::Range;

use calendar::Window;
use chrono::Weekday;

use super::Loader;
use super::conditions::passing;
use super::names::Vocabulary;
use crate::engine::fact_words;
use crate::pack::file::{At, ClockRow, FactorRow, HolidayRow, PackFile, TargetRow, WrittenBasis};
use crate::pack::{Fact, FactorKind, Promise, Test};

const DAY_S: u32 = 86_400;
const WEEK_S: u32 = 7 * DAY_S;

/// One written window on one day of the week.
pub(super) struct Opening<'f> {
    pub(super) day: Weekday,
    pub(super) window: Window,
    pub(super) written: &'f At<String>,
}

impl Loader<'_, '_> {
    /// Hours of one day add up. Where two windows overlap, the author most likely wanted one in the place of the other.
    pub(super) fn apart(&mut self, openings: &[Opening<'_>]) {
        let mut named: Vec<Range<usize>> = Vec::new();
        for (place, later) in openings.iter().enumerate() {
            let Some(earlier) = openings[..place].iter().find(|earlier| overlap(earlier, later)) else {
                continue;
            };
            // A window for several days is named once.
            if named.contains(&later.written.span()) {
                continue;
            }
            named.push(later.written.span());
            self.problems.add(
                &later.written.span(),
                "overlapping-hours",
                format!(
                    "`{}` of {} overlaps `{}` of {}, and hours add up.",
                    later.window,
                    day_name(later.day),
                    earlier.window,
                    day_name(earlier.day)
                ),
                "Give every day its hours once; for other hours on one day, list the days one by one.",
            );
        }
    }

    /// A list of days that no calendar names closes nothing.
    pub(super) fn used_lists(&mut self, file: &PackFile) {
        let names = || file.calendars.iter().flat_map(|row| row.holidays.lists.get());
        let exists = |name: &At<String>| file.holidays.iter().any(|list| list.id.get() == name.get());
        // A misspelt name has been noted already, and the list that it means would only repeat it.
        if !names().all(exists) {
            return;
        }
        let named = |list: &&HolidayRow| names().any(|name| name.get() == list.id.get());
        for list in file.holidays.iter().filter(|list| !named(list)) {
            self.problems.add(
                &list.id.span(),
                "unused-row",
                format!("No calendar names the holiday list `{}`, so it closes nothing.", list.id.get()),
                "Name it in the `holidays` of a calendar, or take it out.",
            );
        }
    }

    /// The basis `none` says that there is no value.
    pub(super) fn valued(&mut self, row: &TargetRow, promise: Promise) {
        if matches!(promise, Promise::Seconds(_)) && row.source.basis == WrittenBasis::None {
            self.problems.add(
                &row.target.span(),
                "contradiction",
                format!("`{}` is a value, but the basis `none` says that there is none.", row.target.get()),
                "Write `target = \"none\"`, or the basis of this value.",
            );
        }
    }

    /// A clock that every status pauses never runs.
    pub(super) fn can_run(&mut self, row: &ClockRow, pauses: &[&str]) {
        if pauses.iter().all(|status| row.pause_on.iter().any(|word| word.get() == status)) {
            self.problems.add(
                &row.id.span(),
                "never-runs",
                format!("The clock `{}` never runs: every status pauses it.", row.id.get()),
                "Take at least one status out of `pause-on`.",
            );
        }
    }

    /// A factor of a kind with fewer than two words is the same for all tickets.
    pub(super) fn tells_apart(&mut self, row: &FactorRow, file: &PackFile) {
        let (kinds, count) = match row.id.get() {
            FactorKind::Classification => ("classifications", file.classifications.len()),
            FactorKind::Severity => ("severities", file.severities.len()),
            FactorKind::Plan => ("plans", file.plans.len()),
            FactorKind::Urgency | FactorKind::Waiting => return,
        };
        // That there is no severity or plan at all is noted elsewhere.
        let noted = count == 0 && *row.id.get() != FactorKind::Classification;
        if count < 2 && !noted {
            self.problems.add(
                &row.id.span(),
                "idle-factor",
                format!("This factor is the same for all tickets: the pack has fewer than two {kinds}."),
                "Take it out, and give its weight to the others.",
            );
        }
    }

    /// A rule with two tests of one fact that no word passes.
    pub(super) fn can_apply(&mut self, id: &At<String>, when: &[Test], words: &Vocabulary) {
        let excluded = when.iter().map(|test| test.fact).find(|fact| {
            let mut passed = when.iter().filter(|test| test.fact == *fact).map(|test| passing(test, words));
            let first = passed.next().unwrap_or_default();
            let both =
                passed.fold(first, |all, some| all.into_iter().filter(|word| some.contains(word)).collect());
            is_one_word(*fact) && both.is_empty()
        });
        if let Some(fact) = excluded {
            self.problems.add(
                &id.span(),
                "never-applies",
                format!(
                    "The rule `{}` never applies: {} can be nothing that all its tests allow.",
                    id.get(),
                    fact_words(fact)
                ),
                "Mend one of the tests, or take the rule out.",
            );
        }
    }

    /// A text for people that is empty.
    pub(super) fn worded(&mut self, key: &str, text: &str, at: &Range<usize>) {
        if text.trim().is_empty() {
            self.problems.add(at, "empty-text", format!("`{key}` is empty."), "Write a few words.");
        }
    }
}

/// Whether a ticket that passes all of `when` passes `test` too.
pub(super) fn implied(test: &Test, when: &[Test], words: &Vocabulary) -> bool {
    let allowed = passing(test, words);
    when.iter().filter(|other| other.fact == test.fact).any(|other| {
        let narrower =
            is_one_word(test.fact) && passing(other, words).iter().all(|word| allowed.contains(word));
        other == test || narrower
    })
}

/// Whether a fact has one of its words at a time. Of the words about hours, several are true at once.
fn is_one_word(fact: Fact) -> bool {
    !matches!(fact, Fact::HoursAtSeverity | Fact::HoursNow | Fact::Purchase)
}

/// Whether both are open at once; windows that touch are not.
fn overlap(one: &Opening<'_>, other: &Opening<'_>) -> bool {
    let ((from, length), (start, size)) = (in_week(one), in_week(other));
    (start + WEEK_S - from) % WEEK_S < length || (from + WEEK_S - start) % WEEK_S < size
}

/// Start in seconds since Monday 00:00 of the wall clock, and length.
fn in_week(opening: &Opening<'_>) -> (u32, u32) {
    let (from, to) = (opening.window.from_s(), opening.window.to_s());
    let to = if opening.window.crosses_midnight() { to + DAY_S } else { to };
    (opening.day.num_days_from_monday() * DAY_S + from, to - from)
}

const fn day_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}
