//! Recording where an operation stands, as the engine tells.

use calendar::Moment;
use rusqlite::{ToSql, Transaction, named_params};

use super::{WITH_ENGINE, adopt};
use crate::{Store, StoreError, file};

/// Where an operation stands from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OperationRecord {
    /// It is about to be sent.
    Sending {
        /// The attempt, in the desk's JSON.
        sent: String,
    },
    /// The last attempt certainly did nothing; another one follows.
    Queued {
        /// The trouble, in the desk's JSON.
        detail: String,
        /// An earlier attempt whose outcome is still not known, in the desk's JSON.
        sent: Option<String>,
    },
    /// It went out and nobody knows what became of it.
    Unknown {
        /// The trouble, in the desk's JSON.
        detail: String,
        /// Gnomon cannot find out: the user looks and decides.
        ask: bool,
    },
    /// The portal has it.
    Delivered {
        /// When, by the portal's clock, where it tells.
        accepted: Option<Moment>,
        /// The event that it became, where the portal tells.
        event: Option<String>,
        /// For a new ticket: the portal's identifier of it.
        ticket: Option<String>,
    },
    /// The event that a delivered operation became was found later.
    Found {
        /// When, by the portal's clock, where it tells.
        accepted: Option<Moment>,
        /// The event.
        event: Option<String>,
    },
    /// Something came in between; the user decides.
    Conflict {
        /// The clashes, in the desk's JSON.
        detail: String,
    },
    /// The portal refused it; the user decides.
    Rejected {
        /// The trouble, in the desk's JSON.
        detail: String,
        /// An earlier attempt whose outcome is still not known, in the desk's JSON.
        sent: Option<String>,
    },
}

impl Store {
    /// Records where an operation stands; it is on the disk when the call returns. `false` when the user was first, or
    /// when the operation does not stand where this can follow: then nothing is recorded.
    ///
    /// With the event that it became, the operations of the same ticket that are still open take that event as seen.
    /// With a new ticket, all operations and drafts that name the ticket by its local name get the portal's identifier.
    ///
    /// # Errors
    /// `no-lease`, `disk-full`, and those of any change.
    pub fn record_operation(
        &self,
        account: &str,
        id: &str,
        record: &OperationRecord,
        now: Moment,
    ) -> Result<bool, StoreError> {
        self.write(|tx| {
            let at = At { tx, account, id, now };
            match record {
                OperationRecord::Sending { sent } => {
                    at.record("state = 'sending', sent = :sent, detail = NULL", &[(":sent", sent)])
                }
                OperationRecord::Queued { detail, sent } => at.record(
                    "state = 'queued', sent = :sent, detail = :detail",
                    &[(":sent", sent), (":detail", detail)],
                ),
                OperationRecord::Unknown { detail, ask } => at.unknown(detail, *ask),
                OperationRecord::Delivered { accepted, event, ticket } => {
                    at.delivered(*accepted, event.as_deref(), ticket.as_deref())
                }
                OperationRecord::Found { accepted, event } => at.found(*accepted, event.as_deref()),
                OperationRecord::Conflict { detail } => {
                    at.record("state = 'conflict', detail = :detail", &[(":detail", detail)])
                }
                OperationRecord::Rejected { detail, sent } => at.record(
                    "state = 'rejected', sent = :sent, detail = :detail",
                    &[(":sent", sent), (":detail", detail)],
                ),
            }
        })
    }
}

/// One operation in a change.
struct At<'a> {
    tx: &'a Transaction<'a>,
    account: &'a str,
    id: &'a str,
    now: Moment,
}

impl At<'_> {
    fn record(&self, set: &'static str, values: &[(&str, &dyn ToSql)]) -> Result<bool, StoreError> {
        self.update(&format!("{set}, ask = 0, hold_until = NULL"), WITH_ENGINE, values)
    }

    fn unknown(&self, detail: &str, ask: bool) -> Result<bool, StoreError> {
        let from = "(state = 'sending' OR (state = 'queued' AND sent IS NOT NULL) OR (state = 'unknown' AND ask = 0))";
        self.update(
            "state = 'unknown', ask = :ask, detail = :text",
            from,
            &[(":ask", &ask), (":text", &detail)],
        )
    }

    /// Also of one that never was sent: a field can have the wanted value already.
    fn delivered(
        &self,
        accepted: Option<Moment>,
        event: Option<&str>,
        ticket: Option<&str>,
    ) -> Result<bool, StoreError> {
        let done = self.update(
            "state = 'delivered', ask = 0, hold_until = NULL, detail = NULL, accepted = :accepted, event = :event",
            "state IN ('holding', 'queued', 'sending', 'unknown')",
            &[(":accepted", &accepted.map(|at| at.0)), (":event", &event)],
        )?;
        if done {
            if let Some(ticket) = ticket {
                adopt::ticket(self.tx, self.id, ticket)?;
            }
            adopt::event(self.tx, self.id)?;
            file::release(self.tx, self.id, true)?;
        }
        Ok(done)
    }

    fn found(&self, accepted: Option<Moment>, event: Option<&str>) -> Result<bool, StoreError> {
        let done = self.update(
            "accepted = coalesce(:accepted, accepted), event = coalesce(:event, event)",
            "state = 'delivered' AND (event IS NULL OR :event IS NULL OR event = :event)",
            &[(":accepted", &accepted.map(|at| at.0)), (":event", &event)],
        )?;
        if done {
            adopt::event(self.tx, self.id)?;
        }
        Ok(done)
    }

    fn update(&self, set: &str, from: &str, values: &[(&str, &dyn ToSql)]) -> Result<bool, StoreError> {
        let sql = format!(
            "UPDATE operations SET {set}, changed = :now WHERE account = :account AND id = :id AND {from}"
        );
        let named = named_params! { ":now": self.now.0, ":account": self.account, ":id": self.id };
        let all: Vec<_> = named.iter().chain(values).copied().collect();
        Ok(self.tx.prepare_cached(&sql)?.execute(&all[..])? > 0)
    }
}
