//! TCP ports.

use super::TargetError;
use std::fmt;
use std::num::NonZeroU16;

/// A TCP port, 1 to 65535.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Port(NonZeroU16);

impl Port {
    /// Reads a port: decimal digits only.
    ///
    /// # Errors
    /// Anything else, and numbers out of range.
    pub fn parse(text: &str) -> Result<Self, TargetError> {
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let number: Option<NonZeroU16> = if digits { text.parse().ok() } else { None };
        number
            .map(Self)
            .ok_or_else(|| TargetError::new("port", text, "is no port: type a whole number from 1 to 65535"))
    }

    /// The number.
    #[must_use]
    pub fn number(self) -> u16 {
        self.0.get()
    }
}

impl From<NonZeroU16> for Port {
    fn from(number: NonZeroU16) -> Self {
        Self(number)
    }
}

impl fmt::Display for Port {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_114_accepts_the_range_and_nothing_else() {
        for (text, number) in [("1", 1), ("22", 22), ("0022", 22), ("65535", 65_535)] {
            assert_eq!(Port::parse(text).unwrap().number(), number);
        }
        for text in ["", "0", "65536", "99999", "-1", "+22", "22 ", "0x16", "2２", ":5901", "22;id", "1e3"] {
            assert!(Port::parse(text).is_err(), "{text}");
        }
    }
}
