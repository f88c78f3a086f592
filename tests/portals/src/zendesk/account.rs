//! Everything that an account has.

use std::collections::BTreeMap;

use super::field::Field;
use super::file::File;
use super::guard::Limits;
use super::job::Job;
use super::key::Kept;
use super::person::{Organization, Role, Team, User};
use super::search::Index;
use super::sla::Policy;
use super::ticket::Ticket;
use super::view::View;
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
    pub(super) users: BTreeMap<u64, User>,
    pub(super) organizations: BTreeMap<u64, Organization>,
    pub(super) group: u64,
    pub(super) teams: BTreeMap<u64, Team>,
    pub(super) tickets: BTreeMap<u64, Ticket>,
    pub(super) keys: BTreeMap<String, Kept>,
    pub(super) jobs: Vec<Job>,
    pub(super) policies: Vec<Policy>,
    pub(super) views: BTreeMap<u64, View>,
    pub(super) fields: Vec<Field>,
    pub(super) files: BTreeMap<u64, File>,
    pub(super) limits: Limits,
    pub(super) index: Index,
    pub(super) settings: Settings,
    pub(super) journal: Journal,
}

/// What a test may set.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Settings {
    /// Whether agents who are no admins may delete tickets.
    pub(super) agents_may_delete: bool,
    /// Seconds until a job is done.
    pub(super) job_delay: i64,
    /// Seconds until search finds a change.
    pub(super) search_delay: i64,
}

impl Portal for Account {
    fn open(base: &str, now: i64) -> Self {
        let mut account = Self {
            base: base.to_owned(),
            now,
            next_id: 100,
            users: BTreeMap::new(),
            organizations: BTreeMap::new(),
            group: 0,
            teams: BTreeMap::new(),
            tickets: BTreeMap::new(),
            keys: BTreeMap::new(),
            jobs: Vec::new(),
            policies: Vec::new(),
            views: BTreeMap::new(),
            fields: Vec::new(),
            files: BTreeMap::new(),
            limits: Limits::default(),
            index: Index::default(),
            settings: Settings::default(),
            journal: Journal::default(),
        };
        account.group = account.new_id();
        account.add_user("Ada Admin", "ada@vendor.test", Role::Admin, None);
        account.add_user("Ben Agent", "ben@vendor.test", Role::Agent, None);
        let view = account.new_id();
        account.views.insert(view, View::unsolved());
        account
    }

    fn answer(&mut self, request: &Request, now: i64) -> Response {
        self.now = now;
        self.guarded(request)
    }

    fn wait_until(&mut self, now: i64) {
        self.now = now;
        self.run_jobs();
        self.empty_bin();
    }

    fn journal(&mut self) -> &mut Journal {
        &mut self.journal
    }
}

impl Account {
    /// Identifiers are unique over all kinds of records, which the real ones are not; it finds mix-ups.
    pub(super) fn new_id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id
    }

    pub(super) fn note(&mut self, by: u64, deed: Deed, ticket: u64, detail: impl Into<String>) {
        self.journal.note(self.now, by, deed, ticket, detail);
    }

    /// The address of a record, as in `https://example.zendesk.com/api/v2/tickets/35436.json`.
    pub(super) fn url(&self, kind: &str, id: impl std::fmt::Display) -> String {
        format!("{}/api/v2/{kind}/{id}.json", self.base)
    }
}
