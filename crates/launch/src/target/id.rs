//! Numbers and names under which remote tools know a computer.

use super::TargetError;
use std::fmt;

/// A TeamViewer ID: 8 to 12 digits. Blanks and hyphens between groups are dropped.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TeamViewerId(String);

impl TeamViewerId {
    /// Reads an ID.
    ///
    /// # Errors
    /// Anything else.
    pub fn parse(text: &str) -> Result<Self, TargetError> {
        digits("TeamViewer ID", text, 8, 12, "is no TeamViewer ID: type its 8 to 12 digits").map(Self)
    }
}

/// A RustDesk ID: 6 to 16 digits. Blanks between groups are dropped.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RustDeskId(String);

impl RustDeskId {
    /// Reads an ID.
    ///
    /// # Errors
    /// Anything else.
    pub fn parse(text: &str) -> Result<Self, TargetError> {
        digits("RustDesk ID", text, 6, 16, "is no RustDesk ID: type its 6 to 16 digits").map(Self)
    }
}

/// An AnyDesk address: 9 or 10 digits, or an alias as in `reception@ad`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AnyDeskAddress(String);

impl AnyDeskAddress {
    /// Reads an address. Blanks between groups of digits are dropped.
    ///
    /// # Errors
    /// Anything else.
    pub fn parse(text: &str) -> Result<Self, TargetError> {
        let problem = "is no AnyDesk address: type its 9 or 10 digits, or the alias as in reception@ad";
        match text.split_once('@') {
            Some((name, space)) if is_name(name, true) && is_name(space, false) => Ok(Self(text.to_owned())),
            Some(_) => Err(TargetError::new("AnyDesk address", text, problem)),
            None => digits("AnyDesk address", text, 9, 10, problem).map(Self),
        }
    }
}

/// One part of an alias: the second has no underscore.
fn is_name(part: &str, underscore: bool) -> bool {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'.' || b == b'-' || (underscore && b == b'_');
    part.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric())
        && part.len() <= 64
        && part.bytes().all(fits)
}

fn digits(
    what: &'static str,
    text: &str,
    least: usize,
    most: usize,
    problem: &'static str,
) -> Result<String, TargetError> {
    let wrong = || TargetError::new(what, text, problem);
    let is_grouped = text.len() <= 40
        && text.bytes().next().is_some_and(|b| b.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_digit() || b == b' ' || b == b'-');
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if is_grouped && (least..=most).contains(&digits.len()) { Ok(digits) } else { Err(wrong()) }
}

macro_rules! shown_as_text {
    ($($name:ident),*) => { $(
        impl $name {
            /// In the form for an argv.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )* };
}

shown_as_text!(TeamViewerId, RustDeskId, AnyDeskAddress);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_116_ids_are_normalised_or_refused() {
        for (text, id) in
            [("123456789", "123456789"), ("123 456 789", "123456789"), ("1 234-567-890", "1234567890")]
        {
            assert_eq!(AnyDeskAddress::parse(text).unwrap().as_str(), id);
            assert_eq!(TeamViewerId::parse(text).unwrap().as_str(), id);
            assert_eq!(RustDeskId::parse(text).unwrap().as_str(), id);
        }
        for alias in ["reception@ad", "Till-1.front_desk@acme.example"] {
            assert_eq!(AnyDeskAddress::parse(alias).unwrap().as_str(), alias);
        }
        let long = format!("{}@ad", "a".repeat(65));
        for text in [
            "",
            "12345678",
            "12345678901",
            "-123456789",
            " 123456789",
            "123456789;id",
            "１23456789",
            "a@b@c",
            "@ad",
            "reception@",
            "-x@ad",
            "x@-ad",
            "x y@ad",
            "x@a_d",
            "reception",
            "123456789 --with-password",
            "a/b@ad",
            &long,
        ] {
            assert!(AnyDeskAddress::parse(text).is_err(), "{text:?}");
        }
        for text in ["", "1234567", "1234567890123", "s12345678", "12345678\n", "--play \\\\smb", "m12345678"]
        {
            assert!(TeamViewerId::parse(text).is_err(), "{text:?}");
        }
        for text in ["", "12345", "12345678901234567", "123456?password=x", "--connect", "123456@server"] {
            assert!(RustDeskId::parse(text).is_err(), "{text:?}");
        }
    }
}
