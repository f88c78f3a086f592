//! The recovery code: 155 random bits that a person can write down and read out.
//!
//! Eight groups of four characters of Crockford's Base32 alphabet, which has no I, L, O or U. The last character
//! checks the others (Luhn's algorithm over 32 signs): one wrong character is always found, two swapped neighbours
//! nearly always.

use std::fmt;
use std::str::FromStr;

use zeroize::Zeroizing;

use super::data_key::random;
use super::file::{Copy, KeyFile, Stretched};
use super::passphrase::{Cost, Stretch};
use super::seal::Sealed;
use super::{DataKey, KeyError};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 32;
const GROUP: usize = 4;
const WAY: &str = "recovery-code";

/// A recovery code. Wiped from memory when dropped; `Debug` prints stars, [`RecoveryCode::text`] the code.
pub struct RecoveryCode(Zeroizing<[u8; LENGTH]>);

impl RecoveryCode {
    pub(super) fn generate() -> Result<Self, KeyError> {
        let mut signs = random::<LENGTH>()?;
        for sign in signs.iter_mut() {
            *sign %= 32;
        }
        signs[LENGTH - 1] = check(&signs[..LENGTH - 1]);
        Ok(Self(signs))
    }

    /// The code as it is shown: `XXXX-XXXX-...`, eight groups.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(LENGTH + LENGTH / GROUP));
        for (place, sign) in self.0.iter().enumerate() {
            if place > 0 && place % GROUP == 0 {
                text.push('-');
            }
            text.push(char::from(ALPHABET[usize::from(*sign)]));
        }
        text
    }

    /// The code has 155 random bits, so nothing is gained by making a try dear.
    pub(super) fn wrap(&self, key: &DataKey) -> Result<Copy, KeyError> {
        let kdf = Stretch::new(Cost::LEAST)?;
        let sealed = Sealed::seal(key, &*kdf.stretch(&self.0[..])?, WAY)?;
        Ok(Copy::RecoveryCode(Stretched { kdf, sealed }))
    }

    pub(super) fn unwrap(&self, file: &KeyFile) -> Result<DataKey, KeyError> {
        let copy = file.copies.iter().find_map(|copy| match copy {
            Copy::RecoveryCode(copy) => Some(copy),
            Copy::Keyring(_) | Copy::Passphrase(_) => None,
        });
        let Some(Stretched { kdf, sealed }) = copy else {
            return Err(KeyError::NoSuchProtection { way: "recovery code" });
        };
        let with = kdf.stretch(&self.0[..])?;
        sealed.open(&with, WAY, &file.id).ok_or(KeyError::WrongRecoveryCode)
    }
}

impl FromStr for RecoveryCode {
    type Err = KeyError;

    /// Reads a typed code: case, spaces and hyphens do not matter, I and L are read as 1, O as 0.
    fn from_str(text: &str) -> Result<Self, KeyError> {
        let mistyped = |what: String| KeyError::MistypedRecoveryCode { what };
        let mut signs = Zeroizing::new([0; LENGTH]);
        let mut count = 0;
        for c in text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2015}')) {
            let sign = value(c).ok_or_else(|| mistyped(format!("it has no `{}`", c.escape_debug())))?;
            if let Some(place) = signs.get_mut(count) {
                *place = sign;
            }
            count += 1;
        }
        if count != LENGTH {
            return Err(mistyped(format!("it has {count} characters instead of {LENGTH}")));
        }
        if check(&signs[..LENGTH - 1]) != signs[LENGTH - 1] {
            return Err(mistyped("its check character does not fit the others".to_owned()));
        }
        Ok(Self(signs))
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(***)")
    }
}

fn value(c: char) -> Option<u8> {
    let c = match c.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        other => other,
    };
    ALPHABET.iter().position(|sign| char::from(*sign) == c).and_then(|place| u8::try_from(place).ok())
}

/// The check character of Luhn's algorithm, modulo 32.
fn check(signs: &[u8]) -> u8 {
    let sum: u32 = signs.iter().rev().enumerate().map(|(i, sign)| weighted(*sign, i % 2 == 0)).sum();
    u8::try_from((32 - sum % 32) % 32).unwrap_or(0)
}

/// The sign itself, or the sum of the two digits (base 32) of its double.
fn weighted(sign: u8, double: bool) -> u32 {
    let value = u32::from(sign) << u32::from(double);
    value / 32 + value % 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_survives_how_people_write_it() {
        let code = RecoveryCode::generate().unwrap();
        let text = code.text();
        assert_eq!(text.split('-').map(str::len).collect::<Vec<_>>(), [4; 8]);
        let sloppy =
            format!("  {} ", text.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l"));
        assert_eq!(sloppy.parse::<RecoveryCode>().unwrap().text(), text);
    }

    #[test]
    fn every_single_wrong_character_is_found() {
        let code = RecoveryCode::generate().unwrap();
        for place in 0..LENGTH {
            for other in (0..32).filter(|sign| *sign != code.0[place]) {
                let mut wrong = RecoveryCode(code.0.clone());
                wrong.0[place] = other;
                let error = wrong.text().parse::<RecoveryCode>().unwrap_err();
                assert_eq!(error.code(), "mistyped-recovery-code");
            }
        }
    }

    #[test]
    fn a_wrong_length_or_sign_is_told() {
        for text in ["", "ABCD", "ABCD-ABCD-ABCD-ABCD-ABCD-ABCD-ABCD-ABCDE", "ABCU", "ÄÖ\u{0}"] {
            assert_eq!(
                text.parse::<RecoveryCode>().unwrap_err().code(),
                "mistyped-recovery-code",
                "{text:?}"
            );
        }
    }
}
