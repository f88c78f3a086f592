//! Noticing what others wrote.

use crate::{Store, StoreError};

/// Remembers a state of the database. For a reader: the holder has written something; for a holder: this or another
/// connection has.
#[derive(Clone, Copy, Debug)]
pub struct Watch {
    seen: i64,
}

impl Store {
    /// Begins to watch, from the present state.
    ///
    /// # Errors
    /// Those of any read.
    pub fn watch(&self) -> Result<Watch, StoreError> {
        Ok(Watch { seen: self.data_version()? })
    }

    fn data_version(&self) -> Result<i64, StoreError> {
        self.read(|connection| Ok(connection.pragma_query_value(None, "data_version", |row| row.get(0))?))
    }
}

impl Watch {
    /// Whether anything was written since the last call. Costs some microseconds.
    ///
    /// # Errors
    /// Those of any read.
    pub fn changed(&mut self, store: &Store) -> Result<bool, StoreError> {
        let now = store.data_version()?;
        let changed = now != self.seen;
        self.seen = now;
        Ok(changed)
    }
}
