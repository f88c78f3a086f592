//! Reads the histories and texts of a page's tickets. What goes wrong with one ticket puts only that one aside.

use std::collections::BTreeSet;

use policy::ticket::Ticket;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use url::Url;

use super::api::{Api, MOST};
use super::date;
use super::people::{self, Known, Unknown};
use super::row::Row;
use super::wire::{List, Part, Transaction, User};
use super::{enclosed, history, message};
use crate::{Aside, Fault, Request, Response, read};

/// Pages of one ticket's history that are read; a longer one is delivered as incomplete.
const PAGES: usize = 200;
/// Seconds by which a ticket's last change may be younger than the transaction that made it.
const SLACK_S: i64 = 2;

/// The tickets of one page, being read.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Batch {
    open: Vec<Open>,
    asked: Vec<Ask>,
    known: Known,
    looked_up: bool,
}

/// What became of a batch.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) tickets: Vec<Ticket>,
    pub(super) aside: Vec<Aside>,
    /// Identifiers of those put aside.
    pub(super) failed: Vec<u64>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Open {
    row: Row,
    history: Vec<Transaction>,
    parts: Vec<Part>,
    #[serde(default)]
    enclosed: Vec<Part>,
    whole: bool,
    failed: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Ask {
    History { place: usize, page: usize },
    Parts { place: usize, page: usize },
    Enclosed { place: usize, page: usize },
    Who(Unknown),
}

impl Batch {
    pub(super) fn new(rows: Vec<Row>) -> Self {
        let open: Vec<Open> = rows
            .into_iter()
            .map(|row| Open {
                row,
                history: Vec::new(),
                parts: Vec::new(),
                enclosed: Vec::new(),
                whole: true,
                failed: None,
            })
            .collect();
        let asked = (0..open.len())
            .flat_map(|place| [Ask::History { place, page: 1 }, Ask::Parts { place, page: 1 }])
            .collect();
        Self { open, asked, ..Self::default() }
    }

    /// What has to be asked next; nothing when all is read.
    pub(super) fn requests(&self, api: &Api) -> Vec<Request> {
        self.asked.iter().map(|ask| self.request(api, ask)).collect()
    }

    /// Takes the answers to [`Batch::requests`].
    ///
    /// # Errors
    /// Only what stops everything: the token is refused, or the portal asks to wait.
    pub(super) fn take(&mut self, api: &Api, answers: &[Response]) -> Result<(), Fault> {
        let asked = std::mem::take(&mut self.asked);
        for (ask, answer) in asked.into_iter().zip(answers) {
            let url = self.request(api, &ask).url;
            match read::json(&url, answer) {
                Ok(json) => self.read(&url, ask, json),
                Err(fault @ (Fault::Unauthorized { .. } | Fault::RateLimited { .. })) => return Err(fault),
                Err(fault) => self.miss(ask, &fault),
            }
        }
        if self.asked.is_empty() && !self.looked_up {
            self.looked_up = true;
            self.asked = self.unknown().into_iter().map(Ask::Who).chain(self.with_files()).collect();
        }
        Ok(())
    }

    pub(super) fn finish(self) -> Outcome {
        let mut outcome = Outcome::default();
        for open in self.open {
            if let Some(why) = open.failed {
                outcome.failed.push(open.row.id);
                let raw = json!({"id": open.row.ticket.id, "Subject": open.row.ticket.subject});
                outcome.aside.push(read::aside(Some(open.row.ticket.id), &why, &raw));
            } else {
                let bodies = message::bodies(open.parts);
                let files = enclosed::files(open.enclosed);
                let told = history::Told { bodies: &bodies, files: &files, known: &self.known };
                outcome.tickets.push(history::ticket(open.row, open.history, told, open.whole));
            }
        }
        outcome
    }

    fn request(&self, api: &Api, ask: &Ask) -> Request {
        let id = |place: &usize| self.open.get(*place).map_or(0, |open| open.row.id);
        match ask {
            Ask::History { place, page } => api.history(id(place), *page),
            Ask::Parts { place, page } => api.parts(id(place), *page),
            Ask::Enclosed { place, page } => api.enclosed(id(place), *page),
            Ask::Who(Unknown::Login(who) | Unknown::User(who)) => api.user(who),
            Ask::Who(Unknown::Queue(queue)) => api.queue(queue),
        }
    }

    fn read(&mut self, url: &Url, ask: Ask, json: Value) {
        match ask {
            Ask::Who(who) => self.learn(who, Some(&json)),
            Ask::History { place, page } => {
                match (read::shape::<List>(url, json), self.open.get_mut(place)) {
                    (Ok(list), Some(open)) => self.asked.extend(open.add_history(place, page, list)),
                    (Err(fault), Some(open)) => open.failed = Some(clause(&fault)),
                    (_, None) => {}
                }
            }
            Ask::Parts { place, page } => match (read::shape::<List>(url, json), self.open.get_mut(place)) {
                (Ok(list), Some(open)) => self.asked.extend(open.add_parts(place, page, list)),
                (Err(fault), Some(open)) => open.failed = Some(clause(&fault)),
                (_, None) => {}
            },
            Ask::Enclosed { place, page } => {
                match (read::shape::<List>(url, json), self.open.get_mut(place)) {
                    (Ok(list), Some(open)) => self.asked.extend(open.add_enclosed(place, page, list)),
                    (Err(fault), Some(open)) => open.failed = Some(clause(&fault)),
                    (_, None) => {}
                }
            }
        }
    }

    fn miss(&mut self, ask: Ask, fault: &Fault) {
        match ask {
            // A guess would decide whether a promise was kept, so a passing fault is no answer.
            Ask::Who(Unknown::Login(login)) if fault.is_transient() => self.fail_all_with(&login, fault),
            Ask::Who(who) => self.learn(who, None),
            Ask::History { place, .. } | Ask::Parts { place, .. } | Ask::Enclosed { place, .. } => {
                if let Some(open) = self.open.get_mut(place) {
                    open.failed = Some(clause(fault));
                }
            }
        }
    }

    fn fail_all_with(&mut self, login: &str, fault: &Fault) {
        let wrote = |open: &Open| open.history.iter().any(|item| item.creator.id == login);
        for open in self.open.iter_mut().filter(|open| wrote(open)) {
            open.failed.get_or_insert_with(|| clause(fault));
        }
    }

    fn learn(&mut self, who: Unknown, json: Option<&Value>) {
        let user = || json.and_then(|json| read::typed::<User>(json.clone()).ok());
        match who {
            Unknown::Login(login) => {
                // A login name made of digits would find another user by number.
                let user = user().filter(|user| user.name == login);
                self.known.privileged.insert(login, user.and_then(|user| privileged(&user)));
            }
            Unknown::User(number) => {
                let name = user().map(|user| user.shown().to_owned()).filter(|name| !name.is_empty());
                self.known.users.insert(number, name);
            }
            Unknown::Queue(number) => {
                let name = json.and_then(|json| json.get("Name")?.as_str()).map(str::to_owned);
                self.known.queues.insert(number, name);
            }
        }
    }

    /// What is enclosed is asked for only where a message can have something: most have nothing.
    fn with_files(&self) -> impl Iterator<Item = Ask> {
        let opens = self.open.iter().enumerate();
        let can = opens
            .filter(|(_, open)| open.failed.is_none() && enclosed::may_be_there(&open.history, &open.parts));
        let asks: Vec<Ask> = can.map(|(place, _)| Ask::Enclosed { place, page: 1 }).collect();
        asks.into_iter()
    }

    fn unknown(&self) -> BTreeSet<Unknown> {
        let readable = self.open.iter().filter(|open| open.failed.is_none());
        readable.flat_map(|open| people::unknown(&open.row, &open.history)).collect()
    }
}

impl Open {
    /// Rights are applied after paging and no total is told, so a short page proves nothing. The end is reached with the
    /// transaction that made the ticket's last change, or with an empty page.
    fn add_history(&mut self, place: usize, page: usize, list: List) -> Option<Ask> {
        let (rows, items) = (list.items.len(), readable::<Transaction>(list.items));
        self.whole &= items.len() == rows;
        self.history.extend(items);
        let newest = self.history.iter().filter_map(|item| date::instant(&item.created).ok()).max();
        let reached = newest.is_some_and(|newest| newest.plus(SLACK_S) >= self.row.ticket.updated);
        let more = rows > 0 && (rows >= MOST || !reached);
        self.whole &= !more || page < PAGES;
        (more && page < PAGES).then_some(Ask::History { place, page: page + 1 })
    }

    /// Texts that may not be seen make a page shorter too; half a page of them is taken as the limit.
    fn add_parts(&mut self, place: usize, page: usize, list: List) -> Option<Ask> {
        let (rows, items) = (list.items.len(), readable::<Part>(list.items));
        self.whole &= items.len() == rows;
        self.parts.extend(items);
        let more = rows >= MOST / 2;
        self.whole &= !more || page < PAGES;
        (more && page < PAGES).then_some(Ask::Parts { place, page: page + 1 })
    }
}

impl Open {
    fn add_enclosed(&mut self, place: usize, page: usize, list: List) -> Option<Ask> {
        let rows = list.items.len();
        self.enclosed.extend(readable::<Part>(list.items));
        // As with texts, half a page is taken as a full one.
        (rows >= MOST / 2 && page < PAGES).then_some(Ask::Enclosed { place, page: page + 1 })
    }
}

fn readable<T: serde::de::DeserializeOwned>(items: Vec<Value>) -> Vec<T> {
    items.into_iter().filter_map(|item| read::typed(item).ok()).collect()
}

fn privileged(user: &User) -> Option<bool> {
    match user.privileged.as_str() {
        "1" => Some(true),
        "0" => Some(false),
        _ => None,
    }
}

fn clause(fault: &Fault) -> String {
    fault.to_string().trim_end_matches('.').to_owned()
}
