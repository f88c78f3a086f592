//! The lease on a data folder: one process holds it, and it alone syncs and sends.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::folder;

/// The right to write in a data folder, until it is dropped or the process ends. The system takes the lock back even
/// when the process is killed, so a stale lock cannot stay behind.
#[derive(Debug)]
pub struct Lease {
    dir: PathBuf,
    lock: Arc<File>,
}

impl Lease {
    /// Takes the lease on `dir`, without waiting; creates the folder.
    ///
    /// # Errors
    /// [`Held`], when another process has it or the folder cannot be written.
    pub fn take(dir: &Path) -> Result<Self, Held> {
        let refused =
            |error: std::io::Error| Held::Refused { dir: dir.to_owned(), detail: error.to_string() };
        folder::create(dir).map_err(refused)?;
        let lock = folder::create_file(&dir.join("lease")).map_err(refused)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { dir: dir.to_owned(), lock: Arc::new(lock) }),
            Err(TryLockError::WouldBlock) => Err(Held::ByAnother { dir: dir.to_owned() }),
            Err(TryLockError::Error(error)) => Err(refused(error)),
        }
    }

    /// The folder that it is for.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The same lease for a store, so that the lock stays as long as anything can write.
    pub(crate) fn share(&self) -> Self {
        Self { dir: self.dir.clone(), lock: Arc::clone(&self.lock) }
    }
}

/// Why the lease was not given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Held {
    /// Another process has it.
    #[error("Another Gnomon uses the data folder {}.", dir.display())]
    ByAnother {
        /// The folder.
        dir: PathBuf,
    },
    /// The folder cannot be locked at all.
    #[error("The data folder {} cannot be locked: {detail}.", dir.display())]
    Refused {
        /// The folder.
        dir: PathBuf,
        /// What the system said.
        detail: String,
    },
}

impl Held {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ByAnother { .. } => "folder-in-use",
            Self::Refused { .. } => "folder-not-lockable",
        }
    }

    /// What the user can do.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::ByAnother { .. } => {
                "Use the other window, or close it: this one shows the data, and syncs as soon as the other has ended."
            }
            Self::Refused { .. } => "Check the rights of the folder, and that it lies on a local disk.",
        }
    }
}
