//! The zone of the token's user.
//!
//! Request Tracker reads the dates of a search in the zone that the token's user has chosen, does not tell which one
//! that is, and finds nothing or everything when it is guessed wrong. So the zone is measured: a ticket whose
//! last change is known in UTC is searched with the wall clock of every candidate, by halves, in quarters of an hour.
//!
//! It is proved with every list for nothing: the list has to hold a ticket that was read before. When it does not (that
//! ticket changed, the user moved, summer time began), the ticket changed last is asked for and searched with both
//! sides of its second. Only when that fails the zone is measured anew, near the bound, because the offset of today may
//! not be that of the bound; the bound moves back to the ticket that was measured with.

use super::api::{Api, Order};
use super::cursor::{OVERLAP_S, Place, Seen};
use super::pull::{Job, Stage};
use super::wire::List;
use super::{date, row};
use crate::{Fault, Next};

/// A quarter of an hour: every zone in use is a multiple of it.
const QUARTER_S: i64 = 900;
/// Zones reach from 12 h behind to 14 h ahead of UTC.
const WEST: i64 = -12 * 4;
/// One more than the most, so that it is never found there.
const EAST: i64 = 14 * 4 + 1;
/// Seconds by which an instant is early in every zone, the most western included.
const EARLY_S: i64 = -15 * 3600;
/// How often a zone is measured for one page; a ticket that changes meanwhile spoils a measurement.
const ATTEMPTS: u8 = 3;

impl Job {
    pub(super) fn ask_newest(&mut self, api: &Api) -> Next {
        self.ask(Stage::Newest, vec![api.stamps("id > 0", Order::Youngest)])
    }

    /// Takes the first of these that can be read. `asks`: more may be asked for.
    pub(super) fn take_newest(&mut self, api: &Api, list: &List, asks: bool) -> Result<Next, Fault> {
        let newest = list.items.iter().find_map(row::stamp).map(|(id, at)| Seen { at, id, settled: false });
        if self.is_first() {
            self.saved.total = list.total;
        }
        match newest {
            Some(newest) => {
                if self.is_first() {
                    self.saved.since = newest.at;
                    self.saved.seen = vec![newest];
                }
                Ok(self.ask_proof(api, newest))
            }
            None if list.items.is_empty() => {
                self.trusted = true;
                Ok(self.begin(api))
            }
            None if asks => Ok(self.ask(Stage::Recent, vec![api.recent()])),
            None => Err(self.shape_fault("the tickets changed last have no identifiers or no dates")),
        }
    }

    pub(super) fn take_proof(&mut self, api: &Api, anchor: Seen, list: &List) -> Result<Next, Fault> {
        if list.items.iter().filter_map(row::stamp).any(|(id, _)| id == anchor.id) {
            self.trusted = true;
            return Ok(self.begin(api));
        }
        if self.attempts >= ATTEMPTS {
            return Err(self.shape_fault("the time zone of the token's user could not be found out"));
        }
        self.attempts += 1;
        match (&self.saved.at, self.saved.from()) {
            (Place::Changes(after), Some(from)) => {
                let from = after.map_or(from, |after| after.at);
                let query = format!("LastUpdated >= '{}'", date::literal(from, EARLY_S));
                Ok(self.ask(Stage::Near, vec![api.stamps(&query, Order::Changed)]))
            }
            _ => Ok(self.ask_measure(api, anchor, WEST, EAST)),
        }
    }

    pub(super) fn take_near(&mut self, api: &Api, list: &List) -> Result<Next, Fault> {
        let Some((id, at)) = list.items.first().and_then(row::stamp) else {
            // Nothing changed since the bound, in whatever zone.
            self.trusted = true;
            return Ok(self.begin(api));
        };
        let anchor = Seen { at, id, settled: false };
        if self.saved.from().is_some_and(|from| at < from) {
            self.saved.since = at.plus(OVERLAP_S);
            self.saved.began = (None, None);
            self.saved.at = Place::Changes(None);
        }
        Ok(self.ask_measure(api, anchor, WEST, EAST))
    }

    pub(super) fn take_measure(&mut self, api: &Api, anchor: Seen, low: i64, high: i64, found: bool) -> Next {
        let middle = i64::midpoint(low, high);
        let (low, high) = if found { (middle, high) } else { (low, middle) };
        self.ask_measure(api, anchor, low, high)
    }

    fn ask_measure(&mut self, api: &Api, anchor: Seen, low: i64, high: i64) -> Next {
        if high - low <= 1 {
            self.saved.offset_s = low * QUARTER_S;
            return self.ask_proof(api, anchor);
        }
        let literal = date::literal(anchor.at, i64::midpoint(low, high) * QUARTER_S);
        let query = format!("id = {} AND LastUpdated >= '{literal}'", anchor.id);
        self.ask(Stage::Measure { anchor, low, high }, vec![api.stamps(&query, Order::Newest)])
    }

    fn ask_proof(&mut self, api: &Api, anchor: Seen) -> Next {
        let zone = self.saved.offset_s;
        let query = format!(
            "id = {} AND LastUpdated >= '{}' AND LastUpdated < '{}'",
            anchor.id,
            date::literal(anchor.at, zone),
            date::literal(anchor.at.plus(1), zone),
        );
        self.ask(Stage::Prove(anchor), vec![api.stamps(&query, Order::Newest)])
    }

    /// Nothing was ever read.
    pub(super) fn is_first(&self) -> bool {
        self.saved.at == Place::default() && self.saved.seen.is_empty()
    }
}
