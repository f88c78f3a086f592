//! Reads one page: what is searched, a search, then its tickets; what is gone has a file of its own.

use calendar::Moment;
use policy::ticket::Ticket;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::api::{Api, PAGE, Part};
use super::batch::Batch;
use super::cursor::{Place, Saved, Scope};
use super::ticket;
use super::wire::{Desk, Found, Paged};
use super::zone;
use crate::{Aside, Fault, Next, Page, Request, Response, loose, read};

/// A page being read.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Job {
    /// The cursor, as it will be when the page is done.
    pub(super) saved: Saved,
    pub(super) stage: Stage,
    /// Only this ticket is read.
    only: bool,
    /// The page is the last one for now.
    pub(super) end: bool,
    date: Option<String>,
    pub(super) tickets: Vec<Ticket>,
    aside: Vec<Aside>,
}

/// What the answers are to.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) enum Stage {
    #[default]
    Start,
    /// Who asks, and which service desks there are; those that came with the parts before.
    Scope {
        zone: String,
        desks: Vec<Value>,
    },
    List,
    /// All identifiers.
    Round,
    /// Tickets that no search finds any more.
    Look(Vec<u64>),
    Read(Batch),
}

impl Job {
    pub(super) fn new(saved: Option<Saved>) -> Self {
        Self {
            saved: saved.unwrap_or_default(),
            stage: Stage::Start,
            only: false,
            end: false,
            date: None,
            tickets: Vec::new(),
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
            (Stage::Scope { zone, desks }, [_, ..]) => self.take_scope(api, zone, desks, answers),
            (Stage::List, [answer, ..]) => self.take_list(api, answer),
            (Stage::Round, [answer, ..]) => self.take_round(api, answer),
            (Stage::Look(ids), [_, ..]) => self.take_look(api, &ids, answers),
            (Stage::Read(mut batch), [_, ..]) => {
                batch.take(api, answers)?;
                Ok(self.read_batch(api, batch))
            }
            (Stage::Read(batch), []) => Ok(self.read_batch(api, batch)),
            (Stage::Start, _) | (Stage::Scope { .. } | Stage::List | Stage::Round | Stage::Look(_), []) => {
                Ok(self.begin(api))
            }
        }
    }

    /// Begins the part of the sync that is on.
    fn begin(&mut self, api: &Api) -> Next {
        let Some(scope) = &self.saved.scope else {
            self.stage = Stage::Scope { zone: String::new(), desks: Vec::new() };
            return Next::Fetch(vec![api.me(), api.desks(0)]);
        };
        // Without a service desk nothing can be searched, and nothing is gone either: the same part is on when there is one.
        if scope.projects.is_empty() {
            (self.saved.scope, self.saved.began) = (None, None);
            self.end = true;
            return self.page();
        }
        if let Some(request) = self.list(api, scope) {
            self.stage = Stage::List;
            return Next::Fetch(vec![request]);
        }
        let again: Vec<(String, Option<Value>)> = match self.saved.at {
            Place::Again => self.saved.again.first(PAGE).into_iter().map(|id| (id, None)).collect(),
            Place::Open(_) | Place::Done(_) | Place::Changes { .. } | Place::Sweep => Vec::new(),
        };
        self.saved.at = Place::Sweep;
        if again.is_empty() { self.sweep(api) } else { self.read_batch(api, Batch::new(again)) }
    }

    /// Who asks is told first: a search can be made without a name too, and then finds nothing, where it should be refused:
    /// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/#anonymous-operations>.
    fn take_scope(
        &mut self,
        api: &Api,
        mut zone: String,
        mut desks: Vec<Value>,
        answers: &[Response],
    ) -> Result<Next, Fault> {
        if let [me, _] = answers {
            zone = loose::at(&read::json(&api.me().url, me)?, &["timeZone"]).to_owned();
        }
        let Some(answer) = answers.last() else { return Ok(self.begin(api)) };
        let url = api.desks(desks.len()).url;
        let paged: Paged = read::straight(&url, answer)?;
        let more = paged.has_more(&desks);
        desks.extend(paged.values);
        if more {
            let request = api.desks(desks.len());
            self.stage = Stage::Scope { zone, desks };
            return Ok(Next::Fetch(vec![request]));
        }
        let project = |desk: Value| read::typed::<Desk>(desk).ok()?.project.parse().ok();
        let mut projects: Vec<u64> = desks.into_iter().filter_map(project).collect();
        projects.sort_unstable();
        projects.dedup();
        let now = self.now();
        self.saved.begin(Scope { projects, zone }, now);
        Ok(self.begin(api))
    }

    fn list(&self, api: &Api, scope: &Scope) -> Option<Request> {
        let within = within(scope);
        let (query, token) = match &self.saved.at {
            Place::Open(token) => {
                (format!("{within} AND statusCategory != Done ORDER BY created DESC"), token)
            }
            Place::Done(token) => {
                (format!("{within} AND statusCategory = Done ORDER BY created DESC"), token)
            }
            Place::Changes { since, token } => {
                let since = zone::reading(*since, &scope.zone);
                (format!("{within} AND updated >= \"{since}\" ORDER BY updated ASC, key ASC"), token)
            }
            Place::Again | Place::Sweep => return None,
        };
        Some(api.search(&query, Part::Whole, token.as_deref()))
    }

