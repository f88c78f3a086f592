//! Locking the console, and what keeps its data file shut: a passphrase or the system's keyring.

use std::path::Path;
use std::time::Duration;

use store::{Held, Keys, Lease, Passphrase, Protection};

use crate::view::ProtectionView;
use crate::{Desk, DeskError, DeskEvent};

/// For so long a console that is being closed may still work on its data file.
const CLOSING: Duration = Duration::from_millis(100);
const MOST_WAITS: u32 = 100;

impl Desk {
    /// What opens the data file at the next start.
    ///
    /// # Errors
    /// `keys.json` cannot be read.
    pub async fn protection(&self) -> Result<ProtectionView, DeskError> {
        if self.try_console().is_none_or(|console| console.is_demo) {
            return Ok(ProtectionView::Nothing);
        }
        let folder = self.inner().options.folder()?;
        self.off_thread(move || {
            let ways = Keys::in_dir(&folder).ways()?;
            let has_passphrase = ways.contains(&"passphrase");
            Ok(if has_passphrase { ProtectionView::Passphrase } else { ProtectionView::Keyring })
        })
        .await
    }

    /// Protects the data file with a passphrase from now on, in place of the keyring or of the passphrase before. The
    /// recovery code stays as it is.
    ///
    /// # Errors
    /// `short-passphrase`, `nothing-open`, `no-key`, and those of writing `keys.json`; the old protection is in force then.
    pub async fn set_passphrase(&self, passphrase: String) -> Result<ProtectionView, DeskError> {
        let _one = self.inner().opening.lock().await;
        let folder = self.inner().options.folder()?;
        let key = self.held_key().filter(|_| self.is_stored_open()).ok_or_else(nothing_to_protect)?;
        let passphrase = Passphrase::new(passphrase);
        self.off_thread(move || Ok(Keys::in_dir(&folder).protect(&key, Protection::Passphrase(passphrase))?))
            .await?;
        Ok(ProtectionView::Passphrase)
    }

    /// Closes the data file and forgets its key: nothing is shown, synced or sent until its passphrase is typed again. What
    /// is in the outbox stays there.
    ///
    /// # Errors
    /// `no-passphrase` where anybody at this computer could open it again without one; `recovery-not-kept` while the
    /// recovery code was not seen; `busy` when something still works on the data file: it is locked, and whoever opens it
    /// next may have to wait.
    pub async fn lock(&self) -> Result<(), DeskError> {
        let _one = self.inner().opening.lock().await;
        if !self.is_stored_open() {
            return Ok(());
        }
        if self.unseen_recovery().is_some() {
            let message = "The recovery code of the data file was not kept yet.";
            return Err(DeskError::new("recovery-not-kept", message, "Keep the code first, then lock."));
        }
        if self.protection().await? != ProtectionView::Passphrase {
            let message =
                "The data file opens with your login: without a passphrase there is nothing to lock it with.";
            return Err(DeskError::new(
                "no-passphrase",
                message,
                "Set a passphrase, or lock the computer's screen.",
            ));
        }
        let folder = self.inner().options.folder()?;
        let is_reader = self.try_console().is_some_and(|console| console.store.is_read_only());
        self.let_go();
        if is_reader {
            self.set_console(None);
            self.announce_status();
            return Ok(());
        }
        // The lease is given back at once.
        self.close(&folder).await.map(drop).map_err(|error| still_busy(&error))
    }

    /// Closes the data file, and takes its folder when the last call that works on it has ended.
    pub(crate) async fn close(&self, folder: &Path) -> Result<Lease, DeskError> {
        self.set_console(None);
        self.announce_status();
        let mut waits = 0;
        loop {
            match take_lease(folder) {
                Err(error) if error.code == "folder-in-use" && waits < MOST_WAITS => {
                    waits += 1;
                    tokio::time::sleep(CLOSING).await;
                }
                taken => return taken,
            }
        }
    }

    fn is_stored_open(&self) -> bool {
        self.try_console().is_some_and(|console| !console.is_demo)
    }

    fn announce_status(&self) {
        // Nobody may be listening.
        let _ = self.inner().events.send(DeskEvent::StatusChanged);
    }
}

/// The right to change a data folder that nobody else holds.
pub(crate) fn take_lease(folder: &Path) -> Result<Lease, DeskError> {
    Lease::take(folder).map_err(|held| match held {
        Held::ByAnother { .. } => in_use(),
        Held::Refused { .. } => DeskError::new(held.code(), held.to_string(), held.hint()),
    })
}

pub(crate) fn in_use() -> DeskError {
    let message = "Another Gnomon uses this data folder.";
    DeskError::new("folder-in-use", message, "Close the other one first, or do this there.")
}

fn still_busy(error: &DeskError) -> DeskError {
    let message = format!("The data file is still in use: {}", error.message);
    DeskError::new("busy", message, "Wait a moment before you open it again.")
}

fn nothing_to_protect() -> DeskError {
    let message = "No data file is open that a passphrase could protect.";
    DeskError::new("nothing-open", message, "Connect a portal first.")
}
