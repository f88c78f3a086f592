//! Lists of tickets that are not resident, and how many there are.

use calendar::Moment;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::TicketKey;
use crate::{Store, StoreError};

/// A ticket as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketRow {
    /// Which one.
    pub key: TicketKey,
    /// What people call it.
    pub number: String,
    /// Subject line, hostile.
    pub subject: String,
    /// In the portal's words.
    pub status: String,
    /// Queue; empty where the portal has none.
    pub queue: String,
    /// Name of the organisation.
    pub customer: Option<String>,
    /// Who handles it.
    pub assignee: Option<String>,
    /// When it was filed.
    pub created: Moment,
    /// Last change.
    pub updated: Moment,
    /// The account's mapping calls its status solved or closed.
    pub solved: bool,
}

/// How many there are, over all accounts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tickets that are neither solved nor gone.
    pub unsolved: u64,
    /// Solved tickets that are not gone.
    pub solved: u64,
    /// Records kept aside.
    pub aside: u64,
    /// Tickets whose present text cannot be found by a search yet.
    pub unindexed: u64,
}

const COLUMNS: &str =
    "account, id, number, subject, status, queue, customer, assignee, created, updated, solved";

impl Store {
    /// Solved tickets, last changed first, from the `offset`-th on, at most `limit`.
    ///
    /// # Errors
    /// Those of any read.
    pub fn solved(&self, offset: u32, limit: u32) -> Result<Vec<TicketRow>, StoreError> {
        self.read(|connection| {
            let sql = format!(
                "SELECT {COLUMNS} FROM tickets INDEXED BY tickets_solved WHERE solved = 1 AND gone IS NULL
                 ORDER BY updated DESC, row DESC LIMIT ? OFFSET ?"
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map(params![limit, offset], from_row)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The rows of these tickets, in this order; those that are not stored are left out.
    ///
    /// # Errors
    /// Those of any read.
    pub fn ticket_rows(&self, keys: &[TicketKey]) -> Result<Vec<TicketRow>, StoreError> {
        self.read(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM tickets WHERE account = ? AND id = ?");
            let mut statement = connection.prepare_cached(&sql)?;
            let mut found = Vec::new();
            for key in keys {
                found.extend(statement.query_row([&key.account, &key.id], from_row).optional()?);
            }
            Ok(found)
        })
    }

    /// Counts tickets and records. Takes some milliseconds for a hundred thousand.
    ///
    /// # Errors
    /// Those of any read.
    pub fn counts(&self) -> Result<Counts, StoreError> {
        self.read(|connection| {
            Ok(Counts {
                unsolved: count(connection, "tickets WHERE solved = 0 AND gone IS NULL")?,
                solved: count(connection, "tickets WHERE solved = 1 AND gone IS NULL")?,
                aside: count(connection, "aside")?,
                unindexed: count(connection, "tickets WHERE waiting = 1")?,
            })
        })
    }
}

fn count(connection: &Connection, of: &'static str) -> Result<u64, StoreError> {
    let mut statement = connection.prepare_cached(&format!("SELECT count(*) FROM {of}"))?;
    let count: i64 = statement.query_row([], |row| row.get(0))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<TicketRow> {
    Ok(TicketRow {
        key: TicketKey { account: row.get(0)?, id: row.get(1)? },
        number: row.get(2)?,
        subject: row.get(3)?,
        status: row.get(4)?,
        queue: row.get(5)?,
        customer: row.get(6)?,
        assignee: row.get(7)?,
        created: Moment(row.get(8)?),
        updated: Moment(row.get(9)?),
        solved: row.get(10)?,
    })
}
