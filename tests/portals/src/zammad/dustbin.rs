//! Deletion, page `api/ticket`: "This is a permanent removal. Please note that removing tickets cannot be undone."

use super::account::Account;
use super::person::Role;
use super::refusal::{Answer, Refusal};
use crate::http::Response;
use crate::journal::Deed;

impl Account {
    /// "Required permission: admin". The page shows `{}` as the answer; the source sends no body, and so does this.
    pub(super) fn ask_delete(&mut self, id: u64, by: u64) -> Answer {
        self.visible(by, id)?;
        if self.role(by) != Role::Admin {
            return Err(Refusal::forbidden_since("admin permission required"));
        }
        self.erase(id, by);
        Ok(Response::empty(200))
    }

    /// There is no bin, and nothing tells of it afterwards. The index may still know the ticket; an answer never shows
    /// it.
    pub(super) fn erase(&mut self, id: u64, by: u64) {
        if self.tickets.remove(&id).is_some() {
            self.links.retain(|link| link.source != id && link.target != id);
            self.note(by, Deed::Erased, id, "");
        }
    }
}
