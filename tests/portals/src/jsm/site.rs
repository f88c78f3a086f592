//! Everything that a site has.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use serde_json::Value;

use super::catalog::Project;
use super::index::Index;
use super::issue::Issue;
use super::token::Tokens;
use super::user::{Kind, Organization, User};
use crate::fake::Portal;
use crate::form::FormPart;
use crate::http::{Request, Response};
use crate::journal::{Deed, Journal};
use crate::limit::Counters;

/// The site and its rules.
#[derive(Debug)]
pub struct Site {
    pub(super) base: String,
    /// The instant of what is under way.
    pub(super) now: i64,
    /// The time zone of whoever calls: answers are written in it, and JQL is read in it.
    pub(super) zone: Tz,
    next_id: u64,
    pub(super) users: BTreeMap<u64, User>,
    pub(super) organizations: BTreeMap<u64, Organization>,
    pub(super) projects: BTreeMap<u64, Project>,
    pub(super) issues: BTreeMap<u64, Issue>,
    /// All keys that issues have or had.
    pub(super) keys: BTreeMap<String, u64>,
    pub(super) index: Index,
    pub(super) tokens: Tokens,
    /// Files that were uploaded and belong to nothing yet.
    pub(super) temporary: BTreeMap<String, FormPart>,
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
    /// Requests in so many seconds, when a test limits them.
    pub(super) limit: Option<(u32, i64)>,
    /// Whether profiles show their addresses.
    pub(super) shows_emails: bool,
    /// Whether the list of an issue's comments tells their properties.
    pub(super) lists_properties: bool,
    /// Own fields: identifier and name.
    pub(super) fields: Vec<[String; 2]>,
}

impl Portal for Site {
    fn open(base: &str, now: i64) -> Self {
        let mut site = Self {
            base: base.to_owned(),
            now,
            zone: Tz::UTC,
            next_id: 10_000,
            users: BTreeMap::new(),
            organizations: BTreeMap::new(),
            projects: BTreeMap::new(),
            issues: BTreeMap::new(),
            keys: BTreeMap::new(),
            index: Index::default(),
            tokens: Tokens::default(),
            temporary: BTreeMap::new(),
            settings: Settings {
                millis: 790,
                search_delay: 0,
                limit: None,
                shows_emails: true,
                lists_properties: true,
                fields: Vec::new(),
            },
            counters: Counters::default(),
            journal: Journal::default(),
        };
        site.add_user("Ada Admin", "ada@vendor.test", Kind::Admin);
        site.add_user("Ben Agent", "ben@vendor.test", Kind::Agent);
        for (key, name) in [("SUP", "Support"), ("OPS", "Operations")] {
            site.add_project(key, name);
        }
        site
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
        self.zone = Tz::UTC;
    }

    fn journal(&mut self) -> &mut Journal {
        &mut self.journal
    }
}

impl Site {
    pub(super) fn new_id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id
    }

    pub(super) fn note(&mut self, by: u64, deed: Deed, issue: u64, detail: impl Into<String>) {
        self.journal.note(self.now, by, deed, issue, detail);
    }

    pub(super) fn link_to(&self, path: &str) -> Value {
        Value::String(format!("{}/rest/api/3/{path}", self.base))
    }
}
