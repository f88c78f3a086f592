//! Reads the messages of a page's tickets, and who wrote them. What goes wrong with one ticket puts only that one aside.

use std::collections::BTreeSet;

use policy::ticket::Ticket;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::api::{Api, MOST};
use super::known::Known;
use super::ticket;
use super::wire::Conversation;
use crate::{Aside, Fault, Request, Response, loose, read};

/// Pages of one ticket's messages that are read.
const PAGES: usize = 50;

/// The tickets of one page, being read.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Batch {
    open: Vec<Open>,
    asked: Vec<Ask>,
    phase: Phase,
    known: Known,
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
    /// Messages, fields and companies.
    Messages,
    /// Who wrote them.
    People,
    Done,
}

#[derive(Debug, Serialize, Deserialize)]
struct Open {
    id: String,
    row: Option<Value>,
    said: Vec<Conversation>,
    failed: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Ask {
    Row { place: usize },
    Said { place: usize, page: usize },
    Fields,
    Company(String),
    Contact(String),
}

impl Batch {
    /// These tickets, each with its row where a list has told it.
    pub(super) fn new(rows: Vec<(String, Option<Value>)>) -> Self {
        let mut open: Vec<Open> = Vec::with_capacity(rows.len());
        for (id, row) in rows {
            match open.iter_mut().find(|known| known.id == id) {
                Some(known) => known.row = row.or(known.row.take()),
                None => open.push(Open { id, row, said: Vec::new(), failed: None }),
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
    /// Only what stops everything: the key is refused, the portal asks to wait, or the fields cannot be read for now.
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
            let Some(json) = open.row else {
                outcome.missing.push(open.id);
                continue;
            };
            match (open.failed, ticket::row(&json)) {
                (None, Ok(row)) => {
                    outcome.tickets.push(ticket::ticket(api, &row, &json, &open.said, &self.known));
                }
                (Some(why), _) => {
                    let raw = json!({"id": open.id, "subject": json.get("subject")});
                    outcome.aside.push(read::aside(Some(open.id.clone()), &why, &raw));
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
            Ask::Said { place, page } => api.conversations(id(place), *page),
            Ask::Fields => api.fields(),
            Ask::Company(id) => api.company(id),
            Ask::Contact(id) => api.contact(id),
        }
    }

    fn read(&mut self, ask: Ask, json: Value) {
        match ask {
            Ask::Row { place } => {
                if let Some(open) = self.open.get_mut(place) {
                    open.row = Some(json);
                }
            }
            Ask::Said { place, page } => {
                let more = self.open.get_mut(place).is_some_and(|open| open.add(json));
                if more && page < PAGES {
                    self.asked.push(Ask::Said { place, page: page + 1 });
                }
            }
            Ask::Fields => self.known.learn_fields(json),
            Ask::Company(id) => self.known.learn_company(id, Some(json)),
            Ask::Contact(id) => self.known.learn_contact(id, Some(json)),
        }
    }

    /// A guess would decide whether a promise was kept, so a passing fault is no answer.
    fn miss(&mut self, ask: Ask, fault: Fault) -> Result<(), Fault> {
        if matches!(fault, Fault::Unauthorized { .. } | Fault::RateLimited { .. }) {
            return Err(fault);
        }
        match ask {
            // The portal shows no such ticket.
            Ask::Row { .. } if matches!(fault, Fault::NotFound { .. }) => {}
            Ask::Row { place } | Ask::Said { place, .. } => self.fail(place, &fault),
            Ask::Fields | Ask::Company(_) | Ask::Contact(_) if fault.is_transient() => return Err(fault),
            Ask::Fields => {}
            Ask::Company(id) => self.known.learn_company(id, None),
            Ask::Contact(id) => self.known.learn_contact(id, None),
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
                Phase::Rows => (Phase::Messages, self.ask_messages()),
                Phase::Messages => (Phase::People, self.strangers().into_iter().map(Ask::Contact).collect()),
                Phase::People | Phase::Done => (Phase::Done, Vec::new()),
            };
        }
    }

    fn ask_messages(&self) -> Vec<Ask> {
        let alive = |place: &usize| self.open.get(*place).is_some_and(Open::has_messages);
        let places: Vec<usize> = (0..self.open.len()).filter(alive).collect();
        let rows = || self.open.iter().filter_map(|open| open.row.as_ref());
        let companies: BTreeSet<String> = rows()
            .filter(|row| loose::at(row, &["company", "name"]).is_empty())
            .filter_map(|row| row.get("company_id").and_then(loose::id_of))
            .collect();
        let fields = rows().next().map(|_| Ask::Fields);
        let said = places.into_iter().map(|place| Ask::Said { place, page: 1 });
        fields.into_iter().chain(said).chain(companies.into_iter().map(Ask::Company)).collect()
    }

    /// Writers who are neither requesters nor agents.
    fn strangers(&self) -> BTreeSet<String> {
        let mut strangers = BTreeSet::new();
        for open in self.open.iter().filter(|open| open.failed.is_none()) {
            let requester = open.row.as_ref().and_then(|row| row.get("requester_id").and_then(loose::id_of));
            let writers = open.said.iter().filter_map(|message| message.user_id.clone());
            strangers.extend(writers.filter(|id| Some(id) != requester.as_ref()));
        }
        strangers.retain(|id| !self.known.is_agent(id) && !self.known.contacts.contains_key(id));
        strangers
    }
}

impl Open {
    fn has_messages(&self) -> bool {
        let is = |name: &str| self.row.as_ref().is_some_and(|row| row.get(name) == Some(&Value::Bool(true)));
        self.row.is_some() && self.failed.is_none() && !is("deleted") && !is("spam")
    }

    /// Takes a page of messages; says whether there may be another. One that cannot be read puts the ticket aside,
    /// because an answer that is not seen would look like a promise that was not kept.
    fn add(&mut self, json: Value) -> bool {
        let Value::Array(list) = json else {
            self.failed = Some("its messages came in a form that is not known".to_owned());
            return false;
        };
        let full = list.len() >= MOST;
        for message in list {
            match read::typed::<Conversation>(message) {
                Ok(message) if self.said.iter().any(|known| known.id == message.id) => {}
                Ok(message) => self.said.push(message),
                Err(why) => self.failed = Some(format!("in a message, {why}")),
            }
        }
        full
    }
}
