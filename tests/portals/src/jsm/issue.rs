//! An issue, `api-group-issues`; every customer request is one.

use serde_json::{Map, Value};

use super::attachment::File;
use super::changelog::{Change, Item, text_item};
use super::comment::Comment;
use super::link::Link;
use super::refusal::Refusal;
use super::site::Site;
use super::sla::Sla;
use super::workflow::status;
use super::worklog::Worklog;
use crate::journal::Deed;

/// An issue. Its identifier stays, and its key changes when it is moved.
#[derive(Clone, Debug)]
pub(super) struct Issue {
    pub(super) id: u64,
    pub(super) key: String,
    pub(super) project: u64,
    pub(super) summary: String,
    /// A document, or null.
    pub(super) description: Value,
    pub(super) status: u64,
    pub(super) priority: u64,
    pub(super) assignee: Option<u64>,
    pub(super) reporter: u64,
    pub(super) creator: u64,
    pub(super) resolution: Option<String>,
    pub(super) resolved: Option<i64>,
    pub(super) labels: Vec<String>,
    pub(super) request_type: Option<u64>,
    pub(super) organizations: Vec<u64>,
    pub(super) due: Option<String>,
    /// Own fields.
    pub(super) fields: Map<String, Value>,
    pub(super) properties: Map<String, Value>,
    pub(super) comments: Vec<Comment>,
    pub(super) files: Vec<File>,
    pub(super) worklogs: Vec<Worklog>,
    pub(super) links: Vec<Link>,
    pub(super) changes: Vec<Change>,
    pub(super) slas: Vec<Sla>,
    pub(super) created: i64,
    pub(super) updated: i64,
    pub(super) status_changed: i64,
}

impl Site {
    /// By identifier, by key in any case, or by a key that it had before it was moved: "a case-insensitive search and
    /// check for moved issues is performed. If a matching issue is found its details are returned, a 302 or other
    /// redirect is not returned."
    pub(super) fn find(&self, key: &str) -> Option<&Issue> {
        let id = key.parse().ok().or_else(|| self.keys.get(&key.to_uppercase()).copied())?;
        self.issues.get(&id)
    }

    /// What an agent may see; nobody else sees issues.
    pub(super) fn seen(&self, key: &str, by: Option<u64>) -> Result<&Issue, Refusal> {
        let agent = by.is_some_and(|by| self.is_agent(by));
        self.find(key).filter(|_| agent).ok_or_else(Refusal::no_issue)
    }

    /// An issue that an agent may change, and who that is.
    pub(super) fn workable(&self, key: &str, by: Option<u64>) -> Result<(u64, u64), Refusal> {
        let by = by.ok_or_else(Refusal::unauthenticated)?;
        Ok((self.seen(key, Some(by))?.id, by))
    }

    pub(super) fn touch(&mut self, id: u64) {
        let now = self.now;
        if let Some(issue) = self.issues.get_mut(&id) {
            issue.updated = now;
        }
        self.reindex(id);
    }

    /// Sets a status; one of the category `done` has a resolution, and no other has.
    pub(super) fn set_status(&mut self, id: u64, to: u64, resolution: Option<&str>, by: u64) {
        let now = self.now;
        let Some(issue) = self.issues.get_mut(&id).filter(|issue| issue.status != to) else { return };
        let from = std::mem::replace(&mut issue.status, to);
        issue.status_changed = now;
        let mut change = vec![Item {
            field: "status".to_owned(),
            from: Some(from.to_string()),
            from_text: Some(status(from).name.to_owned()),
            to: Some(to.to_string()),
            to_text: Some(status(to).name.to_owned()),
        }];
        let before = issue.resolution.clone();
        if status(to).category == "done" {
            issue.resolution.get_or_insert_with(|| resolution.unwrap_or("Done").to_owned());
            issue.resolved.get_or_insert(now);
        } else {
            (issue.resolution, issue.resolved) = (None, None);
        }
        let after = issue.resolution.clone();
        if before != after {
            change.push(text_item("resolution", before, after));
        }
        let detail = format!("status: {} -> {}", status(from).name, status(to).name);
        self.note(by, Deed::Changed, id, detail);
        self.log(id, by, change);
    }
}
