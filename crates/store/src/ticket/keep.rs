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
            if !planted::is_on("older-copy-wins")
                && stored_at(tx, &key)?.is_some_and(|stored| stored > ticket.updated)
            {
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

/// When the stored copy last changed, by the portal's clock.
fn stored_at(tx: &Transaction<'_>, key: &TicketKey) -> Result<Option<Moment>, StoreError> {
    let mut statement = tx.prepare_cached("SELECT updated FROM tickets WHERE account = ? AND id = ?")?;
    Ok(statement.query_row([&key.account, &key.id], |row| row.get(0).map(Moment)).optional()?)
}
