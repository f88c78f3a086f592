//! A revision: the queue at one instant, made anew or from the one before.

use std::cmp::Ordering;
use std::sync::Arc;

use calendar::Moment;
use policy::answer::Lane;
use policy::engine::{self, Rank, Ranking};

use super::{At, Entry, Judged, Marks, OLDEST_S, Skews};
use crate::view::{QueueCounts, QueueView};

/// The queue at one instant. Holds its entries, so that a list that is on screen does not change under the user.
#[derive(Debug, Default)]
pub(crate) struct Revision {
    pub number: u64,
    pub as_of: Moment,
    pub rows: Ranking<Ranked>,
    pub counts: QueueCounts,
    /// When the next clock reaches a boundary by itself, or earlier.
    pub boundary: Option<Moment>,
    pub(super) skews: Skews,
}

/// A ticket in its place.
#[derive(Clone, Debug)]
pub(crate) struct Ranked {
    pub entry: Arc<Entry>,
    rank: Rank,
    pub lane: Lane,
    pub marks: Marks,
    /// [`Entry::slot`], beside the row so that a list is filtered without reading its entries.
    pub slot: u32,
    /// Seconds that its portal's clock is ahead.
    ahead_s: i32,
}

/// A ticket that changed: as it was and as it is; `None` where it had or has no place in the queue.
pub(super) struct Change<'a> {
    pub was: Option<&'a Arc<Entry>>,
    pub is: Option<&'a Arc<Entry>>,
}

impl Revision {
    /// Puts all tickets in order as of `now`; it gets its number when it is put in front.
    pub(crate) fn of(entries: &[Arc<Entry>], now: Moment, skews: &Skews) -> Self {
        let rows = rank(entries, now, skews);
        let mut counts = QueueCounts::default();
        rows.iter().for_each(|row| tally(&mut counts, row.marks, |count| *count = count.saturating_add(1)));
        let boundary = rows.iter().filter_map(|row| next_boundary(row, now)).min();
        Self { number: 0, as_of: now, counts, boundary, rows: rows.into(), skews: skews.clone() }
    }

    /// The next revision with the same instant, in which only some tickets changed.
    pub(super) fn with<'a>(&self, changes: impl Iterator<Item = Change<'a>>) -> Self {
        let Self { as_of, skews, .. } = self;
        let mut next = Self {
            number: 0,
            as_of: *as_of,
            rows: self.rows.clone(),
            counts: self.counts.clone(),
            boundary: self.boundary,
            skews: skews.clone(),
        };
        for Change { was, is } in changes {
            if let Some(was) = was.and_then(|entry| Ranked::of(entry, *as_of, skews))
                && next.rows.remove(&was)
            {
                tally(&mut next.counts, was.marks, |count| *count = count.saturating_sub(1));
            }
            if let Some(is) = is.and_then(|entry| Ranked::of(entry, *as_of, skews)) {
                tally(&mut next.counts, is.marks, |count| *count = count.saturating_add(1));
                next.boundary = next.boundary.into_iter().chain(next_boundary(&is, *as_of)).min();
                next.rows.insert(is);
            }
        }
        next
    }

    /// Whether its instant still stands for `now`: it is recent, no clock has reached a boundary since, and the clocks
    /// of the portals differ as they did.
    pub(super) fn stands_at(&self, now: Moment, skews: &Skews) -> bool {
        self.is_from(OLDEST_S, now, skews) && self.boundary.is_none_or(|boundary| now < boundary)
    }

    /// Whether it can be shown at `now` until the next one is made anew, which may be due and takes its time: a change must
    /// not wait for that.
    pub(super) fn can_go_on_at(&self, now: Moment, skews: &Skews) -> bool {
        self.is_from(2 * OLDEST_S, now, skews)
    }

    /// Whether it was made in the seconds before `now`, and the clocks of the portals differ as they did.
    fn is_from(&self, seconds: i64, now: Moment, skews: &Skews) -> bool {
        self.number > 0 && (0..seconds).contains(&now.since(self.as_of)) && self.skews == *skews
    }
}

