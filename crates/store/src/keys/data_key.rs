//! The key that encrypts the database.

use std::fmt::{self, Write};

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::KeyError;

/// Bytes of a key.
pub(super) const LEN: usize = 32;

/// 32 random bytes that encrypt a database. Wiped from memory when dropped; printed as stars.
pub struct DataKey(Zeroizing<[u8; LEN]>);

impl DataKey {
    pub(super) fn generate() -> Result<Self, KeyError> {
        random().map(Self)
    }

    /// For a database that is not encrypted and never on a disk.
    pub(crate) fn of_nothing() -> Self {
        Self(Zeroizing::new([0; LEN]))
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: [u8; LEN] = bytes.try_into().ok()?;
        Some(Self(Zeroizing::new(bytes)))
    }

    pub(super) fn bytes(&self) -> &[u8; LEN] {
        &self.0
    }

    /// The same key for a store, so that it can open the database once more.
    pub(crate) fn share(&self) -> Self {
        Self(self.0.clone())
    }

    /// Names the key without telling it: names its entry in the keyring, and binds the copies in `keys.json` to it.
    pub(crate) fn id(&self) -> String {
        hex(&self.derived(b"gnomon key id"))
    }

    /// The first bytes of a database encrypted with this key. SQLCipher writes a salt there, which a random key does
    /// not need; this one tells a wrong key from a damaged file.
    pub(crate) fn file_mark(&self) -> [u8; 16] {
        self.derived(b"gnomon database")
    }

    /// Key and salt as SQLCipher takes them: `x'96 hex digits'`.
    pub(crate) fn sqlcipher_key(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(99));
        text.push_str("x'");
        push_hex(&mut text, &self.0[..]);
        push_hex(&mut text, &self.file_mark());
        text.push('\'');
        text
    }

    fn derived(&self, purpose: &[u8]) -> [u8; 16] {
        let digest = Sha256::new().chain_update(purpose).chain_update(&self.0[..]).finalize();
        std::array::from_fn(|i| digest[i])
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey(***)")
    }
}

/// Random bytes from the operating system.
pub(super) fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, KeyError> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(&mut bytes[..]).map_err(|error| KeyError::NoRandomness { detail: error.to_string() })?;
    Ok(bytes)
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    push_hex(&mut text, bytes);
    text
}

fn push_hex(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
}
