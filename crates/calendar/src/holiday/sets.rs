//! Ready-made sets.

use chrono::{NaiveDate, Weekday};

use super::{Holiday, HolidaySet, Shift};
use crate::DefinitionError;

/// 5 U.S.C. 6103(b) and Executive Order 11582: a holiday on Saturday is kept on Friday, one on Sunday on Monday.
const US_OBSERVED: [Shift; 2] =
    [Shift { from: Weekday::Sat, days: -1 }, Shift { from: Weekday::Sun, days: 1 }];

impl HolidaySet {
    /// The names that [`Self::named`] knows.
    pub const NAMES: [&str; 3] = ["none", "german-national", "us-federal"];

    /// A ready-made set by its name.
    ///
    /// # Errors
    /// [`DefinitionError::UnknownHolidaySet`] for every other name.
    pub fn named(name: &str) -> Result<Self, DefinitionError> {
        match name {
            "none" => Ok(Self::none()),
            "german-national" => Ok(Self::german_national()),
            "us-federal" => Ok(Self::us_federal()),
            _ => Err(DefinitionError::UnknownHolidaySet {
                name: name.to_owned(),
                known: Self::NAMES.map(|known| format!("`{known}`")).join(", "),
            }),
        }
    }

    /// The nine holidays that every German state keeps, and the one Reformation Day of 2017 that all of them
    /// kept. German Unity Day is kept since 1990.
    #[must_use]
    pub fn german_national() -> Self {
        let mut set: Self = [
            Holiday::fixed("Neujahr", 1, 1),
            Holiday::easter("Karfreitag", -2),
            Holiday::easter("Ostermontag", 1),
            Holiday::fixed("Tag der Arbeit", 5, 1),
            Holiday::easter("Christi Himmelfahrt", 39),
            Holiday::easter("Pfingstmontag", 50),
            Holiday::fixed("Tag der Deutschen Einheit", 10, 3).since(1990),
            Holiday::fixed("Erster Weihnachtstag", 12, 25),
            Holiday::fixed("Zweiter Weihnachtstag", 12, 26),
        ]
        .into_iter()
        .collect();
        set.rules
            .extend(NaiveDate::from_ymd_opt(2017, 10, 31).map(|day| Holiday::on("Reformationstag", day)));
        set
    }

    /// The federal holidays of the United States (5 U.S.C. 6103(a)) with their observed days, as they have been
    /// since 1978; Martin Luther King Jr. Day is kept since 1986, Juneteenth since 2021. Where a holiday is kept
    /// on another day, its own date stays closed too.
    #[must_use]
    pub fn us_federal() -> Self {
        let moving = |name, month, day| Holiday::fixed(name, month, day).observed(&US_OBSERVED);
        [
            moving("New Year's Day", 1, 1),
            Holiday::nth("Martin Luther King Jr. Day", 3, Weekday::Mon, 1).since(1986),
            Holiday::nth("Washington's Birthday", 3, Weekday::Mon, 2),
            Holiday::last("Memorial Day", Weekday::Mon, 5),
            moving("Juneteenth National Independence Day", 6, 19).since(2021),
            moving("Independence Day", 7, 4),
            Holiday::nth("Labor Day", 1, Weekday::Mon, 9),
            Holiday::nth("Columbus Day", 2, Weekday::Mon, 10),
            moving("Veterans Day", 11, 11),
            Holiday::nth("Thanksgiving Day", 4, Weekday::Thu, 11),
            moving("Christmas Day", 12, 25),
        ]
        .into_iter()
        .collect()
    }
}
