//! The queue as it was last ordered, so that the first paint waits for nothing.

use calendar::Moment;
use rusqlite::{OptionalExtension, params};

use crate::{Store, StoreError, TicketKey};

/// An order of the queue at an instant. It holds as many rows as the desk chose to store, first ones first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastOrder {
    /// The instant of the order.
    pub as_of: Moment,
    /// Counts and what else is shown above the rows, in the desk's JSON.
    pub summary: String,
    /// The rows, in their order.
    pub rows: Vec<OrderRow>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderRow {
    /// Which ticket.
    pub ticket: TicketKey,
    /// The row as it is drawn, in the desk's JSON.
    pub snapshot: String,
}

impl Store {
    /// Stores an order in the place of the last one. Some hundred rows are enough for a first paint; more cost time
    /// at each save. Rows of accounts that were removed meanwhile are left out.
    ///
    /// # Errors
    /// `no-lease`, and those of any change.
    pub fn save_order(&self, order: &LastOrder) -> Result<(), StoreError> {
        self.write(|tx| {
            tx.execute(
                "INSERT OR REPLACE INTO last_order (one, as_of, summary) VALUES (1, ?, ?)",
                params![order.as_of.0, order.summary],
            )?;
            tx.execute("DELETE FROM last_order_rows", [])?;
            let mut insert = tx.prepare_cached(
                "INSERT INTO last_order_rows (position, account, ticket, snapshot)
                 SELECT ?1, id, ?3, ?4 FROM accounts WHERE id = ?2",
            )?;
            for (position, row) in (0_i64..).zip(&order.rows) {
                insert.execute(params![position, row.ticket.account, row.ticket.id, row.snapshot])?;
            }
            Ok(())
        })
    }

    /// The last order; `None` when none was stored.
    ///
    /// # Errors
    /// Those of any read.
    pub fn last_order(&self) -> Result<Option<LastOrder>, StoreError> {
        self.read(|connection| {
            let head = connection
                .query_row("SELECT as_of, summary FROM last_order", [], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let Some((as_of, summary)) = head else { return Ok(None) };
            let mut statement = connection
                .prepare_cached("SELECT account, ticket, snapshot FROM last_order_rows ORDER BY position")?;
            let rows = statement.query_map([], |row| {
                let ticket = TicketKey { account: row.get(0)?, id: row.get(1)? };
                Ok(OrderRow { ticket, snapshot: row.get(2)? })
            })?;
            Ok(Some(LastOrder { as_of: Moment(as_of), summary, rows: rows.collect::<Result<_, _>>()? }))
        })
    }
}
