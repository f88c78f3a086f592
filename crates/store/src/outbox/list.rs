//! Reading operations back.

use std::collections::BTreeSet;

use calendar::Moment;
use policy::ticket::{Operation, Seen};
use rusqlite::{Connection, Row, named_params};

use super::{OperationRow, OperationState, aside_name};
use crate::{Store, StoreError, TicketKey, Unreadable, json};

/// Which operations are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OperationFilter<'a> {
    /// Only those of this account.
    pub account: Option<&'a str>,
    /// Only those of the ticket with this identifier.
    pub ticket: Option<&'a str>,
    /// Neither delivered nor cancelled ones.
    pub open_only: bool,
    /// At most so many; `None` means all.
    pub limit: Option<u32>,
}

/// Operations that may go out in their turn, and those that may not.
#[derive(Debug, Default)]
pub struct InTurn {
    /// By account and place.
    pub operations: Vec<OperationRow>,
    /// Identifiers of those that follow one in their ticket that cannot be read.
    pub held: Vec<String>,
    /// Those that cannot be read.
    pub unreadable: Vec<Unreadable>,
}

/// How many operations of an account wait, and for what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OperationCounts {
    /// The account.
    pub account: String,
    /// Can still be undone.
    pub holding: u64,
    /// Wait to be sent.
    pub queued: u64,
    /// Are being sent.
    pub sending: u64,
    /// Went out, and Gnomon is finding out what became of them.
    pub unknown: u64,
    /// Went out, and only the user can find out what became of them.
    pub ask: u64,
    /// Something came in between.
    pub conflict: u64,
    /// The portal refused them.
    pub rejected: u64,
}

impl OperationCounts {
    /// Those that wait for the user's decision.
    #[must_use]
    pub const fn deciding(&self) -> u64 {
        self.ask + self.conflict + self.rejected
    }

    /// All of them.
    #[must_use]
    pub const fn open(&self) -> u64 {
        self.holding + self.queued + self.sending + self.unknown + self.deciding()
    }
}

const COLUMNS: &str = "id, account, ticket, place, change, seen, state, ask, due, composed, queued, hold_until, sent, \
                       accepted, event, detail, changed, files";

/// Counts the open ones.
pub(crate) const COUNTS: &str =
    "SELECT account, sum(state = 'holding'), sum(state = 'queued'), sum(state = 'sending'),
       sum(state = 'unknown' AND ask = 0), sum(ask), sum(state = 'conflict'), sum(state = 'rejected')
     FROM operations WHERE state NOT IN ('delivered', 'cancelled') GROUP BY account ORDER BY account";

