//! Fetching a file piece by piece.

use calendar::Moment;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::{FileKey, FileState, PIECE, signed, unsigned, whole};
use crate::{Store, StoreError, TicketKey};

const COLUMNS: &str = "id, size, have, tag, sha256, kind, pinned";

impl Store {
    /// What is here of the files of a ticket; those of which nothing is here are left out.
    ///
    /// # Errors
    /// Those of any read.
    pub fn files(&self, ticket: &TicketKey) -> Result<Vec<FileState>, StoreError> {
        self.read(|connection| {
            let sql = format!(
                "SELECT {COLUMNS} FROM contents WHERE account = ? AND ticket = ? AND draft IS NULL ORDER BY id"
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map([&ticket.account, &ticket.id], from_row)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// What is here of one file; `None` when nothing is.
    ///
    /// # Errors
    /// Those of any read.
    pub fn file(&self, key: &FileKey) -> Result<Option<FileState>, StoreError> {
        self.read(|connection| find(connection, key))
    }

    /// Begins to fetch a file, or goes on with it: what is here already stays when `goes_on`, and is erased otherwise.
    /// Nothing happens to a file that is whole.
    ///
    /// # Errors
    /// `no-lease`, `unknown-account`, `disk-full`, and those of any change.
    pub fn begin_file(
        &self,
        key: &FileKey,
        size: Option<u64>,
        tag: Option<&str>,
        goes_on: bool,
        now: Moment,
    ) -> Result<FileState, StoreError> {
        self.write(|tx| {
            let known = find(tx, key)?;
            if let Some(known) = known.filter(|known| known.is_whole() || goes_on) {
                return Ok(known);
            }
            tx.prepare_cached(
                "DELETE FROM contents WHERE account = ? AND ticket = ? AND id = ? AND draft IS NULL",
            )?
            .execute([&key.account, &key.ticket, &key.id])?;
            let added = tx
                .prepare_cached(
                    "INSERT INTO contents (account, ticket, id, size, tag, used)
                     SELECT id, ?2, ?3, ?4, ?5, ?6 FROM accounts WHERE id = ?1",
                )?
                .execute(params![key.account, key.ticket, key.id, size.map(signed), tag, now.0])?;
            let begun = if added == 0 { None } else { find(tx, key)? };
            begun.ok_or_else(|| StoreError::UnknownAccount { account: key.account.clone() })
        })
    }

    /// Adds the next bytes of a file that is being fetched; they are on the disk when the call returns. Answers how many are
    /// there now.
    ///
    /// # Errors
    /// `bad-record` when the file is not being fetched, because it was erased meanwhile; `disk-full`; those of any change.
    pub fn append_file(&self, key: &FileKey, bytes: &[u8]) -> Result<u64, StoreError> {
        self.write(|tx| {
            let (content, _) = open(tx, key)?;
            append(tx, content, bytes)?;
            let mut have = tx.prepare_cached("SELECT have FROM contents WHERE row = ?")?;
            Ok(unsigned(have.query_row([content], |row| row.get(0))?))
        })
    }

    /// All bytes of a file have come. Its SHA-256 is worked out over what is on the disk and kept.
    ///
    /// # Errors
    /// As [`Store::append_file`].
    pub fn finish_file(&self, key: &FileKey, kind: &str, now: Moment) -> Result<FileState, StoreError> {
        self.write(|tx| {
            let (content, _) = open(tx, key)?;
            let sha256 = whole::digest(tx, content)?;
            tx.prepare_cached(
                "UPDATE contents SET sha256 = ?, kind = ?, size = have, tag = NULL, used = ? WHERE row = ?",
            )?
            .execute(params![&sha256[..], kind, now.0, content])?;
            find(tx, key)?.ok_or_else(|| erased(key))
        })
    }

    /// The bytes of a file that is here as a whole, checked against its SHA-256; `None` when it is not. Counts as a look at
    /// it where this store may write.
    ///
    /// # Errors
    /// `bad-record` when they are not what was fetched, and those of any read.
    pub fn file_bytes(&self, key: &FileKey, now: Moment) -> Result<Option<Vec<u8>>, StoreError> {
        let bytes = self.read(|connection| {
            let found: Option<(i64, Vec<u8>)> = connection
                .prepare_cached(
                    "SELECT row, sha256 FROM contents WHERE account = ? AND ticket = ? AND id = ? AND sha256 IS NOT NULL",
                )?
                .query_row([&key.account, &key.ticket, &key.id], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            found.map(|(content, sha256)| whole::bytes(connection, content, &sha256)).transpose()
        })?;
        if bytes.is_some() && !self.is_read_only() {
            self.write(|tx| {
                let sql = "UPDATE contents SET used = ? WHERE account = ? AND ticket = ? AND id = ?";
                tx.prepare_cached(sql)?.execute(params![now.0, key.account, key.ticket, key.id])?;
                Ok(())
            })?;
        }
        Ok(bytes)
    }

    /// The first bytes of a file, as many as its first piece has, also of one that is not whole yet.
    ///
    /// # Errors
    /// Those of any read.
    pub fn file_beginning(&self, key: &FileKey) -> Result<Vec<u8>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT bytes FROM pieces JOIN contents ON contents.row = pieces.content
                 WHERE account = ? AND ticket = ? AND id = ? AND place = 0",
            )?;
            let first = statement.query_row([&key.account, &key.ticket, &key.id], |row| row.get(0));
            Ok(first.optional()?.unwrap_or_default())
        })
    }

    /// Keeps a file from being erased for room until an instant.
    ///
    /// # Errors
    /// `no-lease`, and those of any change.
    pub fn pin_file(&self, key: &FileKey, until: Moment) -> Result<(), StoreError> {
        self.write(|tx| {
            tx.prepare_cached(
                "UPDATE contents SET pinned = max(coalesce(pinned, 0), ?) WHERE account = ? AND ticket = ? AND id = ?",
            )?
            .execute(params![until.0, key.account, key.ticket, key.id])?;
            Ok(())
        })
    }
}

/// Adds bytes at the end of a content.
pub(super) fn append(tx: &Transaction<'_>, content: i64, bytes: &[u8]) -> Result<(), StoreError> {
    let next = "SELECT coalesce(max(place) + 1, 0) FROM pieces WHERE content = ?";
    let first: i64 = tx.prepare_cached(next)?.query_row([content], |row| row.get(0))?;
    let mut insert = tx.prepare_cached("INSERT INTO pieces (content, place, bytes) VALUES (?, ?, ?)")?;
    for (place, piece) in (first..).zip(bytes.chunks(PIECE)) {
        insert.execute(params![content, place, piece])?;
    }
    tx.prepare_cached("UPDATE contents SET have = have + ? WHERE row = ?")?
        .execute([signed(bytes.len() as u64), content])?;
    Ok(())
}

/// A file that is being fetched: its number, and how much is there.
fn open(tx: &Transaction<'_>, key: &FileKey) -> Result<(i64, i64), StoreError> {
    let sql = "SELECT row, have FROM contents
               WHERE account = ? AND ticket = ? AND id = ? AND draft IS NULL AND sha256 IS NULL";
    let mut statement = tx.prepare_cached(sql)?;
    let found = statement
        .query_row([&key.account, &key.ticket, &key.id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    found.ok_or_else(|| erased(key))
}

fn erased(key: &FileKey) -> StoreError {
    StoreError::BadRecord {
        detail: format!("the file {} of ticket {} is not being fetched", key.id, key.ticket),
    }
}

fn find(connection: &Connection, key: &FileKey) -> Result<Option<FileState>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM contents WHERE account = ? AND ticket = ? AND id = ? AND draft IS NULL"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row([&key.account, &key.ticket, &key.id], from_row).optional()?)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<FileState> {
    Ok(FileState {
        id: row.get(0)?,
        size: row.get::<_, Option<i64>>(1)?.map(unsigned),
        have: unsigned(row.get(2)?),
        tag: row.get(3)?,
        sha256: row.get(4)?,
        kind: row.get::<_, Option<String>>(5)?.unwrap_or_default(),
        pinned: row.get::<_, Option<i64>>(6)?.map(Moment),
    })
}
