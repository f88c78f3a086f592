//! One holiday: on which day it falls, since when, and where it moves to.

use std::ops::RangeInclusive;

use chrono::{Datelike, Duration, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::easter;
use crate::DefinitionError;

/// A holiday with its rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// Its name.
    pub name: String,
    /// On which day it falls.
    pub day: Day,
    /// First year in which it is kept; `None` means that it was always kept.
    #[serde(default)]
    pub since: Option<i32>,
    /// Last year in which it is kept; `None` means that it is still kept.
    #[serde(default)]
    pub until: Option<i32>,
    /// Where a holiday on one of these weekdays is kept as well. The day itself stays closed.
    #[serde(default)]
    pub observed: Vec<Shift>,
}

/// The rule of a date. Months run from 1 to 12.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Day {
    /// The same date every year; 29 February in leap years only.
    Fixed {
        /// Month.
        month: u32,
        /// Day of the month.
        day: u32,
    },
    /// The n-th such weekday of a month; the fifth one only in years that have it.
    Nth {
        /// 1 to 5.
        nth: u8,
        /// Weekday.
        weekday: Weekday,
        /// Month.
        month: u32,
    },
    /// The last such weekday of a month.
    Last {
        /// Weekday.
        weekday: Weekday,
        /// Month.
        month: u32,
    },
    /// So many days after Easter Sunday (before it when negative).
    Easter {
        /// Days, at most 200 either way.
        offset: i32,
    },
    /// This date, once.
    On(NaiveDate),
}

/// A holiday on this weekday is also kept so many days later (earlier when negative).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shift {
    /// Weekday on which the holiday falls.
    pub from: Weekday,
    /// Days to move it by, at most 7 either way.
    pub days: i32,
}

impl Holiday {
    /// A holiday with this rule, kept in every year.
    #[must_use]
    pub fn new(name: impl Into<String>, day: Day) -> Self {
        Self { name: name.into(), day, since: None, until: None, observed: Vec::new() }
    }

    /// The same date every year.
    #[must_use]
    pub fn fixed(name: impl Into<String>, month: u32, day: u32) -> Self {
        Self::new(name, Day::Fixed { month, day })
    }

    /// The n-th such weekday of a month.
    #[must_use]
    pub fn nth(name: impl Into<String>, nth: u8, weekday: Weekday, month: u32) -> Self {
        Self::new(name, Day::Nth { nth, weekday, month })
    }

    /// The last such weekday of a month.
    #[must_use]
    pub fn last(name: impl Into<String>, weekday: Weekday, month: u32) -> Self {
        Self::new(name, Day::Last { weekday, month })
    }

    /// So many days after Easter Sunday.
    #[must_use]
    pub fn easter(name: impl Into<String>, offset: i32) -> Self {
        Self::new(name, Day::Easter { offset })
    }

    /// One date, once.
    #[must_use]
    pub fn on(name: impl Into<String>, date: NaiveDate) -> Self {
        Self::new(name, Day::On(date))
    }

    /// Kept since this year, the year included.
    #[must_use]
    pub const fn since(mut self, year: i32) -> Self {
        self.since = Some(year);
        self
    }

    /// Kept until this year, the year included.
    #[must_use]
    pub const fn until(mut self, year: i32) -> Self {
        self.until = Some(year);
        self
    }

    /// Also kept on another day when it falls on one of these weekdays.
    #[must_use]
    pub fn observed(mut self, shifts: &[Shift]) -> Self {
        self.observed.extend_from_slice(shifts);
        self
    }