    fn take_list(&mut self, api: &Api, answer: &Response) -> Result<Next, Fault> {
        let request = self.saved.scope.as_ref().and_then(|scope| self.list(api, scope));
        let Some(request) = request else { return Ok(self.begin(api)) };
        let found: Found = match read::straight(&request.url, answer) {
            Ok(found) => found,
            Err(Fault::Refused { .. }) if self.saved.at.anew().is_some() => {
                self.saved.at = self.saved.at.anew().unwrap_or_default();
                return Ok(self.begin(api));
            }
            Err(fault) => return Err(fault),
        };
        let next = found.next();
        let stuck = || read::shape_fault(&request.url, "the same page follows again");
        let at = std::mem::take(&mut self.saved.at);
        self.saved.at = match (&at, next) {
            (Place::Open(sent) | Place::Done(sent) | Place::Changes { token: sent, .. }, next)
                if sent.is_some() && *sent == next =>
            {
                return Err(stuck());
            }
            (Place::Open(_), Some(next)) => Place::Open(Some(next)),
            (Place::Open(_), None) => Place::Done(None),
            (Place::Done(_), Some(next)) => Place::Done(Some(next)),
            (Place::Done(_), None) => Place::Changes { since: self.saved.from(), token: None },
            (Place::Changes { since, .. }, Some(next)) => self.next_changes(&found.issues, *since, next),
            (Place::Changes { .. } | Place::Again | Place::Sweep, _) => Place::Again,
        };
        Ok(self.read_rows(api, found.issues, matches!(at, Place::Open(_) | Place::Done(_))))
    }

    /// Where a list of changes goes on after a page: at the minute of its last row, once more, because others of that minute
    /// may follow, and because what changes meanwhile would move tickets from one page to another. While all rows are of
    /// the minute that was asked for, the portal's token is followed.
    fn next_changes(&mut self, rows: &[Value], since: Moment, token: String) -> Place {
        let last = rows.iter().filter_map(ticket::mark).map(|(_, at)| at).max().unwrap_or(since);
        let minute = Moment(last.0 - last.0.rem_euclid(60));
        if minute > since {
            self.saved.passed(minute);
            return Place::Changes { since: minute, token: None };
        }
        Place::Changes { since, token: Some(token) }
    }

    /// Reads the tickets of a search whole. In the first sync a ticket that was read is not read again: what changed since
    /// comes with the changes.
    fn read_rows(&mut self, api: &Api, rows: Vec<Value>, first: bool) -> Next {
        let mut wanted = Vec::new();
        let now = self.now();
        for json in rows {
            match (ticket::number(&json), ticket::mark(&json)) {
                (Some(id), Some((_, at))) if self.saved.seen.has(&id.to_string(), at) => {}
                (Some(id), _) if first && self.saved.known.contains(id) => {}
                (Some(id), marked) => {
                    if let Some((_, at)) = marked {
                        self.saved.note(id, at, now);
                    }
                    wanted.push((id.to_string(), Some(json)));
                }
                (None, _) => self.aside.push(read::aside(None, "`id`: it is missing", &json)),
            }
        }
        self.read_batch(api, Batch::new(wanted))
    }

    pub(super) fn read_batch(&mut self, api: &Api, batch: Batch) -> Next {
        let requests = batch.requests(api);
        if !requests.is_empty() {
            self.stage = Stage::Read(batch);
            return Next::Fetch(requests);
        }
        let outcome = batch.finish(api);
        self.saved.known.extend(numbers(outcome.tickets.iter().map(|ticket| &ticket.id)));
        self.saved.known.extend(numbers(&outcome.failed));
        self.saved.again.done(outcome.tickets.iter().map(|ticket| &ticket.id));
        self.saved.again.done(&outcome.missing);
        self.saved.again.failed(&outcome.failed);
        self.tickets.extend(outcome.tickets);
        self.aside.extend(outcome.aside);
        self.page()
    }

    /// The pass is done, and with it the page.
    pub(super) fn finish(&mut self) -> Next {
        self.saved.finish();
        self.end = true;
        self.page()
    }

    pub(super) fn page(&mut self) -> Next {
        Next::Page(Box::new(Page {
            tickets: std::mem::take(&mut self.tickets),
            aside: std::mem::take(&mut self.aside),
            cursor: if self.only { None } else { self.saved.cursor() },
            end: self.end,
            date: self.date.clone(),
            ..Page::default()
        }))
    }

    /// The portal's clock at the last answer.
    pub(super) fn now(&self) -> Option<Moment> {
        read::http_date(self.date.as_deref()?)
    }
}

/// The condition that holds for every search, without which it would be refused as one without bounds.
pub(super) fn within(scope: &Scope) -> String {
    let projects: Vec<String> = scope.projects.iter().map(u64::to_string).collect();
    format!("project in ({})", projects.join(", "))
}

fn numbers<'a>(ids: impl IntoIterator<Item = &'a String>) -> Vec<u64> {
    ids.into_iter().filter_map(|id| id.parse().ok()).collect()
}
