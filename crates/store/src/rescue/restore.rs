//! What only the damaged file had, brought into a new database.

use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, Transaction, params_from_iter};
use serde::Serialize;

use super::files;
use super::table::{
    ACCOUNTS, AUDIT, CHECKS, CONSENTS, DRAFTS, GIVEN, HOSTS, OPERATIONS, SECRETS, SESSIONS, SETTINGS, Table,
};
use super::walk::Walk;
use crate::StoreError;
use crate::database::{fill, settle, unlock};
use crate::keys::DataKey;

/// How a change is marked of which nobody can tell whether it left before the damage.
#[derive(Clone, Debug)]
pub struct Undelivered {
    /// The attempt that it may have been, in the desk's JSON; for those that have none.
    pub sent: String,
    /// Why it waits for the user, in the desk's JSON.
    pub detail: String,
}

/// What came into the new database, and what was in the damaged one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Brought {
    /// What it is, in words.
    pub what: String,
    /// Records in the new database.
    pub rows: u64,
    /// Whether these are all that there were.
    pub whole: bool,
}

/// In this order: an account before what refers to it. Where the accounts end, what refers to a lost one is left out.
const TABLES: [&Table; 11] = [
    &ACCOUNTS,
    &SECRETS,
    &SETTINGS,
    &GIVEN,
    &HOSTS,
    &OPERATIONS,
    &DRAFTS,
    &AUDIT,
    &CONSENTS,
    &CHECKS,
    &SESSIONS,
];

/// Makes a database in the file `new`, of the present layout, with what is not at any portal.
pub(super) fn build(
    walk: &mut Walk,
    new: &Path,
    key: &DataKey,
    undelivered: &Undelivered,
) -> Result<Vec<Brought>, StoreError> {
    fill(new, key)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(new, flags)?;
    unlock(&connection, key)?;
    settle(&connection)?;
    let transaction = connection.transaction()?;
    let mut brought = Vec::new();
    for table in TABLES {
        brought.push(bring(walk, &transaction, table)?);
    }
    brought.push(files::bring(walk, &transaction)?);
    hold(&transaction, undelivered)?;
    transaction.commit()?;
    connection.close().map_err(|(_, error)| StoreError::from(error))?;
    Ok(brought)
}

fn bring(walk: &mut Walk, tx: &Transaction<'_>, table: &Table) -> Result<Brought, StoreError> {
    let mut rows = 0;
    let mut refused = false;
    let walked = walk.rows(table, &mut |_, _, row| {
        // A column that the old layout did not have gets its default.
        let (names, values): (Vec<&str>, Vec<Value>) = table
            .columns
            .iter()
            .zip(row)
            .filter(|(_, value)| *value != Value::Null)
            .map(|(column, value)| (column.name, value))
            .unzip();
        let marks = vec!["?"; names.len()].join(", ");
        let sql = format!("INSERT INTO {} ({}) VALUES ({marks})", table.name, names.join(", "));
        match tx.prepare_cached(&sql)?.execute(params_from_iter(values)) {
            Ok(_) => rows += 1,
            Err(error) => match error.sqlite_error_code() {
                // It refers to an account that is lost.
                Some(rusqlite::ErrorCode::ConstraintViolation) => refused = true,
                _ => return Err(error.into()),
            },
        }
        Ok(())
    })?;
    Ok(Brought { what: table.what.to_owned(), rows, whole: walked.whole && !refused })
}

/// Whether a change left before the damage is not known: the file may have been behind. So the user is asked about every
/// one that would go out by itself.
fn hold(tx: &Transaction<'_>, undelivered: &Undelivered) -> Result<(), StoreError> {
    let Undelivered { sent, detail } = undelivered;
    // In two steps: what is held must first be let go before it can be in doubt.
    tx.execute("UPDATE operations SET state = 'queued', hold_until = NULL WHERE state = 'holding'", [])?;
    tx.execute(
        "UPDATE operations SET sent = coalesce(sent, ?), detail = ? WHERE state IN ('queued', 'sending', 'unknown')",
        [sent, detail],
    )?;
    tx.execute(
        "UPDATE operations SET state = 'unknown', ask = 1 WHERE state IN ('queued', 'sending', 'unknown')",
        [],
    )?;
    Ok(())
}
