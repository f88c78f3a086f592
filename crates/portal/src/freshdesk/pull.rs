//! Reads one page: a list, then the messages of its tickets.

use calendar::Moment;
use policy::ticket::{Gone, Ticket};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::api::{Api, Kept, LAST_PAGE, MOST, PAGE};
use super::batch::Batch;
use super::cursor::{Place, Saved};
use super::ticket;
use crate::{Aside, Fault, Next, Page, Request, Response, loose, read};

/// Pages of what changed last that come before everything else.
const NEWEST: usize = 3;

/// A page being read.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Job {
    /// The cursor, as it will be when the page is done.
    saved: Saved,
    stage: Stage,
    /// Only this ticket is read.
    only: bool,
    /// Only tickets that could not be read before are read.
    retrying: bool,
    /// The page is the last one for now.
    end: bool,
    date: Option<String>,
    /// Tombstones that a list told.
    gone: Vec<Ticket>,
    aside: Vec<Aside>,
}

/// What the answers are to.
#[derive(Debug, Default, Serialize, Deserialize)]
enum Stage {
    #[default]
    Start,
    List,
    Read(Batch),
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
            (Stage::Start, _) | (Stage::List, []) => Ok(self.begin(api)),
        }
    }

    /// Begins with the list that is on.
    fn begin(&mut self, api: &Api) -> Next {
        if let Some(request) = self.list(api) {
            self.stage = Stage::List;
            return Next::Fetch(vec![request]);
        }
        self.retrying = true;
        let again = self.saved.again.first(PAGE).into_iter().map(|id| (id, None)).collect();
        self.read_batch(api, Batch::new(again))
    }

    fn list(&self, api: &Api) -> Option<Request> {
        Some(match &self.saved.at {
            Place::Newest(page) => api.tickets(Kept::Alive, Moment(0), true, *page),
            Place::Changes { since, page } => api.tickets(Kept::Alive, *since, false, *page),
            Place::Deleted(page) => api.tickets(Kept::Deleted, self.saved.bin_from(), false, *page),
            Place::Spam(page) => api.tickets(Kept::Spam, self.saved.bin_from(), false, *page),
            Place::Again => return None,
        })
    }

    fn take_list(&mut self, api: &Api, answer: &Response) -> Result<Next, Fault> {
        let Some(request) = self.list(api) else { return Ok(self.begin(api)) };
        let rows: Vec<Value> = read::straight(&request.url, answer)?;
        self.saved.begin(self.now());
        let more = |most: usize| rows.len() >= most || has_next(answer);
        let at = self.saved.at.clone();
        self.saved.at = match &at {
            Place::Newest(page) if *page < NEWEST && more(PAGE) => Place::Newest(page + 1),
            Place::Newest(_) => Place::Changes { since: self.saved.from(), page: 1 },
            Place::Changes { since, page } if more(MOST) => {
                next_changes(&rows, *since, *page).ok_or_else(|| {
                    let why = "more tickets than 300 pages hold were changed in one second";
                    read::shape_fault(&request.url, why)
                })?
            }
            Place::Changes { .. } => Place::Deleted(1),
            Place::Deleted(page) if more(MOST) && *page < LAST_PAGE => Place::Deleted(page + 1),
            Place::Deleted(_) => Place::Spam(1),
            Place::Spam(page) if more(MOST) && *page < LAST_PAGE => Place::Spam(page + 1),
            Place::Spam(_) | Place::Again => Place::Again,
        };
        match at {
            Place::Deleted(_) | Place::Spam(_) => Ok(self.bury(api, &rows)),
            Place::Newest(_) | Place::Changes { .. } | Place::Again => Ok(self.read_rows(api, rows)),
        }
    }

    /// Tickets that were deleted or are spam. Nothing of them is kept but that they were.
    fn bury(&mut self, api: &Api, rows: &[Value]) -> Next {
        for json in rows {
            match ticket::row(json) {
                Ok(row) => {
                    let (_, at) = ticket::mark(json).unwrap_or_default();
                    // Noted apart: nothing says that a deletion changes the stamp, and the ticket may come back.
                    let grave = format!("-{}", row.id);
                    if !self.saved.seen.has(&grave, at) {
                        let made = ticket::ticket(api, &row, json, &[], &super::known::Known::default());
                        let fields = std::collections::BTreeMap::new();
                        self.gone.push(Ticket {
                            gone: Some(Gone::Deleted),
                            events: Vec::new(),
                            fields,
                            ..made
                        });
                    }
                    self.saved.seen.forget(&row.id);
                    self.note(&grave, at);
                }
                Err(aside) => self.aside.push(aside),
            }
        }
        self.page(api, Batch::default())
    }

    fn read_rows(&mut self, api: &Api, rows: Vec<Value>) -> Next {
        let mut wanted = Vec::new();
        for json in rows {
            match (json.get("id").and_then(loose::id_of), ticket::mark(&json)) {
                (Some(id), Some((_, at))) if self.saved.seen.has(&id, at) => {}
                (Some(id), marked) => {
                    if let Some((_, at)) = marked {
                        self.saved.seen.forget(&format!("-{id}"));
                        self.note(&id, at);
                    }
                    wanted.push((id, Some(json)));
                }
                (None, _) => self.aside.push(read::aside(None, "`id`: it is missing", &json)),
            }
        }
        self.read_batch(api, Batch::new(wanted))
    }

    fn note(&mut self, id: &str, at: Moment) {
        let now = self.now();
        self.saved.note(id, at, now);
    }

    fn read_batch(&mut self, api: &Api, batch: Batch) -> Next {
        let requests = batch.requests(api);
        if requests.is_empty() {
            return self.page(api, batch);
        }
        self.stage = Stage::Read(batch);
        Next::Fetch(requests)
    }

    /// The page is done.
    fn page(&mut self, api: &Api, batch: Batch) -> Next {
        let outcome = batch.finish(api);
        let mut tickets = std::mem::take(&mut self.gone);
        tickets.extend(outcome.tickets);
        self.aside.extend(outcome.aside);
        self.saved.again.done(tickets.iter().map(|ticket| &ticket.id));
        self.saved.again.done(&outcome.missing);
        self.saved.again.failed(&outcome.failed);
        if self.saved.at == Place::Again && (self.retrying || self.saved.again.is_empty()) {
            self.saved.finish();
            self.end = true;
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

/// Where a list of changes goes on after a full page: at the second of its last row, once more, because others of that
/// second may follow. While all rows are of the second that was asked for, the next page is taken; none is left after
/// the last one that is answered.
fn next_changes(rows: &[Value], since: Moment, page: usize) -> Option<Place> {
    let last = rows.iter().filter_map(ticket::mark).map(|(_, at)| at).max().unwrap_or(since);
    // Whether `updated_since` holds the instant itself is not told, so it is asked from one second before.
    let next = last.plus(-1);
    if next > since {
        return Some(Place::Changes { since: next, page: 1 });
    }
    (page < LAST_PAGE).then_some(Place::Changes { since, page: page + 1 })
}

/// The header that names the next page: <https://developers.freshdesk.com/api/#pagination>.
fn has_next(answer: &Response) -> bool {
    answer.header("link").is_some_and(|link| link.contains("next"))
}
