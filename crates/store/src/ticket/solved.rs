//! Which tickets count as solved, by the mapping of their account.

use policy::ticket::Mapping;
use rusqlite::{Transaction, params};

use super::next_revision;
use crate::{StoreError, json};

/// Marks all tickets of an account anew, after its mapping was edited.
pub(crate) fn mark_solved(tx: &Transaction<'_>, account: &str, mapping: &Mapping) -> Result<(), StoreError> {
    let words = mapping.statuses.keys().map(String::as_str).chain(["solved", "closed"]);
    let solved: Vec<&str> = words.filter(|status| mapping.is_solved(status)).collect();
    tx.execute(
        "UPDATE tickets SET solved = NOT solved, revision = ?1
         WHERE account = ?2 AND solved <> (status IN (SELECT value FROM json_each(?3)))",
        params![next_revision(tx)?, account, json::to_text(&solved)?],
    )?;
    Ok(())
}
