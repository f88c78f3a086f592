//! Where a sync goes on.

use calendar::Moment;
use serde::{Deserialize, Serialize};

use crate::Cursor;
use crate::again::{Again, SeenRows};

/// Seconds that every increment by search reads again, because the search finds a change some minutes late:
/// <https://developer.zendesk.com/documentation/ticketing/using-the-zendesk-api/searching-with-the-zendesk-api/>.
pub(super) const LATE_S: i64 = 600;
/// Seconds before a request that the export leaves out:
/// <https://support.zendesk.com/hc/en-us/articles/8143500919322>.
pub(super) const HELD_BACK_S: i64 = 60;

/// The cursor, as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Saved {
    /// Which part of the sync is on.
    pub(super) at: Place,
    /// The portal's clock when the last whole pass began: all older changes were read, but for what comes late.
    pub(super) since: Moment,
    /// The same of the pass that is on.
    pub(super) began: Option<Moment>,
    /// The export refused this token: changes are found by search.
    #[serde(default)]
    pub(super) searching: bool,
    /// The bin refused this token.
    #[serde(default)]
    pub(super) no_bin: bool,
    /// When the last ticket was put into the bin.
    #[serde(default)]
    pub(super) binned: Moment,
    /// Tickets read with a stamp inside the overlap.
    #[serde(default)]
    pub(super) seen: SeenRows,
    /// Tickets to try again.
    #[serde(default)]
    pub(super) again: Again,
}

/// The parts of a sync, each with the portal's cursor for its next page.
///
/// With an administrator's token: `Unsolved`, then `Export` for ever. With an agent's: `Unsolved`, `Solved`, then
/// `Changes` and `Bin` in turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Place {
    /// First, by search: what is not solved, the newest first.
    Unsolved(Option<String>),
    /// By the export, the oldest change first; without a cursor from [`Saved::since`].
    Export(Option<String>),
    /// By search: what is solved.
    Solved(Option<String>),
    /// By search: what changed.
    Changes(Option<String>),
    /// What was deleted; the number of the page.
    Bin(usize),
    /// Tickets that could not be read; then the pass is done.
    Again(Option<String>),
}

impl Default for Place {
    fn default() -> Self {
        Self::Unsolved(None)
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

    /// The first instant that a search for changes asks for. The first sync asks for what changed since it began.
    pub(super) fn from(&self) -> Moment {
        Moment((self.read_until().0 - LATE_S).max(0))
    }

    /// The first instant that an export without a cursor asks for: the first sync asks for everything.
    pub(super) fn export_from(&self) -> Moment {
        Moment((self.since.0 - HELD_BACK_S).max(0))
    }

    /// The first instant at which a deletion is news. What was deleted before the first sync began never is.
    pub(super) fn bin_from(&self) -> Moment {
        let last = if self.binned.0 > 0 { self.binned } else { self.read_until() };
        last.plus(-HELD_BACK_S)
    }

    fn read_until(&self) -> Moment {
        if self.since.0 > 0 { self.since } else { self.began.unwrap_or_default() }
    }

    /// A pass begins at `now`, the portal's clock.
    pub(super) fn begin(&mut self, now: Option<Moment>) {
        self.began = self.began.or(now);
    }

    /// A pass has read all there was.
    pub(super) fn finish(&mut self) {
        self.since = self.began.take().unwrap_or(self.since).max(self.since);
        self.seen.keep_from(self.from());
    }
}
