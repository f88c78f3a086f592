//! Carrying out operations in Request Tracker.
//!
//! # How surely
//!
//! | change | class | why it is done at most once |
//! |---|---|---|
//! | reply, note, phone call, time | marker | the message bears the operation ([`super::marker`]) and is looked for by it |
//! | a field | marker | it has the value or not; `If-Match` lets nothing be overwritten that was not seen |
//! | merge | marker | a merged ticket answers as the other one |
//! | link | marker | a link that is there is not made again |
//! | new ticket | marker | its first message bears the operation; own tickets with this subject are looked through first |
//! | tags | none | there are none |
//!
//! # What is answered
//!
//! A change of a field is answered with 200 also when it is refused, with words in the language of the token's user, and
//! with no word when nothing was to be done or the field is not known. So words are shown, never understood: what
//! became of a change is read from the ticket.

mod create;
mod field;
mod message;
mod name;
mod relation;
mod request;
mod set;

use policy::ticket::{Change, Gone, Operation, Ticket};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use url::Url;

use super::api::Api;
use crate::push::{self, Mark, Push, PushNext, Receipt};
use crate::{Delivery, Fault, Response, read};

/// A message or a new ticket may wait behind a web server for as long as Debian's Apache lets a request wait.
const SETTLE_MESSAGE_S: u32 = 300;
/// Everything else does nothing when it arrives late: the version is another one, or what it asks for is there.
const SETTLE_S: u32 = 30;

/// The ticket is not there, or may not be seen any more.
const GONE: [u16; 2] = [403, 404];
/// The ticket has another version than the one that was named.
const CHANGED: u16 = 412;

pub(super) fn delivery(change: &Change) -> Option<Delivery> {
    let settle_s = match change {
        Change::Reply { .. }
        | Change::Note { .. }
        | Change::Call { .. }
        | Change::Time { .. }
        | Change::Create { .. } => SETTLE_MESSAGE_S,
        Change::Merge { .. } | Change::Link { .. } => SETTLE_S,
        Change::Set { name, .. } => field::known(name).map(|_| SETTLE_S)?,
        Change::Tag { .. } => return None,
    };
    Some(Delivery::Marker { settle_s })
}

pub(super) fn step(api: &Api, push: &mut Push, answer: Option<&Response>) -> Result<PushNext, Fault> {
    match &push.operation.change {
        Change::Reply { .. } | Change::Note { .. } | Change::Call { .. } | Change::Time { .. } => {
            drive(api, push, answer, message::step)
        }
        Change::Set { .. } => drive(api, push, answer, set::step),
        Change::Merge { .. } => drive(api, push, answer, relation::merge),
        Change::Link { .. } => drive(api, push, answer, relation::link),
        Change::Create { .. } => drive(api, push, answer, create::step),
        Change::Tag { .. } => Err(push::cannot("rt", &push.operation.change)),
    }
}

/// By the mark. Replies and notes also by their text, for a portal that strips what it does not know from a content type;
/// a phone call or a time is more than its text.
pub(super) fn find(operation: &Operation, mark: &Mark, fresh: &Ticket) -> Option<Receipt> {
    match &operation.change {
        Change::Reply { .. } | Change::Note { .. } => {
            push::find_marked(operation, mark, fresh).or_else(|| push::find_alike(operation, mark, fresh))
        }
        Change::Merge { into } => {
            let into = into.trim().trim_start_matches('#');
            let merged = fresh.gone.as_ref() == Some(&Gone::MergedInto(into.to_owned()));
            merged.then(Receipt::default)
        }
        Change::Set { name, to } if name == field::SUBJECT => {
            (to.as_ref() == Some(&fresh.subject)).then(Receipt::default)
        }
        Change::Set { .. }
        | Change::Call { .. }
        | Change::Time { .. }
        | Change::Create { .. }
        | Change::Link { .. }
        | Change::Tag { .. } => push::find_marked(operation, mark, fresh),
    }
}

/// What a step works with.
#[derive(Clone, Copy)]
struct Turn<'a> {
    api: &'a Api,
    operation: &'a Operation,
    /// As it was read just before.
    fresh: Option<&'a Ticket>,
    /// Its identifier; 0, which no ticket has, where it is none of this portal.
    id: u64,
}

impl<'a> Turn<'a> {
    fn version(&self) -> Option<&'a str> {
        self.fresh?.version.as_deref()
    }

    /// The address of the ticket, for faults.
    fn url(&self) -> Url {
        self.api.ticket(self.id).url
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
    let stage = if state.is_null() { S::default() } else { serde_json::from_value(state).map_err(wrong)? };
    let operation = &push.operation;
    let id = operation.ticket.parse().unwrap_or(0);
    let (next, stage) = step(&Turn { api, operation, fresh: push.fresh.as_ref(), id }, stage, answer)?;
    push.state = serde_json::to_value(stage).map_err(wrong)?;
    Ok(next)
}

/// The answer that this step is about.
fn awaited<'a>(url: &Url, answer: Option<&'a Response>) -> Result<&'a Response, Fault> {
    answer.ok_or_else(|| read::shape_fault(url, "an answer was expected"))
}

/// What the portal said of a change, for the user to read. Entries without words are left out.
fn words(url: &Url, answer: &Response) -> Result<String, Fault> {
    let said: Vec<Value> = read::shape(url, read::json(url, answer)?)?;
    let said: Vec<&str> = said.iter().filter_map(Value::as_str).filter(|word| !word.is_empty()).collect();
    Ok(said.join("; "))
}

/// The change was not made.
fn refused(url: &Url, words: &str) -> Fault {
    read::refusal(url, if words.is_empty() { "nothing was changed, and no reason given" } else { words })
}
