//! The feed of changes: a full read, newest first, then increments, oldest first. Tickets move while it is read.

use portal::open::wire::{Changes, Phase, Ticket};
use portal::{Request, Response};
use serde_json::value::{RawValue, to_raw_value};

use super::{Model, Version, json, problem};

/// Where a page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// In a full read that began at `start`: what changed last before `before`.
    Full { start: u64, before: u64 },
    /// What changed after `after`.
    After { after: u64 },
}

impl Model {
    pub(super) fn changes(&self, now_ms: u64, request: &Request) -> Response {
        let query = |name: &str| {
            request.url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
        };
        let lag = self.lag(false);
        let mut seen: Vec<&Version> =
            self.tickets.keys().filter_map(|id| self.seen(id, now_ms, lag)).collect();
        seen.sort_by_key(|version| version.seq);
        let newest = seen.last().map_or(0, |version| version.seq);
        let place = match query("after") {
            None => Place::Full { start: newest, before: newest + 1 },
            Some(text) => match self.place(&text) {
                Some(place) => place,
                None => return problem(now_ms, 410, &[]),
            },
        };
        let limit = query("limit").and_then(|text| text.parse().ok()).unwrap_or(usize::MAX);
        let page = self.setting.page.min(limit);
        let (rows, next, end) = match place {
            Place::Full { start, before } => {
                let rest: Vec<&Version> =
                    seen.iter().rev().filter(|v| v.seq < before && v.seq <= start).copied().collect();
                let rows: Vec<&Version> = rest.iter().take(page).copied().collect();
                if rest.len() <= page {
                    (rows, Place::After { after: start }, newest == start)
                } else {
                    let before = rows.last().map_or(before, |version| version.seq);
                    (rows, Place::Full { start, before }, false)
                }
            }
            Place::After { after } => {
                let rest: Vec<&Version> =
                    seen.iter().filter(|version| version.seq > after).copied().collect();
                let rows: Vec<&Version> = rest.iter().take(page).copied().collect();
                let after = rows.last().map_or(after, |version| version.seq);
                let end = rest.len() <= page;
                (rows, Place::After { after }, end)
            }
        };
        let phase = if matches!(place, Place::Full { .. }) { Phase::Full } else { Phase::Increment };
        let changes = Changes {
            tickets: rows.into_iter().map(raw).collect(),
            customers: Vec::new(),
            contracts: Vec::new(),
            cursor: self.name(next),
            end,
            phase,
            total: Some(seen.len() as u64),
        };
        json(now_ms, 200, &changes)
    }

    /// For a stored cursor: which tickets must be there, each at least as new as this state (its number).
    #[must_use]
    pub fn covered(&self, cursor: &str) -> Vec<(String, u64)> {
        let Some(place) = self.place(cursor) else { return Vec::new() };
        // A ticket that changed once more since is delivered later, in its new place.
        let covered = |all: &[Version]| {
            let last = all.last()?.seq;
            let is_covered = match place {
                Place::After { after } => last <= after,
                Place::Full { start, before } => last >= before && last <= start,
            };
            is_covered.then_some(last)
        };
        self.tickets.iter().filter_map(|(id, all)| Some((id.clone(), covered(all)?))).collect()
    }

    fn name(&self, place: Place) -> String {
        match place {
            Place::Full { start, before } => format!("{}-{start}-{before}", self.age),
            Place::After { after } => format!("{}-{after}", self.age),
        }
    }

    fn place(&self, text: &str) -> Option<Place> {
        let numbers: Vec<u64> = text.split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
        match numbers.as_slice() {
            [age, after] if *age == self.age => Some(Place::After { after: *after }),
            [age, start, before] if *age == self.age => Some(Place::Full { start: *start, before: *before }),
            _ => None,
        }
    }
}

fn raw(version: &Version) -> Box<RawValue> {
    let shown = if version.hidden { hidden(&version.ticket) } else { version.ticket.clone() };
    to_raw_value(&shown).expect("wire types are JSON")
}

/// A ticket that the token may not see any more is gone for it.
fn hidden(ticket: &Ticket) -> Ticket {
    Ticket { gone: Some(portal::open::wire::Gone::Deleted), events: Vec::new(), ..ticket.clone() }
}
