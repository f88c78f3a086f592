//! Deleting tickets for good.

use calendar::Moment;
use rusqlite::{Transaction, params};

use crate::{Store, StoreError};

impl Store {
    /// Deletes the tombstones whose ticket last changed before `before`; answers how many.
    ///
    /// # Errors
    /// `no-lease`, and those of any change.
    pub fn purge_gone(&self, before: Moment) -> Result<usize, StoreError> {
        self.write(|tx| {
            let old = "SELECT row FROM tickets WHERE gone IS NOT NULL AND updated < ?1";
            delete(tx, old, params![before.0])
        })
    }
}

/// Deletes all tickets of an account. Their words must have left the search index before.
pub(crate) fn delete_account(tx: &Transaction<'_>, account: &str) -> Result<(), StoreError> {
    delete(tx, "SELECT row FROM tickets WHERE account = ?1", params![account])?;
    Ok(())
}

/// Deletes the tickets that `which` selects, with events and bodies.
fn delete(
    tx: &Transaction<'_>,
    which: &'static str,
    bound: &[&dyn rusqlite::ToSql],
) -> Result<usize, StoreError> {
    tx.execute(
        &format!(
            "DELETE FROM bodies WHERE row IN (SELECT body FROM events WHERE ticket IN ({which}) AND body IS NOT NULL)"
        ),
        bound,
    )?;
    crate::file::of_tickets(tx, which, bound)?;
    tx.execute(&format!("DELETE FROM events WHERE ticket IN ({which})"), bound)?;
    Ok(tx.execute(&format!("DELETE FROM tickets WHERE row IN ({which})"), bound)?)
}
