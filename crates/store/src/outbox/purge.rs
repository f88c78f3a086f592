//! Forgetting operations that are over.

use calendar::Moment;

use crate::{Store, StoreError};

impl Store {
    /// Deletes the operations that were delivered or cancelled before `before`; answers how many.
    ///
    /// # Errors
    /// `no-lease`, and those of any change.
    pub fn purge_operations(&self, before: Moment) -> Result<usize, StoreError> {
        self.write(|tx| {
            Ok(tx.execute(
                "DELETE FROM operations WHERE state IN ('delivered', 'cancelled') AND changed < ?",
                [before.0],
            )?)
        })
    }
}
