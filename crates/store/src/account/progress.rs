//! How far an account was read.

use calendar::Moment;
use rusqlite::Transaction;

use crate::{PageWrite, StoreError};

/// How far a sync is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// A sync has begun and not ended; after a restart it goes on from the cursor.
    pub running: bool,
    /// Records read in it, those kept aside included.
    pub done: u64,
    /// Of how many, where the portal tells.
    pub total: Option<u64>,
    /// When this round, or the last one, sent its first request.
    pub begun: Option<Moment>,
}

/// Stores the cursor and the progress of a page; the last statement of its transaction. A page that was applied
/// before, as its cursor shows, is not counted again. The data are as old as the first request of the round that read
/// them, also when a kill came in between; that time never goes back.
pub(crate) fn record_page(tx: &Transaction<'_>, page: &PageWrite<'_>, now: Moment) -> Result<(), StoreError> {
    let records = i64::try_from(page.tickets.len() + page.aside.len()).unwrap_or(i64::MAX);
    let total = page.total.and_then(|total| i64::try_from(total).ok());
    tx.prepare_cached(
        "UPDATE accounts SET
           done = CASE WHEN :cursor IS NOT NULL AND cursor IS :cursor THEN done WHEN running THEN done + :records ELSE :records END,
           total = CASE WHEN running THEN coalesce(:total, total) ELSE :total END,
           begun = CASE WHEN running THEN min(coalesce(begun, :begun), :begun) ELSE :begun END,
           running = NOT :end,
           cursor = coalesce(:cursor, cursor)
         WHERE id = :account",
    )?
    .execute(rusqlite::named_params! {
        ":cursor": page.cursor, ":records": records, ":total": total, ":end": page.end,
        ":begun": page.begun.unwrap_or(now).0, ":account": page.account,
    })?;
    if page.end {
        tx.prepare_cached(
            "UPDATE accounts SET synced_at = max(coalesce(synced_at, begun), begun) WHERE id = ?",
        )?
        .execute([page.account])?;
    }
    Ok(())
}
