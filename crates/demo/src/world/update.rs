//! Writing into a ticket: a message, changes of fields, or both at once.

use portal::open::wire::{Event, Gone, NewMessage, Set, Side, Ticket, Update, What};

use super::World;
use super::operation::Operation;
use crate::data::{AGENTS, Dataset, Draw, STATUSES, Thread, VENDORS};

/// What a client asks for.
#[derive(Debug)]
pub struct Request<'r> {
    /// Identifier of the ticket.
    pub ticket: &'r str,
    /// Idempotency key.
    pub key: &'r str,
    /// The version that the client saw; `None` writes in any case.
    pub version: Option<&'r str>,
    /// The body, JSON.
    pub body: &'r str,
}

/// It is done.
#[derive(Debug)]
pub struct Answer {
    /// Version of the ticket right after it.
    pub version: String,
    /// The ticket right after it, JSON.
    pub body: String,
    /// It had been done before, and the first answer is given again.
    pub replayed: bool,
}

/// It is not done, and nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No such ticket.
    NotFound,
    /// The ticket is gone; into another one, if it was merged.
    Gone(Option<String>),
    /// The ticket is at this version.
    Changed(String),
    /// The key was used for something else.
    KeyReused,
    /// The body is not what it should be.
    BadBody(String),
    /// There is nothing to do in it.
    Empty,
    /// A word that the field cannot have.
    UnknownValue {
        /// The field.
        field: &'static str,
        /// The word.
        value: String,
        /// Words that it can have.
        known: Vec<&'static str>,
    },
}

/// Longest message, in bytes.
const LONGEST: usize = 262_144;

impl World {
    /// Carries out an update, once for each key.
    ///
    /// # Errors
    /// It is refused, and nothing was changed.
    pub fn update(&mut self, request: &Request<'_>) -> Result<Answer, Refusal> {
        let tickets = self.tickets();
        let index =
            Dataset::ticket_index(request.ticket).filter(|i| *i < tickets).ok_or(Refusal::NotFound)?;
        if let Some(done) = self.operations.find(request.key, self.now) {
            return replay(done, index, request.body);
        }
        let ticket = self.ticket(index);
        check_there(&ticket, request.version)?;
        let update: Update =
            serde_json::from_str(request.body).map_err(|error| Refusal::BadBody(error.to_string()))?;
        check_words(&ticket, &update)?;
        let now = self.now;
        let mut draw = Draw::of(&[]);
        self.edit(index, now, &mut draw, |thread, _, _| carry_out(thread, &update, now, request.key));
        let after = self.ticket(index);
        let body = serde_json::to_string(&after).map_err(|error| Refusal::BadBody(error.to_string()))?;
        let answer = Answer { version: after.version, body, replayed: false };
        self.operations.keep(
            request.key,
            Operation {
                at: now,
                ticket: index,
                body: request.body.to_owned(),
                version: answer.version.clone(),
                answer: answer.body.clone(),
            },
        );
        Ok(answer)
    }
}

impl World {
    /// Lets something happen to a ticket that no client asked for. Answers whether there is such a ticket.
    pub fn happen(&mut self, ticket: &str, by: Side, author: &str, what: What) -> bool {
        let Some(index) = Dataset::ticket_index(ticket).filter(|index| *index < self.tickets()) else {
            return false;
        };
        let now = self.now;
        self.edit(index, now, &mut Draw::of(&[]), |thread, _, _| thread.happen(now, by, author, what));
        true
    }

    /// The value of a ticket's field now.
    pub fn value(&self, ticket: &str, name: &str) -> Option<String> {
        let index = Dataset::ticket_index(ticket).filter(|index| *index < self.tickets())?;
        self.thread(index).value(name).map(str::to_owned)
    }
}

fn replay(done: &Operation, index: u32, body: &str) -> Result<Answer, Refusal> {
    if done.ticket != index || done.body != body {
        return Err(Refusal::KeyReused);
    }
    Ok(Answer { version: done.version.clone(), body: done.answer.clone(), replayed: true })
}

fn check_there(ticket: &Ticket, version: Option<&str>) -> Result<(), Refusal> {
    match &ticket.gone {
        Some(Gone::Deleted) => return Err(Refusal::Gone(None)),
        Some(Gone::Merged { into }) => return Err(Refusal::Gone(Some(into.clone()))),
        None => {}
    }
    match version {
        Some(version) if version != ticket.version => Err(Refusal::Changed(ticket.version.clone())),
        Some(_) | None => Ok(()),
    }
}

fn check_words(ticket: &Ticket, update: &Update) -> Result<(), Refusal> {
    let nothing_set = update.set.as_ref().is_none_or(|set| *set == Set::default());
    match &update.message {
        None if nothing_set => return Err(Refusal::Empty),
        None => {}
        Some(message) => check_message(message)?,
    }
    let Some(set) = &update.set else { return Ok(()) };
    let Some(vendor) = VENDORS.iter().find(|vendor| vendor.queue == ticket.queue) else { return Ok(()) };
    known("status", set.status.as_deref(), &STATUSES)?;
    known("severity", set.severity.as_deref(), vendor.severities)?;
    known("classification", set.classification.as_deref(), vendor.classifications)?;
    known("assignee", set.assignee.as_deref().filter(|name| !name.is_empty()), &AGENTS)
}

fn check_message(message: &NewMessage) -> Result<(), Refusal> {
    if message.body.trim().is_empty() {
        return Err(Refusal::BadBody("message.body is empty".to_owned()));
    }
    if message.body.len() > LONGEST {
        return Err(Refusal::BadBody(format!("message.body is longer than {LONGEST} bytes")));
    }
    known("mime", Some(&message.mime), &["text/plain", "text/html"])
}

fn known(field: &'static str, value: Option<&str>, words: &[&'static str]) -> Result<(), Refusal> {
    match value {
        Some(value) if !words.contains(&value) => {
            Err(Refusal::UnknownValue { field, value: value.to_owned(), known: words.to_vec() })
        }
        Some(_) | None => Ok(()),
    }
}

/// Writes the message and the changes; each event carries the key.
fn carry_out(thread: &mut Thread, update: &Update, at: calendar::Moment, key: &str) {
    let add = |thread: &mut Thread, what: What| {
        let id = (thread.ticket.events.len() + 1).to_string();
        let author = AGENTS[0].to_owned();
        thread.replay(Event { id, at, by: Some(Side::Agent), author, operation: Some(key.to_owned()), what });
    };
    if let Some(NewMessage { public, body, mime }) = update.message.clone() {
        add(thread, What::Message { public, auto: false, body, mime });
    }
    for (name, to) in changes(update.set.as_ref()) {
        let from = thread.value(name).map(ToOwned::to_owned);
        if from != to {
            add(thread, What::Field { name: name.to_owned(), from, to });
        }
    }
}

fn changes(set: Option<&Set>) -> Vec<(&'static str, Option<String>)> {
    let Some(set) = set else { return Vec::new() };
    let named = [
        ("status", &set.status),
        ("severity", &set.severity),
        ("classification", &set.classification),
        ("assignee", &set.assignee),
    ];
    let given = named.into_iter().filter_map(|(name, to)| to.as_ref().map(|to| (name, to)));
    given.map(|(name, to)| (name, Some(to.clone()).filter(|to| !to.is_empty()))).collect()
}