    /// The dates within these years on which it closes, with the name to show.
    pub(super) fn dates(&self, years: RangeInclusive<i32>) -> Vec<(NaiveDate, String)> {
        // A day can be kept in the year before or after its own: New Year's Day on Saturday, on 31 December.
        let own_years = match self.day {
            Day::On(date) => date.year()..=date.year(),
            Day::Fixed { .. } | Day::Nth { .. } | Day::Last { .. } | Day::Easter { .. } => {
                years.start().saturating_sub(1)..=years.end().saturating_add(1)
            }
        };
        let mut dates = Vec::new();
        for date in own_years.filter_map(|year| self.date_in(year)) {
            dates.push((date, self.name.clone()));
            for shift in self.observed.iter().filter(|shift| shift.from == date.weekday()) {
                let moved = date.checked_add_signed(Duration::days(i64::from(shift.days)));
                dates.extend(moved.map(|moved| (moved, format!("{} (observed)", self.name))));
            }
        }
        dates.retain(|(date, _)| years.contains(&date.year()));
        dates
    }

    /// Every year that the rule names.
    pub(super) fn named_years(&self) -> impl Iterator<Item = i32> {
        let own = match self.day {
            Day::On(date) => Some(date.year()),
            Day::Fixed { .. } | Day::Nth { .. } | Day::Last { .. } | Day::Easter { .. } => None,
        };
        own.into_iter().chain(self.since).chain(self.until)
    }

    pub(super) fn check(&self) -> Result<(), DefinitionError> {
        let reason = self.day.impossible().or_else(|| self.years_impossible()).or_else(|| {
            let far = self.observed.iter().any(|shift| shift.days == 0 || !(-7..=7).contains(&shift.days));
            far.then(|| "it is moved by 1 to 7 days, or not at all".to_owned())
        });
        match reason {
            Some(reason) => Err(DefinitionError::ImpossibleHoliday { holiday: self.name.clone(), reason }),
            None => Ok(()),
        }
    }

    fn years_impossible(&self) -> Option<String> {
        if let Some(year) = self.named_years().find(|year| !(0..=9999).contains(year)) {
            return Some(format!("the year {year} is not between 0 and 9999"));
        }
        let (since, until) = self.since.zip(self.until)?;
        (since > until).then(|| format!("it is kept since {since}, which is after its last year {until}"))
    }

    fn date_in(&self, year: i32) -> Option<NaiveDate> {
        let kept =
            self.since.is_none_or(|since| since <= year) && self.until.is_none_or(|until| year <= until);
        if kept { self.day.in_year(year) } else { None }
    }
}

impl Day {
    fn in_year(self, year: i32) -> Option<NaiveDate> {
        match self {
            Self::Fixed { month, day } => NaiveDate::from_ymd_opt(year, month, day),
            Self::Nth { nth, weekday, month } => {
                NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth)
            }
            // Every month has four or five of each weekday.
            Self::Last { weekday, month } => {
                let nth = |nth| NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth);
                nth(5).or_else(|| nth(4))
            }
            Self::Easter { offset } => {
                easter::sunday(year)?.checked_add_signed(Duration::days(i64::from(offset)))
            }
            Self::On(date) => (date.year() == year).then_some(date),
        }
    }

    fn impossible(self) -> Option<String> {
        // A leap year has every date that any year has.
        const LEAP_YEAR: i32 = 2000;
        match self {
            Self::Fixed { month, day } => NaiveDate::from_ymd_opt(LEAP_YEAR, month, day)
                .is_none()
                .then(|| format!("no year has a day {day} of month {month}")),
            Self::Nth { nth, month, .. } if !(1..=5).contains(&nth) || !(1..=12).contains(&month) => {
                Some("the weekday is counted from 1 to 5, in a month from 1 to 12".to_owned())
            }
            Self::Last { month, .. } if !(1..=12).contains(&month) => {
                Some(format!("there is no month {month}; months run from 1 to 12"))
            }
            Self::Easter { offset } if !(-200..=200).contains(&offset) => {
                Some("it lies at most 200 days before or after Easter Sunday".to_owned())
            }
            Self::Nth { .. } | Self::Last { .. } | Self::Easter { .. } | Self::On(_) => None,
        }
    }
}
