//! Clocks: their target rows, and the dense table in which every case has one.

use calendar::Moment;

use super::Loader;
use super::names::{Names, Vocabulary, unique};
use crate::pack::file::{At, ClockRow, PackFile, TargetRow};
use crate::pack::{CalendarIx, Clock, NamedCalendar, Promise, Target, duration, spelling};

/// Statuses of a ticket that can pause a clock.
const PAUSES: [&str; 5] = ["new", "open", "waiting-on-customer", "waiting-on-vendor", "on-hold"];
/// How many cases without a target an error names.
const NAMED_CASES: usize = 3;
/// From when it is tried whether a target can be met: 2000-01-01T00:00:00Z.
const TRIAL_START: Moment = Moment(946_684_800);

impl Loader<'_, '_> {
    pub(super) fn clocks(
        &mut self,
        file: &PackFile,
        words: &Vocabulary,
        calendars: &[NamedCalendar],
    ) -> Vec<Clock> {
        unique(file.clocks.iter().map(|row| &row.id), self.problems);
        if file.clocks.is_empty() {
            self.problems.add(
                &file.id.span(),
                "no-clock",
                "The pack has no clock.",
                "Give at least `first-response`; its target may be `none`.",
            );
        }
        file.clocks.iter().map(|row| self.clock(row, words, calendars)).collect()
    }

    fn clock(&mut self, row: &ClockRow, words: &Vocabulary, calendars: &[NamedCalendar]) -> Clock {
        let path = format!("clocks.{}", row.id.get());
        self.identifier(row.id.get(), &row.id.span());
        let source = self.source(path.clone(), &row.id.span(), &row.source);
        self.pauses(&row.pause_on);
        self.can_run(row, &PAUSES);
        unique(row.targets.iter().map(|target| &target.id), self.problems);
        let targets = row.targets.iter().map(|target| self.target(&path, target, words, calendars)).collect();
        let selectors: Vec<Selector> =
            row.targets.iter().map(|target| self.selector(target, words)).collect();
        let table = self.table(row, &selectors, words);
        Clock {
            name: row.id.get().clone(),
            start: row.start,
            stop: row.stop,
            pause_on: row.pause_on.iter().map(|status| status.get().clone()).collect(),
            source,
            targets,
            table,
        }
    }

    fn pauses(&mut self, statuses: &[At<String>]) {
        for status in statuses.iter().filter(|status| !PAUSES.contains(&status.get().as_str())) {
            self.problems.add(
                &status.span(),
                "unknown-name",
                format!("`{}` is no status that can pause a clock.", status.get()),
                spelling::hint(status.get(), PAUSES),
            );
        }
    }

    fn target(
        &mut self,
        path: &str,
        row: &TargetRow,
        words: &Vocabulary,
        calendars: &[NamedCalendar],
    ) -> Target {
        self.identifier(row.id.get(), &row.id.span());
        let source = self.source(format!("{path}.targets.{}", row.id.get()), &row.id.span(), &row.source);
        let calendar = row.calendar.as_ref().and_then(|name| words.calendars.index(name, self.problems));
        let calendar = calendar.unwrap_or(0);
        let promise = self.promise(&row.target);
        self.valued(row, promise);
        if let Promise::Seconds(seconds) = promise {
            self.can_be_met(row, seconds, calendar, calendars);
        }
        Target { promise, calendar, source }
    }

    fn promise(&mut self, written: &At<String>) -> Promise {
        match written.get().as_str() {
            "none" => Promise::Unpublished,
            "contract" => Promise::ByContract,
            text => match duration::parse(text) {
                Some(seconds) if seconds > 0 => Promise::Seconds(seconds),
                Some(_) | None => {
                    self.problems.add(
                        &written.span(),
                        "bad-target",
                        format!("`{text}` is no target."),
                        "Write a length of time such as `4 h`, `1.5 h` or `30 min`, or `none`, or `contract`.",
                    );
                    Promise::Unpublished
                }
            },
        }
    }

