//! One calculation as one line of JSON, for filters and for checks from outside.
//!
//! A line holds the whole calendar. Fields that it does not know are ignored, so that a line may carry its own
//! expectation and remarks.
//!
//! ```
//! let line = r#"{"id":"A-1","zone":"Europe/Berlin","weekly":{"fri":[["08:00","18:00"]],"mon":[["08:00","18:00"]]},
//!     "holidays":["2026-11-23"],"start":"2026-11-20T16:00:00Z","duration_s":7200,"pauses":[]}"#;
//! assert_eq!(calendar::case::answer(line)?, r#"{"id":"A-1","due":"2026-11-27T08:00:00Z"}"#);
//! # Ok::<(), calendar::case::CaseError>(())
//! ```

mod error;
mod input;

use chrono::NaiveDate;
use serde::Serialize;

pub use error::CaseError;
pub use input::{Case, Mode};

use crate::{Calendar, Definition, HolidaySet, Moment, Span, Weekly, Window, weekday, zone};

/// The answer to one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Identifier of the case.
    pub id: String,
    /// What was asked for.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// The result of a calculation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Outcome {
    /// The deadline.
    Due {
        /// RFC 3339 in UTC.
        due: Moment,
    },
    /// The target is never reached.
    Never {
        /// Always true.
        never: bool,
    },
    /// Counted seconds.
    Elapsed {
        /// Seconds.
        elapsed_s: i64,
    },
}

/// Answers one line of JSON with one line of JSON.
///
/// # Errors
/// A line that is no JSON, a missing or wrong field, a mistake in the calendar.
pub fn answer(line: &str) -> Result<String, CaseError> {
    let answer = Case::read(line)?.answer()?;
    serde_json::to_string(&answer).map_err(|error| CaseError::bad_value("", &error.to_string()))
}

impl Case {
    /// Does the calculation.
    ///
    /// # Errors
    /// A mistake in the calendar, or in what is asked for.
    pub fn answer(&self) -> Result<Answer, CaseError> {
        let calendar = self.calendar()?;
        let pauses = self.pauses()?;
        let outcome = match self.mode {
            Mode::Due => {
                let target_s = self.duration_s.ok_or_else(|| CaseError::missing("duration_s", "due"))?;
                if target_s < 0 {
                    return Err(CaseError::bad_value("duration_s", "a duration cannot be negative"));
                }
                match calendar.due(self.start, target_s, &pauses) {
                    Some(due) => Outcome::Due { due },
                    None => Outcome::Never { never: true },
                }
            }
            Mode::Elapsed => {
                let end = self.end.ok_or_else(|| CaseError::missing("end", "elapsed"))?;
                Outcome::Elapsed { elapsed_s: calendar.elapsed(self.start, end, &pauses) }
            }
        };
        Ok(Answer { id: self.id.clone(), outcome })
    }

    /// The calendar of the case. One that never opens is no mistake here: its deadlines are never due.
    ///
    /// # Errors
    /// An unknown zone or weekday, a bad window or date.
    pub fn calendar(&self) -> Result<Calendar, CaseError> {
        let mut weekly = Weekly::default();
        for (name, windows) in &self.weekly {
            let day = weekday(name)?;
            for (from, to) in windows {
                weekly.add(day, Window::between(from, to)?);
            }
        }
        let dates = self.holidays.iter().map(|text| date(text)).collect::<Result<Vec<_>, _>>()?;
        let holidays = HolidaySet::on_dates(dates);
        Ok(Calendar::compile(Definition { holidays, ..Definition::new(zone(&self.zone)?, weekly) })?)
    }

    /// The pauses of the case; one without an end lasts for ever.
    ///
    /// # Errors
    /// A pause that ends before it begins.
    pub fn pauses(&self) -> Result<Vec<Span>, CaseError> {
        let span = |&(from, to): &(Moment, Option<Moment>)| match to.unwrap_or(Moment::FOREVER) {
            to if to < from => {
                let message = format!("the pause from {from} ends before it begins, at {to}");
                Err(CaseError::bad_value("pauses", &message))
            }
            to => Ok(Span { from, to }),
        };
        self.pauses.iter().map(span).collect()
    }
}

fn date(text: &str) -> Result<NaiveDate, CaseError> {
    text.parse().map_err(|_| {
        let message = format!("`{text}` is no date");
        CaseError::new("bad-value", format!("holidays: {message}"), "write dates as 2026-12-25")
    })
}
