//! Tickets that the portal no longer shows, though nobody said that they were deleted: the user lost the right to see them,
//! they were deleted where nothing tells of it, or the portal is wrong for a while.
//!
//! A few are taken for gone at the end of the round that missed them. Where a good part of all tickets is missing at once, the
//! portal is more likely wrong than empty: then all of them are held as they are, and the user is asked.

use policy::ticket::{Gone, Mapping, Ticket};
use rusqlite::{Transaction, params};

use crate::{PageWrite, Store, StoreError, TicketKey, account, ticket};

/// Fewer than this go without a question: a small queue loses a part of itself every day.
const FEW: i64 = 10;
/// More than one ticket of so many is a good part.
const PART: i64 = 5;

impl Store {
    /// How many tickets of each account are held, because the portal no longer shows so many at once.
    ///
    /// # Errors
    /// Those of any read.
    pub fn missing(&self) -> Result<Vec<(String, u64)>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT account, count(*) FROM missing WHERE held = 1 GROUP BY account ORDER BY account",
            )?;
            let rows =
                statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs())))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Takes the tickets for gone that are held in this account: the user says that the portal is right. Answers which.
    ///
    /// # Errors
    /// `no-lease`, `unknown-account`, `disk-full`, and those of any change.
    pub fn let_go(&self, account: &str) -> Result<Vec<TicketKey>, StoreError> {
        let gone = self.write(|tx| {
            let mapping = account::mapping(tx, account)?;
            let revision = ticket::next_revision(tx)?;
            bury(tx, account, &mapping, revision)
        })?;
        // What a tombstone wiped is in the log until that is cut.
        self.cut_log()?;
        Ok(gone)
    }
}

/// Notes what a page does not find and what it shows; at the end of a round decides what becomes of the former. Answers
/// the tickets that are gone now.
pub(crate) fn follow(
    tx: &Transaction<'_>,
    page: &PageWrite<'_>,
    mapping: &Mapping,
    revision: i64,
) -> Result<Vec<TicketKey>, StoreError> {
    let unread = page.aside.iter().filter_map(|record| record.id.as_deref());
    let shown = page.tickets.iter().map(|ticket| ticket.id.as_str()).chain(unread);
    show(tx, page.account, shown)?;
    let mut insert = tx.prepare_cached("INSERT OR IGNORE INTO missing (account, ticket) VALUES (?, ?)")?;
    for id in page.missing {
        insert.execute(params![page.account, id])?;
    }
    if page.end { settle(tx, page.account, mapping, revision) } else { Ok(Vec::new()) }
}

/// The portal shows these tickets again.
pub(crate) fn show<'a>(
    tx: &Transaction<'_>,
    account: &str,
    ids: impl Iterator<Item = &'a str>,
) -> Result<(), StoreError> {
    let any: bool = tx
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM missing WHERE account = ?)")?
        .query_row([account], |row| row.get(0))?;
    if any {
        let mut delete = tx.prepare_cached("DELETE FROM missing WHERE account = ? AND ticket = ?")?;
        for id in ids {
            delete.execute(params![account, id])?;
        }
    }
    Ok(())
}

fn settle(
    tx: &Transaction<'_>,
    account: &str,
    mapping: &Mapping,
    revision: i64,
) -> Result<Vec<TicketKey>, StoreError> {
    let count = |sql: &str| -> Result<i64, StoreError> {
        Ok(tx.prepare_cached(sql)?.query_row([account], |row| row.get(0))?)
    };
    if count("SELECT count(*) FROM missing WHERE account = ? AND held = 0")? == 0 {
        return Ok(Vec::new());
    }
    tx.prepare_cached(
        "DELETE FROM missing WHERE account = ?1
         AND ticket NOT IN (SELECT id FROM tickets WHERE account = ?1 AND gone IS NULL)",
    )?
    .execute([account])?;
    let missing = count("SELECT count(*) FROM missing WHERE account = ?")?;
    let is_held = count("SELECT count(*) FROM missing WHERE account = ? AND held = 1")? > 0;
    let is_a_good_part = missing >= FEW
        && count("SELECT count(*) FROM tickets WHERE account = ? AND gone IS NULL")? < missing * PART;
    if is_held || is_a_good_part {
        tx.prepare_cached("UPDATE missing SET held = 1 WHERE account = ?")?.execute([account])?;
        return Ok(Vec::new());
    }
    bury(tx, account, mapping, revision)
}

fn bury(
    tx: &Transaction<'_>,
    account: &str,
    mapping: &Mapping,
    revision: i64,
) -> Result<Vec<TicketKey>, StoreError> {
    let mut changed = Vec::new();
    for missing in ticket::missing(tx, account)? {
        let tombstone = Ticket { gone: Some(Gone::Deleted), events: Vec::new(), ..missing };
        ticket::put(tx, account, &tombstone, mapping, revision)?;
        changed.push(TicketKey::new(account, &tombstone.id));
    }
    tx.execute("DELETE FROM missing WHERE account = ?", [account])?;
    Ok(changed)
}
