//! Writing the log of sessions.

use calendar::Moment;
use rusqlite::params;

use super::{NewSession, Posted, SessionState};
use crate::{Store, StoreError};

impl Store {
    /// Writes a session down that is about to be started, and answers its number. It is on the disk when the call
    /// returns.
    ///
    /// # Errors
    /// `no-lease`, and those of any change.
    pub fn begin_session(&self, new: &NewSession, now: Moment) -> Result<i64, StoreError> {
        let NewSession { ticket, begun } = new;
        self.write(|tx| {
            tx.execute(
                "INSERT INTO sessions (account, ticket, begun, started, state) VALUES (?, ?, ?, ?, 'running')",
                params![ticket.account, ticket.id, begun, now.0],
            )?;
            Ok(tx.last_insert_rowid())
        })
    }

    /// Writes down how a session ended, and when its end was seen; answers whether it was still open.
    ///
    /// # Errors
    /// `no-lease`, and those of any change.
    pub fn end_session(
        &self,
        number: i64,
        state: SessionState,
        ended: Option<Moment>,
        outcome: &str,
    ) -> Result<bool, StoreError> {
        self.write(|tx| {
            let changed = tx.execute(
                "UPDATE sessions SET state = ?, ended = ?, outcome = ? WHERE row = ? AND state = 'running'",
                params![state.word(), ended.map(|at| at.0), outcome, number],
            )?;
            Ok(changed > 0)
        })
    }

    /// Marks every session as `unknown` that an earlier process left open, and answers how many there were. Their ends
    /// were not seen, so none is written. Those that this process `watches`, by number and start, stay open.
    ///
    /// # Errors
    /// `no-lease`, and those of any change.
    pub fn lose_sessions(&self, watches: &[(i64, Moment)], outcome: &str) -> Result<usize, StoreError> {
        self.write(|tx| {
            let mut statement = tx.prepare("SELECT row, started FROM sessions WHERE state = 'running'")?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, Moment(row.get(1)?))))?;
            let open = rows.collect::<Result<Vec<(i64, Moment)>, _>>()?;
            let lost: Vec<i64> =
                open.iter().filter(|one| !watches.contains(one)).map(|(row, _)| *row).collect();
            for row in &lost {
                let sql = "UPDATE sessions SET state = 'unknown', outcome = ? WHERE row = ?";
                tx.execute(sql, params![outcome, row])?;
            }
            Ok(lost.len())
        })
    }

    /// Writes down what the engineer confirmed of a session that is over; answers whether it was not closed before.
    ///
    /// # Errors
    /// `no-lease`, and those of any change.
    pub fn close_session(&self, number: i64, closed: &str, now: Moment) -> Result<bool, StoreError> {
        self.write(|tx| {
            let changed = tx.execute(
                "UPDATE sessions SET closed = ?, closed_at = ? WHERE row = ? AND closed IS NULL AND state <> 'running'",
                params![closed, now.0, number],
            )?;
            Ok(changed > 0)
        })
    }

    /// Notes which operation of the outbox a session became; the first one stays.
    ///
    /// # Errors
    /// `no-lease`, and those of any change.
    pub fn session_posted(&self, number: i64, what: Posted, operation: &str) -> Result<(), StoreError> {
        let sql = match what {
            Posted::Note => "UPDATE sessions SET note = ? WHERE row = ? AND note IS NULL",
            Posted::Time => "UPDATE sessions SET time = ? WHERE row = ? AND time IS NULL",
        };
        self.write(|tx| {
            tx.execute(sql, params![operation, number])?;
            Ok(())
        })
    }
}
