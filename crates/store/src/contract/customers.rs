//! The customers that file tickets.

use crate::{Store, StoreError};

/// A customer in one queue of its portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerRow {
    /// Account.
    pub account: String,
    /// The portal's identifier of the organisation.
    pub customer: String,
    /// Name to show, as the portal tells it.
    pub name: String,
    /// Queue of at least one of its tickets.
    pub queue: String,
}

/// Answered from an index alone: a list that is filtered while one types must not read a million tickets.
pub(crate) const CUSTOMERS: &str = "SELECT account, customer_id, queue, max(customer) FROM tickets
     WHERE customer_id IS NOT NULL GROUP BY account, customer_id, queue";

impl Store {
    /// Every customer with each queue that it has a ticket in, solved tickets included.
    ///
    /// # Errors
    /// Those of any read.
    pub fn customers(&self) -> Result<Vec<CustomerRow>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(CUSTOMERS)?;
            let rows = statement.query_map([], |row| {
                Ok(CustomerRow {
                    account: row.get(0)?,
                    customer: row.get(1)?,
                    queue: row.get(2)?,
                    name: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}
