//! Business time: when is a promise due, counted in open hours only.
//!
//! A promise of four hours, given on a Friday afternoon, is due on Monday morning, unless Monday is a holiday.
//! This room answers such questions exactly to the second, for any zone, and quickly enough to ask them for a
//! hundred thousand tickets at once. It is pure: it reads no clock, no file and no machine zone.
//!
//! ```
//! use calendar::{Calendar, Definition, HolidaySet, Moment, Weekly, zone};
//!
//! let weekly = Weekly::default().on(&Weekly::WORKDAYS, "08:00-18:00".parse()?);
//! let office = Calendar::new(Definition {
//!     label: "Mon-Fri 08:00-18:00 Berlin".to_owned(),
//!     holidays: HolidaySet::german_national(),
//!     ..Definition::new(zone("Europe/Berlin")?, weekly)
//! })?;
//!
//! // Thursday before Good Friday, 16:00 summer time: two hours that day, two on the Tuesday after Easter.
//! let start: Moment = "2026-04-02T14:00:00Z".parse()?;
//! let due = office.due(start, 4 * 3600, &[]);
//! assert_eq!(due, Some("2026-04-07T08:00:00Z".parse()?));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The definition
//!
//! An instant is *open* if its wall-clock reading in the calendar's zone lies in a weekly window `[from, to)`
//! and its local date is no holiday, or if it lies in an extra opening. It *counts* if it is open and in no
//! pause `[from, to)`. *Due* is the earliest instant at which the counted time equals the target. Everything
//! else follows:
//!
//! - A target that is used up at closing time is due at closing time, not at the next opening.
//! - A start outside of a window counts from the next opening. A target of zero is due at its start, open or
//!   not.
//! - Seconds are real ones: a window from 00:00 to 24:00 has 23 or 25 hours on the days on which the clock
//!   changes. The wall clock decides in a skipped or repeated hour as well: a window from 02:00 to 03:00 does
//!   not happen when that hour is skipped, and happens twice when it is repeated.
//! - A holiday closes its local date from 00:00 to 24:00, the tail of a window from the evening before
//!   included, and nothing else.
//! - Windows and pauses may be unsorted and may overlap; no second counts twice.
//! - A deadline that never comes is `None`. Nothing is searched for ever: a calendar that does not open within
//!   400 years after the last year that its holidays name stays closed, and no deadline lies after the year
//!   9999, the last one that RFC 3339 can write.
//!
//! # Pauses
//!
//! ```
//! # use calendar::{Calendar, Definition, Moment, Span, Weekly, zone};
//! # let weekly = Weekly::default().on(&Weekly::WORKDAYS, "08:00-18:00".parse()?);
//! # let office = Calendar::new(Definition::new(zone("Europe/Berlin")?, weekly))?;
//! let start: Moment = "2026-11-20T16:00:00Z".parse()?; // Friday, an hour before closing
//! let weekend = Span { from: start, to: "2026-11-23T08:00:00Z".parse()? }; // to Monday, an hour after opening
//! assert_eq!(office.due(start, 3600, &[weekend]), Some("2026-11-23T09:00:00Z".parse()?));
//!
//! // While a pause is open there is no deadline, but the time that has been used is known.
//! let open = Span { from: "2026-11-20T16:30:00Z".parse()?, to: Moment::FOREVER };
//! assert_eq!(office.due(start, 3600, &[open]), None);
//! assert_eq!(office.elapsed(start, "2026-11-30T12:00:00Z".parse()?, &[open]), 1800);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Appointments and closure days
//!
//! ```
//! # use calendar::{Calendar, Definition, Holiday, HolidaySet, Moment, Span, Weekly, zone};
//! # let weekly = Weekly::default().on(&Weekly::WORKDAYS, "06:00-22:00".parse()?);
//! let holidays = HolidaySet::us_federal().with(Holiday::fixed("Office party", 12, 18).since(2026));
//! let office = Calendar::new(Definition { holidays, ..Definition::new(zone("America/Los_Angeles")?, weekly) })?;
//! let party: Moment = "2026-12-18T20:00:00Z".parse()?;
//! assert!(!office.is_open(party));
//!
//! // A contract's appointment opens the calendar for that customer, also on a holiday.
//! let appointment = Span { from: party, to: party.plus(7200) };
//! let for_customer = office.with_extra(&[appointment]);
//! assert!(for_customer.is_open(party));
//! assert_eq!(for_customer.next_boundary(party), Some(appointment.to));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # How it works
//!
//! A calendar is compiled, 17 years at a time and when they are first asked for, to sorted open stretches in
//! UTC with running sums; a bucket index finds a place in them in a step or two. Each stretch of time between
//! two changes of the zone's offset is compiled by itself, so that no hour needs special care. A deadline is two
//! look-ups then: how much was open before the start, and where that sum plus the target is reached. Pauses and
//! extra openings cut the way into pieces. Zone data is compiled in ([`ZONE_DATA`]), so that equal questions
//! have equal answers on every system; after the year 2099, where it ends, the rules of its last years go on.
//!
//! [`case`] is the same as a filter, one calculation a line.

mod calendar;
pub mod case;
mod definition;
mod holiday;
mod hours;
mod moment;
mod zone;

pub use calendar::Calendar;
pub use definition::{Definition, DefinitionError, Weekly, Window, weekday, zone};
pub use holiday::{Day, Holiday, HolidaySet, Shift};
pub use moment::{Moment, Span};

/// Version of the zone data, as in `2025b`.
pub const ZONE_DATA: &str = chrono_tz::IANA_TZDB_VERSION;
