//! What other operations and drafts learn from one that was delivered.

use rusqlite::{OptionalExtension, Transaction, params};

use crate::{StoreError, planted};

/// The event that a delivered operation became was made here: operations of the same ticket that are still open must
/// not take it for something that came in between.
pub(super) fn event(tx: &Transaction<'_>, id: &str) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE operations SET seen = json_insert(operations.seen, '$.messages[#]', done.event)
         FROM operations AS done
         WHERE done.id = ? AND done.event IS NOT NULL
           AND operations.account = done.account AND operations.ticket = done.ticket
           AND operations.state NOT IN ('delivered', 'cancelled')
           AND done.event NOT IN (SELECT value FROM json_each(operations.seen, '$.messages'))",
    )?
    .execute([id])?;
    Ok(())
}

/// The portal has made the ticket: what names it by its local name gets the portal's identifier.
pub(super) fn ticket(tx: &Transaction<'_>, id: &str, ticket: &str) -> Result<(), StoreError> {
    let local: Option<(String, String)> = tx
        .prepare_cached(
            "SELECT account, ticket FROM operations WHERE id = ? AND kind = 'create' AND ticket <> ?",
        )?
        .query_row([id, ticket], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((account, local)) = local.filter(|_| !planted::is_on("local-name-stays")) else { return Ok(()) };
    for (kind, path) in [("merge", "$.into"), ("link", "$.to")] {
        tx.prepare_cached(
            "UPDATE operations SET change = json_set(change, ?1, ?2)
             WHERE account = ?3 AND kind = ?4 AND change ->> ?1 = ?5",
        )?
        .execute(params![path, ticket, account, kind, local])?;
    }
    tx.prepare_cached("UPDATE operations SET ticket = ? WHERE account = ? AND ticket = ?")?
        .execute([ticket, &account, &local])?;
    tx.prepare_cached(
        "UPDATE contents SET ticket = ? WHERE account = ? AND ticket = ? AND draft IS NOT NULL",
    )?
    .execute([ticket, &account, &local])?;
    drafts(tx, &account, &local, ticket)
}

/// A draft of the same kind that the user began meanwhile stays, with the earlier text below it.
fn drafts(tx: &Transaction<'_>, account: &str, local: &str, ticket: &str) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO drafts (account, ticket, kind, text, changed)
         SELECT account, ?3, kind, text, changed FROM drafts WHERE account = ?1 AND ticket = ?2
         ON CONFLICT (account, ticket, kind) DO UPDATE SET
           text = drafts.text || char(10, 10) || excluded.text, changed = max(drafts.changed, excluded.changed)",
    )?
    .execute([account, local, ticket])?;
    tx.prepare_cached("DELETE FROM drafts WHERE account = ? AND ticket = ?")?.execute([account, local])?;
    Ok(())
}
