//! The operating system's keyring. It keeps a random wrapping key, never the data key itself.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use keyring_core::{CredentialStore, Entry, Error};
use zeroize::Zeroizing;

use super::data_key::{LEN, random};
use super::file::{Copy, KeyFile};
use super::seal::Sealed;
use super::{DataKey, KeyError, within};

const SERVICE: &str = "gnomon";
const WAY: &str = "keyring";
/// How long one answer may take. A keyring may ask its user before it answers; who needs longer is told, and starts again.
const PATIENCE: Duration = Duration::from_secs(15);

/// Whether the keyring keeps secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyringState {
    /// A secret was stored, read and deleted.
    Healthy,
    /// It cannot be used.
    Unusable {
        /// One sentence.
        why: String,
    },
}

/// A connection to a keyring. No call waits for ever for one that never answers.
#[derive(Clone, Debug)]
pub struct Keyring {
    store: Arc<CredentialStore>,
    patience: Duration,
}

impl Keyring {
    /// The keyring of this system: Secret Service on Linux, Keychain on macOS, Credential Manager on Windows.
    ///
    /// # Errors
    /// `keyring-unusable`, when there is none or it does not answer.
    pub fn system() -> Result<Self, KeyError> {
        let store = within::within(PATIENCE, system_store)?.map_err(|error| unusable(&error))?;
        Ok(Self::with_store(store))
    }

    /// A keyring with this store.
    #[must_use]
    pub fn with_store(store: Arc<CredentialStore>) -> Self {
        Self { store, patience: PATIENCE }
    }

    /// Waits so long for one answer.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Stores, reads and deletes a secret: a keyring that cannot be written answers a read with "no entry" too.
    pub(super) fn probe(&self) -> KeyringState {
        match self.round_trip() {
            Ok(()) => KeyringState::Healthy,
            Err(error) => KeyringState::Unusable { why: error.to_string() },
        }
    }

    /// An entry that exists is used again: the copy in `keys.json` needs it until a new one is written.
    pub(super) fn wrap(&self, key: &DataKey) -> Result<Copy, KeyError> {
        let name = key.id();
        let with = match self.read(&name) {
            Ok(Some(with)) => with,
            Ok(None) | Err(KeyError::KeyringEntryWrong) => self.put_new(&name)?,
            Err(error) => return Err(error),
        };
        Ok(Copy::Keyring(Sealed::seal(key, &with, WAY)?))
    }

    pub(super) fn unwrap(&self, file: &KeyFile) -> Result<DataKey, KeyError> {
        let copy = file.copies.iter().find_map(|copy| match copy {
            Copy::Keyring(sealed) => Some(sealed),
            Copy::Passphrase(_) | Copy::RecoveryCode(_) => None,
        });
        let Some(sealed) = copy else {
            return Err(KeyError::NoSuchProtection { way: "keyring" });
        };
        match self.read(&file.id)? {
            Some(with) => sealed.open(&with, WAY, &file.id).ok_or(KeyError::KeyringEntryWrong),
            None => self.round_trip().and(Err(KeyError::KeyringEntryGone)),
        }
    }

    /// Deletes the entry of a key that is protected otherwise now. A leftover opens nothing, so a failure is no error.
    pub(super) fn forget(&self, key: &DataKey) {
        let _ = self.ask(&key.id(), |entry| entry.delete_credential());
    }

    fn round_trip(&self) -> Result<(), KeyError> {
        let secret = DataKey::generate()?.id();
        let name = format!("probe-{secret}");
        let stored = secret.clone();
        self.ask(&name, move |entry| entry.set_password(&stored))?;
        let read = self.ask(&name, |entry| entry.get_password())?;
        self.ask(&name, |entry| entry.delete_credential())?;
        if read == secret {
            Ok(())
        } else {
            Err(KeyError::KeyringUnusable { why: "it gave back another secret".to_owned() })
        }
    }

    /// Stores a random wrapping key, and reads it back before anything depends on it.
    fn put_new(&self, name: &str) -> Result<Zeroizing<[u8; LEN]>, KeyError> {
        let with = random::<LEN>()?;
        let text = Zeroizing::new(BASE64.encode(&with[..]));
        self.ask(name, move |entry| entry.set_password(&text))?;
        if self.read(name)?.as_ref() == Some(&with) {
            Ok(with)
        } else {
            Err(KeyError::KeyringUnusable { why: "it did not keep a secret".to_owned() })
        }
    }

    /// The wrapping key of an entry; `None` when there is no such entry.
    fn read(&self, name: &str) -> Result<Option<Zeroizing<[u8; LEN]>>, KeyError> {
        let text = self.ask(name, |entry| match entry.get_password() {
            Ok(text) => Ok(Some(Zeroizing::new(text))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        });
        let Some(text) = text? else { return Ok(None) };
        let bytes =
            BASE64.decode(text.trim()).map(Zeroizing::new).map_err(|_| KeyError::KeyringEntryWrong)?;
        let key: [u8; LEN] = bytes.as_slice().try_into().map_err(|_| KeyError::KeyringEntryWrong)?;
        Ok(Some(Zeroizing::new(key)))
    }

    /// Does something with an entry.
    fn ask<T: Send + 'static>(
        &self,
        name: &str,
        work: impl FnOnce(&Entry) -> keyring_core::Result<T> + Send + 'static,
    ) -> Result<T, KeyError> {
        let (store, name) = (self.store.clone(), name.to_owned());
        let answer = within::within(self.patience, move || work(&store.build(SERVICE, &name, None)?))?;
        answer.map_err(|error| unusable(&error))
    }
}

fn unusable(error: &Error) -> KeyError {
    if let Error::Ambiguous(entries) = error {
        // What the library says of them names what is in them.
        return KeyError::KeyringUnusable { why: format!("it has {} entries for one key", entries.len()) };
    }
    KeyError::KeyringUnusable { why: as_clause(&error.to_string()) }
}

/// Fits a message into the middle of our sentence: one line, no full stop at its end.
fn as_clause(message: &str) -> String {
    let line = message.split_whitespace().collect::<Vec<_>>().join(" ");
    line.trim_end_matches('.').to_owned()
}

#[cfg(target_os = "linux")]
fn system_store() -> keyring_core::Result<Arc<CredentialStore>> {
    let store: Arc<CredentialStore> = zbus_secret_service_keyring_store::Store::new()?;
    Ok(store)
}

#[cfg(target_os = "macos")]
fn system_store() -> keyring_core::Result<Arc<CredentialStore>> {
    let store: Arc<CredentialStore> = apple_native_keyring_store::keychain::Store::new()?;
    Ok(store)
}

#[cfg(target_os = "windows")]
fn system_store() -> keyring_core::Result<Arc<CredentialStore>> {
    let store: Arc<CredentialStore> = windows_native_keyring_store::Store::new()?;
    Ok(store)
}

#[cfg(not(any(target_os = "linux", target_os = "macos", target_os = "windows")))]
fn system_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Err(Error::NotSupportedByStore("there is none for this system".to_owned()))
}
