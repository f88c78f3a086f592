//! The line of a case.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::CaseError;
use crate::Moment;

/// One calculation: a calendar, a start, and how far to count.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Case {
    /// Identifier, repeated in the answer.
    pub id: String,
    /// Name of the zone in the IANA data base.
    pub zone: String,
    /// Windows by weekday, `mon` to `sun`; a closing time that is not after the opening time is on the next
    /// day.
    pub weekly: BTreeMap<String, Vec<(String, String)>>,
    /// Local dates that are closed.
    #[serde(default)]
    pub holidays: Vec<String>,
    /// RFC 3339, any offset.
    pub start: Moment,
    /// What to calculate.
    #[serde(default)]
    pub mode: Mode,
    /// For [`Mode::Due`]: seconds to count.
    #[serde(default)]
    pub duration_s: Option<i64>,
    /// For [`Mode::Elapsed`]: where to stop.
    #[serde(default)]
    pub end: Option<Moment>,
    /// Pauses; the end is null while one is still open.
    #[serde(default)]
    pub pauses: Vec<(Moment, Option<Moment>)>,
}

/// What to calculate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// The instant at which the duration is used up.
    #[default]
    Due,
    /// The counted seconds from start to end.
    Elapsed,
}

impl Case {
    /// Reads one line of JSON.
    ///
    /// # Errors
    /// Code `not-json` for what is no JSON, else `bad-value` with the path of the field.
    pub fn read(line: &str) -> Result<Self, CaseError> {
        // Serde would read a list of the fields' values, too.
        if !line.trim_start().starts_with('{') {
            return Err(CaseError::not_json("it does not begin with `{`"));
        }
        let mut json = serde_json::Deserializer::from_str(line);
        let case =
            serde_path_to_error::deserialize(&mut json).map_err(|error| CaseError::unreadable(&error))?;
        json.end().map_err(|error| CaseError::not_json(&error.to_string()))?;
        Ok(case)
    }
}
