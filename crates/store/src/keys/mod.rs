//! The key of a data folder, and the wrapped copies of it that `keys.json` holds.
//!
//! A random data key encrypts the database. It is never written in clear: each copy in `keys.json` is sealed with
//! XChaCha20-Poly1305 under another key, which comes from the system's keyring, from a passphrase, or from the
//! recovery code. Losing all three means losing the data; there is no other door.

mod data_key;
mod error;
mod file;
mod keyring;
mod passphrase;
mod recovery;
mod seal;
mod within;

use std::path::{Path, PathBuf};

pub use data_key::DataKey;
pub use error::KeyError;
pub use keyring::{Keyring, KeyringState};
pub use passphrase::{Cost, Passphrase};
pub use recovery::RecoveryCode;

use file::{Copy, KeyFile};

/// What keeps the data key, besides the recovery code.
#[derive(Debug)]
pub enum Protection {
    /// The operating system's keyring.
    Keyring,
    /// A passphrase that the user types at each start.
    Passphrase(Passphrase),
    /// Nothing: the key lives in memory only and is gone with the process. Only for a demo folder that is temporary
    /// anyway, where no keyring exists; nothing can open its database a second time.
    Ephemeral,
}

/// What opens a data folder.
#[derive(Debug)]
pub enum Unlock {
    /// The operating system's keyring.
    Keyring,
    /// The passphrase.
    Passphrase(Passphrase),
    /// The recovery code.
    Recovery(RecoveryCode),
}

/// A fresh data key.
#[derive(Debug)]
pub struct Created {
    /// Opens the database.
    pub key: DataKey,
    /// Shown once and kept nowhere; `None` for an ephemeral key.
    pub recovery: Option<RecoveryCode>,
}

/// The keys of one data folder. Calls may block: a keyring can ask its user for up to fifteen seconds, and a passphrase is
/// stretched on purpose for about a tenth of a second.
#[derive(Debug)]
pub struct Keys {
    dir: PathBuf,
    keyring: Option<Keyring>,
    cost: Cost,
}

impl Keys {
    /// The keys of the data folder `dir`, with the system's keyring and the usual cost for passphrases.
    #[must_use]
    pub fn in_dir(dir: &Path) -> Self {
        Self { dir: dir.to_owned(), keyring: None, cost: Cost::STANDARD }
    }

    /// Uses this keyring instead of the system's.
    #[must_use]
    pub fn with_keyring(self, keyring: Keyring) -> Self {
        Self { keyring: Some(keyring), ..self }
    }

    /// Stretches new passphrases at this cost. What is already stored keeps the cost that it was made with.
    #[must_use]
    pub const fn with_cost(mut self, cost: Cost) -> Self {
        self.cost = cost;
        self
    }

    /// Tries whether the keyring keeps secrets, by storing, reading and deleting one.
    #[must_use]
    pub fn probe_keyring(&self) -> KeyringState {
        match self.keyring() {
            Ok(keyring) => keyring.probe(),
            Err(problem) => KeyringState::Unusable { why: problem.to_string() },
        }
    }

    /// Whether the folder has a `keys.json`.
    #[must_use]
    pub fn exist(&self) -> bool {
        KeyFile::path(&self.dir).exists()
    }

    /// Refuses a folder that has a database and has lost its `keys.json`.
    ///
    /// # Errors
    /// `keys-missing`.
    pub fn refuse_lost(&self) -> Result<(), KeyError> {
        if !self.exist() && crate::database::path(&self.dir).exists() {
            return Err(KeyError::Missing { path: KeyFile::path(&self.dir) });
        }
        Ok(())
    }

