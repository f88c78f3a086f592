//! Tokens. They lie in clear within the encrypted file, and nowhere else.

use rusqlite::{OptionalExtension, Transaction, params};
use zeroize::Zeroizing;

use crate::{Store, StoreError};

/// Name of the secret that every account has.
pub(crate) const TOKEN: &str = "token";

impl Store {
    /// The token of an account; `None` when there is none.
    ///
    /// # Errors
    /// Those of any read.
    pub fn token(&self, account: &str) -> Result<Option<Zeroizing<String>>, StoreError> {
        self.read(|connection| {
            let token: Option<String> = connection
                .prepare_cached("SELECT value FROM secrets WHERE account = ? AND name = ?")?
                .query_row([account, TOKEN], |row| row.get(0))
                .optional()?;
            Ok(token.map(Zeroizing::new))
        })
    }

    /// Replaces the token of an account.
    ///
    /// # Errors
    /// `unknown-account`, and those of any change.
    pub fn set_token(&self, account: &str, token: &str) -> Result<(), StoreError> {
        self.write(|tx| {
            crate::account::mapping(tx, account)?;
            put(tx, account, TOKEN, token)
        })
    }
}

pub(crate) fn put(tx: &Transaction<'_>, account: &str, name: &str, value: &str) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT OR REPLACE INTO secrets (account, name, value) VALUES (?, ?, ?)")?
        .execute(params![account, name, value])?;
    Ok(())
}
