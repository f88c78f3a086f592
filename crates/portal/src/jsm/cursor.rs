//! Where a sync goes on.

use calendar::Moment;
use serde::{Deserialize, Serialize};

use crate::Cursor;
use crate::again::{Again, SeenRows};
use crate::ids::IdSet;

/// Seconds that every increment reads again: a search finds a change some seconds late, after a change of many tickets some
/// minutes: <https://developer.atlassian.com/cloud/jira/platform/search-and-reconcile/>. That page's remedy, to name the
/// tickets that should be looked up, is none for a change that is not known yet.
pub(super) const LATE_S: i64 = 600;

/// The cursor, as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Saved {
    /// Which part of the sync is on.
    pub(super) at: Place,
    /// What is searched; asked anew with every pass.
    pub(super) scope: Option<Scope>,
    /// The portal's clock when the last whole pass began: all older changes were read, but for what comes late.
    pub(super) since: Moment,
    /// The same of the pass that is on.
    pub(super) began: Option<Moment>,
    /// The youngest change that was read.
    pub(super) youngest: Moment,
    /// Tickets read with a stamp inside the overlap.
    pub(super) seen: SeenRows,
    /// Tickets that were delivered or put aside, and are not gone.
    pub(super) known: IdSet,
    /// How far the search for what is gone has come.
    pub(super) round: Round,
    /// Tickets to try again.
    pub(super) again: Again,
}

/// What is searched, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Scope {
    /// Identifiers of the projects that are service desks.
    pub(super) projects: Vec<u64>,
    /// Time zone of the token's user.
    pub(super) zone: String,
}

/// A comparison of all identifiers, some thousand with every increment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Round {
    /// Where the list goes on.
    pub(super) token: Option<String>,
    /// Tickets that were known when it began and have not come yet; none before it begins.
    pub(super) missing: Option<IdSet>,
    /// The list is at its end: what is missing now is asked for.
    pub(super) listed: bool,
}

/// The parts of a sync, in their order. After `Sweep` comes `Changes`. A token of the portal's lives for seven days, so one
/// that is refused means that its part begins anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Place {
    /// First, what is not done, the newest first.
    Open(Option<String>),
    /// Then what is done.
    Done(Option<String>),
    /// Changes since an instant, the oldest first; with a token only while the pages hold changes of that same minute.
    Changes { since: Moment, token: Option<String> },
    /// Tickets that could not be read.
    Again,
    /// Tickets that are gone; then the pass is done.
    Sweep,
}

impl Default for Place {
    fn default() -> Self {
        Self::Open(None)
    }
}

impl Place {
    /// The same part from its beginning, where it was under way.
    pub(super) fn anew(&self) -> Option<Self> {
        match self {
            Self::Open(Some(_)) => Some(Self::Open(None)),
            Self::Done(Some(_)) => Some(Self::Done(None)),
            Self::Changes { since, token: Some(_) } => Some(Self::Changes { since: *since, token: None }),
            Self::Open(None) | Self::Done(None) | Self::Changes { token: None, .. } => None,
            Self::Again | Self::Sweep => None,
        }
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
        let last = if self.since.0 > 0 { self.since } else { self.began.unwrap_or(self.youngest) };
        Moment((last.0 - LATE_S).max(0))
    }

    /// A pass begins at `now`, the portal's clock.
    pub(super) fn begin(&mut self, scope: Scope, now: Option<Moment>) {
        self.scope = Some(scope);
        self.began = self.began.or(now);
    }

    /// A row was found.
    pub(super) fn note(&mut self, id: u64, at: Moment, now: Option<Moment>) {
        self.youngest = self.youngest.max(at);
        if at >= self.from() {
            self.seen.note(&id.to_string(), at, now);
        }
    }

    /// All changes before an instant were read: of what was seen only what the next pass asks for again is kept.
    pub(super) fn passed(&mut self, at: Moment) {
        let next = self.began.unwrap_or(self.youngest).plus(-LATE_S);
        self.seen.keep_from(at.min(next));
    }

    /// A pass has read all there was.
    pub(super) fn finish(&mut self) {
        self.since = self.began.take().unwrap_or(self.youngest).max(self.since);
        let from = self.from();
        self.seen.keep_from(from.plus(-60));
        self.scope = None;
        self.at = Place::Changes { since: from, token: None };
    }
}
