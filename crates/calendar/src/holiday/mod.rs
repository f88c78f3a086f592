//! Holidays by rule: which local dates are closed in a year.

mod easter;
mod rule;
mod sets;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};

pub use rule::{Day, Holiday, Shift};

use crate::DefinitionError;

/// A list of holiday rules. Sets can be joined and extended, so that an office adds its own closure days to
/// those of its country.
///
/// ```
/// use calendar::{Holiday, HolidaySet};
/// use chrono::NaiveDate;
/// let christmas_eve = Holiday::fixed("Christmas Eve", 12, 24);
/// let office = HolidaySet::german_national().with(christmas_eve);
/// let day = NaiveDate::from_ymd_opt(2026, 12, 24).unwrap();
/// assert_eq!(office.name_on(day).as_deref(), Some("Christmas Eve"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HolidaySet {
    rules: Vec<Holiday>,
}

impl HolidaySet {
    /// No holidays.
    #[must_use]
    pub const fn none() -> Self {
        Self { rules: Vec::new() }
    }

    /// Closed on these dates only, once each.
    #[must_use]
    pub fn on_dates(dates: impl IntoIterator<Item = NaiveDate>) -> Self {
        dates.into_iter().map(|date| Holiday::on("Closed", date)).collect()
    }

    /// The same set with one more holiday.
    #[must_use]
    pub fn with(mut self, holiday: Holiday) -> Self {
        self.rules.push(holiday);
        self
    }

    /// The same set with all holidays of another one.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.rules.extend(other.rules);
        self
    }

    /// The rules, as given.
    #[must_use]
    pub fn rules(&self) -> &[Holiday] {
        &self.rules
    }

    /// Every closed date of these years with the name of its holiday, sorted. A date on which two holidays
    /// meet is listed once, with both names. A day that is kept on another date says `(observed)`.
    #[must_use]
    pub fn dates(&self, years: RangeInclusive<i32>) -> Vec<(NaiveDate, String)> {
        let mut dates: BTreeMap<NaiveDate, String> = BTreeMap::new();
        for (date, name) in self.rules.iter().flat_map(|rule| rule.dates(years.clone())) {
            match dates.get_mut(&date) {
                Some(names) if names.split(" / ").any(|known| known == name) => {}
                Some(names) => *names = format!("{names} / {name}"),
                None => drop(dates.insert(date, name)),
            }
        }
        dates.into_iter().collect()
    }

    /// The name of the holiday on this local date; `None` when the date is none.
    #[must_use]
    pub fn name_on(&self, date: NaiveDate) -> Option<String> {
        let of_year = self.dates(date.year()..=date.year());
        of_year.into_iter().find_map(|(day, name)| (day == date).then_some(name))
    }

    /// Refuses rules that name no possible date.
    pub(crate) fn check(&self) -> Result<(), DefinitionError> {
        self.rules.iter().try_for_each(Holiday::check)
    }

    /// First and last year that any rule names; outside of them the set repeats itself for ever.
    pub(crate) fn named_years(&self) -> Option<(i32, i32)> {
        let years = || self.rules.iter().flat_map(Holiday::named_years);
        years().min().zip(years().max())
    }
}

impl FromIterator<Holiday> for HolidaySet {
    fn from_iter<T: IntoIterator<Item = Holiday>>(rules: T) -> Self {
        Self { rules: rules.into_iter().collect() }
    }
}
