//! Calendars: hours, zone and holiday lists are put together and compiled.

use std::ops::Range;
use std::sync::Arc;

use calendar::{Calendar, Definition, HolidaySet, Weekly, Window};
use chrono::Weekday;
use serde_json::json;

use super::Loader;
use super::contradictions::Opening;
use super::names::unique;
use crate::pack::file::{At, CalendarRow, PackFile, Weekly as WeeklyTable};
use crate::pack::spelling::{self, capital};
use crate::pack::{Basis, NamedCalendar, Source, Statement};

/// The calendar that every pack has.
pub(super) const ALWAYS: &str = "always";

/// Around the clock: it needs no clause of a document.
pub(super) fn always() -> NamedCalendar {
    NamedCalendar {
        id: ALWAYS.to_owned(),
        label: "around the clock".to_owned(),
        calendar: Arc::new(Calendar::always()),
        source: Source { clause: "Around the clock".to_owned(), basis: Basis::Stated, note: String::new() },
    }
}

impl Loader<'_, '_> {
    /// The calendars without `always`, and one statement for each zone and each use of a holiday list, which have
    /// clauses of their own.
    pub(super) fn calendars(&mut self, file: &PackFile) -> (Vec<NamedCalendar>, Vec<Statement>) {
        unique(file.calendars.iter().map(|row| &row.id), self.problems);
        self.used_lists(file);
        let (lists, mut statements) = self.holiday_lists(file);
        let mut calendars = Vec::new();
        for row in &file.calendars {
            let id = row.id.get();
            self.identifier(id, &row.id.span());
            self.worded("label", &row.label, &row.id.span());
            if id == ALWAYS {
                self.problems.add(
                    &row.id.span(),
                    "duplicate-id",
                    "The calendar `always` exists in every pack.",
                    "Choose another identifier.",
                );
            }
            let hours = self.source(format!("calendars.{id}"), &row.id.span(), &row.source);
            let zone = self.source(format!("calendars.{id}.zone"), &row.zone.name.span(), &row.zone.source);
            let closed = self.source(
                format!("calendars.{id}.holidays"),
                &row.holidays.lists.span(),
                &row.holidays.source,
            );
            let set = self.holiday_set(row, &lists);
            let compiled = self.compile(row, set);
            let list_sources = lists.iter().filter(|list| names(row, &list.id)).map(|list| &list.source);
            calendars.push(NamedCalendar {
                id: id.clone(),
                label: row.label.clone(),
                calendar: Arc::new(compiled.unwrap_or_else(Calendar::always)),
                source: weakest(&hours, [&zone, &closed].into_iter().chain(list_sources)),
            });
            statements.extend(parts(row, hours, zone, closed));
        }
        (calendars, statements)
    }

    fn holiday_set(&mut self, row: &CalendarRow, lists: &[super::holidays::HolidayList]) -> HolidaySet {
        let mut days = Vec::new();
        for name in row.holidays.lists.get() {
            match lists.iter().find(|list| list.id == *name.get()) {
                Some(list) => days.extend(list.days.iter().cloned()),
                None => self.problems.add(
                    &name.span(),
                    "unknown-name",
                    format!("There is no holiday list `{}` in this pack.", name.get()),
                    spelling::hint(name.get(), lists.iter().map(|list| list.id.as_str())),
                ),
            }
        }
        days.into_iter().collect()
    }

    fn compile(&mut self, row: &CalendarRow, holidays: HolidaySet) -> Option<Calendar> {
        let weekly = self.weekly(&row.weekly);
        let zone = match calendar::zone(row.zone.name.get()) {
            Ok(zone) => zone,
            Err(error) => {
                self.definition_error(&row.zone.name.span(), "bad-zone", &error);
                return None;
            }
        };
        let definition = Definition { label: row.label.clone(), holidays, ..Definition::new(zone, weekly?) };
        match Calendar::new(definition) {
            Ok(compiled) => Some(compiled),
            Err(error) => {
                self.definition_error(&row.id.span(), "never-opens", &error);
                None
            }
        }
    }

