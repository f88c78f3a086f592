//! A key made from a passphrase, with Argon2id (RFC 9106).

use std::fmt;

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::data_key::{LEN, random};
use super::file::{Copy, KeyFile, Stretched};
use super::seal::Sealed;
use super::{DataKey, KeyError};

/// The least number of characters of a new passphrase.
const LEAST_CHARACTERS: usize = 8;
const WAY: &str = "passphrase";

/// A passphrase. Wiped from memory when dropped; printed as stars.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes what the user typed.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    pub(super) fn wrap(&self, key: &DataKey, cost: Cost) -> Result<Copy, KeyError> {
        if self.0.chars().count() < LEAST_CHARACTERS {
            return Err(KeyError::ShortPassphrase { least: LEAST_CHARACTERS });
        }
        let kdf = Stretch::new(cost)?;
        let sealed = Sealed::seal(key, &*kdf.stretch(self.0.as_bytes())?, WAY)?;
        Ok(Copy::Passphrase(Stretched { kdf, sealed }))
    }

    pub(super) fn unwrap(&self, file: &KeyFile) -> Result<DataKey, KeyError> {
        let copy = file.copies.iter().find_map(|copy| match copy {
            Copy::Passphrase(copy) => Some(copy),
            Copy::Keyring(_) | Copy::RecoveryCode(_) => None,
        });
        let Some(Stretched { kdf, sealed }) = copy else {
            return Err(KeyError::NoSuchProtection { way: "passphrase" });
        };
        let with = kdf.stretch(self.0.as_bytes())?;
        sealed.open(&with, WAY, &file.id).ok_or(KeyError::WrongPassphrase)
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(***)")
    }
}

/// How dear one try of a passphrase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Cost {
    /// RFC 9106, section 4, second recommended option: 64 MiB, 3 passes, 4 lanes.
    pub const STANDARD: Self = Self { memory_kib: 64 * 1024, passes: 3, lanes: 4 };
    /// The least that Argon2 takes. Only for what is random anyway, and for tests.
    pub const LEAST: Self = Self { memory_kib: 8, passes: 1, lanes: 1 };
}

/// The recorded way from a passphrase to a key.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Stretch {
    name: Name,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    /// 16 random bytes, base64.
    salt: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Name {
    Argon2id,
}

impl Stretch {
    pub(super) fn new(cost: Cost) -> Result<Self, KeyError> {
        let Cost { memory_kib, passes, lanes } = cost;
        let salt = BASE64.encode(&random::<16>()?[..]);
        Ok(Self { name: Name::Argon2id, memory_kib, passes, lanes, salt })
    }

    /// The key for this secret.
    pub(super) fn stretch(&self, secret: &[u8]) -> Result<Zeroizing<[u8; LEN]>, KeyError> {
        let Name::Argon2id = self.name;
        let failed = |error: argon2::Error| KeyError::Stretch { detail: error.to_string() };
        let salt =
            BASE64.decode(&self.salt).map_err(|error| KeyError::Stretch { detail: error.to_string() })?;
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(LEN)).map_err(failed)?;
        let mut key = Zeroizing::new([0; LEN]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(secret, &salt, &mut key[..])
            .map_err(failed)?;
        Ok(key)
    }

    /// What is wrong with the recorded values. A damaged file must not ask for all memory or for an hour.
    pub(super) fn flaw(&self) -> Option<&'static str> {
        if self.memory_kib > 4 * 1024 * 1024 || self.passes > 100 || self.lanes > 64 {
            Some("the cost of the passphrase is out of range")
        } else if Params::new(self.memory_kib, self.passes, self.lanes, Some(LEN)).is_err() {
            Some("the cost of the passphrase is not valid")
        } else if BASE64.decode(&self.salt).map_or(0, |salt| salt.len()) != 16 {
            Some("a salt is not 16 bytes in base64")
        } else {
            None
        }
    }
}
