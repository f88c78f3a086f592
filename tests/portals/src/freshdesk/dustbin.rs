//! Deletion, sections `#delete_a_ticket` and `#restore_a_ticket`.

use super::account::Account;
use super::refusal::{Answer, Refusal};
use crate::http::Response;
use crate::journal::Deed;

/// Trashed tickets are deleted for ever after 30 days, article 228016.
const KEPT: i64 = 30 * 24 * 60 * 60;

impl Account {
    pub(super) fn ask_delete(&mut self, id: u64, by: u64) -> Answer {
        self.live(id)?;
        self.delete(id, by);
        Ok(Response::empty(204))
    }

    /// Nothing tells of a deletion but the filter `deleted`. Whether it changes `updated_at` is not documented; it does not
    /// here, which is harder for a client, unless a test says otherwise.
    pub(super) fn delete(&mut self, id: u64, by: u64) {
        let (now, touches) = (self.now, self.deletion_touches);
        if let Some(ticket) = self.tickets.get_mut(&id) {
            ticket.deleted = Some(now);
            if touches {
                ticket.updated = now;
            }
            self.note(by, Deed::Deleted, id, "");
        }
    }

    pub(super) fn restore(&mut self, id: u64, by: u64) -> Answer {
        let (now, touches) = (self.now, self.deletion_touches);
        let found = self.tickets.get_mut(&id).filter(|ticket| ticket.deleted.is_some());
        let ticket = found.ok_or_else(Refusal::not_found)?;
        ticket.deleted = None;
        if touches {
            ticket.updated = now;
        }
        self.note(by, Deed::Restored, id, "");
        Ok(Response::empty(204))
    }

    /// Removes a ticket for ever: from now on it is not there.
    pub(super) fn erase(&mut self, id: u64, by: u64) {
        if self.tickets.remove(&id).is_some() {
            self.note(by, Deed::Erased, id, "");
        }
    }

    pub(super) fn empty_bin(&mut self) {
        let now = self.now;
        let over = self.tickets.values().filter(|ticket| ticket.deleted.is_some_and(|at| at + KEPT <= now));
        let ids: Vec<u64> = over.map(|ticket| ticket.id).collect();
        for id in ids {
            self.erase(id, 0);
        }
    }
}
