//! What was said of the requirements of a session.

use calendar::Moment;
use rusqlite::params;

use crate::{Store, StoreError, TicketKey};

/// What was said of one requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRow {
    /// The requirement, as in the pack.
    pub requirement: String,
    /// Who said so.
    pub by: String,
    /// Why it is not needed; `None` when it is met.
    pub waived: Option<String>,
    /// When.
    pub at: Moment,
}

impl Store {
    /// Keeps what was said of a requirement; what was said before is replaced.
    ///
    /// # Errors
    /// `no-lease`, and those of any change.
    pub fn set_check(&self, ticket: &TicketKey, check: &CheckRow) -> Result<(), StoreError> {
        let CheckRow { requirement, by, waived, at } = check;
        self.write(|tx| {
            tx.execute(
                "INSERT OR REPLACE INTO checks (account, ticket, requirement, by, waived, at) VALUES (?, ?, ?, ?, ?, ?)",
                params![ticket.account, ticket.id, requirement, by, waived, at.0],
            )?;
            Ok(())
        })
    }

    /// Forgets what was said of a requirement.
    ///
    /// # Errors
    /// `no-lease`, and those of any change.
    pub fn clear_check(&self, ticket: &TicketKey, requirement: &str) -> Result<(), StoreError> {
        self.write(|tx| {
            let sql = "DELETE FROM checks WHERE account = ? AND ticket = ? AND requirement = ?";
            tx.execute(sql, params![ticket.account, ticket.id, requirement])?;
            Ok(())
        })
    }

    /// What was said of the requirements for a ticket.
    ///
    /// # Errors
    /// Those of any read.
    pub fn checks(&self, ticket: &TicketKey) -> Result<Vec<CheckRow>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT requirement, by, waived, at FROM checks WHERE account = ? AND ticket = ? ORDER BY requirement",
            )?;
            let rows = statement.query_map(params![ticket.account, ticket.id], |row| {
                let (requirement, by, waived) = (row.get(0)?, row.get(1)?, row.get(2)?);
                Ok(CheckRow { requirement, by, waived, at: Moment(row.get(3)?) })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}
