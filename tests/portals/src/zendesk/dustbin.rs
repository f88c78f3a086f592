//! Deletion, page `tickets`, and articles 4408835089050 and 4408845703194.

use serde_json::{Value, json};

use super::account::Account;
use super::job::Task;
use super::person::Role;
use super::read::with;
use super::refusal::{Answer, Refusal};
use super::ticket::{Gone, Ticket};
use crate::clock::iso;
use crate::http::{Request, Response};
use crate::journal::Deed;

/// What is in the bin is deleted for ever after 30 days, article 4408835089050.
const KEPT: i64 = 30 * 24 * 60 * 60;

impl Account {
    /// `DELETE /api/v2/tickets/{id}`: admins, and agents who were given the right.
    pub(super) fn ask_delete(&mut self, id: u64, by: u64) -> Answer {
        let admin = self.users.get(&by).is_some_and(|user| user.role == Role::Admin);
        if !admin && !self.settings.agents_may_delete {
            return Err(Refusal::forbidden());
        }
        self.live(id)?;
        self.delete(id, by);
        Ok(Response::empty(204))
    }

    /// A deleted ticket stays in the export as a tombstone: it changes its `generated_timestamp` and says `deleted`.
    pub(super) fn delete(&mut self, id: u64, by: u64) {
        let now = self.now;
        if let Some(ticket) = self.tickets.get_mut(&id) {
            (ticket.gone, ticket.generated, ticket.updated) = (Gone::InBin(now), now, now);
            self.index.change(ticket, now);
            self.note(by, Deed::Deleted, id, "");
        }
    }

    /// `sort_by` is one of `id`, `subject`, `deleted_at`, page `tickets`, "List Deleted Tickets". Without it the oldest come
    /// first.
    pub(super) fn deleted(&self, request: &Request) -> Answer {
        let in_bin = |ticket: &&Ticket| matches!(ticket.gone, Gone::InBin(_));
        let mut list: Vec<&Ticket> = self.tickets.values().filter(in_bin).collect();
        match request.param("sort_by") {
            Some("deleted_at") => list.sort_by_key(|ticket| match ticket.gone {
                Gone::InBin(at) => (at, ticket.id),
                Gone::No | Gone::Scrubbed => (0, ticket.id),
            }),
            Some("subject") => list.sort_by_key(|ticket| (ticket.subject.clone(), ticket.id)),
            _ => {}
        }
        if request.param("sort_order") == Some("desc") {
            list.reverse();
        }
        let (part, rest) = self.paged(request, list)?;
        let json = |ticket: &&Ticket| {
            let at = if let Gone::InBin(at) = ticket.gone { at } else { ticket.generated };
            json!({
                "id": ticket.id,
                "subject": ticket.subject,
                "actor": { "id": 0, "name": "" },
                "deleted_at": iso(at),
                "previous_state": ticket.status,
            })
        };
        Ok(Response::of_json(200, &with(rest, "deleted_tickets", part.iter().map(json).collect())))
    }

    pub(super) fn restore(&mut self, id: u64, by: u64) -> Answer {
        let now = self.now;
        let found = self.tickets.get_mut(&id).filter(|ticket| matches!(ticket.gone, Gone::InBin(_)));
        let ticket = found.ok_or_else(Refusal::not_found)?;
        (ticket.gone, ticket.generated, ticket.updated) = (Gone::No, now, now);
        self.index.change(ticket, now);
        self.note(by, Deed::Restored, id, "");
        Ok(Response::of_json(200, &Value::Object(serde_json::Map::new())))
    }

    /// `DELETE /api/v2/deleted_tickets/{id}` deletes "a soft-deleted ticket" for ever, by a job.
    pub(super) fn ask_scrub(&mut self, tickets: Vec<u64>, by: u64) -> Answer {
        let in_bin =
            |id: &u64| self.tickets.get(id).is_some_and(|ticket| matches!(ticket.gone, Gone::InBin(_)));
        if !tickets.iter().any(in_bin) {
            return Err(Refusal::not_found());
        }
        Ok(self.queue(Task::Scrub { tickets }, by))
    }

    /// The ticket is emptied. Its tombstone stays in the export.
    ///
    /// Assumed: text members say `SCRUBBED`; article 4408845703194 names what is removed, not what stands there instead.
    pub(super) fn scrub(&mut self, id: u64, by: u64) {
        let now = self.now;
        let found = self.tickets.get_mut(&id).filter(|ticket| matches!(ticket.gone, Gone::InBin(_)));
        let Some(ticket) = found else { return };
        (ticket.gone, ticket.generated) = (Gone::Scrubbed, now);
        ticket.subject = "SCRUBBED".to_owned();
        ticket.description = "SCRUBBED".to_owned();
        ticket.comments.clear();
        ticket.audits.clear();
        ticket.tags.clear();
        ticket.custom_fields.clear();
        (ticket.external_id, ticket.assignee) = (None, None);
        self.note(by, Deed::Erased, id, "");
    }

    pub(super) fn empty_bin(&mut self) {
        let now = self.now;
        let over = |ticket: &Ticket| match ticket.gone {
            Gone::InBin(at) if at + KEPT <= now => Some((ticket.id, at + KEPT)),
            Gone::InBin(_) | Gone::No | Gone::Scrubbed => None,
        };
        let due: Vec<(u64, i64)> = self.tickets.values().filter_map(over).collect();
        for (id, at) in due {
            self.now = at;
            self.scrub(id, 0);
        }
        self.now = now;
    }
}
