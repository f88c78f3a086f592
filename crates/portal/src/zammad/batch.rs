//! Reads the messages, the history and the tags of a page's tickets, and who is named there. What goes wrong with one
//! ticket puts only that one aside.

use std::collections::BTreeSet;

use policy::ticket::Ticket;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::api::Api;
use super::people::{People, author};
use super::ticket::{self, Parts};
use super::wire::{Article, Entry, Past};
use crate::{Aside, Fault, Request, Response, loose, read};

/// The tickets of one page, being read.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Batch {
    open: Vec<Open>,
    asked: Vec<Ask>,
    phase: Phase,
    people: People,
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
    /// Tickets of which only the identifier is known.
    #[default]
    Rows,
    /// What was said in each and what happened to it.
    Parts,
    /// Who is named there and did not come with a history.
    People,
    Done,
}

#[derive(Debug, Serialize, Deserialize)]
struct Open {
    id: String,
    row: Option<Value>,
    articles: Vec<Article>,
    past: Option<Vec<Entry>>,
    tags: Vec<String>,
    failed: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Ask {
    Row { place: usize },
    Articles { place: usize },
    Past { place: usize },
    Tags { place: usize },
    User(String),
}

impl Batch {
    /// These tickets, each with its row where a list has told it.
    pub(super) fn new(rows: Vec<(String, Option<Value>)>) -> Self {
        let mut open: Vec<Open> = Vec::with_capacity(rows.len());
        for (id, row) in rows {
            match open.iter_mut().find(|known| known.id == id) {
                Some(known) => known.row = row.or(known.row.take()),
                None => open.push(Open::new(id, row)),
            }
        }
        let missing = (0..open.len()).filter(|place| open.get(*place).is_some_and(|open| open.row.is_none()));
        let asked = missing.map(|place| Ask::Row { place }).collect();
        let mut batch = Self { open, asked, ..Self::default() };
        batch.go_on();
        batch
    }

    /// What has to be asked next; nothing when all is read.
    pub(super) fn requests(&self, api: &Api) -> Vec<Request> {
        self.asked.iter().map(|ask| self.request(api, ask)).collect()
    }

    /// Takes the answers to [`Batch::requests`].
    ///
    /// # Errors
    /// Only what stops everything: the token is refused, the portal asks to wait, or people cannot be read for now.
    pub(super) fn take(&mut self, api: &Api, answers: &[Response]) -> Result<(), Fault> {
        let asked = std::mem::take(&mut self.asked);
        for (ask, answer) in asked.into_iter().zip(answers) {
            let url = self.request(api, &ask).url;
            match read::json(&url, answer) {
                Ok(json) => self.read(ask, json),
                Err(fault) => self.miss(ask, fault)?,
            }
        }
        self.go_on();
        Ok(())
    }

    pub(super) fn finish(self, api: &Api) -> Outcome {
        let mut outcome = Outcome::default();
        for open in self.open {
            let Some(json) = &open.row else {
                outcome.missing.push(open.id);
                continue;
            };
            match (&open.failed, ticket::row(json)) {
                (None, Ok(row)) => {
                    let parts = Parts {
                        articles: &open.articles,
                        past: open.past.as_deref(),
                        tags: &open.tags,
                        people: &self.people,
                    };
                    outcome.tickets.push(ticket::ticket(api, &row, json, &parts));
                }
                (Some(why), _) => {
                    let raw = json!({"id": open.id, "title": json.get("title")});
                    outcome.aside.push(read::aside(Some(open.id.clone()), why, &raw));
                    outcome.failed.push(open.id);
                }
                (None, Err(aside)) => {
                    outcome.aside.push(aside);
                    outcome.failed.push(open.id);
                }
            }
        }
        outcome
    }

    fn request(&self, api: &Api, ask: &Ask) -> Request {
        let id = |place: &usize| self.open.get(*place).map_or("", |open| open.id.as_str());
        match ask {
            Ask::Row { place } => api.ticket(id(place)),
            Ask::Articles { place } => api.articles(id(place)),
            Ask::Past { place } => api.history(id(place)),
            Ask::Tags { place } => api.tags(id(place)),
            Ask::User(id) => api.user(id),
        }
    }

