//! One weekly window, from an opening to a closing time of the wall clock.

use std::fmt;
use std::str::FromStr;

use super::DefinitionError;

pub(crate) const DAY_S: u32 = 86_400;

/// Opening and closing time of the wall clock, `[from, to)`. A window whose closing time is not after its
/// opening time runs past midnight.
///
/// ```
/// use calendar::Window;
/// let night: Window = "22:00-06:00".parse()?;
/// assert_eq!(night, Window::between("22:00", "06:00")?);
/// assert_eq!(night.to_string(), "22:00-06:00");
/// # Ok::<(), calendar::DefinitionError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Window {
    from_s: u32,
    to_s: u32,
}

impl Window {
    /// 00:00 to 24:00.
    pub const ALL_DAY: Self = Self { from_s: 0, to_s: DAY_S };

    /// Reads both times as `HH:MM` or `HH:MM:SS`; the closing time may be `24:00`.
    ///
    /// # Errors
    /// A text that is no time of day, an opening at `24:00`, a window of zero length.
    pub fn between(from: &str, to: &str) -> Result<Self, DefinitionError> {
        let (from_s, to_s) = (seconds(from)?, seconds(to)?);
        if from_s == DAY_S {
            return Err(DefinitionError::OpensAtMidnightEnd);
        }
        if from_s == to_s {
            return Err(DefinitionError::EmptyWindow { time: from.to_owned() });
        }
        Ok(Self { from_s, to_s })
    }

    /// Opening time in seconds of the wall clock since 00:00.
    #[must_use]
    pub const fn from_s(self) -> u32 {
        self.from_s
    }

    /// Closing time in seconds of the wall clock since 00:00, at most 86,400. Not above [`Self::from_s`] when
    /// the window runs past midnight.
    #[must_use]
    pub const fn to_s(self) -> u32 {
        self.to_s
    }

    /// Whether the closing time lies on the next day.
    #[must_use]
    pub const fn crosses_midnight(self) -> bool {
        self.to_s <= self.from_s
    }
}

impl FromStr for Window {
    type Err = DefinitionError;

    /// Reads `08:00-18:00`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('-') {
            Some((from, to)) => Self::between(from.trim(), to.trim()),
            None => Err(DefinitionError::BadWindow { text: text.to_owned() }),
        }
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_time(f, self.from_s)?;
        f.write_str("-")?;
        write_time(f, self.to_s)
    }
}

fn write_time(f: &mut fmt::Formatter<'_>, time_s: u32) -> fmt::Result {
    write!(f, "{:02}:{:02}", time_s / 3600, time_s / 60 % 60)?;
    match time_s % 60 {
        0 => Ok(()),
        second => write!(f, ":{second:02}"),
    }
}

fn seconds(text: &str) -> Result<u32, DefinitionError> {
    let bad = || DefinitionError::BadTime { text: text.to_owned() };
    let parts: Vec<u32> = text.split(':').map(two_digits).collect::<Option<_>>().ok_or_else(bad)?;
    let (hour, minute, second) = match parts[..] {
        [hour, minute] => (hour, minute, 0),
        [hour, minute, second] => (hour, minute, second),
        _ => return Err(bad()),
    };
    let time_s = hour * 3600 + minute * 60 + second;
    if minute > 59 || second > 59 || time_s > DAY_S { Err(bad()) } else { Ok(time_s) }
}

fn two_digits(text: &str) -> Option<u32> {
    (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}
