//! Time that is billed for a piece of work.

use super::ask::ChargeAsk;
use super::when::Fit;
use crate::pack::{Charge, NamedCalendar, Pack};

/// A piece of work under the rows for one service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Work {
    /// All of it, in seconds.
    pub(super) whole_s: i64,
    /// The part that costs.
    pub(super) worked_s: i64,
    /// What is billed for it.
    pub(super) billed_s: i64,
    /// How many increments that is; `None` where nothing is rounded.
    pub(super) increments: Option<i64>,
}

/// Measures the work of a question; `None` where its beginning or end is missing. Minimum, increment and hours may
/// stand in different rows; the first one that has a value gives it.
pub(super) fn work(pack: &Pack, ask: &ChargeAsk, rows: &[(&Charge, Fit)]) -> Option<Work> {
    let (from, to) = (ask.from?, ask.to?);
    let whole_s = to.since(from);
    let free_s = hours(pack, rows).map_or(0, |hours| hours.calendar.elapsed(from, to, &[]));
    let worked_s = whole_s.saturating_sub(free_s);
    let minimum_s = first(rows, |row| row.minimum_s).unwrap_or(0);
    let increment_s = first(rows, |row| row.increment_s);
    let raised = if worked_s == 0 { 0 } else { worked_s.max(minimum_s) };
    let increments = increment_s.map(|increment| raised / increment + i64::from(raised % increment != 0));
    let billed_s =
        increments.zip(increment_s).map_or(raised, |(count, increment)| count.saturating_mul(increment));
    Some(Work { whole_s, worked_s, billed_s, increments })
}

/// The calendar outside of which work costs.
pub(super) fn hours<'p>(pack: &'p Pack, rows: &[(&Charge, Fit)]) -> Option<&'p NamedCalendar> {
    pack.calendars.get(first(rows, |row| row.outside)?)
}

fn first<T>(rows: &[(&Charge, Fit)], value: impl Fn(&Charge) -> Option<T>) -> Option<T> {
    rows.iter().find_map(|(row, _)| value(row))
}
