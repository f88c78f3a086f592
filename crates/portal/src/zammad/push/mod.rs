//! Carrying out operations in Zammad.
//!
//! # How surely
//!
//! The API knows neither an idempotency key nor a condition. Messages are documented with a free member `preferences`, which
//! the portal keeps with what it knows itself (`CreatesTicketArticles`, `Ticket::Article`) and shows when messages are read.
//!
//! | change | class | why it is done at most once |
//! |---|---|---|
//! | reply, note, phone call, time with a text | marker | the message bears the operation, and has our text, word for word |
//! | a field, tags | marker | they have the value or not |
//! | merge, link | marker | the ticket is merged or not; a link that is there is not made again |
//! | new ticket, time without a text | once | what they leave behind bears no name that the API documents |
//!
//! # What is never sent
//!
//! An internal message of type `email`: it is mailed nevertheless
//! (<https://docs.zammad.org/en/latest/api/ticket/articles.html>, "internal doesn't mean it's silent"). A reply to a ticket of a
//! social network, whose addresses are not ours to guess. A state that only the portal sets.

mod create;
mod field;
mod message;
mod relation;
mod tags;

use policy::ticket::{Change, Gone, Operation, Ticket};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use url::Url;

use super::api::Api;
use super::state::MERGED;
use super::ticket;
use crate::push::{self, Mark, Push, PushNext, Receipt, find_alike, find_marked, note_text};
use crate::{Delivery, Fault, Response, loose, read, stamp};

/// Seconds after which nothing of a request is under way any more; none is known to take longer than a minute.
const SETTLE_S: u32 = 120;
/// There is no such ticket.
const NOT_FOUND: u16 = 404;

pub(super) fn delivery(change: &Change) -> Option<Delivery> {
    match change {
        Change::Set { name, .. } if !field::is_settable(name) => None,
        Change::Create { .. } => Some(Delivery::Once),
        Change::Time { .. } if note_text(change).trim().is_empty() => Some(Delivery::Once),
        Change::Reply { .. }
        | Change::Note { .. }
        | Change::Set { .. }
        | Change::Tag { .. }
        | Change::Call { .. }
        | Change::Merge { .. }
        | Change::Link { .. }
        | Change::Time { .. } => Some(Delivery::Marker { settle_s: SETTLE_S }),
    }
}

/// What an operation did, in a ticket that was read afresh. A message is found by the operation it bears, or by its text, for
/// a portal that does not keep what it does not know.
pub(super) fn find(operation: &Operation, mark: &Mark, fresh: &Ticket) -> Option<Receipt> {
    let is_done = match &operation.change {
        Change::Tag { add, remove } => {
            let tags = ticket::tags(fresh);
            let has = |tag: &String| tags.contains(tag);
            add.iter().all(has) && !remove.iter().any(has)
        }
        // Where the history does not tell into which ticket, only that it is merged.
        Change::Merge { into } => match &fresh.gone {
            Some(Gone::MergedInto(other)) => other == relation::other(into),
            Some(Gone::Deleted) => false,
            None => fresh.status == MERGED,
        },
        Change::Reply { .. } | Change::Note { .. } | Change::Call { .. } | Change::Time { .. } => {
            let marked = find_marked(operation, mark, fresh);
            return marked.or_else(|| find_alike(operation, mark, fresh));
        }
        Change::Set { .. } | Change::Create { .. } | Change::Link { .. } => {
            return find_marked(operation, mark, fresh);
        }
    };
    is_done.then(Receipt::default)
}

pub(super) fn step(api: &Api, push: &mut Push, answer: Option<&Response>) -> Result<PushNext, Fault> {
    match &push.operation.change {
        change if delivery(change).is_none() => Err(push::cannot("zammad", change)),
        Change::Reply { .. } | Change::Note { .. } | Change::Call { .. } | Change::Time { .. } => {
            drive(api, push, answer, message::step)
        }
        Change::Set { .. } => drive(api, push, answer, field::step),
        Change::Tag { .. } => drive(api, push, answer, tags::step),
        Change::Create { .. } => drive(api, push, answer, create::step),
        Change::Merge { .. } => drive(api, push, answer, relation::merge),
        Change::Link { .. } => drive(api, push, answer, relation::link),
    }
}

/// What a step works with.
#[derive(Clone, Copy)]
struct Turn<'a> {
    api: &'a Api,
    operation: &'a Operation,
    /// As it was read just before.
    fresh: Option<&'a Ticket>,
}

impl Turn<'_> {
    /// The ticket, by the portal's identifier.
    fn ticket(&self) -> &str {
        &self.operation.ticket
    }

    /// A change that is not sent, or that the portal did not make, for this reason.
    fn refused(&self, why: &str) -> Fault {
        read::refusal(&self.api.base, why)
    }
}

/// Calls `step` with the state that it left behind, and keeps the one that it leaves now.
fn drive<S: Default + Serialize + DeserializeOwned>(
    api: &Api,
    push: &mut Push,
    answer: Option<&Response>,
    step: impl FnOnce(&Turn<'_>, S, Option<&Response>) -> Result<(PushNext, S), Fault>,
) -> Result<PushNext, Fault> {
    let wrong = |error: serde_json::Error| read::shape_fault(&api.base, &error.to_string());
    let state = push.state.take();
    let state = if state.is_null() { S::default() } else { serde_json::from_value(state).map_err(wrong)? };
    let turn = Turn { api, operation: &push.operation, fresh: push.fresh.as_ref() };
    let (next, state) = step(&turn, state, answer)?;
    push.state = serde_json::to_value(state).map_err(wrong)?;
    Ok(next)
}

/// The answer that this step is about.
fn awaited<'a>(url: &Url, answer: Option<&'a Response>) -> Result<&'a Response, Fault> {
    answer.ok_or_else(|| read::shape_fault(url, "an answer was expected"))
}

/// What the answer to a change says; nothing when the ticket is not there any more.
fn answered(url: &Url, answer: Option<&Response>) -> Result<Option<Value>, Fault> {
    let answer = awaited(url, answer)?;
    if answer.status == NOT_FOUND {
        return Ok(None);
    }
    read::json(url, answer).map(Some)
}

/// The receipt of something that was made: when, and its identifier.
fn made(json: &Value, answer: Option<&Response>) -> (Option<calendar::Moment>, Option<String>) {
    let at = stamp::instant(loose::at(json, &["created_at"])).ok();
    (at.or_else(|| read::date(answer?)), json.get("id").and_then(loose::id_of))
}
