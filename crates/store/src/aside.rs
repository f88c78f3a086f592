//! Records that could not be read: kept, counted and shown, so that one bad ticket never stops the others.

use calendar::Moment;
use rusqlite::{Connection, Transaction, params};
use sha2::{Digest, Sha256};

use crate::{AsideRecord, Store, StoreError, Unreadable};

/// Bytes of a record that are kept.
const MOST_BYTES: usize = 64 * 1024;

/// A record kept aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsideRow {
    /// Its account.
    pub account: String,
    /// What came.
    pub record: AsideRecord,
    /// When it came last.
    pub at: Moment,
}

impl Store {
    /// All records kept aside, newest first.
    ///
    /// # Errors
    /// Those of any read.
    pub fn aside(&self) -> Result<Vec<AsideRow>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT account, id, why, raw, at FROM aside ORDER BY at DESC, account, mark",
            )?;
            let rows = statement.query_map([], |row| {
                Ok(AsideRow {
                    account: row.get(0)?,
                    record: AsideRecord { id: row.get(1)?, why: row.get(2)?, raw: row.get(3)? },
                    at: Moment(row.get(4)?),
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// How many records are kept aside, over all accounts. Costs microseconds, however many tickets there are.
    ///
    /// # Errors
    /// Those of any read.
    pub fn aside_count(&self) -> Result<u64, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT count(*) FROM aside")?;
            let count: i64 = statement.query_row([], |row| row.get(0))?;
            Ok(u64::try_from(count).unwrap_or(0))
        })
    }
}

impl Store {
    /// Keeps a stored ticket or contract aside that cannot be read back, until its portal delivers it again.
    ///
    /// # Errors
    /// `no-lease`, and those of any change.
    pub fn put_aside(&self, record: &Unreadable, now: Moment) -> Result<(), StoreError> {
        let Some(key) = &record.key else { return Ok(()) };
        self.write(|tx| {
            let why = format!("{} {}", record.error, record.error.hint());
            let kept = AsideRecord { id: Some(key.id.clone()), why, raw: String::new() };
            put(tx, &key.account, &kept, now)?;
            // Else the same ticket, delivered again, would be taken for the one that is stored.
            tx.execute(
                "UPDATE tickets SET digest = x'' WHERE account = ? AND id = ? AND length(digest) > 0",
                [&key.account, &key.id],
            )?;
            Ok(())
        })
    }
}

pub(crate) fn put(
    tx: &Transaction<'_>,
    account: &str,
    record: &AsideRecord,
    now: Moment,
) -> Result<(), StoreError> {
    let raw = &record.raw[..record.raw.floor_char_boundary(MOST_BYTES)];
    let mark = match &record.id {
        Some(id) => of_id(id),
        None => format!("raw:{:x?}", &Sha256::digest(raw)[..16]),
    };
    tx.prepare_cached(
        "INSERT OR REPLACE INTO aside (account, mark, id, why, raw, at) VALUES (?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![account, mark, record.id, record.why, raw, now.0])?;
    Ok(())
}

/// A ticket that was read leaves the records kept aside.
pub(crate) fn clear(tx: &Transaction<'_>, account: &str, id: &str) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM aside WHERE account = ? AND mark = ?")?.execute([account, &of_id(id)])?;
    Ok(())
}

pub(crate) fn count(connection: &Connection, account: &str) -> Result<u64, StoreError> {
    let count: i64 = connection
        .prepare_cached("SELECT count(*) FROM aside WHERE account = ?")?
        .query_row([account], |row| row.get(0))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

fn of_id(id: &str) -> String {
    format!("id:{id}")
}
