//! Holiday lists: each day is a rule for any year, or one date.

use calendar::{Calendar, Day, Definition, Holiday, HolidaySet, Shift, weekday};
use chrono::{NaiveDate, Weekday};

use super::Loader;
use super::names::unique;
use crate::pack::file::{HolidayDay, Observed, PackFile};
use crate::pack::{Source, Statement};

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A checked list.
pub(super) struct HolidayList {
    pub(super) id: String,
    pub(super) days: Vec<Holiday>,
    pub(super) source: Source,
}

impl Loader<'_, '_> {
    /// The lists, and one statement for each.
    pub(super) fn holiday_lists(&mut self, file: &PackFile) -> (Vec<HolidayList>, Vec<Statement>) {
        unique(file.holidays.iter().map(|row| &row.id), self.problems);
        let mut lists = Vec::new();
        let mut statements = Vec::new();
        for row in &file.holidays {
            let id = row.id.get().clone();
            self.identifier(&id, &row.id.span());
            self.worded("label", &row.label, &row.id.span());
            let source = self.source(format!("holidays.{id}"), &row.id.span(), &row.source);
            let days = row.days.iter().filter_map(|day| self.holiday(day)).collect();
            let names: Vec<&str> = row.days.iter().map(|day| day.name.as_str()).collect();
            let listed = if names.is_empty() { "none so far".to_owned() } else { names.join(", ") };
            statements.push(Statement {
                id: format!("holidays.{id}"),
                topic: "calendar".to_owned(),
                text: format!("{}: {listed}.", row.label),
                value: serde_json::json!({ "days": names }),
                source: source.clone(),
            });
            lists.push(HolidayList { id, days, source });
        }
        (lists, statements)
    }

    fn holiday(&mut self, row: &HolidayDay) -> Option<Holiday> {
        self.worded("name", &row.name, &row.on.span());
        let Some(mut holiday) = parse_day(&row.name, row.on.get()) else {
            self.problems.add(
                &row.on.span(),
                "bad-holiday",
                format!("`{}` gives no date for `{}`.", row.on.get(), row.name),
                "Write `12-25`, `2026-12-24`, `easter-2`, `easter+39`, `3rd mon of jan` or `last mon of may`.",
            );
            return None;
        };
        if matches!(holiday.day, Day::On(_)) && row.since.or(row.until).is_some() {
            self.problems.add(
                &row.on.span(),
                "bad-holiday",
                format!("`{}` happens once, so `since` and `until` say nothing of it.", row.on.get()),
                "Take them out, or write only month and day for every year.",
            );
            return None;
        }
        if let Some(year) = row.since {
            holiday = holiday.since(year);
        }
        if let Some(year) = row.until {
            holiday = holiday.until(year);
        }
        holiday = holiday.observed(row.observed.map(shifts).as_ref().map_or(&[], |both| both.as_slice()));
        // A calendar with this one holiday tells whether the rule names a possible date.
        let alone = Definition { holidays: HolidaySet::none().with(holiday.clone()), ..Definition::always() };
        if let Err(error) = Calendar::new(alone) {
            self.definition_error(&row.on.span(), "bad-holiday", &error);
            return None;
        }
        Some(holiday)
    }
}

fn shifts(observed: Observed) -> [Shift; 2] {
    let saturday_days = match observed {
        Observed::NearestWeekday => -1,
        Observed::NextMonday => 2,
    };
    [Shift { from: Weekday::Sat, days: saturday_days }, Shift { from: Weekday::Sun, days: 1 }]
}

fn parse_day(name: &str, text: &str) -> Option<Holiday> {
    if let Some(offset) = text.strip_prefix("easter") {
        let offset = if offset.is_empty() { 0 } else { offset.parse().ok()? };
        return Some(Holiday::easter(name, offset));
    }
    if let Some((which, month)) = text.split_once(" of ") {
        return weekday_of_month(name, which, month);
    }
    if text.len() > "12-25".len() {
        return NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|date| Holiday::on(name, date));
    }
    let (month, day) = text.split_once('-')?;
    Some(Holiday::fixed(name, month.parse().ok()?, day.parse().ok()?))
}

fn weekday_of_month(name: &str, which: &str, month: &str) -> Option<Holiday> {
    let month = u32::try_from(MONTHS.iter().position(|known| *known == month)?).ok()? + 1;
    let (nth, day) = which.split_once(' ')?;
    let day = weekday(day).ok()?;
    match nth {
        "1st" => Some(Holiday::nth(name, 1, day, month)),
        "2nd" => Some(Holiday::nth(name, 2, day, month)),
        "3rd" => Some(Holiday::nth(name, 3, day, month)),
        "4th" => Some(Holiday::nth(name, 4, day, month)),
        "5th" => Some(Holiday::nth(name, 5, day, month)),
        "last" => Some(Holiday::last(name, day, month)),
        _ => None,
    }
}
