//! The audit log: decisions about remote sessions and what became of them. Lines are only ever added; the database
//! itself refuses to change or delete one.

use calendar::Moment;
use rusqlite::params;

use crate::{Store, StoreError, TicketKey};

/// A line to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// When it happened.
    pub at: Moment,
    /// The ticket that it was for.
    pub ticket: Option<TicketKey>,
    /// What happened, as in `remote-allowed`, `remote-denied`, `session-ended`.
    pub what: String,
    /// Reasons, clauses, targets: JSON. No secrets.
    pub detail: String,
}

/// A line that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Its number; numbers only grow.
    pub number: i64,
    /// The line.
    pub entry: AuditEntry,
}

impl Store {
    /// Adds a line; it is on the disk when the call returns.
    ///
    /// # Errors
    /// `no-lease`, and those of any change.
    pub fn audit(&self, entry: &AuditEntry) -> Result<i64, StoreError> {
        let AuditEntry { at, ticket, what, detail } = entry;
        let (account, id) = ticket.as_ref().map(|key| (&key.account, &key.id)).unzip();
        self.write(|tx| {
            tx.execute(
                "INSERT INTO audit (at, account, ticket, what, detail) VALUES (?, ?, ?, ?, ?)",
                params![at.0, account, id, what, detail],
            )?;
            Ok(tx.last_insert_rowid())
        })
    }

    /// The lines with a number below `before` (all with `None`), newest first, at most `limit`.
    ///
    /// # Errors
    /// Those of any read.
    pub fn audit_log(&self, before: Option<i64>, limit: u32) -> Result<Vec<AuditRow>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT row, at, account, ticket, what, detail FROM audit WHERE row < ? ORDER BY row DESC LIMIT ?",
            )?;
            let rows = statement.query_map(params![before.unwrap_or(i64::MAX), limit], |row| {
                let (account, id): (Option<String>, Option<String>) = (row.get(2)?, row.get(3)?);
                let ticket = account.zip(id).map(|(account, id)| TicketKey { account, id });
                let entry = AuditEntry { at: Moment(row.get(1)?), ticket, what: row.get(4)?, detail: row.get(5)? };
                Ok(AuditRow { number: row.get(0)?, entry })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}
