//! Removing an account and everything that came from it.

use crate::{Store, StoreError};

impl Store {
    /// Removes the account with its tickets, texts, search words, contracts, hosts, operations, drafts, files and
    /// secrets, and wipes them from the file. The audit log keeps its lines. Takes about a second for ten thousand tickets.
    ///
    /// # Errors
    /// `unknown-account`, and those of any change.
    pub fn remove_account(&self, id: &str) -> Result<(), StoreError> {
        // Overwrites what is freed even where that costs a write of its own.
        self.maintain(|connection| connection.pragma_update(None, "secure_delete", "ON"))?;
        let removed = self.write(|tx| {
            crate::search::forget_account(tx, id)?;
            crate::ticket::delete_account(tx, id)?;
            super::known(tx.execute("DELETE FROM accounts WHERE id = ?", [id])?, id)
        });
        self.maintain(|connection| connection.pragma_update(None, "secure_delete", "FAST"))?;
        removed?;
        self.cut_log()
    }
}
