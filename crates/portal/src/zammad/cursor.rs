//! Where a sync goes on.

use calendar::Moment;
use serde::{Deserialize, Serialize};

use crate::Cursor;
use crate::again::{Again, SeenRows};
use crate::ids::IdSet;

/// Seconds that every increment reads again: a change is stamped when it begins and seen when it is committed, so one may
/// become visible with an older stamp than others already read.
const OVERLAP_S: i64 = 60;

/// The cursor, as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Saved {
    /// Which part of the sync is on.
    pub(super) at: Place,
    /// The portal's clock when the last whole pass began: all older changes were read.
    pub(super) since: Moment,
    /// The same of the pass that is on.
    pub(super) began: Option<Moment>,
    /// The youngest change that was read.
    pub(super) youngest: Moment,
    /// Tickets read with a stamp inside the overlap.
    pub(super) seen: SeenRows,
    /// Tickets to try again.
    pub(super) again: Again,
    /// Tickets that the portal has shown and that are not gone.
    pub(super) known: IdSet,
    /// The page of the list of all that is compared next, while the places do not fit although nothing is missing.
    pub(super) round: Option<u64>,
}

/// The parts of a sync, in their order. After `Sweep` comes `Changes`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Place {
    /// First, some pages of what changed last; the number of the page.
    Newest(usize),
    /// Changes after an instant, the oldest first; the page is above 1 only while all stamps of the pages before it are of
    /// the second after that instant. Page 2 begins where page 1 does and has more rows, and so have those after it.
    Changes { since: Moment, page: usize },
    /// Tickets that could not be read.
    Again,
    /// Tickets that are gone or have come into sight; then the pass is done.
    Sweep,
}

impl Default for Place {
    fn default() -> Self {
        Self::Newest(1)
    }
}

impl Saved {
    /// Reads a cursor. `None` when there is none, or when it is not one of ours: then everything is read again.
    pub(super) fn read(cursor: Option<&Cursor>) -> Option<Self> {
        serde_json::from_str(&cursor?.0).ok()
    }

    pub(super) fn cursor(&self) -> Option<Cursor> {
        serde_json::to_string(self).ok().map(Cursor)
    }

    /// The first instant that a pass asks for; 1970 for the first one.
    pub(super) fn from(&self) -> Moment {
        Moment((self.since.0 - OVERLAP_S).max(0))
    }

    /// A pass begins at `now`, the portal's clock.
    pub(super) fn begin(&mut self, now: Option<Moment>) {
        self.began = self.began.or(now);
    }

    /// A row was read.
    pub(super) fn note(&mut self, id: &str, at: Moment, now: Option<Moment>) {
        self.youngest = self.youngest.max(at);
        self.know(id);
        // A row that is older than the overlap of the next pass is not asked for again, and need not be kept.
        let next = self.began.unwrap_or(self.since);
        if at.0 >= next.0 - OVERLAP_S {
            self.seen.note(id, at, now);
        }
    }

    /// The portal shows this ticket.
    pub(super) fn know(&mut self, id: &str) {
        if let Ok(id) = id.parse() {
            self.known.insert(id);
        }
    }

    /// The portal does not show this ticket any more. Should it come back, it is read, whatever its stamp.
    pub(super) fn forget(&mut self, id: u64) {
        self.known.remove(id);
        self.seen.forget(&id.to_string());
    }

    /// A pass has read all there was.
    pub(super) fn finish(&mut self) {
        self.since = self.began.take().unwrap_or(self.youngest).max(self.since);
        let from = self.from();
        self.seen.keep_from(from);
        self.at = Place::Changes { since: from, page: 1 };
    }
}
