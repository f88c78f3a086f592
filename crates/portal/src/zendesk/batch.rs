//! Reads the tickets of a page whole. What goes wrong with one ticket puts only that one aside.

use std::collections::BTreeSet;

use policy::ticket::{Gone, Ticket};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use url::Url;

use super::api::{Api, MOST};
use super::known::{Known, SYSTEM};
use super::wire::{Audit, Tickets};
use super::{history, ticket};
use crate::{Aside, Fault, Request, Response, loose, read};

/// Pages of one ticket's audits that are read; a longer history is delivered as incomplete.
const PAGES: usize = 50;
/// What a portal answers where there is no such record.
const NOT_FOUND: u16 = 404;

/// The tickets of one page, being read.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Batch {
    open: Vec<Open>,
    asked: Vec<Ask>,
    phase: Phase,
    known: Known,
    aside: Vec<Aside>,
}

/// What became of a batch.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) tickets: Vec<Ticket>,
    pub(super) aside: Vec<Aside>,
    /// Identifiers of those put aside.
    pub(super) failed: Vec<String>,
    /// Identifiers of those that the portal does not show.
    pub(super) missing: Vec<String>,
}

/// What is asked, in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
enum Phase {
    /// All tickets at once, and what their numbers stand for.
    #[default]
    Rows,
    /// Each ticket that did not come.
    Missing,
    /// The histories.
    Audits,
    /// The people in them.
    People,
    Done,
}

#[derive(Debug, Serialize, Deserialize)]
struct Open {
    id: String,
    /// The ticket as it came; none while only its identifier is known.
    row: Option<Value>,
    audits: Vec<Audit>,
    pages: usize,
    whole: bool,
    failed: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Ask {
    /// The tickets from this place on, as many as one request may name.
    Rows(usize),
    Fields(Option<String>),
    Groups(Option<String>),
    Row {
        place: usize,
    },
    Audits {
        place: usize,
        after: Option<String>,
    },
    Users(Vec<String>),
}

impl Batch {
    /// These tickets, each with its row where a list has told it.
    pub(super) fn new(rows: Vec<(String, Option<Value>)>) -> Self {
        let mut open: Vec<Open> = Vec::with_capacity(rows.len());
        for (id, row) in rows {
            match open.iter_mut().find(|known| known.id == id) {
                Some(known) => known.row = row.or(known.row.take()),
                None => {
                    open.push(Open { id, row, audits: Vec::new(), pages: 0, whole: true, failed: None });
                }
            }
        }
        let names = (!open.is_empty()).then_some([Ask::Fields(None), Ask::Groups(None)]);
        let rows = (0..open.len()).step_by(MOST).map(Ask::Rows);
        let asked = rows.chain(names.into_iter().flatten()).collect();
        Self { open, asked, ..Self::default() }
    }

    /// What has to be asked next; nothing when all is read.
    pub(super) fn requests(&self, api: &Api) -> Vec<Request> {
        self.asked.iter().map(|ask| self.request(api, ask)).collect()
    }

    /// Takes the answers to [`Batch::requests`].
    ///
    /// # Errors
    /// Only what stops everything: the token is refused, the portal asks to wait, or nothing can be read at all.
    pub(super) fn take(&mut self, api: &Api, answers: &[Response]) -> Result<(), Fault> {
        let asked = std::mem::take(&mut self.asked);
        for (ask, answer) in asked.into_iter().zip(answers) {
            let url = self.request(api, &ask).url;
            match read::straight::<Tickets>(&url, answer) {
                Ok(json) => self.read(ask, json),
                Err(fault) => self.miss(ask, answer, fault)?,
            }
        }
        while self.asked.is_empty() && self.phase != Phase::Done {
            self.go_on();
        }
        Ok(())
    }

    pub(super) fn finish(self, api: &Api) -> Outcome {
        let mut outcome = Outcome { aside: self.aside, ..Outcome::default() };
        for open in self.open {
            let Some(json) = open.row else {
                outcome.missing.push(open.id);
                continue;
            };
            let row = match (open.failed, ticket::row(&json)) {
                (None, Ok(row)) => row,
                (Some(why), _) => {
                    let raw = json!({"id": open.id, "subject": json.get("subject")});
                    outcome.aside.push(read::aside(Some(open.id.clone()), &why, &raw));
                    outcome.failed.push(open.id);
                    continue;
                }
                (None, Err(aside)) => {
                    outcome.aside.push(aside);
                    outcome.failed.push(open.id);
                    continue;
                }
            };
            let made = ticket::ticket(api, &row, &json, &self.known);
            outcome.tickets.push(if made.gone == Some(Gone::Deleted) {
                ticket::tombstone(&made.id, &made.subject, made.updated)
            } else {
                history::ticket(made, &ticket::circle(&row), open.audits, &self.known, open.whole)
            });
        }
        outcome
    }

    fn request(&self, api: &Api, ask: &Ask) -> Request {
        let id = |place: &usize| self.open.get(*place).map_or("", |open| open.id.as_str());
        match ask {
            Ask::Rows(from) => {
                let some = self.open.iter().skip(*from).take(MOST);
                api.tickets(&some.map(|open| open.id.clone()).collect::<Vec<_>>())
            }
            Ask::Fields(after) => api.fields(after.as_deref()),
            Ask::Groups(after) => api.groups(after.as_deref()),
            Ask::Row { place } => api.ticket(id(place)),
            Ask::Audits { place, after } => api.audits(id(place), after.as_deref()),
            Ask::Users(ids) => api.users(ids),
        }
    }

