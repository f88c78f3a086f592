//! Reading tickets back.

use calendar::Moment;
use policy::ticket::{Contact, Customer, Gone, History, Ticket};
use rusqlite::{Connection, Row};

use super::event::{self, Bodies};
use super::{StoredTicket, TicketKey};
use crate::{Hit, Store, StoreError, json};

/// A stored ticket or contract that cannot be read back, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{error}")]
pub struct Unreadable {
    /// Which one; `None` when the fault is not in one record, and reading ended there.
    pub key: Option<TicketKey>,
    /// What is wrong.
    pub error: StoreError,
}

/// What [`from_row`] reads, in its order.
pub(super) const COLUMNS: &str = "row, account, id, number, subject, status, queue, customer_id, customer, contact, \
                                  email, assignee, channel, url, created, updated, version, gone, merged_into, \
                                  complete, fields, solved";

impl Store {
    /// A ticket with everything, tombstones too; `None` when it was never stored.
    ///
    /// # Errors
    /// `bad-record`, and those of any read.
    pub fn ticket(&self, key: &TicketKey) -> Result<Option<StoredTicket>, StoreError> {
        self.read(|connection| find(connection, key, Bodies::Read))
    }

    /// A ticket without bodies, as the queue needs it.
    ///
    /// # Errors
    /// `bad-record`, and those of any read.
    pub fn ticket_light(&self, key: &TicketKey) -> Result<Option<StoredTicket>, StoreError> {
        self.read(|connection| find(connection, key, Bodies::LeaveOut))
    }

    /// The tickets that a search found, in this order, without bodies. Those that are gone since are left out.
    ///
    /// # Errors
    /// Those of any read. A ticket that cannot be read is an error of its own.
    pub fn hits(&self, hits: &[Hit]) -> Result<Vec<Result<StoredTicket, Unreadable>>, StoreError> {
        self.read(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM tickets WHERE row = ? AND gone IS NULL");
            let mut statement = connection.prepare_cached(&sql)?;
            let mut found = Vec::new();
            for hit in hits {
                let mut rows = statement.query([hit.0])?;
                if let Some(row) = rows.next()? {
                    found.push(one(connection, row)?);
                }
            }
            Ok(found)
        })
    }

    /// Tickets that people call by this number: unsolved ones first, then the last changed.
    ///
    /// # Errors
    /// Those of any read.
    pub fn numbered(&self, number: &str) -> Result<Vec<TicketKey>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT account, id FROM tickets WHERE number = ? AND gone IS NULL
                 ORDER BY solved, updated DESC, row",
            )?;
            let rows = statement
                .query_map([number], |row| Ok(TicketKey { account: row.get(0)?, id: row.get(1)? }))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

/// A ticket without bodies, or what is wrong with it alone. A fault of the file or the disk is one of the call.
pub(super) fn one(
    connection: &Connection,
    row: &Row<'_>,
) -> Result<Result<StoredTicket, Unreadable>, StoreError> {
    match from_row(connection, row, Bodies::LeaveOut) {
        Ok((_, ticket)) => Ok(Ok(ticket)),
        Err(error) if error.is_of_one_record() => {
            let key = TicketKey { account: row.get(1)?, id: row.get(2)? };
            Ok(Err(Unreadable { key: Some(key), error }))
        }
        Err(error) => Err(error),
    }
}

/// Tickets of an account, without events, that are stored and that the portal no longer shows.
pub(crate) fn missing(connection: &Connection, account: &str) -> Result<Vec<Ticket>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM tickets WHERE account = ?1 AND gone IS NULL
         AND id IN (SELECT ticket FROM missing WHERE account = ?1)"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([account])?;
    let mut tickets = Vec::new();
    while let Some(row) = rows.next()? {
        // One that cannot be read is kept aside already, and must not stop the read that is about to end.
        tickets.extend(one(connection, row)?.ok().map(|stored| stored.ticket));
    }
    Ok(tickets)
}

fn find(
    connection: &Connection,
    key: &TicketKey,
    bodies: Bodies,
) -> Result<Option<StoredTicket>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM tickets WHERE account = ? AND id = ?");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([&key.account, &key.id])?;
    rows.next()?.map(|row| Ok(from_row(connection, row, bodies)?.1)).transpose()
}

/// The ticket of a row, with the row's number.
pub(super) fn from_row(
    connection: &Connection,
    row: &Row<'_>,
    bodies: Bodies,
) -> Result<(i64, StoredTicket), StoreError> {
    let number: i64 = row.get(0)?;
    let complete: bool = row.get(19)?;
    let ticket = Ticket {
        id: row.get(2)?,
        number: row.get(3)?,
        subject: row.get(4)?,
        status: row.get(5)?,
        queue: row.get(6)?,
        customer: both(row.get(7)?, row.get(8)?).map(|(id, name)| Customer { id, name }),
        contact: both(row.get(9)?, row.get(10)?).map(|(name, email)| Contact { name, email }),
        assignee: row.get(11)?,
        channel: row.get(12)?,
        url: row.get(13)?,
        created: Moment(row.get(14)?),
        updated: Moment(row.get(15)?),
        version: row.get(16)?,
        gone: gone(row)?,
        history: if complete { History::Complete } else { History::Incomplete },
        fields: json::from_text("tickets.fields", row.get_ref(20)?.as_str().map_err(rusqlite::Error::from)?)?,
        events: event::read_all(connection, number, bodies)?,
    };
    Ok((number, StoredTicket { account: row.get(1)?, solved: row.get(21)?, ticket }))
}

fn gone(row: &Row<'_>) -> Result<Option<Gone>, StoreError> {
    Ok(match row.get_ref(17)?.as_str_or_null().map_err(rusqlite::Error::from)? {
        None => None,
        Some("merged") => Some(Gone::MergedInto(row.get(18)?)),
        Some(_) => Some(Gone::Deleted),
    })
}

fn both(first: Option<String>, second: Option<String>) -> Option<(String, String)> {
    first.zip(second)
}
