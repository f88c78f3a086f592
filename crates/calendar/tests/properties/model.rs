//! The definition of open and due, word for word and slow.

use calendar::{Calendar, Definition, Moment, Span, Window};
use chrono::{Datelike, Timelike};
use proptest::prelude::*;

/// Which steps of a stretch of time are open, found by reading the wall clock at each of them.
pub struct Model {
    calendar: Calendar,
    start: Moment,
    step_s: i64,
    open: Vec<bool>,
}

impl Model {
    /// Reads `length_s` seconds from `start`, once in `step_s` seconds; every edge of the definition has to
    /// lie on a step.
    pub fn read(definition: &Definition, start: Moment, length_s: i64, step_s: i64) -> Self {
        let steps = (0..length_s / step_s).map(|step| start.plus(step * step_s));
        let open = steps.map(|at| is_open(definition, at)).collect();
        // A random week may never open; an opening long past makes it a calendar all the same.
        let long_past = Span { from: Moment(-1_000_000_000), to: Moment(-999_999_999) };
        let mut definition = definition.clone();
        definition.extra.push(long_past);
        Self { calendar: Calendar::new(definition).expect("the definition is sound"), start, step_s, open }
    }

    /// Compares every question to the calendar with the model.
    pub fn check(&self, target_s: i64, pauses: &[(i64, i64)]) -> Result<(), TestCaseError> {
        let pauses: Vec<Span> = pauses
            .iter()
            .map(|&(from, to)| Span { from: self.start.plus(from), to: self.start.plus(to) })
            .collect();
        let end = self.end();
        let counted = self.count(end, &pauses);
        prop_assert_eq!(self.calendar.elapsed(self.start, end, &pauses), counted);
        let due = self.calendar.due(self.start, target_s, &pauses);
        match self.due(target_s, &pauses) {
            Some(expected) => prop_assert_eq!(due, Some(expected)),
            None => prop_assert!(due.is_none_or(|due| due > end), "{:?} is before {}", due, end),
        }
        prop_assert_eq!(self.calendar.open_spans(self.start, end), self.spans());
        for (step, &open) in self.open.iter().enumerate().step_by(37) {
            prop_assert_eq!(self.calendar.is_open(self.at(step)), open, "at {}", self.at(step));
        }
        Ok(())
    }

    fn due(&self, target_s: i64, pauses: &[Span]) -> Option<Moment> {
        let mut rest = target_s;
        let mut at = self.start;
        while rest > 0 {
            if at >= self.end() {
                return None;
            }
            rest -= i64::from(self.counts(at, pauses));
            at = at.plus(1);
        }
        Some(at)
    }

    fn count(&self, end: Moment, pauses: &[Span]) -> i64 {
        (self.start.0..end.0).map(|at| i64::from(self.counts(Moment(at), pauses))).sum()
    }

    fn counts(&self, at: Moment, pauses: &[Span]) -> bool {
        let step = usize::try_from(at.since(self.start) / self.step_s).expect("after the start");
        self.open[step] && !pauses.iter().any(|pause| pause.from <= at && at < pause.to)
    }

    fn spans(&self) -> Vec<Span> {
        let steps = (0..self.open.len()).filter(|&step| self.open[step]);
        steps.map(|step| Span { from: self.at(step), to: self.at(step + 1) }).fold(
            Vec::new(),
            |mut spans, next| {
                match spans.last_mut() {
                    Some(Span { to, .. }) if *to == next.from => *to = next.to,
                    Some(_) | None => spans.push(next),
                }
                spans
            },
        )
    }

    fn at(&self, step: usize) -> Moment {
        self.start.plus(i64::try_from(step).expect("few steps") * self.step_s)
    }

    fn end(&self) -> Moment {
        self.at(self.open.len())
    }
}

fn is_open(definition: &Definition, at: Moment) -> bool {
    if definition.extra.iter().any(|span| span.from <= at && at < span.to) {
        return true;
    }
    let local = at.to_chrono().expect("a year we know").with_timezone(&definition.zone);
    let date = local.date_naive();
    if definition.holidays.dates(date.year()..=date.year()).iter().any(|(day, _)| *day == date) {
        return false;
    }
    let time_s = local.num_seconds_from_midnight();
    let today = definition.weekly.windows(date.weekday()).iter().any(|window| opens(*window, time_s));
    let tail = |window: &Window| window.crosses_midnight() && time_s < window.to_s();
    today || definition.weekly.windows(date.weekday().pred()).iter().any(tail)
}

/// Whether a window is open at this time of the day on which it opens.
fn opens(window: Window, time_s: u32) -> bool {
    window.from_s() <= time_s && (window.crosses_midnight() || time_s < window.to_s())
}
