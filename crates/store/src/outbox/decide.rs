//! What the user decides about an operation that waits for it.

use calendar::Moment;
use policy::ticket::Seen;
use rusqlite::named_params;

use super::adopt;
use crate::{Store, StoreError, file, json};

/// What the user decided. To drop the operation is [`Store::withdraw_operation`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// In conflict: the user has seen what came in between, and it shall go out all the same.
    SendAnyway {
        /// What the user saw now.
        seen: Seen,
    },
    /// Refused: try it once more. Perhaps carried out: try it once more, as if it had never been sent.
    Again,
    /// Perhaps carried out: the user has looked, and it is there. When the portal accepted it stays unknown.
    ItIsThere {
        /// For a new ticket: the portal's identifier of it, so that what follows can go out.
        ticket: Option<String>,
    },
}

impl Store {
    /// Carries out the user's decision; it is on the disk when the call returns. `false` when the operation does not
    /// wait for this decision, or no longer. Also works beside a holder of the lease.
    ///
    /// # Errors
    /// As [`Store::queue_operation`].
    pub fn decide_operation(&self, id: &str, decision: &Decision, now: Moment) -> Result<bool, StoreError> {
        self.write_as_user(|tx| match decision {
            Decision::SendAnyway { seen } => {
                let seen = json::to_text(seen)?;
                let mut statement = tx.prepare_cached(
                    "UPDATE operations SET state = 'queued', seen = :seen, detail = NULL, queued = :now, changed = :now
                     WHERE id = :id AND state = 'conflict'",
                )?;
                Ok(statement.execute(named_params! { ":id": id, ":seen": seen, ":now": now.0 })? > 0)
            }
            Decision::Again => {
                let mut statement = tx.prepare_cached(
                    "UPDATE operations
                     SET state = 'queued', ask = 0, sent = iif(ask, NULL, sent), detail = NULL, queued = :now, changed = :now
                     WHERE id = :id AND (state = 'rejected' OR (state = 'unknown' AND ask = 1))",
                )?;
                Ok(statement.execute(named_params! { ":id": id, ":now": now.0 })? > 0)
            }
            Decision::ItIsThere { ticket } => {
                let mut statement = tx.prepare_cached(
                    "UPDATE operations SET state = 'delivered', ask = 0, detail = NULL, changed = :now
                     WHERE id = :id AND state = 'unknown' AND ask = 1",
                )?;
                let done = statement.execute(named_params! { ":id": id, ":now": now.0 })? > 0;
                if done {
                    file::release(tx, id, true)?;
                }
                if let Some(ticket) = ticket.as_deref().filter(|_| done) {
                    adopt::ticket(tx, id, ticket)?;
                }
                Ok(done)
            }
        })
    }
}
