//! Reads one page: a list, then the histories of its tickets; the zone and the sweep have files of their own.

use calendar::Moment;
use policy::ticket::Ticket;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use super::api::{Api, Order, PAGE};
use super::batch::Batch;
use super::cursor::{Place, Saved, Seen};
use super::date;
use super::row::{self, Row};
use super::wire::{self, List};
use crate::{Aside, Fault, Next, Page, Request, Response, read};

/// A page being read.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Job {
    /// The cursor, as it will be when the page is done.
    pub(super) saved: Saved,
    pub(super) stage: Stage,
    /// What was asked last, for faults.
    pub(super) asked: Vec<Url>,
    /// The zone was measured for this page.
    pub(super) trusted: bool,
    /// How often it was measured.
    pub(super) attempts: u8,
    /// Tombstones and records aside that are already known.
    pub(super) tickets: Vec<Ticket>,
    pub(super) aside: Vec<Aside>,
    /// The page is the last one for now.
    pub(super) end: bool,
    /// Only this ticket is read.
    #[serde(default)]
    pub(super) only: Option<u64>,
    date: Option<String>,
}

/// What the answers are to.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) enum Stage {
    #[default]
    Start,
    /// The ticket changed last.
    Newest,
    /// Those changed last, of which the first cannot be read.
    Recent,
    /// Whether the zone is right for this ticket.
    Prove(Seen),
    /// The first ticket changed after an instant that lies safely early in every zone.
    Near,
    /// A search for the zone, in quarters of an hour: at `low` the ticket is found, at `high` it is not.
    Measure { anchor: Seen, low: i64, high: i64 },
    /// A list of tickets.
    List,
    /// The histories of the page's tickets; then the sync goes on at `then`.
    Read { batch: Batch, then: Place },
    /// How many tickets there are.
    Count,
    /// How many there are in the lower half of a range.
    Narrow { low: u64, high: u64 },
    /// Which tickets of a short range there are.
    Leaf { low: u64, high: u64 },
    /// What became of tickets that vanished; then these rows are read.
    Look { vanished: Vec<u64>, rows: Vec<Value> },
}

impl Job {
    pub(super) fn new(saved: Option<Saved>) -> Self {
        Self {
            saved: saved.unwrap_or_default(),
            stage: Stage::Start,
            asked: Vec::new(),
            trusted: false,
            attempts: 0,
            tickets: Vec::new(),
            aside: Vec::new(),
            end: false,
            only: None,
            date: None,
        }
    }

    /// Reads one ticket and nothing else.
    pub(super) fn of_one(id: u64) -> Self {
        Self { only: Some(id), ..Self::new(Some(Saved::only(id))) }
    }

    /// One step: takes the answers to what was asked, and says what is needed next.
    pub(super) fn advance(&mut self, api: &Api, answers: &[Response]) -> Result<Next, Fault> {
        self.keep_date(answers);
        match std::mem::take(&mut self.stage) {
            Stage::Start => Ok(self.begin(api)),
            Stage::Newest => self.take_newest(api, &self.only(answers)?, true),
            Stage::Recent => self.take_newest(api, &self.only(answers)?, false),
            Stage::Prove(anchor) => self.take_proof(api, anchor, &self.only(answers)?),
            Stage::Near => self.take_near(api, &self.only(answers)?),
            Stage::Measure { anchor, low, high } => {
                let found = !self.only(answers)?.items.is_empty();
                Ok(self.take_measure(api, anchor, low, high, found))
            }
            Stage::List => {
                let list = self.only(answers)?;
                self.take_list(api, &list)
            }
            Stage::Read { mut batch, then } => {
                batch.take(api, answers)?;
                Ok(self.read_batch(api, batch, then))
            }
            Stage::Count => Ok(self.take_count(api, self.only(answers)?.total)),
            Stage::Narrow { low, high } => {
                let total = self.only(answers)?.total;
                Ok(self.take_half(api, low, high, total))
            }
            Stage::Leaf { low, high } => {
                let list = self.only(answers)?;
                Ok(self.take_leaf(api, low, high, list))
            }
            Stage::Look { vanished, rows } => self.take_look(api, &vanished, &rows, answers),
        }
    }

