//! Queueing operations, and what the user does with those that wait.

use calendar::Moment;
use rusqlite::{OptionalExtension, Transaction, named_params, params};

use super::{NewOperation, OperationRow, WITH_USER, aside_name, list};
use crate::{Store, StoreError, aside, file, json};

impl Store {
    /// Queues an operation at the end of its account's. It is on the disk when the call returns. Also works beside a
    /// holder of the lease.
    ///
    /// # Errors
    /// `unknown-account`, `operation-exists`, `disk-full`, and those of any change; beside a holder also
    /// `database-busy` and `newer-database`.
    pub fn queue_operation(&self, new: &NewOperation, now: Moment) -> Result<OperationRow, StoreError> {
        self.write_as_user(|tx| {
            let place = next_place(tx, &new.account)?;
            insert(tx, new, place, now)
        })
    }

    /// Takes an operation back that holds, is queued, or waits for the user's decision. `false` when it is too late:
    /// it is being sent, is delivered or was taken back before. Also works beside a holder of the lease.
    ///
    /// # Errors
    /// As [`Store::queue_operation`].
    pub fn withdraw_operation(&self, id: &str, now: Moment) -> Result<bool, StoreError> {
        self.write_as_user(|tx| Ok(cancel(tx, id, None, now)?.is_some()))
    }

    /// Puts a new operation in the place of one that can still be taken back ([`Store::withdraw_operation`]), of the
    /// same account. `None` when it is too late, and nothing is queued then. Also works beside a holder of the lease.
    ///
    /// # Errors
    /// As [`Store::queue_operation`].
    pub fn replace_operation(
        &self,
        old_id: &str,
        new: &NewOperation,
        now: Moment,
    ) -> Result<Option<OperationRow>, StoreError> {
        self.write_as_user(|tx| match cancel(tx, old_id, Some(&new.account), now)? {
            Some(place) => insert(tx, new, place, now).map(Some),
            None => Ok(None),
        })
    }
}

fn next_place(tx: &Transaction<'_>, account: &str) -> Result<i64, StoreError> {
    let mut statement =
        tx.prepare_cached("UPDATE accounts SET places = places + 1 WHERE id = ? RETURNING places")?;
    let place = statement.query_row([account], |row| row.get(0)).optional()?;
    place.ok_or_else(|| StoreError::UnknownAccount { account: account.to_owned() })
}

fn insert(
    tx: &Transaction<'_>,
    new: &NewOperation,
    place: i64,
    now: Moment,
) -> Result<OperationRow, StoreError> {
    let operation = &new.operation;
    let queued = now.plus(i64::from(new.hold_s));
    let hold_until = (new.hold_s > 0).then_some(queued.0);
    let files = (!operation.files.is_empty()).then(|| json::to_text(&operation.files)).transpose()?;
    let added = tx
        .prepare_cached(
            "INSERT INTO operations
               (id, account, ticket, place, kind, change, files, seen, state, due, composed, queued, hold_until, changed)
             VALUES (:id, :account, :ticket, :place, :kind, :change, :files, :seen,
               iif(:hold_until IS NULL, 'queued', 'holding'), :due, :now, :queued, :hold_until, :now)
             ON CONFLICT (id) DO NOTHING",
        )?
        .execute(named_params! {
            ":id": operation.id, ":account": new.account, ":ticket": operation.ticket, ":place": place,
            ":kind": operation.change.kind(), ":change": json::to_text(&operation.change)?,
            ":seen": json::to_text(&operation.seen)?, ":files": files, ":due": new.due.map(|due| due.0), ":now": now.0,
            ":queued": queued.0, ":hold_until": hold_until,
        })?;
    let row = if added == 0 { None } else { list::find(tx, &operation.id)? };
    if row.is_some() {
        file::claim(tx, &new.account, &operation.ticket, &operation.id, &operation.files)?;
    }
    row.ok_or_else(|| StoreError::OperationExists { operation: operation.id.clone() })
}

/// Cancels an operation, of this account if one is named; answers its place, or `None` when it is too late.
fn cancel(
    tx: &Transaction<'_>,
    id: &str,
    account: Option<&str>,
    now: Moment,
) -> Result<Option<i64>, StoreError> {
    let sql = format!(
        "UPDATE operations SET state = 'cancelled', ask = 0, hold_until = NULL, changed = ?
         WHERE id = ? AND account = coalesce(?, account) AND {WITH_USER} RETURNING account, place"
    );
    let cancelled: Option<(String, i64)> = tx
        .prepare_cached(&sql)?
        .query_row(params![now.0, id, account], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((account, place)) = cancelled else { return Ok(None) };
    aside::clear(tx, &account, &aside_name(id))?;
    file::release(tx, id, false)?;
    Ok(Some(place))
}