impl Store {
    /// Operations, by account and place. One that was cancelled for a new text has the same place as the new one.
    ///
    /// # Errors
    /// Those of any read. An operation that cannot be read is an error of its own; it can still be withdrawn.
    pub fn operations(
        &self,
        filter: OperationFilter<'_>,
    ) -> Result<Vec<Result<OperationRow, Unreadable>>, StoreError> {
        let sql = listing(filter);
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query(named_params! {
                ":account": filter.account, ":ticket": filter.ticket,
                ":limit": filter.limit.map_or(-1, i64::from),
            })?;
            let mut operations = Vec::new();
            while let Some(row) = rows.next()? {
                operations.push(one(row)?);
            }
            Ok(operations)
        })
    }

    /// Operations that are neither delivered nor cancelled, by account and place, but for those that follow one that cannot
    /// be read in its ticket: nobody knows what that was to do, so nothing may overtake it until it is withdrawn.
    ///
    /// # Errors
    /// As [`Store::operations`].
    pub fn operations_in_turn(&self) -> Result<InTurn, StoreError> {
        let sql = listing(OperationFilter { open_only: true, ..OperationFilter::default() });
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement
                .query(named_params! { ":account": None::<&str>, ":ticket": None::<&str>, ":limit": -1 })?;
            let (mut turn, mut stopped) = (InTurn::default(), BTreeSet::new());
            while let Some(row) = rows.next()? {
                let ticket: (String, String) = (row.get(1)?, row.get(2)?);
                match one(row)? {
                    Ok(held) if stopped.contains(&ticket) => turn.held.push(held.operation.id),
                    Ok(operation) => turn.operations.push(operation),
                    Err(unreadable) => {
                        stopped.insert(ticket);
                        turn.unreadable.push(unreadable);
                    }
                }
            }
            Ok(turn)
        })
    }

    /// One operation by its identifier; `None` when there is no such.
    ///
    /// # Errors
    /// `bad-record`, and those of any read.
    pub fn operation(&self, id: &str) -> Result<Option<OperationRow>, StoreError> {
        self.read(|connection| find(connection, id))
    }

    /// Counts the operations that are neither delivered nor cancelled, for each account that has any, by account.
    ///
    /// # Errors
    /// Those of any read.
    pub fn open_operation_counts(&self) -> Result<Vec<OperationCounts>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(COUNTS)?;
            let rows = statement.query_map([], |row| {
                Ok(OperationCounts {
                    account: row.get(0)?,
                    holding: number(row, 1)?,
                    queued: number(row, 2)?,
                    sending: number(row, 3)?,
                    unknown: number(row, 4)?,
                    ask: number(row, 5)?,
                    conflict: number(row, 6)?,
                    rejected: number(row, 7)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

/// Lists those of a filter.
pub(crate) fn listing(filter: OperationFilter<'_>) -> String {
    let open = if filter.open_only { "AND state NOT IN ('delivered', 'cancelled')" } else { "" };
    let account = if filter.account.is_some() { "account = :account" } else { ":account IS NULL" };
    let ticket = if filter.ticket.is_some() { "ticket = :ticket" } else { ":ticket IS NULL" };
    format!(
        "SELECT {COLUMNS} FROM operations WHERE {account} AND {ticket} {open}
         ORDER BY account, place, composed, id LIMIT :limit"
    )
}

pub(super) fn find(connection: &Connection, id: &str) -> Result<Option<OperationRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM operations WHERE id = ?");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(from_row).transpose()
}

/// An operation, or what is wrong with it alone. A fault of the file or the disk is one of the call.
fn one(row: &Row<'_>) -> Result<Result<OperationRow, Unreadable>, StoreError> {
    match from_row(row) {
        Ok(operation) => Ok(Ok(operation)),
        Err(error) if error.is_of_one_record() => {
            let (id, account): (String, String) = (row.get(0)?, row.get(1)?);
            Ok(Err(Unreadable { key: Some(TicketKey::new(&account, &aside_name(&id))), error }))
        }
        Err(error) => Err(error),
    }
}

fn from_row(row: &Row<'_>) -> Result<OperationRow, StoreError> {
    let text = |column: usize| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
    let moment = |column: usize| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(column)?.map(Moment));
    let seen: Seen = json::from_text("operations.seen", text(5)?)?;
    let operation = Operation {
        id: row.get(0)?,
        ticket: row.get(2)?,
        change: json::from_text("operations.change", text(4)?)?,
        files: match row.get_ref(17)?.as_str_or_null().map_err(rusqlite::Error::from)? {
            Some(files) => json::from_text("operations.files", files)?,
            None => Vec::new(),
        },
        seen,
    };
    Ok(OperationRow {
        account: row.get(1)?,
        operation,
        place: number(row, 3)?,
        state: state(text(6)?)?,
        ask: row.get(7)?,
        due: moment(8)?,
        composed: Moment(row.get(9)?),
        queued: Moment(row.get(10)?),
        hold_until: moment(11)?,
        sent: row.get(12)?,
        accepted: moment(13)?,
        event: row.get(14)?,
        detail: row.get(15)?,
        changed: Moment(row.get(16)?),
    })
}

/// SQLite has no unsigned numbers; none of these is ever below zero.
fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    Ok(u64::try_from(row.get::<_, i64>(column)?).unwrap_or(0))
}

fn state(word: &str) -> Result<OperationState, StoreError> {
    let known = OperationState::ALL.into_iter().find(|state| state.word() == word);
    known.ok_or_else(|| StoreError::BadRecord { detail: format!("operations.state is `{word}`") })
}
