//! How much room fetched files take, and making some.

use calendar::Moment;
use rusqlite::params;

use super::{FileKey, signed, unsigned};
use crate::{Store, StoreError};

impl Store {
    /// Bytes of fetched files that are here, those that are not whole included.
    ///
    /// # Errors
    /// Those of any read.
    pub fn fetched_bytes(&self) -> Result<u64, StoreError> {
        self.read(|connection| {
            let sum = "SELECT coalesce(sum(have), 0) FROM contents WHERE draft IS NULL";
            Ok(unsigned(connection.query_row(sum, [], |row| row.get(0))?))
        })
    }

    /// Erases fetched files until there is room for `wanted` bytes more under `limit`: those that were not looked at for the
    /// longest time first, never one that is pinned, nor `but`. Answers how many bytes there is room for now.
    ///
    /// # Errors
    /// `no-lease`, and those of any change.
    pub fn make_room(
        &self,
        wanted: u64,
        limit: u64,
        but: Option<&FileKey>,
        now: Moment,
    ) -> Result<u64, StoreError> {
        let there = self.fetched_bytes()?;
        let over = there.saturating_add(wanted).saturating_sub(limit);
        if over == 0 {
            return Ok(limit.saturating_sub(there));
        }
        self.erasing(|tx| {
            let mut left = signed(over);
            let mut oldest = tx.prepare(
                "SELECT row, have FROM contents
                 WHERE draft IS NULL AND coalesce(pinned, 0) <= ?1 AND (account, ticket, id) IS NOT (?2, ?3, ?4)
                 ORDER BY used, row",
            )?;
            let but = but.map(|key| (&*key.account, &*key.ticket, &*key.id));
            let bound = params![
                now.0,
                but.map(|(account, ..)| account),
                but.map(|(_, ticket, _)| ticket),
                but.map(|(.., id)| id)
            ];
            let rows: Vec<(i64, i64)> =
                oldest.query_map(bound, |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
            let mut erase = tx.prepare("DELETE FROM contents WHERE row = ?")?;
            for (content, have) in rows {
                if left <= 0 {
                    break;
                }
                erase.execute([content])?;
                left -= have;
            }
            Ok(())
        })?;
        Ok(limit.saturating_sub(self.fetched_bytes()?))
    }

    /// Erases what is here of a file that came with a message; it stays at the portal. `false` when nothing was here.
    ///
    /// # Errors
    /// `no-lease`, and those of any change.
    pub fn erase_file(&self, key: &FileKey) -> Result<bool, StoreError> {
        self.erasing(|tx| {
            let sql = "DELETE FROM contents WHERE account = ? AND ticket = ? AND id = ? AND draft IS NULL";
            Ok(tx.execute(sql, [&key.account, &key.ticket, &key.id])? > 0)
        })
    }
}
