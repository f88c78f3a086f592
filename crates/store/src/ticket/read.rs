//! Reading tickets back.

use calendar::Moment;
use policy::ticket::{Contact, Customer, Gone, History, Ticket};
use rusqlite::{Connection, Row};

use super::event::{self, Bodies};
use super::{StoredTicket, TicketKey};
use crate::{Store, StoreError, json};

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
}

/// Tickets of an account, without events, that are stored and were not delivered by the read that runs.
pub(crate) fn not_delivered(connection: &Connection, account: &str) -> Result<Vec<Ticket>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM tickets WHERE account = ?1 AND gone IS NULL
         AND id NOT IN (SELECT ticket FROM delivered WHERE account = ?1)"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([account])?;
    let mut tickets = Vec::new();
    while let Some(row) = rows.next()? {
        tickets.push(from_row(connection, row, Bodies::LeaveOut)?.1.ticket);
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
