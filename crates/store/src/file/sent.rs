//! Files that are to be sent: taken in whole before anything is queued, and kept until the portal has them.

use calendar::Moment;
use policy::ticket::Enclosure;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::{fetched, signed, unsigned, whole};
use crate::{DraftKind, Store, StoreError, TicketKey};

/// A file to be taken in.
#[derive(Clone, Copy, Debug)]
pub struct NewEnclosure<'a> {
    /// The ticket, by the portal's identifier or by the name made here.
    pub ticket: &'a TicketKey,
    /// What it goes out with.
    pub with: DraftKind,
    /// What it is. Its SHA-256 is worked out here, over what is on the disk.
    pub file: &'a Enclosure,
    /// All its bytes.
    pub bytes: &'a [u8],
}

/// A file that was taken in and goes out with a text that is not sent yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosed {
    /// With which text.
    pub with: DraftKind,
    /// What it is.
    pub file: Enclosure,
}

impl Store {
    /// Takes a file in; it is on the disk when the call returns. Also works beside a holder of the lease.
    ///
    /// # Errors
    /// `unknown-account`, `disk-full`, and those of any change.
    pub fn enclose(&self, new: &NewEnclosure<'_>, now: Moment) -> Result<Enclosure, StoreError> {
        let Enclosure { id, name, mime, .. } = new.file;
        self.write_as_user(|tx| {
            let added = tx
                .prepare_cached(
                    "INSERT INTO contents (account, ticket, id, draft, name, mime, size, used)
                     SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM accounts WHERE id = ?1",
                )?
                .execute(params![
                    new.ticket.account,
                    new.ticket.id,
                    id,
                    new.with.word(),
                    name,
                    mime,
                    signed(new.bytes.len() as u64),
                    now.0
                ])?;
            if added == 0 {
                return Err(StoreError::UnknownAccount { account: new.ticket.account.clone() });
            }
            let content = tx.last_insert_rowid();
            fetched::append(tx, content, new.bytes)?;
            let sha256 = whole::digest(tx, content)?;
            tx.prepare_cached("UPDATE contents SET sha256 = ? WHERE row = ?")?
                .execute(params![&sha256[..], content])?;
            Ok(Enclosure { size: new.bytes.len() as u64, sha256: hex(&sha256), ..new.file.clone() })
        })
    }

    /// The files that go out with texts of a ticket that are not sent yet, in the order in which they were taken in.
    ///
    /// # Errors
    /// Those of any read.
    pub fn enclosed(&self, ticket: &TicketKey) -> Result<Vec<Enclosed>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT id, name, mime, have, sha256, draft FROM contents
                 WHERE account = ? AND ticket = ? AND draft IS NOT NULL AND operation IS NULL ORDER BY row",
            )?;
            let rows = statement.query_map([&ticket.account, &ticket.id], |row| {
                let with =
                    if row.get_ref(5)?.as_str()? == "note" { DraftKind::Note } else { DraftKind::Reply };
                Ok(Enclosed { with, file: from_row(row)? })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Erases a file that was taken in and is in no operation. `false` when there is no such. Also works beside a holder of
    /// the lease.
    ///
    /// # Errors
    /// Those of any change.
    pub fn remove_enclosed(&self, ticket: &TicketKey, id: &str) -> Result<bool, StoreError> {
        let sql = "DELETE FROM contents
                   WHERE account = ? AND ticket = ? AND id = ? AND draft IS NOT NULL AND operation IS NULL";
        let change = |tx: &Transaction<'_>| Ok(tx.execute(sql, params![ticket.account, ticket.id, id])? > 0);
        if self.is_read_only() { self.write_as_user(change) } else { self.erasing(change) }
    }

    /// The bytes of a file that was taken in; `None` when they are no longer here.
    ///
    /// # Errors
    /// `bad-record` when they are not what was taken in, and those of any read.
    pub fn enclosure_bytes(&self, account: &str, id: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(|connection| {
            let found: Option<(i64, Vec<u8>)> = connection
                .prepare_cached(
                    "SELECT row, sha256 FROM contents
                     WHERE account = ? AND id = ? AND draft IS NOT NULL AND sha256 IS NOT NULL",
                )?
                .query_row([account, id], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            found.map(|(content, sha256)| whole::bytes(connection, content, &sha256)).transpose()
        })
    }

    /// Erases files that were taken in before `before` for texts that were never sent; answers how many.
    ///
    /// # Errors
    /// `no-lease`, and those of any change.
    pub fn purge_enclosed(&self, before: Moment) -> Result<usize, StoreError> {
        let sql = "DELETE FROM contents WHERE draft IS NOT NULL AND operation IS NULL AND used < ?";
        self.erasing(|tx| Ok(tx.execute(sql, [before.0])?))
    }
}

/// Gives the files of an operation to it. An error when one is not here: nothing is queued then.
pub(crate) fn claim(
    tx: &Transaction<'_>,
    account: &str,
    ticket: &str,
    operation: &str,
    files: &[Enclosure],
) -> Result<(), StoreError> {
    for file in files {
        let claimed = tx
            .prepare_cached(
                "UPDATE contents SET operation = ?1
                 WHERE account = ?2 AND ticket = ?3 AND id = ?4 AND draft IS NOT NULL AND operation IS NULL
                   AND sha256 IS NOT NULL",
            )?
            .execute([operation, account, ticket, &file.id])?;
        if claimed == 0 {
            let detail = format!("the file {} is no longer here", file.name);
            return Err(StoreError::BadRecord { detail });
        }
    }
    Ok(())
}

/// The operation no longer needs its files: they belong to the draft again, or are erased.
pub(crate) fn release(tx: &Transaction<'_>, operation: &str, is_done: bool) -> Result<(), StoreError> {
    let sql = if is_done {
        "DELETE FROM contents WHERE operation = ?"
    } else {
        "UPDATE contents SET operation = NULL WHERE operation = ?"
    };
    tx.prepare_cached(sql)?.execute([operation])?;
    Ok(())
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Enclosure> {
    let sha256: Option<[u8; 32]> = row.get(4)?;
    Ok(Enclosure {
        id: row.get(0)?,
        name: row.get(1)?,
        mime: row.get(2)?,
        size: unsigned(row.get(3)?),
        sha256: sha256.map_or_else(String::new, |sha256| hex(&sha256)),
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
