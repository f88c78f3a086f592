//! What the search knows: "after a write operation is performed, subsequent search operations using the API without the
//! reconcileIssues parameter may return stale or outdated data",
//! <https://developer.atlassian.com/cloud/jira/platform/search-and-reconcile/>.

use std::collections::{BTreeMap, BTreeSet};

use super::issue::Issue;
use super::site::Site;

/// Issues as they were, and those that are not known yet. `None` is an issue that is gone.
#[derive(Debug, Default)]
pub(super) struct Index {
    known: BTreeMap<u64, Issue>,
    coming: Vec<(i64, u64, Option<Issue>)>,
    /// What was changed at the instant under way.
    changed: BTreeSet<u64>,
    changed_at: i64,
}

impl Site {
    pub(super) fn reindex(&mut self, id: u64) {
        self.index.changed_at = self.now;
        self.index.changed.insert(id);
    }

    /// Takes down how the issues are that were changed, before anything else happens to them.
    pub(super) fn write_documents(&mut self) {
        for id in std::mem::take(&mut self.index.changed) {
            let issue = self.issues.get(&id).cloned();
            self.index.coming.push((self.index.changed_at, id, issue));
        }
    }

    /// All issues as the search knows them, those to reconcile as they are.
    pub(super) fn indexed(&mut self, reconcile: &[u64]) -> Vec<Issue> {
        self.write_documents();
        let until = self.now - self.settings.search_delay;
        let (due, coming): (Vec<_>, Vec<_>) = self.index.coming.drain(..).partition(|(at, ..)| *at <= until);
        self.index.coming = coming;
        for (_, id, issue) in due {
            match issue {
                Some(issue) => self.index.known.insert(id, issue),
                None => self.index.known.remove(&id),
            };
        }
        let mut all = self.index.known.clone();
        for id in reconcile {
            match self.issues.get(id) {
                Some(issue) => all.insert(*id, issue.clone()),
                None => all.remove(id),
            };
        }
        all.into_values().collect()
    }
}
