//! Tickets that a portal suddenly no longer shows.

use std::sync::PoisonError;

use crate::{Desk, DeskError, DeskEvent};

impl Desk {
    /// Takes the tickets for gone that are kept because so many of them vanished at once: the user says that they are
    /// really gone. Gives how many there were.
    ///
    /// # Errors
    /// Nothing is open, another process holds the data folder, or there is no such account.
    pub async fn take_away(&self, account: String) -> Result<u32, DeskError> {
        let console = self.console()?;
        self.off_thread(move || {
            let gone = console.store.let_go(&account)?;
            let mut line = console.line.write().unwrap_or_else(PoisonError::into_inner);
            gone.iter().for_each(|key| line.remove(&crate::live::key(&key.account, &key.id)));
            drop(line);
            console.dirty.notify_one();
            console.announce(DeskEvent::StatusChanged);
            Ok(u32::try_from(gone.len()).unwrap_or(u32::MAX))
        })
        .await
    }
}
