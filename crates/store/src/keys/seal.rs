//! Sealing the data key under another key.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::data_key::{LEN, random};
use super::{DataKey, KeyError};

/// A sealed data key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sealed {
    /// 24 random bytes, base64.
    nonce: String,
    /// The sealed key with its tag, base64.
    sealed: String,
}

impl Sealed {
    /// Seals `key` under `with`. The way and the key's name are bound in, so that a copy cannot stand for another.
    pub(super) fn seal(key: &DataKey, with: &[u8; LEN], way: &str) -> Result<Self, KeyError> {
        let nonce = random::<24>()?;
        let bound = bound(&key.id(), way);
        let sealed = XChaCha20Poly1305::new(&(*with).into())
            .encrypt(&XNonce::from(*nonce), Payload { msg: key.bytes(), aad: bound.as_bytes() })
            .map_err(|error| KeyError::Stretch { detail: error.to_string() })?;
        Ok(Self { nonce: BASE64.encode(&nonce[..]), sealed: BASE64.encode(sealed) })
    }

    /// Opens the copy of the key named `id`; `None` when `with` is not what it was sealed under.
    pub(super) fn open(&self, with: &[u8; LEN], way: &str, id: &str) -> Option<DataKey> {
        let nonce: [u8; 24] = BASE64.decode(&self.nonce).ok()?.try_into().ok()?;
        let sealed = BASE64.decode(&self.sealed).ok()?;
        let bound = bound(id, way);
        let bytes = XChaCha20Poly1305::new(&(*with).into())
            .decrypt(&XNonce::from(nonce), Payload { msg: &sealed, aad: bound.as_bytes() })
            .ok()?;
        DataKey::from_bytes(&Zeroizing::new(bytes))
    }

    /// What is wrong with the form of the copy, apart from the key it needs.
    pub(super) fn flaw(&self) -> Option<&'static str> {
        let length = |text: &str| BASE64.decode(text).map_or(0, |bytes| bytes.len());
        if length(&self.nonce) != 24 {
            Some("a nonce is not 24 bytes in base64")
        } else if length(&self.sealed) != LEN + 16 {
            Some("a sealed key is not 48 bytes in base64")
        } else {
            None
        }
    }
}

fn bound(id: &str, way: &str) -> String {
    format!("gnomon keys.json 1 {id} {way}")
}
