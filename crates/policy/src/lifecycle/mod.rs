//! Whether a version is supported: phase, since when, until when, what it gives, and why.
//!
//! No policy names the dates of its releases; they are entered in a pack or an override as `[[releases]]`. Without
//! them the answer is `unknown`, with what to ask for: nothing is invented.
//!
//! # Dates
//!
//! All dates are local dates in the zone of the pack's first calendar, UTC where it has none. A phase lasts from its
//! first day through the day before the next phase begins: "5 years from 2021-03-01" ends with 2026-02-28, and the
//! next phase begins on 2026-03-01. Years are twelve calendar months. A day that a month does not have becomes the
//! month's last day: one year after 2024-02-29 is 2025-02-28, and a month after 2026-01-31 is 2026-02-28. Months are
//! counted from the date that the rule names, not from a date that was moved before.
//!
//! Of several rules that end a phase the latest date counts, since each of them says "at least" or "not before". A
//! date that has not come (`not-yet`) keeps its phase open. A date that nobody has given makes the answer unknown from
//! the latest date on that is known.

mod answer;
mod day;
mod filter;
mod find;
mod rulings;
mod timeline;
mod track;
mod version;

pub use answer::{LifecycleAnswer, Milestone, PhaseAnswer, Question, Stretch, answer};
pub use day::local_date;
pub use filter::{LifecycleLine, lifecycle_lines, output_schema};
pub use timeline::{PhaseEnd, Stage, timeline};
pub use version::Version;

pub(crate) use day::{days_after, midnight, months_after};
pub(crate) use find::numbering;
pub(crate) use track::VersionTrack;
