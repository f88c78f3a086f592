//! Everything that an account has.

use std::collections::BTreeMap;

use super::guard::Limits;
use super::people::{Agent, Company, Contact};
use super::ticket::Ticket;
use crate::fake::Portal;
use crate::http::{Request, Response};
use crate::journal::{Deed, Journal};

/// The account and its rules.
#[derive(Debug)]
pub struct Account {
    pub(super) base: String,
    /// The instant of what is under way.
    pub(super) now: i64,
    next_id: u64,
    next_ticket: u64,
    pub(super) agents: BTreeMap<u64, Agent>,
    pub(super) contacts: BTreeMap<u64, Contact>,
    pub(super) companies: BTreeMap<u64, Company>,
    pub(super) group: u64,
    /// Names of further groups, by number.
    pub(super) teams: BTreeMap<u64, String>,
    /// Products by number.
    pub(super) products: BTreeMap<u64, String>,
    /// The account's own fields of tickets: name, label, kind.
    pub(super) fields: Vec<[String; 3]>,
    pub(super) tickets: BTreeMap<u64, Ticket>,
    /// Statuses and their labels: the four that are always there, and the account's own.
    pub(super) statuses: BTreeMap<u64, String>,
    pub(super) limits: Limits,
    /// Whether a deletion changes `updated_at`.
    pub(super) deletion_touches: bool,
    pub(super) journal: Journal,
}

impl Portal for Account {
    fn open(base: &str, now: i64) -> Self {
        let statuses = [(2, "Open"), (3, "Pending"), (4, "Resolved"), (5, "Closed")];
        let mut account = Self {
            base: base.to_owned(),
            now,
            next_id: 1000,
            next_ticket: 0,
            agents: BTreeMap::new(),
            contacts: BTreeMap::new(),
            companies: BTreeMap::new(),
            group: 0,
            teams: BTreeMap::new(),
            products: BTreeMap::new(),
            fields: Vec::new(),
            tickets: BTreeMap::new(),
            statuses: statuses.map(|(number, label)| (number, label.to_owned())).into(),
            limits: Limits::default(),
            deletion_touches: false,
            journal: Journal::default(),
        };
        account.group = account.new_id();
        account.add_agent("Ada Admin", "ada@vendor.test");
        account.add_agent("Ben Agent", "ben@vendor.test");
        account
    }

    fn answer(&mut self, request: &Request, now: i64) -> Response {
        self.now = now;
        self.guarded(request)
    }

    fn wait_until(&mut self, now: i64) {
        self.now = now;
        self.escalate();
        self.empty_bin();
    }

    fn journal(&mut self) -> &mut Journal {
        &mut self.journal
    }
}

impl Account {
    pub(super) fn new_id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id
    }

    /// Tickets have numbers of their own, from 1.
    pub(super) fn new_ticket_id(&mut self) -> u64 {
        self.next_ticket += 1;
        self.next_ticket
    }

    pub(super) fn note(&mut self, by: u64, deed: Deed, ticket: u64, detail: impl Into<String>) {
        self.journal.note(self.now, by, deed, ticket, detail);
    }
}
