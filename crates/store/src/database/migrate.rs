//! Numbered changes of the layout, applied in order. A file that was released is never edited: append a new one.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::StoreError;

/// Layout `n` is reached by the first `n` files.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_first.sql"),
    include_str!("migrations/0002_afresh.sql"),
    include_str!("migrations/0003_desk.sql"),
    include_str!("migrations/0004_contracts.sql"),
    include_str!("migrations/0005_outbox.sql"),
    include_str!("migrations/0006_unsure.sql"),
    include_str!("migrations/0007_hosts.sql"),
    include_str!("migrations/0008_attachments.sql"),
    include_str!("migrations/0009_grant.sql"),
    include_str!("migrations/0010_count.sql"),
    include_str!("migrations/0011_missing.sql"),
    include_str!("migrations/0012_memberships.sql"),
];

/// The layout of this version.
pub(crate) const NEWEST: i64 = MIGRATIONS.len() as i64;

/// Brings the layout up to date, in one transaction.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    if version(connection)? == NEWEST {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    let done = usize::try_from(version(&transaction)?).unwrap_or(0);
    for migration in MIGRATIONS.iter().skip(done) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", NEWEST)?;
    Ok(transaction.commit()?)
}

pub(super) fn refuse_newer(path: &Path, connection: &Connection) -> Result<(), StoreError> {
    let found = version(connection)?;
    if found > NEWEST {
        return Err(StoreError::NewerDatabase { path: path.to_owned(), found, known: NEWEST });
    }
    Ok(())
}

pub(super) fn refuse_older(path: &Path, connection: &Connection) -> Result<(), StoreError> {
    let found = version(connection)?;
    if found < NEWEST {
        return Err(StoreError::OlderDatabase { path: path.to_owned(), found, known: NEWEST });
    }
    Ok(())
}

fn version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}