    /// Which ways of opening are stored, read without opening anything: `keyring`, `passphrase`, `recovery-code`.
    ///
    /// # Errors
    /// `keys-missing`, `damaged-keys`, `newer-keys`, `keys-io`.
    pub fn ways(&self) -> Result<Vec<&'static str>, KeyError> {
        Ok(KeyFile::read(&self.dir)?.copies.iter().map(Copy::way).collect())
    }

    /// Makes a data key and stores its wrapped copies; creates the folder. An ephemeral key writes nothing.
    ///
    /// # Errors
    /// `keys-exist` when the folder has keys already, `keys-missing` when it has a database without keys,
    /// `keyring-unusable`, `short-passphrase`, `keys-io`, `no-randomness`. Nothing is changed then.
    pub fn create(&self, protection: Protection) -> Result<Created, KeyError> {
        if matches!(protection, Protection::Ephemeral) {
            return Ok(Created { key: DataKey::generate()?, recovery: None });
        }
        if self.exist() {
            return Err(KeyError::Exist { path: KeyFile::path(&self.dir) });
        }
        self.refuse_lost()?;
        let key = DataKey::generate()?;
        let recovery = RecoveryCode::generate()?;
        let mut file = KeyFile::new(&key);
        file.put(self.wrap(&key, protection)?);
        file.put(recovery.wrap(&key)?);
        file.write(&self.dir)?;
        Ok(Created { key, recovery: Some(recovery) })
    }

    /// Opens the folder.
    ///
    /// # Errors
    /// See [`KeyError`]; nothing is changed.
    pub fn open(&self, unlock: Unlock) -> Result<DataKey, KeyError> {
        let file = KeyFile::read(&self.dir)?;
        match unlock {
            Unlock::Keyring => self.keyring()?.unwrap(&file),
            Unlock::Passphrase(passphrase) => passphrase.unwrap(&file),
            Unlock::Recovery(code) => code.unwrap(&file),
        }
    }

    /// Protects the folder in another way from now on. The recovery code stays as it is.
    ///
    /// # Errors
    /// `foreign-key` when `key` is not this folder's, `ephemeral-key` for [`Protection::Ephemeral`], and those of
    /// [`Keys::create`]. The old protection is in force then.
    pub fn protect(&self, key: &DataKey, protection: Protection) -> Result<(), KeyError> {
        let mut file = self.file_of(key)?;
        let to_keyring = matches!(protection, Protection::Keyring);
        let copy = self.wrap(key, protection)?;
        file.copies.retain(|old| matches!(old, Copy::RecoveryCode(_)));
        file.put(copy);
        file.write(&self.dir)?;
        if !to_keyring && let Ok(keyring) = self.keyring() {
            keyring.forget(key);
        }
        Ok(())
    }

    /// Makes a new recovery code; the old one no longer opens anything.
    ///
    /// # Errors
    /// `foreign-key` when `key` is not this folder's, `keys-io`, `no-randomness`. The old code is in force then.
    pub fn renew_recovery(&self, key: &DataKey) -> Result<RecoveryCode, KeyError> {
        let mut file = self.file_of(key)?;
        let code = RecoveryCode::generate()?;
        file.put(code.wrap(key)?);
        file.write(&self.dir)?;
        Ok(code)
    }

    fn wrap(&self, key: &DataKey, protection: Protection) -> Result<Copy, KeyError> {
        match protection {
            Protection::Keyring => self.keyring()?.wrap(key),
            Protection::Passphrase(passphrase) => passphrase.wrap(key, self.cost),
            Protection::Ephemeral => Err(KeyError::Ephemeral),
        }
    }

    /// The key file, if `key` is the one that it holds.
    fn file_of(&self, key: &DataKey) -> Result<KeyFile, KeyError> {
        let file = KeyFile::read(&self.dir)?;
        if file.id == key.id() { Ok(file) } else { Err(KeyError::Foreign { path: KeyFile::path(&self.dir) }) }
    }

    /// A new connection each time, so that a keyring that comes up later is found.
    fn keyring(&self) -> Result<Keyring, KeyError> {
        self.keyring.clone().map_or_else(Keyring::system, Ok)
    }
}
