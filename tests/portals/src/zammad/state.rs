//! Changing states, and what states do by themselves.

use super::account::{Account, NOBODY};
use super::catalog::{Kind, NEW, OPEN};
use super::history::What;
use crate::journal::Deed;

impl Account {
    /// Says that a ticket was changed now: `updated_at` moves with everything that is saved at a ticket, its articles,
    /// tags, links and times.
    pub(super) fn touch(&mut self, id: u64, by: u64) {
        let now = self.now;
        if let Some(ticket) = self.tickets.get_mut(&id) {
            (ticket.updated, ticket.updated_by) = (now, by);
        }
        self.reindex(id);
    }

    /// Sets a state, and what comes with it: a closed ticket says since when, and one that does not wait has no time to
    /// wait for, `ticket.rb`.
    pub(super) fn set_state(&mut self, id: u64, state: u64, by: u64) {
        let now = self.now;
        let Some(kind) = self.states.get(&state).map(|state| state.kind) else { return };
        let Some(ticket) = self.tickets.get_mut(&id).filter(|ticket| ticket.state != state) else { return };
        let old = std::mem::replace(&mut ticket.state, state);
        if kind == Kind::Closed {
            ticket.clocks.close(now);
        }
        if !kind.is_pending() {
            ticket.pending = None;
        }
        let (from, to) = (self.state_name(old).to_owned(), self.state_name(state).to_owned());
        self.note(by, Deed::Changed, id, format!("state: {from} -> {to}"));
        let what = What::Attribute { name: "state".to_owned(), from, to, ids: Some((old, state)) };
        self.log(id, by, "updated", what);
        self.touch(id, by);
    }

    /// A follow-up by mail opens every ticket that is not new, `email_parser.rb`.
    pub(super) fn follow_up(&mut self, id: u64, by: u64) {
        if self.tickets.get(&id).is_some_and(|ticket| ticket.state != NEW) {
            self.set_state(id, OPEN, by);
        }
    }

    /// States of the type `pending action` end by themselves at their time; reminders only remind, `ticket.rb`.
    pub(super) fn end_pending(&mut self) {
        let now = self.now;
        let over = self.tickets.values().filter(|ticket| ticket.pending.is_some_and(|at| at <= now));
        let ended: Vec<(u64, u64)> =
            over.filter_map(|ticket| Some((ticket.id, self.states.get(&ticket.state)?.next?))).collect();
        for (id, next) in ended {
            self.set_state(id, next, NOBODY);
        }
    }
}
