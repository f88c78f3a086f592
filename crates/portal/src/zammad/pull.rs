//! Reads one page: a list, then what belongs to its tickets. The sweep has a file of its own.

use calendar::Moment;
use policy::ticket::Ticket;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use super::api::{Api, FIRST, PAGE, WIDE};
use super::batch::Batch;
use super::cursor::{Place, Saved};
use super::ticket;
use crate::{Aside, Fault, Next, Page, Request, Response, loose, read};

/// Pages of what changed last that come before everything else.
const NEWEST: usize = 3;
/// Pages of changes within one second that are read.
const LAST_PAGE: usize = 1000;

/// A page being read.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Job {
    /// The cursor, as it will be when the page is done.
    pub(super) saved: Saved,
    pub(super) stage: Stage,
    /// Only this ticket is read.
    only: bool,
    /// Only tickets that could not be read before are read.
    retrying: bool,
    /// The page is the last one for now.
    pub(super) end: bool,
    date: Option<String>,
    /// Tombstones that the sweep made.
    pub(super) gone: Vec<Ticket>,
    pub(super) aside: Vec<Aside>,
}

/// What the answers are to.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) enum Stage {
    #[default]
    Start,
    List,
    Read(Batch),
    /// Whether the last ticket that is known stands at its place.
    Last,
    /// Whether one stands at its place at the end of this page; at the end of `low` it does, at the end of `high` not.
    Narrow {
        low: u64,
        high: u64,
        middle: u64,
    },
    /// A page of all tickets.
    Leaf {
        page: u64,
    },
    /// Tickets that are no longer in that page; then these rows are read.
    Look {
        vanished: Vec<u64>,
        rows: Vec<Value>,
    },
}

impl Job {
    pub(super) fn new(saved: Option<Saved>) -> Self {
        Self {
            saved: saved.unwrap_or_default(),
            stage: Stage::Start,
            only: false,
            retrying: false,
            end: false,
            date: None,
            gone: Vec::new(),
            aside: Vec::new(),
        }
    }

    /// Reads one ticket and nothing else.
    pub(super) fn one(id: &str) -> Self {
        let batch = Batch::new(vec![(id.to_owned(), None)]);
        Self { stage: Stage::Read(batch), only: true, end: true, ..Self::new(None) }
    }

    /// One step: takes the answers to what was asked, and says what is needed next.
    pub(super) fn advance(&mut self, api: &Api, answers: &[Response]) -> Result<Next, Fault> {
        if let Some(date) = answers.iter().rev().find_map(|answer| answer.header("date")) {
            self.date = Some(date.to_owned());
        }
        match (std::mem::take(&mut self.stage), answers) {
            (Stage::List, [answer, ..]) => self.take_list(api, answer),
            (Stage::Read(mut batch), [_, ..]) => {
                batch.take(api, answers)?;
                Ok(self.read_batch(api, batch))
            }
            (Stage::Read(batch), []) => Ok(self.read_batch(api, batch)),
            (Stage::Last, [answer, ..]) => self.take_last(api, answer),
            (Stage::Narrow { low, high, middle }, [answer, ..]) => {
                self.take_middle(api, low, high, middle, answer)
            }
            (Stage::Leaf { page }, [answer, ..]) => self.take_leaf(api, page, answer),
            (Stage::Look { vanished, rows }, [_, ..]) => self.take_look(api, &vanished, rows, answers),
            (Stage::Start, _)
            | (
                Stage::List | Stage::Last | Stage::Narrow { .. } | Stage::Leaf { .. } | Stage::Look { .. },
                [],
            ) => Ok(self.begin(api)),
        }
    }

    /// Begins with the part that is on.
    fn begin(&mut self, api: &Api) -> Next {
        let request = match &self.saved.at {
            Place::Newest(page) => newest(api, *page),
            Place::Changes { since, page } => changes(api, *since, *page),
            Place::Again => {
                self.retrying = true;
                let again = self.saved.again.first(PAGE).into_iter().map(|id| (id, None)).collect();
                return self.read_batch(api, Batch::new(again));
            }
            Place::Sweep => return self.sweep(api),
        };
        self.ask(Stage::List, vec![request])
    }

