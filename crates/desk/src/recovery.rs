//! The recovery code, from the making of a data file until its user has kept it.
//!
//! Between the two, much can fail: the disk is full when the database is made, or when the first account is stored.
//! The code would be lost then, so it is kept in memory, with the key, and shown by the next connect that succeeds.

use std::path::Path;
use std::sync::Arc;

use store::{DataKey, KeyError, Keys};
use zeroize::Zeroizing;

use crate::start::{Found, create_keys, look, protection, unlock_with};
use crate::{Desk, DeskError};

/// What is known of the keys of the data file.
#[derive(Debug, Default)]
pub(crate) struct Held {
    /// The key of the data file that was made or opened.
    key: Option<Arc<DataKey>>,
    /// The code that the user has not kept yet.
    unseen: Option<Zeroizing<String>>,
}

impl Desk {
    /// The user has kept the recovery code: it is not shown again.
    pub fn recovery_seen(&self) {
        self.held().unseen = None;
    }

    /// The recovery code that the user has not kept yet.
    pub(crate) fn unseen_recovery(&self) -> Option<String> {
        self.held().unseen.as_ref().map(|code| code.to_string())
    }

    /// Remembers the key that opened the data file.
    pub(crate) fn hold(&self, key: Arc<DataKey>) {
        self.held().key = Some(key);
    }

    /// The key of the data file that is there while the demo is shown; `None` when there is none, or when an attempt
    /// before this one made it.
    pub(crate) async fn key_of_stored_file(
        &self,
        passphrase: &str,
    ) -> Result<Option<Arc<DataKey>>, DeskError> {
        if self.held().unseen.is_some() {
            return Ok(None);
        }
        let (folder, passphrase) = (self.inner().options.folder()?, passphrase.to_owned());
        self.off_thread(move || open_stored(&folder, passphrase)).await
    }

    /// The key for a new data file: one that an attempt before this one made, or a new one.
    pub(crate) async fn key_for_new_file(&self, passphrase: String) -> Result<Arc<DataKey>, DeskError> {
        let folder = self.inner().options.folder()?;
        let made = {
            let held = self.held();
            held.key.clone().filter(|_| held.unseen.is_some() && Keys::in_dir(&folder).exist())
        };
        if let Some(key) = made {
            // Perhaps another passphrase was typed this time: the last one is what the user will remember.
            let again = key.clone();
            self.off_thread(move || {
                let keys = Keys::in_dir(&folder);
                let protection = protection(&keys, passphrase)?;
                Ok(keys.protect(&again, protection)?)
            })
            .await?;
            return Ok(key);
        }
        let created = self.off_thread(move || create_keys(&folder, passphrase)).await?;
        let key = Arc::new(created.key);
        let mut held = self.held();
        held.key = Some(key.clone());
        held.unseen = created.recovery.map(|code| code.text());
        Ok(key)
    }

    /// A data file without any account was made by a process that ended before its code was shown, or has lost all
    /// its accounts: its next one comes with a new code, and the old one opens nothing any more.
    pub(crate) async fn renew_recovery(&self) -> Result<(), DeskError> {
        let (key, folder) = {
            let held = self.held();
            let Some(key) = held.key.clone().filter(|_| held.unseen.is_none()) else { return Ok(()) };
            (key, self.inner().options.folder()?)
        };
        let code = self.off_thread(move || Ok(renew(&folder, &key)?)).await?;
        self.held().unseen = Some(code);
        Ok(())
    }

    /// The key that opened the data file, or would if that were whole.
    pub(crate) fn held_key(&self) -> Option<Arc<DataKey>> {
        self.held().key.clone()
    }

    /// Forgets the key: its data file was moved aside.
    pub(crate) fn let_go(&self) {
        *self.held() = Held::default();
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Held> {
        self.inner().held.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

fn open_stored(folder: &Path, passphrase: String) -> Result<Option<Arc<DataKey>>, DeskError> {
    if !Keys::in_dir(folder).exist() {
        return Ok(None);
    }
    match look(folder)? {
        Found::Nothing { .. } => Ok(None),
        Found::Key(key) => Ok(Some(Arc::new(key))),
        Found::Locked { reason, .. } if passphrase.is_empty() => {
            Err(DeskError::new("passphrase-needed", reason, "Type the passphrase of the data file."))
        }
        Found::Locked { .. } => unlock_with(folder, passphrase).map(|key| Some(Arc::new(key))),
    }
}

fn renew(folder: &Path, key: &DataKey) -> Result<Zeroizing<String>, KeyError> {
    Ok(Keys::in_dir(folder).renew_recovery(key)?.text())
}
