//! The unsolved tickets, and the revisions that they are shown in.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use calendar::Moment;

use super::revision::Change;
use super::{Entry, Revision, Skews};

/// The longest that a revision may stand while nothing happens, in seconds: scores depend on time.
pub(crate) const OLDEST_S: i64 = 60;

/// Changes that a revision may differ by from the one that was made anew; beyond, making a new one is cheaper.
const MOST_CHANGES: usize = 1_024;

/// All unsolved tickets, their newest two orders, and the one that is on screen.
#[derive(Debug, Default)]
pub(crate) struct Line {
    entries: BTreeMap<Box<str>, Arc<Entry>>,
    /// Tickets that changed since the newest order, as that has them; `None` for those it does not have. Nothing where
    /// too many did.
    changed: Option<BTreeMap<Box<str>, Option<Arc<Entry>>>>,
    newest: Arc<Revision>,
    before: Option<Arc<Revision>>,
    /// The one that a list shows: it is kept for as long as it is asked for, so that a list never jumps.
    shown: Mutex<Option<Arc<Revision>>>,
}

impl Line {
    /// Puts a ticket in, or takes it out when it is solved.
    pub(crate) fn put(&mut self, entry: Entry) {
        if entry.is_open() {
            let key = entry.key.clone();
            let was = self.entries.insert(key.clone(), Arc::new(entry));
            self.note(key, was);
        } else {
            self.remove(&entry.key);
        }
    }

    /// Takes all tickets out; revisions go on counting.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
        self.changed = None;
    }

    /// Takes a ticket out.
    pub(crate) fn remove(&mut self, key: &str) {
        if let Some((key, was)) = self.entries.remove_entry(key) {
            self.note(key, Some(was));
        }
    }

    /// Takes all tickets of an account out.
    pub(crate) fn remove_account(&mut self, account: &str) {
        self.entries.retain(|key, _| key.split_once('/').is_none_or(|(owner, _)| owner != account));
        self.changed = None;
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Arc<Entry>> {
        self.entries.get(key)
    }

    pub(crate) fn entries(&self) -> impl Iterator<Item = &Arc<Entry>> {
        self.entries.values()
    }

    pub(crate) const fn newest(&self) -> &Arc<Revision> {
        &self.newest
    }

    /// The revision with this number if it is still kept, else the newest. From now on it is the one that is shown.
    pub(crate) fn show(&self, number: Option<u64>) -> Arc<Revision> {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = [Some(&self.newest), self.before.as_ref(), shown.as_ref()];
        let wanted = kept.into_iter().flatten().find(|revision| Some(revision.number) == number);
        let revision = wanted.unwrap_or(&self.newest).clone();
        *shown = Some(revision.clone());
        revision
    }

    /// Makes a new revision: of what changed when the newest one still stands for `now`, else anew. `skews` has the
    /// portals whose clocks differ from the console's.
    pub(crate) fn refresh(&mut self, now: Moment, skews: &Skews) -> u64 {
        let changed = self.changed.as_ref().filter(|changed| {
            let changes = self.newest.rows.changes() + 2 * changed.len();
            changes <= MOST_CHANGES && self.newest.stands_at(now, skews)
        });
        let Some(changed) = changed else { return self.reorder(now, skews) };
        let changes =
            changed.iter().map(|(key, was)| Change { was: was.as_ref(), is: self.entries.get(key) });
        let next = self.newest.with(changes);
        self.publish(next)
    }

    /// Makes a new revision as of `now`, all of it anew.
    pub(crate) fn reorder(&mut self, now: Moment, skews: &Skews) -> u64 {
        let next = Revision::of(self.newest.number + 1, self.entries.values(), now, skews);
        self.publish(next)
    }

    fn publish(&mut self, revision: Revision) -> u64 {
        self.before = Some(std::mem::replace(&mut self.newest, Arc::new(revision)));
        self.changed = Some(BTreeMap::new());
        self.newest.number
    }

    /// Remembers how the newest revision has a ticket.
    fn note(&mut self, key: Box<str>, was: Option<Arc<Entry>>) {
        let Some(changed) = &mut self.changed else { return };
        changed.entry(key).or_insert(was);
        if changed.len() > MOST_CHANGES {
            self.changed = None;
        }
    }
}