    fn read(&mut self, ask: Ask, json: Value) {
        let (place, part) = match &ask {
            Ask::User(id) => return self.people.learn(id.clone(), Some(json)),
            Ask::Row { place } | Ask::Articles { place } | Ask::Past { place } | Ask::Tags { place } => {
                (*place, ask)
            }
        };
        let Some(open) = self.open.get_mut(place) else { return };
        match part {
            Ask::Row { .. } => open.row = Some(json),
            Ask::Articles { .. } => open.take_articles(json),
            Ask::Past { .. } => {
                let past: Past = read::typed(json).unwrap_or_default();
                self.people.learn_all(&past.assets);
                open.take_past(past.history);
            }
            Ask::Tags { .. } => open.take_tags(&json),
            Ask::User(_) => {}
        }
    }

    /// A guess would decide whether a promise was kept, so a passing fault is no answer.
    fn miss(&mut self, ask: Ask, fault: Fault) -> Result<(), Fault> {
        if matches!(fault, Fault::Unauthorized { .. } | Fault::RateLimited { .. }) {
            return Err(fault);
        }
        match ask {
            // The portal does not show such a ticket: there is none (404), or not for this token (403).
            Ask::Row { .. } if matches!(fault, Fault::NotFound { .. } | Fault::Forbidden { .. }) => {}
            Ask::Row { place } | Ask::Articles { place } => self.fail(place, &fault),
            Ask::Past { place } | Ask::Tags { place } if fault.is_transient() => self.fail(place, &fault),
            // The ticket says that its past is not known.
            Ask::Past { .. } | Ask::Tags { .. } => {}
            Ask::User(_) if fault.is_transient() => return Err(fault),
            Ask::User(id) => self.people.learn(id, None),
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
        while self.asked.is_empty() && self.phase != Phase::Done {
            (self.phase, self.asked) = match self.phase {
                Phase::Rows => (Phase::Parts, self.ask_parts()),
                Phase::Parts => (Phase::People, self.strangers().into_iter().map(Ask::User).collect()),
                Phase::People | Phase::Done => (Phase::Done, Vec::new()),
            };
        }
    }

    fn ask_parts(&self) -> Vec<Ask> {
        let readable = |open: &Open| open.failed.is_none() && open.row.is_some();
        let places = self.open.iter().enumerate().filter(|(_, open)| readable(open)).map(|(place, _)| place);
        places.flat_map(|place| [Ask::Articles { place }, Ask::Past { place }, Ask::Tags { place }]).collect()
    }

    fn strangers(&self) -> BTreeSet<String> {
        let mut strangers = BTreeSet::new();
        for open in self.open.iter().filter(|open| open.failed.is_none()) {
            let named = |name: &str| open.row.as_ref()?.get(name).and_then(loose::id_of);
            strangers.extend(["customer_id", "created_by_id"].into_iter().filter_map(named));
            strangers.extend(open.articles.iter().filter_map(author));
            let past = open.past.iter().flatten();
            strangers.extend(past.filter_map(|entry| entry.created_by_id.clone()));
        }
        self.people.keep_strangers(&mut strangers);
        strangers
    }
}

impl Open {
    fn new(id: String, row: Option<Value>) -> Self {
        Self { id, row, articles: Vec::new(), past: None, tags: Vec::new(), failed: None }
    }

    /// One message that cannot be read puts the ticket aside, because an answer that is not seen would look like a
    /// promise that was not kept.
    fn take_articles(&mut self, json: Value) {
        let Value::Array(list) = json else {
            self.failed = Some("its messages came in a form that is not known".to_owned());
            return;
        };
        for article in list {
            match read::typed::<Article>(article) {
                Ok(article) if self.articles.iter().any(|known| known.id == article.id) => {}
                Ok(article) => self.articles.push(article),
                Err(why) => self.failed = Some(format!("in a message, {why}")),
            }
        }
    }

    /// A history with an entry that cannot be read counts as none: a state that is not seen would count time that was not.
    fn take_past(&mut self, list: Vec<Value>) {
        let entries: Result<Vec<Entry>, String> = list.into_iter().map(read::typed::<Entry>).collect();
        self.past = entries.ok();
    }

    fn take_tags(&mut self, json: &Value) {
        let tags = json.get("tags").and_then(Value::as_array).into_iter().flatten();
        self.tags = tags.filter_map(Value::as_str).map(str::to_owned).collect();
        self.tags.sort();
    }
}
