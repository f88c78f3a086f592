//! Business time: when is a promise due, counted in open hours only.
//!
//! The room is pure: it reads no clock, no file and no machine zone. The one definition everything follows:
//! an instant is *open* if its wall-clock reading in the calendar's zone lies in a weekly window `[from, to)`
//! and its local date is no holiday; it *counts* if it is open and in no pause `[from, to)`. *Due* is the
//! earliest instant at which the counted time equals the target.

mod calendar;
mod moment;

pub use calendar::Calendar;
pub use moment::{Moment, Span};
