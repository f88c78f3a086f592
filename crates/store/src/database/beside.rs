//! Changes of the user beside the holder of the lease: queueing an operation must not wait for the other window.

use std::path::Path;

use rusqlite::TransactionBehavior;

use super::count::{self, Count};
use super::{connection, migrate};
use crate::StoreError;
use crate::keys::DataKey;

/// Runs a change in one transaction on a connection of its own, which leaves the log to the holder.
pub(super) fn write<T>(
    path: &Path,
    key: &DataKey,
    counts: Option<&Count>,
    change: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let mut connection = connection::open_beside(path, key)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Only now: a newer holder may have changed the layout while this one waited for its turn.
    migrate::refuse_newer(path, &transaction)?;
    migrate::refuse_older(path, &transaction)?;
    let before = transaction.total_changes();
    let value = change(&transaction)?;
    let changes = count::count(&transaction, before)?;
    transaction.commit()?;
    if let Some((counts, changes)) = counts.zip(changes) {
        counts.repeat(changes);
    }
    Ok(value)
}