    fn read(&mut self, ask: Ask, answer: Tickets) {
        self.known.learn(&answer);
        match ask {
            Ask::Rows(_) => answer.tickets.into_iter().for_each(|row| self.keep_row(row)),
            Ask::Row { .. } => answer.ticket.into_iter().for_each(|row| self.keep_row(row)),
            Ask::Fields(after) => {
                let more = self.known.goes_on(after.as_deref(), &answer);
                self.asked.extend(more.map(|next| Ask::Fields(Some(next))));
            }
            Ask::Groups(after) => {
                let more = self.known.goes_on(after.as_deref(), &answer);
                self.asked.extend(more.map(|next| Ask::Groups(Some(next))));
            }
            Ask::Audits { place, .. } => {
                let more = self.open.get_mut(place).and_then(|open| open.add(answer));
                self.asked.extend(more.map(|after| Ask::Audits { place, after: Some(after) }));
            }
            Ask::Users(ids) => {
                for id in ids {
                    self.known.users.entry(id).or_insert(None);
                }
            }
        }
    }

    fn keep_row(&mut self, row: Value) {
        let id = row.get("id").and_then(loose::id_of);
        if let Some(open) = self.open.iter_mut().find(|open| Some(&open.id) == id.as_ref()) {
            open.row = Some(row);
        }
    }

    /// A guess would decide whether a promise was kept, so a passing fault is no answer.
    fn miss(&mut self, ask: Ask, answer: &Response, fault: Fault) -> Result<(), Fault> {
        if matches!(fault, Fault::Unauthorized { .. } | Fault::RateLimited { .. }) {
            return Err(fault);
        }
        match ask {
            Ask::Audits { place, .. } => self.fail(place, &fault),
            Ask::Row { place } if answer.status != NOT_FOUND => self.fail(place, &fault),
            Ask::Row { .. } => {}
            Ask::Rows(_) | Ask::Fields(_) | Ask::Groups(_) | Ask::Users(_) if fault.is_transient() => {
                return Err(fault);
            }
            Ask::Users(ids) => ids.into_iter().for_each(|id| {
                self.known.users.entry(id).or_insert(None);
            }),
            Ask::Rows(_) | Ask::Fields(_) | Ask::Groups(_) => {}
        }
        Ok(())
    }

    fn fail(&mut self, place: usize, fault: &Fault) {
        if let Some(open) = self.open.get_mut(place) {
            open.row.get_or_insert_with(|| json!({"id": open.id}));
            open.failed = Some(fault.to_string().trim_end_matches('.').to_owned());
        }
    }

    fn go_on(&mut self) {
        let places = |wanted: fn(&Open) -> bool, open: &[Open]| -> Vec<usize> {
            (0..open.len()).filter(|place| open.get(*place).is_some_and(wanted)).collect()
        };
        match self.phase {
            Phase::Rows => {
                self.phase = Phase::Missing;
                let missing = places(|open| open.row.is_none(), &self.open);
                self.asked = missing.into_iter().map(|place| Ask::Row { place }).collect();
            }
            Phase::Missing => {
                self.phase = Phase::Audits;
                let readable = places(Open::has_history, &self.open);
                self.asked = readable.into_iter().map(|place| Ask::Audits { place, after: None }).collect();
            }
            Phase::Audits => {
                self.phase = Phase::People;
                let unknown: Vec<String> = self.strangers().into_iter().collect();
                self.asked = unknown.chunks(MOST).map(|ids| Ask::Users(ids.to_vec())).collect();
            }
            Phase::People | Phase::Done => self.phase = Phase::Done,
        }
    }

    /// People who are named and not known yet.
    fn strangers(&self) -> BTreeSet<String> {
        let mut strangers = BTreeSet::new();
        for open in self.open.iter().filter(|open| open.failed.is_none()) {
            let row = open.row.as_ref();
            let named = ["requester_id", "assignee_id"].into_iter();
            strangers.extend(named.filter_map(|name| row?.get(name).and_then(loose::id_of)));
            for audit in &open.audits {
                strangers.extend(audit.author_id.clone());
                strangers.extend(audit.events.iter().flat_map(people));
            }
        }
        strangers.retain(|id| id != SYSTEM && !self.known.users.contains_key(id));
        strangers
    }
}

impl Open {
    fn has_history(&self) -> bool {
        let status = self.row.as_ref().map(|row| loose::at(row, &["status"]));
        self.failed.is_none() && status.is_some_and(|status| status != ticket::DELETED)
    }

    /// Takes a page of audits; gives the cursor of the next one. Archived tickets have all on one page:
    /// <https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_audits/#list-audits-for-a-ticket>.
    fn add(&mut self, answer: Tickets) -> Option<String> {
        let rows = answer.audits.len();
        let audits = answer.audits.into_iter().filter_map(|audit| read::typed::<Audit>(audit).ok());
        let before = self.audits.len();
        self.audits.extend(audits);
        self.pages += 1;
        let next = answer.meta.next();
        let cut = next.is_some() && self.pages >= PAGES;
        let elsewhere = next.is_none() && answer.next_page.as_ref().is_some_and(|next| !next.is_null());
        self.whole &= self.audits.len() - before == rows && !cut && !elsewhere;
        next.filter(|_| self.pages < PAGES && rows > 0)
    }
}

/// Numbers of people in one event of an audit.
fn people(event: &Value) -> Vec<String> {
    let mut people: Vec<String> = event.get("author_id").and_then(loose::id_of).into_iter().collect();
    if loose::at(event, &["field_name"]) == "assignee_id" {
        let values = ["value", "previous_value"].into_iter();
        people.extend(values.filter_map(|name| event.get(name).and_then(loose::id_of)));
    }
    people
}

/// Whether an answer says that the portal has no such page for this token.
pub(super) fn is_refused(url: &Url, answer: &Response) -> bool {
    matches!(read::json(url, answer), Err(Fault::Forbidden { .. } | Fault::NotFound { .. }))
}
