//! A portal that forgot our cursor delivers everything again. What it does not deliver this time is missing there: nothing
//! else would ever tell. The first read of all is such a read too where tickets are here before it: made here, or read
//! by themselves.

use rusqlite::{Transaction, params};

use crate::{PageWrite, StoreError, TicketKey};

/// Whether such a read begins with a page that is not written yet.
pub(crate) fn begins(tx: &Transaction<'_>, page: &PageWrite<'_>) -> Result<bool, StoreError> {
    let is_first_here = "SELECT EXISTS (SELECT 1 FROM accounts WHERE id = ?1 AND cursor IS NULL)
        AND EXISTS (SELECT 1 FROM tickets WHERE account = ?1 AND gone IS NULL)";
    Ok(page.afresh || tx.prepare_cached(is_first_here)?.query_row([page.account], |row| row.get(0))?)
}

/// Notes what a page delivers; at the end of such a read, what it did not deliver is missing.
pub(crate) fn follow(tx: &Transaction<'_>, page: &PageWrite<'_>, begins: bool) -> Result<(), StoreError> {
    if begins {
        tx.execute("DELETE FROM delivered WHERE account = ?", [page.account])?;
        tx.execute("UPDATE accounts SET afresh = 1 WHERE id = ?", [page.account])?;
    }
    let runs: bool = tx
        .prepare_cached("SELECT afresh FROM accounts WHERE id = ?")?
        .query_row([page.account], |row| row.get(0))?;
    if !runs {
        return Ok(());
    }
    note(tx, page)?;
    if page.end { finish(tx, page.account) } else { Ok(()) }
}

/// A ticket that was read by itself while such a read runs: it exists, whether or not a page still delivers it.
pub(crate) fn note_read(tx: &Transaction<'_>, key: &TicketKey) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT OR IGNORE INTO delivered (account, ticket) SELECT id, ?2 FROM accounts WHERE id = ?1 AND afresh = 1",
    )?
    .execute([&key.account, &key.id])?;
    Ok(())
}

/// A record that could not be read exists in the portal all the same.
fn note(tx: &Transaction<'_>, page: &PageWrite<'_>) -> Result<(), StoreError> {
    let mut insert = tx.prepare_cached("INSERT OR IGNORE INTO delivered (account, ticket) VALUES (?, ?)")?;
    let unread = page.aside.iter().filter_map(|record| record.id.as_ref());
    for id in page.tickets.iter().map(|ticket| &ticket.id).chain(unread) {
        insert.execute(params![page.account, id])?;
    }
    Ok(())
}

fn finish(tx: &Transaction<'_>, account: &str) -> Result<(), StoreError> {
    tx.execute(
        "INSERT OR IGNORE INTO missing (account, ticket)
         SELECT account, id FROM tickets WHERE account = ?1 AND gone IS NULL
         AND id NOT IN (SELECT ticket FROM delivered WHERE account = ?1)",
        [account],
    )?;
    tx.execute("DELETE FROM delivered WHERE account = ?", [account])?;
    tx.execute("UPDATE accounts SET afresh = 0 WHERE id = ?", [account])?;
    Ok(())
}
