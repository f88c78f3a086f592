//! Locking the console, and what keeps its data file shut: a passphrase or the system's keyring.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::Duration;

use store::{Held, Keys, Lease, Passphrase, Protection};

use crate::view::ProtectionView;
use crate::{Desk, DeskError, DeskEvent};

/// How often it is looked whether a console that ends has closed its data file.
const PACE: Duration = Duration::from_millis(50);
/// For so many looks; longer than it waits for a portal's answer to what it has sent.
const MOST_LOOKS: u32 = 300;

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

    /// Closes the data file and forgets its key: nothing is shown, and nothing more is asked of a portal or sent to it, until
    /// the passphrase is typed again. What is in the outbox stays there; what has left already may still be answered, for a
    /// few seconds, so that its outcome is written down.
    ///
    /// # Errors
    /// `no-passphrase` where anybody at this computer could open it again without one, or in the demo; `recovery-not-kept`
    /// while the recovery code was not seen. Nothing is locked then.
    pub async fn lock(&self) -> Result<(), DeskError> {
        let _one = self.inner().opening.lock().await;
        let Some(console) = self.try_console() else { return Ok(()) };
        if console.is_demo {
            return Err(demo_is_open());
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
        self.inner().closing.store(!console.store.is_read_only(), Ordering::SeqCst);
        drop(console);
        self.let_go();
        self.set_console(None);
        self.announce_status();
        Ok(())
    }

    /// Closes the data file, and takes its folder when the last call that works on it has ended.
    pub(crate) async fn close(&self, folder: &Path) -> Result<Lease, DeskError> {
        self.set_console(None);
        self.announce_status();
        free_lease(folder).await
    }

    /// Waits until the console that was locked works on its data file no more. One that takes too long is passed over: the
    /// next one reads beside it, and goes on where it ends.
    pub(crate) async fn until_closed(&self, folder: &Path) {
        if self.inner().closing.swap(false, Ordering::SeqCst) {
            // Whoever opens the file takes it anew.
            drop(free_lease(folder).await);
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

/// The right to change a data folder, as soon as a console that ends has given it back.
async fn free_lease(folder: &Path) -> Result<Lease, DeskError> {
    let mut looks = 0;
    loop {
        match take_lease(folder) {
            Err(error) if error.code == "folder-in-use" && looks < MOST_LOOKS => {
                looks += 1;
                tokio::time::sleep(PACE).await;
            }
            taken => return taken,
        }
    }
}

pub(crate) fn in_use() -> DeskError {
    let message = "Another Gnomon uses this data folder.";
    DeskError::new("folder-in-use", message, "Close the other one first, or do this there.")
}

fn demo_is_open() -> DeskError {
    let message = "The demo has nothing to protect: its data is gone when Gnomon ends.";
    DeskError::new("no-passphrase", message, "Connect a portal; its tickets can be locked with a passphrase.")
}

fn nothing_to_protect() -> DeskError {
    let message = "No data file is open that a passphrase could protect.";
    DeskError::new("nothing-open", message, "Connect a portal first.")
}