    fn take_list(&mut self, api: &Api, answer: &Response) -> Result<Next, Fault> {
        let (rows, next): (Vec<Value>, Place) = match self.saved.at {
            Place::Newest(page) => {
                let rows: Vec<Value> = read::straight(&newest(api, page).url, answer)?;
                let more = page < NEWEST && rows.len() >= FIRST;
                let changes = Place::Changes { since: self.saved.from(), page: 1 };
                (rows, if more { Place::Newest(page + 1) } else { changes })
            }
            Place::Changes { since, page } => {
                let url = changes(api, since, page).url;
                let rows: Vec<Value> = read::straight(&url, answer)?;
                let next = next_changes(&url, &rows, since, page)?;
                (rows, next)
            }
            Place::Again | Place::Sweep => return Ok(self.begin(api)),
        };
        self.saved.begin(self.now());
        self.saved.at = next;
        Ok(self.read_rows(api, rows))
    }

    pub(super) fn read_rows(&mut self, api: &Api, rows: Vec<Value>) -> Next {
        let mut wanted = Vec::new();
        for json in rows {
            match (json.get("id").and_then(loose::id_of), ticket::mark(&json)) {
                (Some(id), Some((_, at))) if self.saved.seen.has(&id, at) => self.saved.know(&id),
                (Some(id), marked) => {
                    let now = self.now();
                    match marked {
                        Some((_, at)) => self.saved.note(&id, at, now),
                        None => self.saved.know(&id),
                    }
                    wanted.push((id, Some(json)));
                }
                (None, _) => self.aside.push(read::aside(None, "`id`: it is missing", &json)),
            }
        }
        self.read_batch(api, Batch::new(wanted))
    }

    pub(super) fn ask(&mut self, stage: Stage, requests: Vec<Request>) -> Next {
        self.stage = stage;
        Next::Fetch(requests)
    }

    fn read_batch(&mut self, api: &Api, batch: Batch) -> Next {
        let requests = batch.requests(api);
        if requests.is_empty() { self.page(api, batch) } else { self.ask(Stage::Read(batch), requests) }
    }

    /// The page is done.
    pub(super) fn page(&mut self, api: &Api, batch: Batch) -> Next {
        let outcome = batch.finish(api);
        let mut tickets = std::mem::take(&mut self.gone);
        tickets.extend(outcome.tickets);
        self.aside.extend(outcome.aside);
        self.saved.again.done(tickets.iter().map(|ticket| &ticket.id));
        self.saved.again.done(&outcome.missing);
        self.saved.again.failed(&outcome.failed);
        if self.saved.at == Place::Again && (self.retrying || self.saved.again.is_empty()) {
            self.saved.at = Place::Sweep;
        }
        if self.saved.at == Place::Sweep && self.end {
            self.saved.finish();
        }
        Next::Page(Box::new(Page {
            tickets,
            aside: std::mem::take(&mut self.aside),
            cursor: if self.only { None } else { self.saved.cursor() },
            end: self.end,
            date: self.date.clone(),
            ..Page::default()
        }))
    }

    /// The portal's clock at the last answer.
    fn now(&self) -> Option<Moment> {
        read::http_date(self.date.as_deref()?)
    }
}

fn newest(api: &Api, page: usize) -> Request {
    api.changed(Moment(0), true, FIRST, page)
}

fn changes(api: &Api, since: Moment, page: usize) -> Request {
    let (rows, page) = width(page);
    api.changed(since, false, rows, page)
}

/// How many rows a page of changes has, and its number among those of this size.
const fn width(page: usize) -> (usize, usize) {
    if page <= 1 { (PAGE, 1) } else { (WIDE, page - 1) }
}

/// Where a list of changes goes on: after a full page at the second of its last row, once more, because others of that
/// second may follow. While all rows are of the second that was asked for, as many as the portal gives are asked for at
/// once, so that no row can move from one page to another meanwhile. Only more than these are read by page numbers, and
/// then a row that leaves the second while its pages are read hides another until that one changes again.
fn next_changes(url: &Url, rows: &[Value], since: Moment, page: usize) -> Result<Place, Fault> {
    let stamps = || rows.iter().filter_map(ticket::mark).map(|(_, at)| at);
    if stamps().any(|at| at < since) {
        let why =
            "it gave tickets that were changed before the time asked for, so it searches by no condition";
        return Err(read::shape_fault(url, why));
    }
    if rows.len() < width(page).0 {
        return Ok(Place::Again);
    }
    let next = stamps().max().unwrap_or(since).plus(-1);
    if next > since {
        return Ok(Place::Changes { since: next, page: 1 });
    }
    if page >= LAST_PAGE {
        let why = "more tickets than 1000 pages hold were changed in one second";
        return Err(read::shape_fault(url, why));
    }
    Ok(Place::Changes { since, page: page + 1 })
}
