//! Local dates of a pack.

use calendar::Moment;
use chrono::{Days, Months, NaiveDate, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;

use crate::pack::Pack;

/// The date at an instant in the zone of the pack's first calendar, UTC where it has none; `None` for an instant out
/// of the range of dates.
#[must_use]
pub fn local_date(pack: &Pack, at: Moment) -> Option<NaiveDate> {
    Some(at.to_chrono()?.with_timezone(&zone(pack)).date_naive())
}

/// First instant of a day in that zone.
pub(crate) fn midnight(pack: &Pack, day: NaiveDate) -> Option<Moment> {
    let midnight = day.and_time(NaiveTime::MIN);
    // Where clocks skip midnight, the day begins with its first hour that exists.
    let hours = (0..24).filter_map(|hour| midnight.checked_add_signed(TimeDelta::hours(hour)));
    let first = hours.filter_map(|time| zone(pack).from_local_datetime(&time).earliest()).next()?;
    Some(first.to_utc().into())
}

/// So many calendar months later; the last day of the month where it has no such day.
pub(crate) fn months_after(day: NaiveDate, months: u32) -> Option<NaiveDate> {
    day.checked_add_months(Months::new(months))
}

/// So many calendar months earlier.
pub(super) fn months_before(day: NaiveDate, months: u32) -> Option<NaiveDate> {
    day.checked_sub_months(Months::new(months))
}

/// So many days later.
pub(crate) fn days_after(day: NaiveDate, days: u32) -> Option<NaiveDate> {
    day.checked_add_days(Days::new(u64::from(days)))
}

fn zone(pack: &Pack) -> Tz {
    pack.calendars.get(1).map_or(Tz::UTC, |named| named.calendar.zone())
}