    /// Begins the part of the sync that is on.
    pub(super) fn begin(&mut self, api: &Api) -> Next {
        match self.saved.at {
            Place::Active(_) if self.is_first() && !self.trusted => self.ask_newest(api),
            Place::Sweep => self.ask_count(api),
            Place::Retry if self.saved.retry.is_empty() => {
                self.saved.at = Place::Sweep;
                self.ask_count(api)
            }
            Place::Active(_) | Place::Rest(_) | Place::Changes(_) | Place::Retry => self.ask_list(api),
        }
    }

    pub(super) fn ask(&mut self, stage: Stage, requests: Vec<Request>) -> Next {
        self.stage = stage;
        self.asked = requests.iter().map(|request| request.url.clone()).collect();
        Next::Fetch(requests)
    }

    /// Reads rows whole, then goes on at `then`.
    pub(super) fn read_rows(&mut self, api: &Api, rows: &[Value], then: Place) -> Next {
        let mut good: Vec<Row> = Vec::new();
        for json in rows {
            match row::read(api, json) {
                Ok(row) if good.iter().any(|other| other.id == row.id) => {}
                Ok(row) => good.push(row),
                Err(aside) => {
                    self.saved.known.extend(json.get("id").and_then(wire::id_of));
                    self.aside.push(aside);
                }
            }
        }
        self.read_batch(api, Batch::new(good), then)
    }

    /// The portal's clock at the last answer.
    pub(super) fn now(&self) -> Option<Moment> {
        let text = self.date.as_deref()?;
        read::http_date(text)
    }

    pub(super) fn shape_fault(&self, detail: &str) -> Fault {
        match self.asked.first() {
            Some(url) => read::shape_fault(url, detail),
            None => Fault::Shape { url: String::new(), detail: detail.to_owned() },
        }
    }

    fn ask_list(&mut self, api: &Api) -> Next {
        let zone = self.saved.offset_s;
        let (query, order) = match &self.saved.at {
            Place::Active(below) => (format!("Status = '__Active__' AND id < {below}"), Order::Newest),
            Place::Rest(below) => (format!("Status != '__Active__' AND id < {below}"), Order::Newest),
            Place::Changes(Some(after)) => {
                let (second, next) = (date::literal(after.at, zone), date::literal(after.at.plus(1), zone));
                let id = after.id;
                // The ticket itself is asked for again: that it comes proves that nothing was left out between.
                let query = format!("LastUpdated >= '{next}' OR (LastUpdated >= '{second}' AND id >= {id})");
                (query, Order::Changed)
            }
            Place::Changes(None) => match self.saved.from() {
                Some(from) => (format!("LastUpdated >= '{}'", date::literal(from, zone)), Order::Changed),
                None => ("id > 0".to_owned(), Order::Changed),
            },
            Place::Retry | Place::Sweep => {
                let ids: Vec<String> =
                    self.saved.retry.iter().map(|retry| format!("id = {}", retry.id)).collect();
                (ids[..ids.len().min(PAGE)].join(" OR "), Order::Newest)
            }
        };
        self.ask(Stage::List, vec![api.tickets(&query, order, PAGE)])
    }

    fn take_list(&mut self, api: &Api, list: &List) -> Result<Next, Fault> {
        match self.saved.at.clone() {
            Place::Active(below) => {
                let then = next_below(list, below).map_or(Place::Rest(u64::from(u32::MAX)), Place::Active);
                Ok(self.read_rows(api, &list.items, then))
            }
            Place::Rest(below) => {
                let then = next_below(list, below).map_or(Place::Changes(None), Place::Rest);
                Ok(self.read_rows(api, &list.items, then))
            }
            Place::Changes(after) => self.take_changes(api, after, list),
            Place::Retry | Place::Sweep => {
                if let (Some(id), []) = (self.only, list.items.as_slice()) {
                    return Ok(self.ask_after(api, id));
                }
                let found: Vec<u64> = list.items.iter().filter_map(row::stamp).map(|(id, _)| id).collect();
                let tried: Vec<u64> = self.saved.retry.iter().take(PAGE).map(|retry| retry.id).collect();
                self.saved.retry.retain(|retry| found.contains(&retry.id) || !tried.contains(&retry.id));
                Ok(self.read_rows(api, &list.items, Place::Sweep))
            }
        }
    }

