//! Revisions: the queue at one instant.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use calendar::Moment;
use policy::answer::Lane;
use policy::engine;

use super::{At, Entry, Judged, Marks, Skews};
use crate::view::{QueueCounts, QueueView};

/// The longest that a revision may stand while nothing happens, in seconds: scores depend on time.
pub(crate) const OLDEST_S: i64 = 60;

/// All unsolved tickets, their newest two orders, and the one that is on screen.
#[derive(Debug, Default)]
pub(crate) struct Line {
    entries: BTreeMap<Box<str>, Arc<Entry>>,
    newest: Arc<Revision>,
    before: Option<Arc<Revision>>,
    /// The one that a list shows: it is kept for as long as it is asked for, so that a list never jumps.
    shown: Mutex<Option<Arc<Revision>>>,
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
    /// When it was judged.
    pub at: At,
}

impl Line {
    /// Puts a ticket in, or takes it out when it is solved.
    pub(crate) fn put(&mut self, entry: impl Into<Arc<Entry>>) {
        let entry = entry.into();
        if entry.is_open() {
            self.entries.insert(entry.key.clone(), entry);
        } else {
            self.entries.remove(&entry.key);
        }
    }

    /// Takes all tickets out; revisions go on counting.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
    }

    /// Takes a ticket out.
    pub(crate) fn remove(&mut self, key: &str) {
        self.entries.remove(key);
    }

    /// Takes all tickets of an account out.
    pub(crate) fn remove_account(&mut self, account: &str) {
        self.entries.retain(|key, _| key.split_once('/').is_none_or(|(owner, _)| owner != account));
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

    /// Makes a new revision as of `now`; `skews` has the portals whose clocks differ from the console's.
    pub(crate) fn reorder(&mut self, now: Moment, skews: &Skews) -> u64 {
        let rows = rank(self.entries.values(), now, skews);
        let revision = Revision {
            number: self.newest.number + 1,
            as_of: now,
            counts: count(&rows),
            boundary: next_boundary(&rows),
            rows,
        };
        self.before = Some(std::mem::replace(&mut self.newest, Arc::new(revision)));
        self.newest.number
    }
}

/// The engine's order; tickets without a policy stand at the end of the main lane, the oldest first.
fn rank<'a>(entries: impl Iterator<Item = &'a Arc<Entry>>, now: Moment, skews: &Skews) -> Vec<Ranked> {
    let (judged, mut bare): (Vec<_>, Vec<_>) = entries.partition(|entry| entry.judged.is_some());
    let at = |entry: &Entry| At { now, ahead_s: skews.ahead_s(&entry.key) };
    let in_line: Vec<_> = judged
        .iter()
        .filter_map(|entry| {
            let Judged { pack, standing } = entry.judged.as_ref()?;
            Some(engine::Entry { id: &entry.key, pack, standing, now: at(entry).portal_now() })
        })
        .collect();
    let ranked = |entry: &Arc<Entry>, lane| {
        let at = at(entry);
        Ranked { entry: entry.clone(), lane, marks: Marks::read(entry, lane, at), at }
    };
    let mut rows: Vec<Ranked> = engine::order(&in_line)
        .into_iter()
        .filter_map(|place| {
            let engine::Entry { pack, standing, now, .. } = in_line[place];
            Some(ranked(judged[place], standing.lane(pack, now)?))
        })
        .collect();
    bare.sort_by_key(|entry| (entry.created, entry.key.clone()));
    let end_of_main = rows.partition_point(|row| row.lane == Lane::Main);
    rows.splice(end_of_main..end_of_main, bare.into_iter().map(|entry| ranked(entry, Lane::Main)));
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

fn next_boundary(rows: &[Ranked]) -> Option<Moment> {
    let boundary = |row: &Ranked| {
        let Judged { pack, standing } = row.entry.judged.as_ref()?;
        standing.next_boundary(pack, row.at.portal_now()).map(|at| row.at.for_console(at))
    };
    rows.iter().filter_map(boundary).min()
}