    fn can_be_met(
        &mut self,
        row: &TargetRow,
        seconds: i64,
        calendar: CalendarIx,
        calendars: &[NamedCalendar],
    ) {
        let Some(named) = calendars.get(calendar) else { return };
        if named.calendar.due(TRIAL_START, seconds, &[]).is_none() {
            self.problems.add(
                &row.target.span(),
                "never-met",
                format!("`{}` can never be met: `{}` is not open that long.", row.target.get(), named.id),
                "Give a shorter target or another calendar.",
            );
        }
    }

    fn selector(&mut self, row: &TargetRow, words: &Vocabulary) -> Selector {
        let before = self.problems.count();
        let mut mask =
            |names: &Names, list: &Option<Vec<At<String>>>| names.mask(list.as_deref(), self.problems);
        let plans = mask(&words.plans, &row.plans);
        let severities = mask(&words.severities, &row.severities);
        let classifications = mask(&words.classifications, &row.classifications);
        Selector { plans, severities, classifications, resolved: self.problems.count() == before }
    }

    /// Gives every case the first row that fits. A case without a row and a row without a case are mistakes.
    fn table(&mut self, row: &ClockRow, selectors: &[Selector], words: &Vocabulary) -> Vec<Vec<Vec<usize>>> {
        let mut used = vec![false; selectors.len()];
        let mut missing = Vec::new();
        let mut table = Vec::new();
        for plan in 0..=words.plans.ids().len() {
            let mut by_severity = Vec::new();
            for severity in 0..=words.severities.ids().len() {
                let mut by_classification = Vec::new();
                for classification in 0..=words.classifications.ids().len() {
                    let case = [plan, severity, classification];
                    let first = selectors.iter().position(|selector| selector.fits(case));
                    match first.and_then(|first| used.get_mut(first)) {
                        Some(used) => *used |= words.happens(severity, classification),
                        None => missing.push(case),
                    }
                    by_classification.push(first.unwrap_or(0));
                }
                by_severity.push(by_classification);
            }
            table.push(by_severity);
        }
        // A misspelt name leaves gaps; it has been noted already, and the gaps would only repeat it.
        if selectors.iter().all(|selector| selector.resolved) {
            self.missing_cases(row, &missing, words);
            self.unused_rows(row, &used);
        }
        table
    }

    fn missing_cases(&mut self, row: &ClockRow, missing: &[[usize; 3]], words: &Vocabulary) {
        if missing.is_empty() {
            return;
        }
        let named: Vec<String> =
            missing.iter().take(NAMED_CASES).map(|case| case_name(*case, words)).collect();
        let more = missing.len().saturating_sub(NAMED_CASES);
        let rest = if more > 0 { format!(", and {more} more") } else { String::new() };
        self.problems.add(
            &row.id.span(),
            "no-target",
            format!("The clock `{}` has no target for {}{rest}.", row.id.get(), named.join("; ")),
            "Add a row; where the document is silent, `target = \"none\"` says so.",
        );
    }

    fn unused_rows(&mut self, row: &ClockRow, used: &[bool]) {
        for (target, _) in row.targets.iter().zip(used).filter(|(_, used)| !**used) {
            self.problems.add(
                &target.id.span(),
                "unreachable-row",
                format!(
                    "The row `{}` is never chosen: rows above it take all its cases, or no ticket has them.",
                    target.id.get()
                ),
                "Move it up, narrow the rows above it, or take it out.",
            );
        }
    }
}

/// Which cases a target row fits; the last entry of each list is "not known".
struct Selector {
    plans: Vec<bool>,
    severities: Vec<bool>,
    classifications: Vec<bool>,
    /// Whether all its names are names of the pack.
    resolved: bool,
}

impl Selector {
    fn fits(&self, [plan, severity, classification]: [usize; 3]) -> bool {
        let has = |mask: &[bool], index: usize| mask.get(index).copied().unwrap_or_default();
        has(&self.plans, plan)
            && has(&self.severities, severity)
            && has(&self.classifications, classification)
    }
}

fn case_name([plan, severity, classification]: [usize; 3], words: &Vocabulary) -> String {
    let word =
        |names: &Names, index: usize| names.ids().get(index).cloned().unwrap_or_else(|| "unknown".into());
    let mut name =
        format!("plan `{}`, severity `{}`", word(&words.plans, plan), word(&words.severities, severity));
    if !words.classifications.ids().is_empty() {
        name += &format!(", classification `{}`", word(&words.classifications, classification));
    }
    name
}
