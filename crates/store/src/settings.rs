//! Settings: names and values of the desk's own choosing.

use rusqlite::OptionalExtension;

use crate::{Store, StoreError};

impl Store {
    /// The value of a setting; `None` when it was never set.
    ///
    /// # Errors
    /// Those of any read.
    pub fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT value FROM settings WHERE key = ?")?;
            Ok(statement.query_row([key], |row| row.get(0)).optional()?)
        })
    }

    /// Sets a setting, or removes it with `None`.
    ///
    /// # Errors
    /// `no-lease`, and those of any change.
    pub fn set_setting(&self, key: &str, value: Option<&str>) -> Result<(), StoreError> {
        self.write(|tx| {
            match value {
                Some(value) => {
                    tx.execute("INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", [key, value])?
                }
                None => tx.execute("DELETE FROM settings WHERE key = ?", [key])?,
            };
            Ok(())
        })
    }
}
