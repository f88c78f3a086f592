//! Writing into a ticket, all of an update at once.

use calendar::Moment;
use portal::open::wire::{Gone, Side, Ticket, Update, What};

use super::World;
use super::enclose;
use super::operation::Operation;
use super::weigh::check;
use super::write::{carry_out, take_in};
use crate::data::{Dataset, Draw};

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
        check(&ticket, &update, self.now)?;
        let into = update.merge.as_ref().map(|merge| self.partner(&ticket, &merge.into)).transpose()?;
        if let Some(link) = &update.link {
            self.other(&ticket, &link.ticket)?;
        }
        let now = self.now;
        let files = enclose::read(update.message.as_ref())?;
        let attachments = self.take_files(index, request.key, files);
        self.edit(index, now, &mut Draw::of(&[]), |thread, _, _| {
            carry_out(thread, &update, attachments, now, request.key);
        });
        if let Some(into) = into {
            self.edit(into, now, &mut Draw::of(&[]), |thread, _, _| {
                take_in(thread, &ticket.id, now, request.key);
            });
        }
        self.answer(request.key, index, request.body, now)
    }

    /// The answer to what was just done, kept under its key.
    pub(super) fn answer(
        &mut self,
        key: &str,
        ticket: u32,
        asked: &str,
        at: Moment,
    ) -> Result<Answer, Refusal> {
        let after = self.ticket(ticket);
        let body = serde_json::to_string(&after).map_err(|error| Refusal::BadBody(error.to_string()))?;
        let answer = Answer { version: after.version, body, replayed: false };
        let (version, answer_body) = (answer.version.clone(), answer.body.clone());
        self.operations
            .keep(key, Operation { at, ticket, body: asked.to_owned(), version, answer: answer_body });
        Ok(answer)
    }

    /// Another ticket that is there.
    fn other(&self, ticket: &Ticket, id: &str) -> Result<(u32, Ticket), Refusal> {
        let index = Dataset::ticket_index(id).filter(|index| *index < self.tickets() && id != ticket.id);
        let other = index.map(|index| (index, self.ticket(index)));
        other
            .filter(|(_, other)| other.gone.is_none())
            .ok_or_else(|| Refusal::BadBody(format!("there is no other ticket {id}")))
    }

    /// The ticket that another one is merged into.
    fn partner(&self, ticket: &Ticket, id: &str) -> Result<u32, Refusal> {
        let (index, other) = self.other(ticket, id)?;
        if other.queue != ticket.queue {
            let why = format!("ticket {id} is in the queue {}, not in {}", other.queue, ticket.queue);
            return Err(Refusal::BadBody(why));
        }
        Ok(index)
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

pub(super) fn replay(done: &Operation, index: u32, body: &str) -> Result<Answer, Refusal> {
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
