//! Instants and spans, in whole UTC seconds.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// An instant: whole seconds since 1970-01-01T00:00:00Z. Fractions of a second are cut when one is parsed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

impl Moment {
    /// Later than every instant that can be written: the end of a pause that is still open.
    pub const FOREVER: Self = Self(i64::MAX);

    /// The instant `seconds` later (earlier when negative), never past the range of the type.
    #[must_use]
    pub const fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// Seconds from `earlier` to this instant; negative when `earlier` is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The same instant for `chrono`; `None` outside its range of years.
    #[must_use]
    pub fn to_chrono(self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(self.0, 0)
    }

    /// To the minute, for sentences, as in `2026-11-20 16:58 UTC`.
    #[must_use]
    pub fn to_minute(self) -> String {
        self.to_chrono().map_or_else(|| self.to_string(), |at| at.format("%Y-%m-%d %H:%M UTC").to_string())
    }
}

impl From<DateTime<Utc>> for Moment {
    fn from(at: DateTime<Utc>) -> Self {
        Self(at.timestamp())
    }
}

impl fmt::Display for Moment {
    /// RFC 3339 in UTC, as in `2026-11-21T12:00:00Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_chrono() {
            Some(at) => f.write_str(&at.to_rfc3339_opts(SecondsFormat::Secs, true)),
            None => f.write_str("never"),
        }
    }
}

impl FromStr for Moment {
    type Err = chrono::ParseError;

    /// Reads RFC 3339 with any offset; fractions of a second are cut.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        DateTime::parse_from_rfc3339(text).map(|at| Self(at.timestamp()))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(|_| {
            de::Error::custom(format!("`{text}` is no instant; write it as 2026-11-21T12:00:00Z"))
        })
    }
}

/// A stretch of time `[from, to)`. A pause that is still open ends at [`Moment::FOREVER`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First instant inside.
    pub from: Moment,
    /// First instant after it.
    pub to: Moment,
}