    fn take_changes(&mut self, api: &Api, after: Option<Seen>, list: &List) -> Result<Next, Fault> {
        let bound = match after {
            Some(after) => (after.at, after.id),
            None => (self.saved.from().unwrap_or_default(), 0),
        };
        let stamps: Vec<(u64, Moment)> = list.items.iter().filter_map(row::stamp).collect();
        if !self.trusted && !self.is_proven(&stamps, bound) {
            return Ok(self.ask_newest(api));
        }
        let is_new = |id: u64, at: Moment| (at, id) > bound && !self.saved.is_done(id, at);
        let rows: Vec<Value> = list
            .items
            .iter()
            .filter(|json| row::stamp(json).is_none_or(|(id, at)| is_new(id, at)))
            .cloned()
            .collect();
        let last = stamps.iter().map(|(id, at)| (*at, *id)).max().filter(|last| *last > bound);
        let short = list.items.len() < PAGE;
        let then = match last {
            Some((at, id)) if !short || list.total.is_none() => {
                Place::Changes(Some(Seen { at, id, settled: false }))
            }
            None if !short => {
                return Err(self.shape_fault("the same tickets came again, so the search did not go on"));
            }
            Some(_) | None => Place::Retry,
        };
        let read: Vec<(u64, Moment)> = stamps.into_iter().filter(|(id, at)| is_new(*id, *at)).collect();
        let now = self.now();
        if after.is_none() {
            self.saved.begin(now);
        }
        self.saved.note(&read, now);
        if then == Place::Retry {
            self.saved.finish(now);
        }
        Ok(self.read_rows(api, &rows, then))
    }

    /// A list answered in the right zone holds a ticket that was read before, as it was then, and none from
    /// before what was asked for.
    fn is_proven(&self, stamps: &[(u64, Moment)], bound: (Moment, u64)) -> bool {
        let nothing_yet = self.saved.since.0 == 0;
        let early = stamps.iter().any(|(id, at)| (*at, *id) < bound);
        nothing_yet || (!early && stamps.iter().any(|(id, at)| self.saved.has_seen(*id, *at)))
    }

    fn read_batch(&mut self, api: &Api, batch: Batch, then: Place) -> Next {
        let requests = batch.requests(api);
        if requests.is_empty() {
            self.finish(batch, then)
        } else {
            self.ask(Stage::Read { batch, then }, requests)
        }
    }

    fn finish(&mut self, batch: Batch, then: Place) -> Next {
        let outcome = batch.finish();
        let delivered: Vec<u64> =
            outcome.tickets.iter().filter_map(|ticket| ticket.id.parse().ok()).collect();
        self.saved.retry.retain(|retry| !delivered.contains(&retry.id));
        outcome.failed.iter().for_each(|id| self.saved.failed(*id));
        self.saved.known.extend(delivered.into_iter().chain(outcome.failed));
        self.tickets.extend(outcome.tickets);
        self.aside.extend(outcome.aside);
        self.page(then)
    }

    /// The page is done.
    pub(super) fn page(&mut self, then: Place) -> Next {
        self.saved.at = if self.end { Place::Changes(None) } else { then };
        Next::Page(Box::new(Page {
            tickets: std::mem::take(&mut self.tickets),
            aside: std::mem::take(&mut self.aside),
            cursor: self.saved.cursor(),
            end: self.end,
            total: self.saved.total,
            date: self.date.clone(),
            ..Page::default()
        }))
    }

    fn only(&self, answers: &[Response]) -> Result<List, Fault> {
        match (self.asked.first(), answers) {
            (Some(url), [answer]) => read::shape(url, read::json(url, answer)?),
            _ => Err(self.shape_fault("one answer was expected")),
        }
    }

    fn keep_date(&mut self, answers: &[Response]) {
        if let Some(date) = answers.iter().rev().find_map(|answer| answer.header("date")) {
            self.date = Some(date.to_owned());
        }
    }
}

/// The identifier to go on below. A short page is the last one only where the portal counts what the token may see;
/// elsewhere rights make pages shorter, and only an empty one is the last.
fn next_below(list: &List, below: u64) -> Option<u64> {
    let least = list.items.iter().filter_map(row::stamp).map(|(id, _)| id).filter(|id| *id < below).min()?;
    (list.items.len() >= PAGE || list.total.is_none()).then_some(least)
}
