//! Finds tickets that are gone.
//!
//! A deleted or merged ticket leaves every search and tells nobody. The cursor knows which tickets it was shown, so
//! one count at the end of an increment tells whether any is missing (one request). If so, the range is halved until
//! it has at most a hundred identifiers (for a hundred thousand tickets ten requests), which are listed and
//! compared (one request); each missing ticket is asked for (one request each) and says whether it was deleted or into
//! which one it was merged. Tickets that became visible without a change, for example by a new right, are found
//! in the same way and read.
//!
//! What a count cannot tell: one ticket vanished and, in the same minute, another became visible without being changed.
//! Where the portal does not count (`UseSQLForACLChecks` is off), or where the counts stay different although nothing
//! is missing, a hundred identifiers are compared with every increment, in turn: for a hundred thousand tickets
//! a thousand increments until all were looked at.

use policy::ticket::{Gone, History, Ticket};
use serde_json::Value;

use super::api::{Api, MOST, Order, PAGE};
use super::cursor::Place;
use super::date;
use super::pull::{Job, Stage};
use super::wire::{self, List};
use crate::{Fault, Next, Response, read};

impl Job {
    pub(super) fn ask_count(&mut self, api: &Api) -> Next {
        let Some(greatest) = self.saved.known.greatest() else {
            self.end = true;
            return self.page(Place::Changes(None));
        };
        self.ask(Stage::Count, vec![api.stamps(&format!("id <= {greatest}"), Order::Newest)])
    }

    pub(super) fn take_count(&mut self, api: &Api, total: Option<u64>) -> Next {
        let greatest = self.saved.known.greatest().unwrap_or_default();
        self.saved.total = total;
        match (total, self.saved.rounds) {
            (Some(total), _) if total == self.saved.known.count(1, greatest) => {
                self.saved.rounds = None;
                self.end = true;
                self.page(Place::Changes(None))
            }
            (Some(_), None) => self.narrow(api, 1, greatest),
            (_, rounds) => {
                let low = rounds.filter(|low| *low <= greatest).unwrap_or(1);
                let next = low.saturating_add(MOST as u64);
                self.saved.rounds = Some(next);
                self.ask_leaf(api, low, next - 1)
            }
        }
    }

    pub(super) fn take_half(&mut self, api: &Api, low: u64, high: u64, total: Option<u64>) -> Next {
        let middle = u64::midpoint(low, high);
        if total == Some(self.saved.known.count(low, middle)) {
            self.narrow(api, middle + 1, high)
        } else {
            self.narrow(api, low, middle)
        }
    }

    pub(super) fn take_leaf(&mut self, api: &Api, low: u64, high: u64, list: List) -> Next {
        let id_of = |json: &Value| json.get("id").and_then(wire::id_of);
        let visible: Vec<u64> = list.items.iter().filter_map(id_of).collect();
        let vanished: Vec<u64> =
            self.saved.known.within(low, high).filter(|id| !visible.contains(id)).collect();
        let is_new = |json: &Value| id_of(json).is_some_and(|id| !self.saved.known.contains(id));
        let rows: Vec<Value> = list.items.into_iter().filter(is_new).take(PAGE).collect();
        if vanished.is_empty() && rows.is_empty() {
            self.saved.rounds.get_or_insert(1);
            self.end = true;
            return self.page(Place::Changes(None));
        }
        if vanished.is_empty() {
            return self.read_rows(api, &rows, Place::Sweep);
        }
        let requests = vanished.iter().map(|id| api.ticket(*id)).collect();
        self.ask(Stage::Look { vanished, rows }, requests)
    }

    /// A single ticket that no search finds: what became of it is all that is told.
    pub(super) fn ask_after(&mut self, api: &Api, id: u64) -> Next {
        self.ask(Stage::Look { vanished: vec![id], rows: Vec::new() }, vec![api.ticket(id)])
    }

    pub(super) fn take_look(
        &mut self,
        api: &Api,
        vanished: &[u64],
        rows: &[Value],
        answers: &[Response],
    ) -> Result<Next, Fault> {
        for (id, answer) in vanished.iter().zip(answers) {
            match read::json(&api.ticket(*id).url, answer) {
                Ok(json) => self.bury(*id, &json),
                Err(Fault::NotFound { .. } | Fault::Forbidden { .. }) if self.only.is_some() => {}
                Err(fault) if self.only.is_some() => return Err(fault),
                Err(Fault::NotFound { .. } | Fault::Forbidden { .. }) => {
                    self.saved.known.remove(*id);
                    self.tickets.push(tombstone(*id, Gone::Deleted, &Value::Null));
                }
                Err(fault @ (Fault::Unauthorized { .. } | Fault::RateLimited { .. })) => return Err(fault),
                // It stays known, so that the next increment misses it again.
                Err(_) => self.end = true,
            }
        }
        Ok(self.read_rows(api, rows, Place::Sweep))
    }

    /// The answer for a merged ticket is the ticket it was merged into, with that one's identifier. A ticket that is
    /// still there was only out of sight: it is no longer counted, and read as a new one when it comes back.
    fn bury(&mut self, id: u64, json: &Value) {
        let gone = match json.get("id").and_then(wire::id_of) {
            Some(other) if other != id => Some(Gone::MergedInto(other.to_string())),
            Some(_) if json.get("Status").and_then(Value::as_str) == Some("deleted") => Some(Gone::Deleted),
            Some(_) => None,
            None => {
                self.end = true;
                return;
            }
        };
        self.saved.known.remove(id);
        self.tickets.extend(gone.map(|gone| tombstone(id, gone, json)));
    }

    fn narrow(&mut self, api: &Api, low: u64, high: u64) -> Next {
        if high.saturating_sub(low) < MOST as u64 {
            return self.ask_leaf(api, low, high);
        }
        let query = format!("id >= {low} AND id <= {}", u64::midpoint(low, high));
        self.ask(Stage::Narrow { low, high }, vec![api.stamps(&query, Order::Newest)])
    }

    fn ask_leaf(&mut self, api: &Api, low: u64, high: u64) -> Next {
        let query = format!("id >= {low} AND id <= {high}");
        self.ask(Stage::Leaf { low, high }, vec![api.tickets(&query, Order::Newest, MOST)])
    }
}

/// What is left of a ticket. Of a merged one only the identifier is its own; fields and events are empty.
fn tombstone(id: u64, gone: Gone, json: &Value) -> Ticket {
    let own = gone == Gone::Deleted;
    let text = |name: &str| json.get(name).and_then(Value::as_str).filter(|_| own).unwrap_or_default();
    let stamp = |name: &str| json.get(name).and_then(Value::as_str).and_then(date::optional);
    Ticket {
        id: id.to_string(),
        number: format!("#{id}"),
        subject: text("Subject").to_owned(),
        queue: String::new(),
        status: if own { "deleted" } else { "merged" }.to_owned(),
        fields: std::collections::BTreeMap::new(),
        customer: None,
        contact: None,
        assignee: None,
        channel: None,
        url: None,
        created: date::optional(text("Created")).unwrap_or_default(),
        updated: stamp("LastUpdated").unwrap_or_default(),
        version: None,
        gone: Some(gone),
        history: History::Incomplete,
        events: Vec::new(),
    }
}
