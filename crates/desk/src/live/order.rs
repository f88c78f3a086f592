//! Revisions: the queue at one instant.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use calendar::Moment;
use policy::answer::Lane;
use policy::engine;

use super::entry::Names;
use super::{At, Entry, Judged, Marks, Skews};
use crate::view::{QueueCounts, QueueView};

/// The longest that a revision may stand while nothing happens, in seconds: scores depend on time.
pub(crate) const OLDEST_S: i64 = 60;

/// All unsolved tickets, their newest two orders, and the one that is on screen.
#[derive(Debug, Default)]
pub(crate) struct Line {
    entries: BTreeSet<ByKey>,
    /// Names that many tickets have in common.
    names: BTreeSet<Arc<Names>>,
    /// The last [`Entry::slot`] that was given; none is given twice.
    last_slot: u32,
    newest: Arc<Revision>,
    before: Option<Arc<Revision>>,
    /// The one that a list shows: it is kept for as long as it is asked for, so that a list never jumps.
    shown: Mutex<Option<Arc<Revision>>>,
}

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

/// The queue at one instant. Holds its entries, so that a list that is on screen does not change under the user.
#[derive(Debug, Default)]
pub(crate) struct Revision {
    pub number: u64,
    pub as_of: Moment,
    pub rows: Vec<Ranked>,
    pub counts: QueueCounts,
    /// When the next clock reaches a boundary by itself.
    pub boundary: Option<Moment>,
}

/// A ticket in its place.
#[derive(Clone, Debug)]
pub(crate) struct Ranked {
    pub entry: Arc<Entry>,
    pub lane: Lane,
    pub marks: Marks,
    /// [`Entry::slot`], beside the row so that a list is filtered without reading its entries.
    pub slot: u32,
    /// Seconds that its portal's clock is ahead.
    ahead_s: i32,
}

impl Ranked {
    /// When it was judged: at the instant of its revision.
    pub(crate) fn at(&self, as_of: Moment) -> At {
        At { now: as_of, ahead_s: i64::from(self.ahead_s) }
    }
}

impl Line {
    /// Puts a ticket in, or takes it out when it is solved.
    pub(crate) fn put(&mut self, mut entry: Entry) {
        if entry.is_open() {
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
            self.entries.replace(ByKey(Arc::new(entry)));
        } else {
            self.entries.remove(entry.key());
        }
    }

    /// Takes all tickets out; revisions go on counting.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
        self.names.clear();
    }

    /// Takes a ticket out.
    pub(crate) fn remove(&mut self, key: &str) {
        self.entries.remove(key);
    }

    /// Takes all tickets of an account out.
    pub(crate) fn remove_account(&mut self, account: &str) {
        self.entries
            .retain(|ByKey(entry)| entry.key().split_once('/').is_none_or(|(owner, _)| owner != account));
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

    /// The order as of `now`, to be put in front by [`Line::take`]; `skews` has the portals whose clocks differ from the
    /// console's. Apart from that, so that lists are answered meanwhile.
    pub(crate) fn in_order(&self, now: Moment, skews: &Skews) -> Revision {
        let rows = rank(self.entries(), now, skews);
        let (counts, boundary) = (count(&rows), next_boundary(&rows, now));
        Revision { number: 0, as_of: now, counts, boundary, rows }
    }

    /// Makes an order the newest revision; gives its number.
    pub(crate) fn take(&mut self, order: Revision) -> u64 {
        let number = self.newest.number + 1;
        let revision = Arc::new(Revision { number, ..order });
        self.before = Some(std::mem::replace(&mut self.newest, revision));
        number
    }

    /// Makes a new revision as of `now`.
    pub(crate) fn reorder(&mut self, now: Moment, skews: &Skews) -> u64 {
        let order = self.in_order(now, skews);
        self.take(order)
    }
}

/// The engine's order; tickets without a policy stand at the end of the main lane, the oldest first.
fn rank<'a>(entries: impl Iterator<Item = &'a Arc<Entry>>, now: Moment, skews: &Skews) -> Vec<Ranked> {
    let (judged, mut bare): (Vec<_>, Vec<_>) = entries.partition(|entry| entry.judged.is_some());
    let at = |entry: &Entry| At { now, ahead_s: skews.ahead_s(entry.key()) };
    let in_line: Vec<_> = judged
        .iter()
        .filter_map(|entry| {
            let Judged { pack, standing } = entry.judged.as_ref()?;
            Some(engine::Entry { id: entry.key(), pack, standing, now: at(entry).portal_now() })
        })
        .collect();
    let ranked = |entry: &Arc<Entry>, lane| {
        let at = at(entry);
        let most = i64::from(i32::MAX);
        let ahead_s = i32::try_from(at.ahead_s.clamp(-most, most)).unwrap_or(0);
        Ranked { entry: entry.clone(), lane, marks: Marks::read(entry, lane, at), slot: entry.slot, ahead_s }
    };
    let mut rows: Vec<Ranked> = engine::order(&in_line)
        .into_iter()
        .filter_map(|place| {
            let engine::Entry { pack, standing, now, .. } = in_line[place];
            Some(ranked(judged[place], standing.lane(pack, now)?))
        })
        .collect();
    bare.sort_by_key(|entry| entry.created);
    let end_of_main = rows.partition_point(|row| row.lane == Lane::Main);
    rows.splice(end_of_main..end_of_main, bare.into_iter().map(|entry| ranked(entry, Lane::Main)));
    rows.shrink_to_fit();
    rows
}

fn count(rows: &[Ranked]) -> QueueCounts {
    let of =
        |view| u32::try_from(rows.iter().filter(|row| row.marks.are_in(view)).count()).unwrap_or(u32::MAX);
    QueueCounts {
        all: of(QueueView::All),
        overdue: of(QueueView::Overdue),
        due_soon: of(QueueView::DueSoon),
        mine: of(QueueView::Mine),
        unassigned: of(QueueView::Unassigned),
        waiting: of(QueueView::Waiting),
        no_target: of(QueueView::NoTarget),
        lower: of(QueueView::Lower),
    }
}

fn next_boundary(rows: &[Ranked], as_of: Moment) -> Option<Moment> {
    let boundary = |row: &Ranked| {
        let Judged { pack, standing } = row.entry.judged.as_ref()?;
        let at = row.at(as_of);
        standing.next_boundary(pack, at.portal_now()).map(|boundary| at.for_console(boundary))
    };
    rows.iter().filter_map(boundary).min()
}
