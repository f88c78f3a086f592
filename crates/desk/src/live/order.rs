//! The unsolved tickets, and the revisions that they are shown in.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use calendar::Moment;

use super::entry::Names;
use super::revision::Change;
use super::{Entry, Revision, Skews};

/// The longest that a revision may stand while nothing happens, in seconds: scores depend on time.
pub(crate) const OLDEST_S: i64 = 60;

/// Changes that a revision may differ by from the one that was made anew; beyond, making a new one is cheaper. A longer
/// line may have more: one for so many tickets.
const MOST_CHANGES: usize = 1_024;
const TICKETS_A_CHANGE: usize = 64;

/// All unsolved tickets, their newest two orders, and the one that is on screen.
#[derive(Debug, Default)]
pub(crate) struct Line {
    entries: BTreeSet<ByKey>,
    /// Names that many tickets have in common.
    names: BTreeSet<Arc<Names>>,
    /// The last [`Entry::slot`] that was given; none is given twice.
    last_slot: u32,
    /// What changed since the newest order.
    changed: Changed,
    /// What changed since the order began that is being made.
    meanwhile: Mutex<Changed>,
    newest: Arc<Revision>,
    before: Option<Arc<Revision>>,
    /// The one that a list shows: it is kept for as long as it is asked for, so that a list never jumps.
    shown: Mutex<Option<Arc<Revision>>>,
}

/// Tickets that changed since an order, as that has them; `None` for those it does not have. Nothing where too many did.
type Changed = Option<BTreeMap<Box<str>, Option<Arc<Entry>>>>;

/// A ticket that is found by its key, which is not kept a second time for it.
#[derive(Debug)]
struct ByKey(Arc<Entry>);

impl Borrow<str> for ByKey {
    fn borrow(&self) -> &str {
        self.0.key()
    }
}

impl Ord for ByKey {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.key().cmp(other.0.key())
    }
}

impl PartialOrd for ByKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Eq for ByKey {}

impl PartialEq for ByKey {
    fn eq(&self, other: &Self) -> bool {
        self.0.key() == other.0.key()
    }
}

impl Line {
    /// Puts a ticket in, or takes it out when it is solved.
    pub(crate) fn put(&mut self, mut entry: Entry) {
        if !entry.is_open() {
            return self.remove(entry.key());
        }
        if let Some(known) = self.names.get(&entry.names) {
            entry.names = known.clone();
        } else {
            self.names.insert(entry.names.clone());
        }
        entry.slot = self.get(entry.key()).map_or(0, |known| known.slot);
        if entry.slot == 0 {
            self.last_slot += 1;
            entry.slot = self.last_slot;
        }
        let entry = Arc::new(entry);
        let was = self.entries.replace(ByKey(entry.clone()));
        self.note(entry.key(), was.as_ref().map(|ByKey(was)| was));
    }

    /// Takes all tickets out; revisions go on counting.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
        self.names.clear();
        self.forget_changes();
    }

    /// Takes a ticket out.
    pub(crate) fn remove(&mut self, key: &str) {
        if let Some(ByKey(was)) = self.entries.take(key) {
            self.note(key, Some(&was));
        }
    }

    /// Takes all tickets of an account out.
    pub(crate) fn remove_account(&mut self, account: &str) {
        self.entries
            .retain(|ByKey(entry)| entry.key().split_once('/').is_none_or(|(owner, _)| owner != account));
        self.forget_changes();
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Arc<Entry>> {
        self.entries.get(key).map(|ByKey(entry)| entry)
    }

    pub(crate) fn entries(&self) -> impl Iterator<Item = &Arc<Entry>> {
        self.entries.iter().map(|ByKey(entry)| entry)
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

    /// Makes a new revision of what changed since the newest one, at its instant; gives its number. `None` when the
    /// newest one is too old for that or too much changed: then all has to be put in order anew. `skews` has the portals
    /// whose clocks differ from the console's.
    pub(crate) fn refresh(&mut self, now: Moment, skews: &Skews) -> Option<u64> {
        let changed = self.few_changes().filter(|_| self.newest.can_go_on_at(now, skews))?;
        let changes = changed.iter().map(|(key, was)| Change { was: was.as_ref(), is: self.get(key) });
        let next = self.newest.with(changes);
        self.changed = Some(BTreeMap::new());
        Some(self.put_in_front(next))
    }

    /// Whether all has to be put in order anew for `now`: a clock reached a boundary since the newest revision, it is too
    /// old, or too much changed.
    pub(crate) fn is_stale(&self, now: Moment, skews: &Skews) -> bool {
        self.few_changes().is_none() || !self.newest.stands_at(now, skews)
    }

    /// What changed since the newest revision, unless it is so much that making a new order is cheaper.
    fn few_changes(&self) -> Option<&BTreeMap<Box<str>, Option<Arc<Entry>>>> {
        let most = self.most_changes();
        self.changed.as_ref().filter(|changed| self.newest.rows.changes() + 2 * changed.len() <= most)
    }

    /// Begins to put all in order anew: gives the tickets for [`Revision::of`], whose order is put in front by [`Line::take`].
    /// What changes meanwhile is remembered, and lists are answered.
    pub(crate) fn begin(&self) -> Vec<Arc<Entry>> {
        *self.meanwhile.lock().unwrap_or_else(PoisonError::into_inner) = Some(BTreeMap::new());
        self.entries().cloned().collect()
    }

    /// Makes a new revision as of `now`, all of it anew; gives its number.
    pub(crate) fn reorder(&mut self, now: Moment, skews: &Skews) -> u64 {
        let order = Revision::of(&self.begin(), now, skews);
        self.take(order)
    }

    /// Makes the order that was begun last the newest revision; gives its number.
    pub(crate) fn take(&mut self, order: Revision) -> u64 {
        self.changed = self.meanwhile.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        self.put_in_front(order)
    }

    fn put_in_front(&mut self, order: Revision) -> u64 {
        let number = self.newest.number + 1;
        let revision = Arc::new(Revision { number, ..order });
        self.before = Some(std::mem::replace(&mut self.newest, revision));
        number
    }

    fn most_changes(&self) -> usize {
        MOST_CHANGES.max(self.entries.len() / TICKETS_A_CHANGE)
    }

    /// Remembers how orders have a ticket.
    fn note(&mut self, key: &str, was: Option<&Arc<Entry>>) {
        let most = self.most_changes();
        let meanwhile = self.meanwhile.get_mut().unwrap_or_else(PoisonError::into_inner);
        for changed in [&mut self.changed, meanwhile] {
            let Some(known) = changed else { continue };
            known.entry(key.into()).or_insert_with(|| was.cloned());
            if known.len() > most {
                *changed = None;
            }
        }
    }

    fn forget_changes(&mut self) {
        self.changed = None;
        *self.meanwhile.get_mut().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
