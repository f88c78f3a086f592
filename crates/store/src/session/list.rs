//! Reading the log of sessions.

use calendar::Moment;
use rusqlite::{OptionalExtension, Row};

use super::{SessionRow, SessionState};
use crate::{Store, StoreError, TicketKey};

const COLUMNS: &str =
    "row, account, ticket, begun, started, state, ended, outcome, closed, closed_at, note, time";

impl Store {
    /// All sessions, newest first.
    ///
    /// # Errors
    /// Those of any read.
    pub fn sessions(&self) -> Result<Vec<SessionRow>, StoreError> {
        self.read(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM sessions ORDER BY row DESC");
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map([], read)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// One session; `None` when there is none of this number.
    ///
    /// # Errors
    /// Those of any read.
    pub fn session(&self, number: i64) -> Result<Option<SessionRow>, StoreError> {
        self.read(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM sessions WHERE row = ?");
            Ok(connection.prepare_cached(&sql)?.query_row([number], read).optional()?)
        })
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<SessionRow> {
    let state: String = row.get(5)?;
    let closed: Option<String> = row.get(8)?;
    let closed_at: Option<i64> = row.get(9)?;
    Ok(SessionRow {
        number: row.get(0)?,
        ticket: TicketKey { account: row.get(1)?, id: row.get(2)? },
        begun: row.get(3)?,
        started: Moment(row.get(4)?),
        // The database holds no other word; one that it does hold all the same says nothing.
        state: SessionState::named(&state).unwrap_or(SessionState::Unknown),
        ended: row.get::<_, Option<i64>>(6)?.map(Moment),
        outcome: row.get(7)?,
        closed: closed.zip(closed_at.map(Moment)),
        note: row.get(10)?,
        time: row.get(11)?,
    })
}
