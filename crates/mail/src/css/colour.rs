//! Colours, as far as they can be compared.

/// Channels that differ by less than this all three cannot be told apart in reading.
const NEAR: u8 = 24;
/// The names that mail uses to hide a text.
const NAMES: &[(&str, u32)] = &[
    ("white", 0xff_ff_ff),
    ("snow", 0xff_fa_fa),
    ("ivory", 0xff_ff_f0),
    ("ghostwhite", 0xf8_f8_ff),
    ("whitesmoke", 0xf5_f5_f5),
    ("floralwhite", 0xff_fa_f0),
    ("black", 0),
    ("red", 0xff_00_00),
    ("green", 0x00_80_00),
    ("blue", 0x00_00_ff),
    ("navy", 0x00_00_80),
    ("yellow", 0xff_ff_00),
    ("gray", 0x80_80_80),
    ("grey", 0x80_80_80),
    ("silver", 0xc0_c0_c0),
];

/// A colour without transparency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl Colour {
    pub(crate) const WHITE: Self = Self { red: 255, green: 255, blue: 255 };
    pub(crate) const BLACK: Self = Self { red: 0, green: 0, blue: 0 };

    /// Reads a word of a style or an attribute; `None` for what is no colour that we know.
    pub(crate) fn read(word: &str) -> Option<Self> {
        let word = word.trim().to_ascii_lowercase();
        if let Some((_, value)) = NAMES.iter().find(|(name, _)| *name == word) {
            return Some(Self::of(*value));
        }
        match word.strip_prefix('#') {
            Some(digits) => Self::hexadecimal(digits),
            None => Self::function(&word),
        }
    }

    /// Six digits, as they are noted between the sanitizer and the tree.
    pub(crate) fn digits(self) -> String {
        format!("{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }

    /// Six or three digits.
    pub(crate) fn hexadecimal(digits: &str) -> Option<Self> {
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let value = u32::from_str_radix(digits, 16).ok()?;
        match digits.len() {
            6 => Some(Self::of(value)),
            3 => {
                let twice = |shift: u32| u8::try_from((value >> shift & 0xf) * 17).unwrap_or(u8::MAX);
                Some(Self { red: twice(8), green: twice(4), blue: twice(0) })
            }
            _ => None,
        }
    }

    /// Whether text of one colour on the other cannot be read.
    pub(crate) fn is_near(self, other: Self) -> bool {
        let near = |one: u8, two: u8| one.abs_diff(two) < NEAR;
        near(self.red, other.red) && near(self.green, other.green) && near(self.blue, other.blue)
    }

    /// `rgb(1, 2, 3)` and `rgba(1 2 3 / 1)`.
    fn function(word: &str) -> Option<Self> {
        let inside = word.strip_prefix("rgba(").or_else(|| word.strip_prefix("rgb("))?.strip_suffix(')')?;
        let mut parts = inside.split([',', ' ', '/']).filter(|part| !part.is_empty());
        let mut channel = || -> Option<u8> {
            let part = parts.next()?;
            let value: f64 = part.trim_end_matches('%').parse().ok()?;
            let value = if part.ends_with('%') { value * 2.55 } else { value };
            // The range is held first, so the cast cannot wrap.
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "held within 0 to 255"
            )]
            Some(value.clamp(0.0, 255.0).round() as u8)
        };
        Some(Self { red: channel()?, green: channel()?, blue: channel()? })
    }

    fn of(value: u32) -> Self {
        let [_, red, green, blue] = value.to_be_bytes();
        Self { red, green, blue }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_forms_that_mail_uses() {
        for (word, expected) in [
            ("white", Some("ffffff")),
            (" #FFF ", Some("ffffff")),
            ("#0a1b2c", Some("0a1b2c")),
            ("rgb(1, 2,3)", Some("010203")),
            ("rgba(100% 0% 0% / 1)", Some("ff0000")),
            ("rgb(300,-4,0)", Some("ff0000")),
            ("#+12345", None),
            ("#ffff", None),
            ("inherit", None),
            ("rgb(1,2)", None),
        ] {
            assert_eq!(Colour::read(word).map(Colour::digits).as_deref(), expected, "{word}");
        }
        assert!(Colour::WHITE.is_near(Colour::read("#f0f0f0").unwrap()));
        assert!(!Colour::WHITE.is_near(Colour::read("silver").unwrap()));
    }
}
