//! Where a sync goes on.

use calendar::Moment;
use serde::{Deserialize, Serialize};

use super::api::PAGE;
use crate::Cursor;
use crate::ids::IdSet;

/// Seconds that every increment reads again. A change is stamped when it begins and seen when it is committed, so one
/// may become visible with an older stamp than others already read.
pub(super) const OVERLAP_S: i64 = 10;
/// How often a ticket that could not be read is tried again before its next change.
const TRIES: u8 = 3;

/// The cursor, as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Saved {
    /// Which part of the sync is on.
    pub(super) at: Place,
    /// The youngest change that was read.
    pub(super) since: Moment,
    /// Seconds that the search's clock is ahead of UTC: it follows the zone of the token's user.
    pub(super) offset_s: i64,
    /// The portal's clock when the last whole increment began, and when the running one did.
    #[serde(default)]
    pub(super) began: (Option<Moment>, Option<Moment>),
    /// Tickets read with a stamp inside the overlap.
    pub(super) seen: Vec<Seen>,
    /// Tickets that were delivered or put aside, and are not gone.
    pub(super) known: IdSet,
    /// Tickets to try again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) retry: Vec<Retry>,
    /// How many tickets there were when the first sync began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) total: Option<u64>,
    /// Where the sweep stands that goes through all identifiers; only while counts do not tell what is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) rounds: Option<u64>,
}

/// The parts of a sync, in their order. After `Sweep` comes `Changes`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Place {
    /// First pass: tickets that are not solved, below this identifier, the greatest first.
    Active(u64),
    /// First pass: all others.
    Rest(u64),
    /// Changes, from the overlap or from just after this ticket.
    Changes(Option<Seen>),
    /// Tickets that could not be read before.
    Retry,
    /// Tickets that are gone.
    Sweep,
}

impl Default for Place {
    fn default() -> Self {
        Self::Active(u64::from(u32::MAX))
    }
}

/// A ticket with the stamp it was read at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Seen {
    /// `LastUpdated`.
    pub(super) at: Moment,
    /// Its identifier.
    pub(super) id: u64,
    /// It was read so long after its stamp that no other change can have the same one.
    pub(super) settled: bool,
}

/// A ticket to try again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Retry {
    /// Its identifier.
    pub(super) id: u64,
    /// How often it was tried.
    pub(super) tries: u8,
}

impl Saved {
    /// Reads a cursor. `None` when there is none, or when it is not one of ours: then everything is read again.
    pub(super) fn read(cursor: Option<&Cursor>) -> Option<Self> {
        serde_json::from_str(&cursor?.0).ok()
    }

    /// A place at which nothing but one ticket is read.
    pub(super) fn only(id: u64) -> Self {
        Self { at: Place::Retry, retry: vec![Retry { id, tries: 0 }], ..Self::default() }
    }

    pub(super) fn cursor(&self) -> Option<Cursor> {
        serde_json::to_string(self).ok().map(Cursor)
    }

    /// The first instant that the next increment asks for; `None` when nothing was ever seen.
    ///
    /// What the last increment could not see became visible after it began, so it is at most [`OVERLAP_S`] older than that.
    /// Where the youngest change is older still, the increment begins there, so that the list holds a ticket that was
    /// read before. After a change of many tickets at once it does not: they would be listed again for ever.
    pub(super) fn from(&self) -> Option<Moment> {
        let many = self.seen.len() >= PAGE;
        let last = self.began.0.filter(|began| many || *began < self.since).unwrap_or(self.since);
        (self.since.0 > 0).then(|| last.plus(-OVERLAP_S))
    }

    /// An increment begins at `now`, the portal's clock; where that is not told, at the youngest change.
    pub(super) fn begin(&mut self, now: Option<Moment>) {
        self.began.1 = Some(now.unwrap_or(self.since));
    }

    /// An increment has read all changes there were.
    ///
    /// A portal whose clock was ahead for a while leaves stamps in the future; what is changed after the clock was put
    /// right would lie below them. So the bound never lies above the portal's clock.
    pub(super) fn finish(&mut self, now: Option<Moment>) {
        self.began.0 = self.began.1.take();
        self.since = now.map_or(self.since, |now| self.since.min(now));
    }

    /// Whether this row was read before and cannot have changed since.
    pub(super) fn is_done(&self, id: u64, at: Moment) -> bool {
        self.seen.iter().any(|seen| seen.settled && seen.id == id && seen.at == at)
    }

    /// Whether this row is one that was read before, as it was then.
    pub(super) fn has_seen(&self, id: u64, at: Moment) -> bool {
        self.seen.iter().any(|seen| seen.id == id && seen.at == at)
    }

    /// Notes rows that were read at `now`, the portal's clock.
    pub(super) fn note(&mut self, rows: &[(u64, Moment)], now: Option<Moment>) {
        for &(id, at) in rows {
            let settled = now.is_some_and(|now| now.since(at) > OVERLAP_S);
            self.seen.retain(|seen| seen.id != id);
            self.seen.push(Seen { at, id, settled });
            self.since = self.since.max(at);
        }
        let from = self.began.1.map_or(self.since, |began| began.min(self.since)).plus(-OVERLAP_S);
        self.seen.retain(|seen| seen.at >= from);
    }

    /// Notes a ticket that could not be read.
    pub(super) fn failed(&mut self, id: u64) {
        match self.retry.iter_mut().find(|retry| retry.id == id) {
            Some(retry) => retry.tries = retry.tries.saturating_add(1),
            None => self.retry.push(Retry { id, tries: 1 }),
        }
        self.retry.retain(|retry| retry.tries <= TRIES);
    }
}
