//! Erasing for good: what is freed is overwritten, and the log that still holds it is cut.

use calendar::Moment;
use rusqlite::{Connection, Transaction, params};

use crate::{Store, StoreError, search, ticket};

/// Tickets whose texts are erased in one transaction: it stays short.
const SLICE: u32 = 100;

impl Store {
    /// Erases the texts and files of closed tickets that did not change since `before`, some at a time; answers how many
    /// tickets that were. Their events stay, without texts, so that what was promised and kept can still be told; the ticket
    /// is read whole again when it changes in its portal. Call it until it answers 0.
    ///
    /// # Errors
    /// `no-lease`, and those of any change.
    pub fn erase_texts(&self, before: Moment, now: Moment) -> Result<usize, StoreError> {
        let waits = self.read(|connection| {
            let sql = format!("SELECT EXISTS ({OLD})");
            Ok(connection.query_row(&sql, params![before.0, 1], |row| row.get::<_, bool>(0))?)
        })?;
        if !waits {
            return Ok(0);
        }
        self.erasing(|tx| {
            let rows: Vec<i64> = tx
                .prepare(OLD)?
                .query_map(params![before.0, SLICE], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            let revision = ticket::next_revision(tx)?;
            for row in &rows {
                search::forget(tx, *row)?;
                ticket::erase_texts(tx, *row)?;
                tx.prepare_cached("UPDATE tickets SET erased = ?, waiting = 1, revision = ? WHERE row = ?")?
                    .execute(params![now.0, revision, row])?;
            }
            Ok(rows.len())
        })
    }

    /// Takes the words of erased texts out of the search index for good: they stay there until its segments are merged, which
    /// takes about a second for ten thousand tickets. To be called once after [`Store::erase_texts`].
    ///
    /// # Errors
    /// `no-lease`, and those of any change.
    pub fn forget_words(&self) -> Result<(), StoreError> {
        self.erasing(|tx| {
            tx.execute("INSERT INTO search (search) VALUES ('optimize')", [])?;
            Ok(())
        })
    }

    /// When the texts of a ticket were erased here; `None` when they are here.
    ///
    /// # Errors
    /// Those of any read.
    pub fn erased(&self, key: &crate::TicketKey) -> Result<Option<Moment>, StoreError> {
        self.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT erased FROM tickets WHERE account = ? AND id = ?")?;
            let mut rows = statement.query([&key.account, &key.id])?;
            let erased = rows.next()?.map(|row| row.get::<_, Option<i64>>(0)).transpose()?;
            Ok(erased.flatten().map(Moment))
        })
    }

    /// A change that erases: what it frees is overwritten, in the file and in its log.
    pub(super) fn erasing<T>(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let erased = self.write(|tx| overwriting(tx, change))?;
        self.cut_log()?;
        Ok(erased)
    }

    /// The log still holds the old pages, until it is written back and cut.
    pub(crate) fn cut_log(&self) -> Result<(), StoreError> {
        self.maintain(|connection| connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())))
    }
}

/// Closed tickets with texts that did not change for long.
const OLD: &str = "SELECT row FROM tickets INDEXED BY tickets_solved
                   WHERE solved = 1 AND gone IS NULL AND updated < ?1 AND erased IS NULL LIMIT ?2";

/// Deletes what is here of files that a ticket no longer has.
pub(crate) fn sweep(tx: &Transaction<'_>, account: &str, ticket: &str, row: i64) -> Result<(), StoreError> {
    const STALE: &str = "account = ?1 AND ticket = ?2 AND draft IS NULL
                         AND id NOT IN (SELECT id FROM attachments WHERE attachments.ticket = ?3)";
    let is_there: bool = tx
        .prepare_cached(&format!("SELECT EXISTS (SELECT 1 FROM contents WHERE {STALE})"))?
        .query_row(params![account, ticket, row], |row| row.get(0))?;
    if is_there {
        overwriting(tx, |tx| {
            Ok(tx.execute(&format!("DELETE FROM contents WHERE {STALE}"), params![account, ticket, row])?)
        })?;
    }
    Ok(())
}

/// Deletes what is here of the files of a ticket, and what its portal told of them.
pub(crate) fn gone_with(tx: &Transaction<'_>, row: i64) -> Result<(), StoreError> {
    of_tickets(tx, "?1", &[&row])
}

/// [`gone_with`] for the tickets that `which` selects.
pub(crate) fn of_tickets(
    tx: &Transaction<'_>,
    which: &str,
    bound: &[&dyn rusqlite::ToSql],
) -> Result<(), StoreError> {
    tx.execute(
        &format!(
            "DELETE FROM contents WHERE draft IS NULL
             AND (account, ticket) IN (SELECT account, id FROM tickets WHERE row IN ({which}))"
        ),
        bound,
    )?;
    tx.execute(&format!("DELETE FROM attachments WHERE ticket IN ({which})"), bound)?;
    Ok(())
}

/// Overwrites what is freed even where that costs a write of its own.
pub(crate) fn overwriting<T>(
    tx: &Transaction<'_>,
    change: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    set(tx, "ON")?;
    let result = change(tx);
    set(tx, "FAST")?;
    result
}

fn set(connection: &Connection, how: &str) -> Result<(), StoreError> {
    Ok(connection.pragma_update(None, "secure_delete", how)?)
}
