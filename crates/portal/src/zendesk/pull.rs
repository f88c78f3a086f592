//! Reads one page: a list that names tickets, then the tickets themselves.

use calendar::Moment;
use policy::ticket::Ticket;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::api::{Api, FIRST, MOST, PAGE};
use super::batch::{Batch, is_refused};
use super::cursor::{Place, Saved};
use super::ticket;
use super::wire::Tickets;
use crate::{Aside, Fault, Next, Page, Request, Response, loose, read, stamp};

/// What is not solved, and what is:
/// <https://support.zendesk.com/hc/en-us/articles/4408886879258-Zendesk-Support-search-reference>.
const UNSOLVED: &str = "status<solved";
/// See [`UNSOLVED`].
const SOLVED: &str = "status>=solved";
/// What a portal answers to a cursor that it no longer knows; that of a search lives an hour.
const STALE: [u16; 4] = [400, 404, 410, 422];
/// A list that leads to itself.
const ROUND: &str = "`after_cursor`: it does not go on, so the same page would come for ever";

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
        match std::mem::take(&mut self.stage) {
            Stage::Start => Ok(self.begin(api)),
            Stage::List => self.take_list(api, answers),
            Stage::Read(batch) if answers.is_empty() => Ok(self.read_batch(api, batch)),
            Stage::Read(mut batch) => {
                batch.take(api, answers)?;
                Ok(self.read_batch(api, batch))
            }
        }
    }

    /// Begins with the list that is on.
    fn begin(&mut self, api: &Api) -> Next {
        match self.list(api) {
            Some(request) => {
                self.stage = Stage::List;
                Next::Fetch(vec![request])
            }
            None => {
                self.retrying = true;
                let again = self.saved.again.first(PAGE).into_iter().map(|id| (id, None)).collect();
                self.read_batch(api, Batch::new(again))
            }
        }
    }

    fn list(&self, api: &Api) -> Option<Request> {
        let saved = &self.saved;
        Some(match &saved.at {
            Place::Unsolved(None) => api.search(UNSOLVED, None, FIRST),
            Place::Unsolved(after) => api.search(UNSOLVED, after.as_deref(), PAGE),
            Place::Solved(after) => api.search(SOLVED, after.as_deref(), PAGE),
            Place::Changes(after) => {
                api.search(&format!("updated>={}", saved.from()), after.as_deref(), PAGE)
            }
            Place::Export(cursor) => api.export(cursor.as_deref(), saved.export_from()),
            Place::Bin(page) => api.bin(*page),
            Place::Again(_) => return None,
        })
    }

    fn take_list(&mut self, api: &Api, answers: &[Response]) -> Result<Next, Fault> {
        let Some(request) = self.list(api) else { return Ok(self.begin(api)) };
        let Some(answer) = answers.first() else { return Ok(self.begin(api)) };
        if let Some(next) = self.elsewhere(&request, answer) {
            self.saved.at = next;
            return Ok(self.begin(api));
        }
        let list: Tickets = read::straight(&request.url, answer)?;
        self.saved.begin(self.now());
        let after = |after: Option<String>| goes_on(&request, after.as_deref(), &list);
        match self.saved.at.clone() {
            Place::Unsolved(from) => Ok(self.read_list(api, after(from)?, list, Place::Unsolved)),
            Place::Solved(from) => Ok(self.read_list(api, after(from)?, list, Place::Solved)),
            Place::Changes(from) => Ok(self.read_list(api, after(from)?, list, Place::Changes)),
            Place::Export(cursor) => self.take_export(api, &request, cursor.as_deref(), list),
            Place::Bin(page) => Ok(self.take_bin(api, page, list)),
            Place::Again(_) => Ok(self.begin(api)),
        }
    }

    /// Where a sync goes on whose list is refused, or whose cursor is no longer known. A pass that begins again reads what
    /// it has read before, and loses nothing.
    fn elsewhere(&mut self, request: &Request, answer: &Response) -> Option<Place> {
        let refused = is_refused(&request.url, answer);
        let stale = STALE.contains(&answer.status);
        match &self.saved.at {
            Place::Export(Some(_)) if stale => Some(Place::Export(None)),
            // Only administrators may export, by the reference.
            Place::Export(_) if answer.status == 403 => {
                self.saved.searching = true;
                Some(if self.saved.since.0 == 0 { Place::Solved(None) } else { Place::Changes(None) })
            }
            Place::Unsolved(Some(_)) if stale => Some(Place::Unsolved(None)),
            // Whoever may not search may still export.
            Place::Unsolved(_) if refused || stale => Some(Place::Export(None)),
            Place::Solved(Some(_)) if stale => Some(Place::Solved(None)),
            Place::Changes(Some(_)) if stale => Some(Place::Changes(None)),
            Place::Bin(_) if refused => {
                self.saved.no_bin = true;
                Some(Place::Again(None))
            }
            Place::Unsolved(_)
            | Place::Export(_)
            | Place::Solved(_)
            | Place::Changes(_)
            | Place::Bin(_)
            | Place::Again(_) => None,
        }
    }

    /// Reads the tickets of a search.
    fn read_list(
        &mut self,
        api: &Api,
        next: Option<String>,
        list: Tickets,
        same: fn(Option<String>) -> Place,
    ) -> Next {
        let increment = matches!(self.saved.at, Place::Changes(_));
        let rows: Vec<Value> = list
            .results
            .into_iter()
            .filter(|row| {
                ticket::mark(row).is_none_or(|(id, at)| !increment || !self.saved.seen.has(&id, at))
            })
            .collect();
        self.saved.at = match (next, &self.saved.at) {
            (Some(next), _) => same(Some(next)),
            (None, Place::Unsolved(_)) if !self.saved.searching => Place::Export(None),
            (None, Place::Unsolved(_)) => Place::Solved(None),
            (None, Place::Changes(_)) if !self.saved.no_bin => Place::Bin(1),
            (None, Place::Changes(_)) => Place::Again(None),
            (None, _) => Place::Changes(None),
        };
        self.read_rows(api, rows)
    }

    fn take_export(
        &mut self,
        api: &Api,
        request: &Request,
        cursor: Option<&str>,
        list: Tickets,
    ) -> Result<Next, Fault> {
        let end = list.end_of_stream.unwrap_or_default();
        let next = list.after_cursor.filter(|next| !next.is_empty());
        if !end && (next.is_none() || next.as_deref() == cursor) {
            return Err(read::shape_fault(&request.url, ROUND));
        }
        let next = next.or_else(|| cursor.map(str::to_owned));
        self.saved.at = if end { Place::Again(next) } else { Place::Export(next) };
        Ok(self.read_rows(api, list.tickets))
    }

    /// What was put into the bin since the last time.
    fn take_bin(&mut self, api: &Api, page: usize, list: Tickets) -> Next {
        let known = self.saved.bin_from();
        let full = list.deleted_tickets.len() >= MOST;
        let mut older = false;
        for json in list.deleted_tickets {
            let at = stamp::instant(loose::at(&json, &["deleted_at"])).unwrap_or_default();
            let id = json.get("id").and_then(loose::id_of);
            match id {
                Some(id) if at >= known => {
                    self.gone.push(ticket::tombstone(&id, loose::at(&json, &["subject"]), at));
                }
                Some(_) => older = true,
                None => self.aside.push(read::aside(None, "`id`: it is missing", &json)),
            }
        }
        // The youngest stands on the first page; the bound moves when all pages are read.
        self.saved.at = if full && !older { Place::Bin(page.saturating_add(1)) } else { Place::Again(None) };
        if matches!(self.saved.at, Place::Again(_)) {
            self.saved.binned = self.saved.began.unwrap_or(known);
        }
        self.page(api, Batch::default())
    }

    /// Reads rows whole. Those in the bin have nothing more to be read.
    fn read_rows(&mut self, api: &Api, rows: Vec<Value>) -> Next {
        let mut wanted = Vec::new();
        for json in rows {
            match ticket::mark(&json) {
                Some((id, at)) => {
                    if self.saved.searching && at >= self.saved.from() {
                        let now = self.now();
                        self.saved.seen.note(&id, at, now);
                    }
                    wanted.push((id, Some(json)));
                }
                None => self.aside.push(read::aside(None, "`id`: it is missing", &json)),
            }
        }
        self.read_batch(api, Batch::new(wanted))
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
        self.move_on();
        Next::Page(Box::new(Page {
            tickets,
            aside: std::mem::take(&mut self.aside),
            cursor: if self.only { None } else { self.saved.cursor() },
            end: self.end,
            date: self.date.clone(),
            ..Page::default()
        }))
    }

    /// After the last list come the tickets that could not be read, where there are any; then the pass is done.
    fn move_on(&mut self) {
        let Place::Again(next) = &self.saved.at else { return };
        if self.retrying || self.saved.again.is_empty() {
            let next = next.clone();
            self.end = true;
            self.saved.finish();
            self.saved.at = if self.saved.searching { Place::Changes(None) } else { Place::Export(next) };
        }
    }

    /// The portal's clock at the last answer.
    fn now(&self) -> Option<Moment> {
        read::http_date(self.date.as_deref()?)
    }
}

/// The cursor of the next page of a search that was read from `after`.
fn goes_on(request: &Request, after: Option<&str>, list: &Tickets) -> Result<Option<String>, Fault> {
    let next = list.meta.next();
    if next.is_some() && next.as_deref() == after {
        return Err(read::shape_fault(&request.url, ROUND));
    }
    Ok(next)
}
