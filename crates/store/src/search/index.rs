//! Filling the search index.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::text::words_of;
use crate::{Store, StoreError};

/// Bytes of text after which a slice ends, so that its transaction stays short.
const SLICE_BYTES: usize = 512 * 1024;
/// Bytes of one ticket's messages that are indexed.
const TICKET_BYTES: usize = 256 * 1024;
/// Documents that may share one second.
const PER_SECOND: i64 = 1 << 21;

/// What a slice did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slice {
    /// Tickets that it indexed.
    pub indexed: u32,
    /// Whether tickets are left: ask for another slice.
    pub more: bool,
}

/// A ticket that waits.
struct Waiting {
    row: i64,
    updated: i64,
    number: String,
    subject: String,
    customer: Option<String>,
}

impl Store {
    /// Whether the index has the present text of every ticket. Costs microseconds.
    ///
    /// # Errors
    /// Those of any read.
    pub fn is_indexed(&self) -> Result<bool, StoreError> {
        self.read(|connection| Ok(!any_waiting(connection)?))
    }

    /// Indexes some of the tickets that wait, those that changed last first: at most `most` tickets, and fewer when
    /// their texts are long.
    ///
    /// # Errors
    /// `no-lease`, `disk-full`, and those of any change.
    pub fn index_slice(&self, most: u32) -> Result<Slice, StoreError> {
        self.write(|tx| {
            let mut slice = Vec::new();
            let mut bytes = 0;
            let waiting = waiting(tx, most)?;
            let found = waiting.len();
            for ticket in waiting {
                let text = text_of(tx, ticket.row)?;
                bytes += text.len();
                slice.push((ticket, text));
                if bytes >= SLICE_BYTES {
                    break;
                }
            }
            // FTS5 writes a segment whenever a rowid is below the one before: oldest first makes one of it.
            for (ticket, text) in slice.iter().rev() {
                put(tx, ticket, text)?;
            }
            let more = slice.len() < found || any_waiting(tx)?;
            Ok(Slice { indexed: u32::try_from(slice.len()).unwrap_or(u32::MAX), more })
        })
    }
}

/// Takes a ticket out of the index.
pub(crate) fn forget(tx: &Transaction<'_>, row: i64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM search WHERE rowid = (SELECT document FROM tickets WHERE row = ?)")?
        .execute([row])?;
    tx.prepare_cached("UPDATE tickets SET document = NULL WHERE row = ?")?.execute([row])?;
    Ok(())
}

/// Takes all tickets of an account out of the index, and their words out of the file.
pub(crate) fn forget_account(tx: &Transaction<'_>, account: &str) -> Result<(), StoreError> {
    let others: bool = tx.query_row(
        "SELECT EXISTS (SELECT 1 FROM tickets WHERE account <> ? AND document IS NOT NULL)",
        [account],
        |row| row.get(0),
    )?;
    if others {
        tx.execute(
            "DELETE FROM search
             WHERE rowid IN (SELECT document FROM tickets WHERE account = ? AND document IS NOT NULL)",
            [account],
        )?;
        // Deleted documents leave their words behind until the segments are merged.
        tx.execute("INSERT INTO search (search) VALUES ('optimize')", [])?;
    } else {
        tx.execute("INSERT INTO search (search) VALUES ('delete-all')", [])?;
    }
    Ok(())
}

fn waiting(tx: &Transaction<'_>, most: u32) -> Result<Vec<Waiting>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT row, updated, number, subject, customer FROM tickets INDEXED BY tickets_waiting
         WHERE waiting = 1 ORDER BY updated DESC LIMIT ?",
    )?;
    let rows = statement.query_map([most], |row| {
        let (row, updated, number, subject, customer) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
        Ok(Waiting { row, updated, number, subject, customer })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn any_waiting(connection: &Connection) -> Result<bool, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM tickets WHERE waiting = 1)")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// The words of all messages.
fn text_of(tx: &Transaction<'_>, ticket: i64) -> Result<String, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT mime, bodies.body FROM events JOIN bodies ON bodies.row = events.body WHERE ticket = ?
         ORDER BY place",
    )?;
    let mut rows = statement.query([ticket])?;
    let mut text = String::new();
    while let Some(row) = rows.next()? {
        let mime = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        let body = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        words_of(mime, body, &mut text, TICKET_BYTES);
        if text.len() >= TICKET_BYTES {
            break;
        }
    }
    Ok(text)
}

fn put(tx: &Transaction<'_>, ticket: &Waiting, text: &str) -> Result<(), StoreError> {
    forget(tx, ticket.row)?;
    let document = free_document(tx, ticket.updated)?;
    tx.prepare_cached("INSERT INTO search (rowid, number, subject, customer, text) VALUES (?, ?, ?, ?, ?)")?
        .execute(params![document, ticket.number, ticket.subject, ticket.customer, text])?;
    tx.prepare_cached("UPDATE tickets SET document = ?, waiting = 0 WHERE row = ?")?
        .execute([document, ticket.row])?;
    Ok(())
}

/// A rowid that sorts by the second of the last change.
fn free_document(tx: &Transaction<'_>, updated: i64) -> Result<i64, StoreError> {
    let first = updated.clamp(0, 1 << 41) * PER_SECOND;
    let last: Option<i64> = tx
        .prepare_cached(
            "SELECT document FROM tickets WHERE document >= ? AND document < ? ORDER BY document DESC LIMIT 1",
        )?
        .query_row([first, first + PER_SECOND], |row| row.get(0))
        .optional()?;
    Ok(last.map_or(first, |last| last + 1))
}
