//! Storing one ticket that was read by itself.

use calendar::Moment;
use policy::ticket::Ticket;
use rusqlite::{OptionalExtension, Transaction};

use super::{TicketKey, next_revision, put};
use crate::{Store, StoreError, account, afresh, aside, missing, planted};

impl Store {
    /// Stores a ticket as it was just read, apart from any page: cursor and progress stay as they are. Answers whether
    /// it is new or different. A copy that is older than the stored one is left out: a page can have been faster.
    ///
    /// # Errors
    /// `no-lease`, `unknown-account`, `disk-full`, and those of any change.
    pub fn put_ticket(&self, account: &str, ticket: &Ticket) -> Result<bool, StoreError> {
        self.write(|tx| {
            let mapping = account::mapping(tx, account)?;
            let key = TicketKey::new(account, &ticket.id);
            if !planted::is_on("older-copy-wins") && is_newer(tx, account, ticket)? {
                return Ok(false);
            }
            let revision = next_revision(tx)?;
            let changed = put(tx, account, ticket, &mapping, revision)?;
            aside::clear(tx, account, &ticket.id)?;
            afresh::note_read(tx, &key)?;
            missing::show(tx, account, std::iter::once(ticket.id.as_str()))?;
            Ok(changed)
        })
    }
}

/// Whether the stored copy of a ticket is newer than this one: it changed later by the portal's clock, or, since that often
/// tells whole seconds only, in the same second and has more events of that second. Earlier ones that are missing were
/// taken back in the portal.
pub(crate) fn is_newer(tx: &Transaction<'_>, account: &str, ticket: &Ticket) -> Result<bool, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT updated, (SELECT count(*) FROM events WHERE events.ticket = tickets.row AND events.at >= tickets.updated)
         FROM tickets WHERE account = ? AND id = ?",
    )?;
    let stored = statement
        .query_row([account, &ticket.id], |row| Ok((Moment(row.get(0)?), row.get(1)?)))
        .optional()?;
    let last = ticket.events.iter().filter(|event| event.at >= ticket.updated).count();
    // What is gone has no events any more.
    let last: i64 = if ticket.gone.is_some() { i64::MAX } else { i64::try_from(last).unwrap_or(i64::MAX) };
    Ok(stored.is_some_and(|stored| stored > (ticket.updated, last)))
}
