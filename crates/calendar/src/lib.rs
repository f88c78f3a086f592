//! Business time: when is a promise due, counted in open hours only.
//!
//! The room is pure: it reads no clock, no file and no machine zone. The one definition everything follows:
//! an instant is *open* if its wall-clock reading in the calendar's zone lies in a weekly window `[from, to)`
//! and its local date is no holiday; it *counts* if it is open and in no pause `[from, to)`. *Due* is the
//! earliest instant at which the counted time equals the target.

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