impl Ranked {
    /// A ticket in the queue as of `now`; `None` for one that has no place in it.
    fn of(entry: &Arc<Entry>, now: Moment, skews: &Skews) -> Option<Self> {
        let at = at(entry, now, skews);
        let rank = match &entry.judged {
            Some(Judged { pack, standing }) => standing.rank(pack, at.portal_now())?,
            None => Rank::END_OF_MAIN,
        };
        Some(Self::at_rank(entry, rank, at))
    }

    /// When it was judged: at the instant of its revision.
    pub(crate) fn at(&self, as_of: Moment) -> At {
        At { now: as_of, ahead_s: i64::from(self.ahead_s) }
    }

    fn at_rank(entry: &Arc<Entry>, rank: Rank, at: At) -> Self {
        let lane = rank.lane();
        let most = i64::from(i32::MAX);
        let ahead_s = i32::try_from(at.ahead_s.clamp(-most, most)).unwrap_or(0);
        Self {
            entry: entry.clone(),
            rank,
            lane,
            marks: Marks::read(entry, lane, at),
            slot: entry.slot,
            ahead_s,
        }
    }

    fn created(&self) -> Moment {
        let judged = self.entry.judged.as_ref();
        judged.map_or(self.entry.created, |judged| judged.standing.created())
    }
}

/// The engine's order; tickets without a policy stand at the end of the main lane, the oldest first.
impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> Ordering {
        let in_rank = |row: &Self| (row.entry.judged.is_none(), row.created());
        self.rank
            .cmp(&other.rank)
            .then_with(|| in_rank(self).cmp(&in_rank(other)))
            .then_with(|| self.entry.key().as_bytes().cmp(other.entry.key().as_bytes()))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ranked {}

fn at(entry: &Entry, now: Moment, skews: &Skews) -> At {
    At { now, ahead_s: skews.ahead_s(entry.key()) }
}

fn rank(entries: &[Arc<Entry>], now: Moment, skews: &Skews) -> Vec<Ranked> {
    let (judged, bare): (Vec<_>, Vec<_>) = entries.iter().partition(|entry| entry.judged.is_some());
    let in_line: Vec<_> = judged
        .iter()
        .filter_map(|entry| {
            let Judged { pack, standing } = entry.judged.as_ref()?;
            let now = at(entry, now, skews).portal_now();
            Some(engine::Entry { id: entry.key(), pack, standing, now })
        })
        .collect();
    let ranked = engine::ranked(&in_line).into_iter().map(|(rank, place)| {
        let entry = judged[place];
        Ranked::at_rank(entry, rank, at(entry, now, skews))
    });
    let mut rows: Vec<Ranked> = ranked.collect();
    let mut bare: Vec<Ranked> = bare.into_iter().filter_map(|entry| Ranked::of(entry, now, skews)).collect();
    bare.sort_unstable();
    let end_of_main = rows.partition_point(|row| row.lane == Lane::Main);
    rows.splice(end_of_main..end_of_main, bare);
    rows
}

/// Changes the number of each list that a ticket is in.
fn tally(counts: &mut QueueCounts, marks: Marks, change: impl Fn(&mut u32)) {
    let lists = [
        (QueueView::All, &mut counts.all),
        (QueueView::Overdue, &mut counts.overdue),
        (QueueView::DueSoon, &mut counts.due_soon),
        (QueueView::Mine, &mut counts.mine),
        (QueueView::Unassigned, &mut counts.unassigned),
        (QueueView::Waiting, &mut counts.waiting),
        (QueueView::NoTarget, &mut counts.no_target),
        (QueueView::Lower, &mut counts.lower),
    ];
    lists.into_iter().filter(|(view, _)| marks.are_in(*view)).for_each(|(_, count)| change(count));
}

fn next_boundary(row: &Ranked, as_of: Moment) -> Option<Moment> {
    let Judged { pack, standing } = row.entry.judged.as_ref()?;
    let at = row.at(as_of);
    standing.next_boundary(pack, at.portal_now()).map(|boundary| at.for_console(boundary))
}
