//! Which tickets changed since a moment that a reader remembers.

use rusqlite::{Connection, Transaction};

use super::TicketKey;
use crate::{Store, StoreError};

/// What changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Tickets that are new or different, tombstones included. Those of a removed account are not here.
    pub tickets: Vec<TicketKey>,
    /// The store's revision now: ask with it the next time.
    pub revision: i64,
}

impl Store {
    /// The store's revision. Read it before [`Store::resident`].
    ///
    /// # Errors
    /// Those of any read.
    pub fn revision(&self) -> Result<i64, StoreError> {
        self.read(revision)
    }

    /// Tickets that changed after the revision `since`: how a reader follows the holder, see [`Store::watch`].
    ///
    /// # Errors
    /// Those of any read.
    pub fn changes(&self, since: i64) -> Result<Changes, StoreError> {
        self.read(|connection| {
            let mut statement = connection
                .prepare_cached("SELECT account, id FROM tickets WHERE revision > ? ORDER BY revision")?;
            let rows = statement
                .query_map([since], |row| Ok(TicketKey { account: row.get(0)?, id: row.get(1)? }))?;
            Ok(Changes { tickets: rows.collect::<Result<_, _>>()?, revision: revision(connection)? })
        })
    }
}

/// The revision of the changes in this transaction.
pub(crate) fn next_revision(tx: &Transaction<'_>) -> Result<i64, StoreError> {
    let mut statement =
        tx.prepare_cached("UPDATE revisions SET revision = revision + 1 RETURNING revision")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

fn revision(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.prepare_cached("SELECT revision FROM revisions")?.query_row([], |row| row.get(0))?)
}
