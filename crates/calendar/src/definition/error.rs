//! Mistakes in a definition, one sentence each.

use crate::Moment;

/// A mistake in a [`crate::Definition`] or in one of its parts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DefinitionError {
    /// The zone is not in the zone data.
    #[error("`{name}` is no time zone; write an IANA name such as `Europe/Berlin` or `UTC`")]
    UnknownZone {
        /// The text that was given.
        name: String,
    },
    /// The text is no time of day.
    #[error("`{text}` is no time of day; write hours and minutes from `00:00` to `24:00`, such as `08:30`")]
    BadTime {
        /// The text that was given.
        text: String,
    },
    /// The text is no window.
    #[error("`{text}` is no window; write opening and closing time, such as `08:00-18:00`")]
    BadWindow {
        /// The text that was given.
        text: String,
    },
    /// The window opens when the day is over.
    #[error("a window cannot open at `24:00`; let it open at `00:00` of the next day")]
    OpensAtMidnightEnd,
    /// The window opens and closes at the same time.
    #[error(
        "the window `{time}-{time}` has no length; write `00:00-24:00` for a whole day, or leave the window out"
    )]
    EmptyWindow {
        /// Opening and closing time.
        time: String,
    },
    /// The text is no weekday.
    #[error("`{text}` is no weekday; write `mon`, `tue`, `wed`, `thu`, `fri`, `sat` or `sun`")]
    UnknownWeekday {
        /// The text that was given.
        text: String,
    },
    /// No set of holidays has this name.
    #[error("`{name}` is no set of holidays; known are {known}")]
    UnknownHolidaySet {
        /// The text that was given.
        name: String,
        /// All known names.
        known: String,
    },
    /// A holiday rule names a date that no year has.
    #[error("the holiday `{holiday}` can never happen: {reason}; mend its rule, or leave the day out")]
    ImpossibleHoliday {
        /// Name of the holiday.
        holiday: String,
        /// What is wrong and what is allowed.
        reason: String,
    },
    /// An extra opening ends before it begins, or at the same instant.
    #[error("the extra opening from {from} to {to} has no length; let it end after it begins")]
    EmptyExtra {
        /// Its beginning.
        from: Moment,
        /// Its end.
        to: Moment,
    },
    /// Neither a window nor an extra opening is ever open.
    #[error(
        "the calendar never opens; give at least one window that its holidays leave open, or an extra opening"
    )]
    NeverOpens,
}
