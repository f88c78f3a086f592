//! Everything that an installation has.

use std::collections::BTreeMap;

use super::catalog::{Group, State};
use super::index::Index;
use super::link::Link;
use super::person::{Organization, Role, User};
use super::ticket::Ticket;
use crate::fake::Portal;
use crate::http::{Request, Response};
use crate::journal::{Deed, Journal};
use crate::limit::Counters;

/// The user `-`, who owns what nobody owns.
pub(super) const NOBODY: u64 = 1;

/// The installation and its rules.
#[derive(Debug)]
pub struct Account {
    /// The instant of what is under way.
    pub(super) now: i64,
    next_id: u64,
    next_ticket: u64,
    pub(super) users: BTreeMap<u64, User>,
    pub(super) organizations: BTreeMap<u64, Organization>,
    pub(super) groups: BTreeMap<u64, Group>,
    pub(super) states: BTreeMap<u64, State>,
    pub(super) tickets: BTreeMap<u64, Ticket>,
    pub(super) links: Vec<Link>,
    pub(super) index: Index,
    pub(super) settings: Settings,
    pub(super) counters: Counters,
    pub(super) journal: Journal,
}

/// What a test can set.
#[derive(Debug)]
pub(super) struct Settings {
    /// What all stamps have behind their whole seconds.
    pub(super) millis: i64,
    /// Seconds until the search finds a change.
    pub(super) search_delay: i64,
    pub(super) elasticsearch: bool,
    /// `index.max_result_window` of Elasticsearch.
    pub(super) window: usize,
    /// `timezone_default`, as seconds east of UTC.
    pub(super) zone: i64,
    /// Requests a minute, when an operator limits them.
    pub(super) limit: Option<u32>,
    /// Own attributes of tickets.
    pub(super) attributes: Vec<String>,
}

impl Portal for Account {
    fn open(_base: &str, now: i64) -> Self {
        let settings = Settings {
            millis: 790,
            search_delay: 0,
            elasticsearch: true,
            window: 10_000,
            zone: 0,
            limit: None,
            attributes: Vec::new(),
        };
        let mut account = Self {
            now,
            next_id: 100,
            next_ticket: 0,
            users: BTreeMap::new(),
            organizations: BTreeMap::new(),
            groups: BTreeMap::new(),
            states: State::seeds(),
            tickets: BTreeMap::new(),
            links: Vec::new(),
            index: Index::default(),
            settings,
            counters: Counters::default(),
            journal: Journal::default(),
        };
        account.users.insert(NOBODY, User::nobody(now));
        let admin = account.add_user("Ada", "Admin", "ada@vendor.test", Role::Admin, None);
        let agent = account.add_user("Ben", "Agent", "ben@vendor.test", Role::Agent, None);
        for name in ["Users", "2nd Level"] {
            account.add_group(name, &[admin, agent]);
        }
        account
    }

    fn answer(&mut self, request: &Request, now: i64) -> Response {
        self.now = now;
        self.guarded(request)
    }

    fn wait_until(&mut self, now: i64) {
        if now != self.now {
            self.write_documents();
        }
        self.now = now;
        self.end_pending();
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

    /// Tickets are counted by themselves, from 1.
    pub(super) fn new_ticket_id(&mut self) -> u64 {
        self.next_ticket += 1;
        self.next_ticket
    }

    pub(super) fn note(&mut self, by: u64, deed: Deed, ticket: u64, detail: impl Into<String>) {
        self.journal.note(self.now, by, deed, ticket, detail);
    }

    /// An instant as all answers have it, with milliseconds.
    pub(super) fn stamp(&self, at: i64) -> String {
        crate::clock::iso_millis(at * 1000 + self.settings.millis)
    }
}