    fn weekly(&mut self, table: &WeeklyTable) -> Option<Weekly> {
        let days: [(&[At<String>], &[Weekday]); 9] = [
            (&table.every_day, &Weekly::ALL_DAYS),
            (&table.mon_fri, &Weekly::WORKDAYS),
            (&table.mon, &[Weekday::Mon]),
            (&table.tue, &[Weekday::Tue]),
            (&table.wed, &[Weekday::Wed]),
            (&table.thu, &[Weekday::Thu]),
            (&table.fri, &[Weekday::Fri]),
            (&table.sat, &[Weekday::Sat]),
            (&table.sun, &[Weekday::Sun]),
        ];
        let mut weekly = Weekly::default();
        let mut openings = Vec::new();
        let mut good = true;
        for (windows, days) in days {
            for written in windows {
                match written.get().parse::<Window>() {
                    Ok(window) => {
                        weekly = weekly.on(days, window);
                        openings.extend(days.iter().map(|&day| Opening { day, window, written }));
                    }
                    Err(error) => {
                        self.definition_error(&written.span(), "bad-hours", &error);
                        good = false;
                    }
                }
            }
        }
        self.apart(&openings);
        good.then_some(weekly)
    }

    /// Notes an error of the calendar room: what is wrong comes before the semicolon, what to do after it.
    pub(super) fn definition_error(
        &mut self,
        at: &Range<usize>,
        code: &'static str,
        error: &calendar::DefinitionError,
    ) {
        let text = error.to_string();
        let (wrong, advice) = text.split_once("; ").unwrap_or((&text, ""));
        let hint = if advice.is_empty() { String::new() } else { format!("{}.", capital(advice)) };
        self.problems.add(at, code, format!("{}.", capital(wrong)), hint);
    }
}

/// Hours, zone and holidays as statements of their own.
fn parts(row: &CalendarRow, hours: Source, zone: Source, closed: Source) -> [Statement; 3] {
    let id = row.id.get();
    let lists: Vec<&String> = row.holidays.lists.get().iter().map(At::get).collect();
    let closed_text = match lists.as_slice() {
        [] => format!("`{id}` is open on holidays."),
        some => format!("`{id}` is closed on the days of {}.", spelling::list(some)),
    };
    let statement = |part: &str, text: String, value: serde_json::Value, source: Source| Statement {
        id: format!("calendars.{id}{part}"),
        topic: "calendar".to_owned(),
        text,
        value,
        source,
    };
    [
        statement("", format!("`{id}` is open {}.", row.label), json!({ "label": row.label }), hours),
        statement(
            ".zone",
            format!("`{id}` follows the wall clock of {}.", row.zone.name.get()),
            json!({ "zone": row.zone.name.get() }),
            zone,
        ),
        statement(".holidays", closed_text, json!({ "lists": lists }), closed),
    ]
}

fn names(row: &CalendarRow, list: &str) -> bool {
    row.holidays.lists.get().iter().any(|name| name.get() == list)
}

/// The clause of the hours, with the weakest basis of all parts and their notes: a deadline rests on all of them. A
/// part that the document is silent about and that has no value adds nothing.
fn weakest<'s>(hours: &Source, others: impl Iterator<Item = &'s Source>) -> Source {
    let mut all = hours.clone();
    for other in others.filter(|other| other.basis != Basis::None) {
        if strength(other.basis) < strength(all.basis) {
            all.basis = other.basis;
        }
        if !other.note.is_empty() && !all.note.contains(&other.note) {
            let gap = if all.note.is_empty() { "" } else { " " };
            all.note = format!("{}{gap}{}", all.note, other.note);
        }
    }
    all
}

fn strength(basis: Basis) -> u8 {
    match basis {
        Basis::None => 0,
        Basis::Assumed => 1,
        Basis::Reading => 2,
        Basis::Stated => 3,
        Basis::Override => 4,
        Basis::Contract => 5,
    }
}
