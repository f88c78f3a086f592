//! Finds tickets that are gone, and tickets that came into sight.
//!
//! A deleted ticket leaves no trace: <https://docs.zammad.org/en/latest/api/ticket/index.html#delete>. No list tells it, and
//! a search does not find it. But the list of all tickets is in the order of the identifiers, and the cursor knows which ones
//! it was shown; so the last of these must stand at its place, which costs one request with every increment. If it does
//! not, pages are halved until the first wrong one is found (for a hundred thousand tickets ten requests), which is
//! compared; each missing ticket is asked for, and each that is not known is read.
//!
//! What this cannot tell: one ticket vanished and, before the next increment, an older one came into sight without being
//! changed; and one that comes into sight above all that are known waits for its next change, or for a newer ticket.
//! Where the places do not fit although nothing is missing, a page is compared with every increment, in turn.

use serde_json::Value;

use super::api::{Api, MOST};
use super::batch::Batch;
use super::pull::{Job, Stage};
use super::ticket;
use crate::{Fault, Next, Response, loose, read};

impl Job {
    pub(super) fn sweep(&mut self, api: &Api) -> Next {
        match self.saved.known.len() {
            0 => self.ask_leaf(api, 1),
            count => self.ask(Stage::Last, vec![api.all(1, count)]),
        }
    }

    pub(super) fn take_last(&mut self, api: &Api, answer: &Response) -> Result<Next, Fault> {
        let count = self.saved.known.len();
        if self.stands(api, answer, count)? {
            self.saved.round = None;
            return Ok(self.done(api));
        }
        let pages = count.div_ceil(MOST);
        match self.saved.round {
            Some(page) => {
                self.saved.round = Some(page % pages + 1);
                Ok(self.ask_leaf(api, page.min(pages)))
            }
            None => Ok(self.narrow(api, 0, pages)),
        }
    }

    pub(super) fn take_middle(
        &mut self,
        api: &Api,
        low: u64,
        high: u64,
        middle: u64,
        answer: &Response,
    ) -> Result<Next, Fault> {
        let (low, high) = if self.stands(api, answer, middle.saturating_mul(MOST))? {
            (middle, high)
        } else {
            (low, middle)
        };
        Ok(self.narrow(api, low, high))
    }

    pub(super) fn take_leaf(&mut self, api: &Api, page: u64, answer: &Response) -> Result<Next, Fault> {
        let rows: Vec<Value> = read::straight(&api.all(MOST, page).url, answer)?;
        let ids: Vec<u64> = rows.iter().filter_map(id_of).collect();
        // In another order a ticket that is not there may stand on another page.
        if !ids.is_sorted() || ids.len() < rows.len() {
            self.saved.round = None;
            return Ok(self.done(api));
        }
        let before = self.saved.known.nth(page.saturating_sub(1).saturating_mul(MOST)).unwrap_or_default();
        let last = if rows.len() as u64 >= MOST { ids.last().copied() } else { None };
        let here = self.saved.known.within(before.saturating_add(1), last.unwrap_or(u64::MAX));
        let vanished: Vec<u64> =
            here.filter(|id| ids.binary_search(id).is_err()).take(MOST as usize).collect();
        let is_new = |json: &Value| id_of(json).is_some_and(|id| !self.saved.known.contains(id));
        let rows: Vec<Value> = rows.into_iter().filter(is_new).collect();
        if vanished.is_empty() {
            return Ok(self.found(api, rows));
        }
        let requests = vanished.iter().map(|id| api.ticket(&id.to_string())).collect();
        Ok(self.ask(Stage::Look { vanished, rows }, requests))
    }

    pub(super) fn take_look(
        &mut self,
        api: &Api,
        vanished: &[u64],
        rows: Vec<Value>,
        answers: &[Response],
    ) -> Result<Next, Fault> {
        for (id, answer) in vanished.iter().zip(answers) {
            match read::json(&api.ticket(&id.to_string()).url, answer) {
                // It was only out of the list for a moment.
                Ok(_) => {}
                // It is deleted, or in a group that the token may not see.
                Err(Fault::NotFound { .. } | Fault::Forbidden { .. }) => {
                    self.saved.forget(*id);
                    self.gone.push(ticket::tombstone(*id));
                }
                Err(fault @ (Fault::Unauthorized { .. } | Fault::RateLimited { .. })) => return Err(fault),
                // It stays known, so that the next increment misses it again.
                Err(_) => {}
            }
        }
        Ok(self.found(api, rows))
    }

    /// Whether the ticket that is known to stand at this place in the list of all stands there.
    fn stands(&self, api: &Api, answer: &Response, place: u64) -> Result<bool, Fault> {
        let rows: Vec<Value> = read::straight(&api.all(1, place).url, answer)?;
        Ok(rows.first().and_then(id_of) == self.saved.known.nth(place))
    }

    fn narrow(&mut self, api: &Api, low: u64, high: u64) -> Next {
        if high <= low + 1 {
            return self.ask_leaf(api, high);
        }
        let middle = u64::midpoint(low, high);
        self.ask(Stage::Narrow { low, high, middle }, vec![api.all(1, middle.saturating_mul(MOST))])
    }

    fn ask_leaf(&mut self, api: &Api, page: u64) -> Next {
        self.ask(Stage::Leaf { page }, vec![api.all(MOST, page)])
    }

    /// A page was compared. While it taught something, the places are looked at again with the next page of the sync.
    fn found(&mut self, api: &Api, rows: Vec<Value>) -> Next {
        if self.gone.is_empty() && rows.is_empty() {
            if self.saved.known.len() > 0 {
                self.saved.round.get_or_insert(1);
            }
            return self.done(api);
        }
        self.read_rows(api, rows)
    }

    fn done(&mut self, api: &Api) -> Next {
        self.end = true;
        self.page(api, Batch::default())
    }
}

fn id_of(json: &Value) -> Option<u64> {
    json.get("id").and_then(loose::id_of)?.parse().ok()
}
