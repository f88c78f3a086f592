//! The date of Easter Sunday.

use chrono::{Days, NaiveDate};

/// Easter Sunday of the Gregorian calendar (the Western churches), after Gauss with the corrections of
/// Lichtenberg: no exceptions are left.
pub(super) fn sunday(year: i32) -> Option<NaiveDate> {
    let first_of_march = NaiveDate::from_ymd_opt(year, 3, 1)?;
    let century = year.div_euclid(100);
    let moon = 15 + (3 * century + 3).div_euclid(4) - (8 * century + 13).div_euclid(25);
    let sun = 2 - (3 * century + 3).div_euclid(4);
    let golden = year.rem_euclid(19);
    let seed = (19 * golden + moon).rem_euclid(30);
    let full_moon = 21 + seed - (seed + golden / 11).div_euclid(29);
    let first_sunday = 7 - (year + year.div_euclid(4) + sun).rem_euclid(7);
    let march_day = full_moon + 7 - (full_moon - first_sunday).rem_euclid(7);
    let days = u64::try_from(march_day - 1).ok()?;
    first_of_march.checked_add_days(Days::new(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_known_easter_sundays() {
        // The earliest, the latest, a leap century and the exceptions of the plain rule of Gauss.
        let known = [
            (1818, 3, 22),
            (1943, 4, 25),
            (1954, 4, 18),
            (1961, 4, 2),
            (1981, 4, 19),
            (2000, 4, 23),
            (2024, 3, 31),
            (2026, 4, 5),
            (2038, 4, 25),
            (2049, 4, 18),
            (2076, 4, 19),
            (2285, 3, 22),
        ];
        for (year, month, day) in known {
            assert_eq!(sunday(year), NaiveDate::from_ymd_opt(year, month, day), "{year}");
        }
    }
}
