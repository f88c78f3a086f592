//! New tickets.
//!
//! Nothing tells the portal that it has this ticket already. So before one is made, those that the token's user made under
//! the same subject are looked through for the mark of the operation, at the cost of one request, and one more for each.

use std::collections::BTreeMap;

use policy::ticket::Change;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::super::wire::{self, List, Part};
use super::super::{marker, message};
use super::field::{self, Field, Kind};
use super::message::content;
use super::{GONE, Turn, awaited, refused};
use crate::{Fault, PushNext, Receipt, Request, Response, read};

/// What the answer is to.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) enum Stage {
    #[default]
    Begin,
    /// Tickets with the same subject.
    Alike,
    /// The texts of the first of these.
    Look(Vec<u64>),
    /// The new ticket.
    Sent,
}

pub(super) fn step(
    turn: &Turn<'_>,
    stage: Stage,
    answer: Option<&Response>,
) -> Result<(PushNext, Stage), Fault> {
    let new = request(turn)?;
    match stage {
        Stage::Begin => Ok((PushNext::Ask(turn.api.made(&new.subject)), Stage::Alike)),
        Stage::Alike => {
            let url = turn.api.made(&new.subject).url;
            let list: List = read::shape(&url, read::json(&url, awaited(&url, answer)?)?)?;
            Ok(look(turn, new, list.items.iter().filter_map(wire::id_of).collect()))
        }
        Stage::Look(mut ids) => {
            let Some(id) = (!ids.is_empty()).then(|| ids.remove(0)) else { return Ok(look(turn, new, ids)) };
            let url = turn.api.parts(id, 1).url;
            let answer = awaited(&url, answer)?;
            if GONE.contains(&answer.status) {
                return Ok(look(turn, new, ids));
            }
            let list: List = read::shape(&url, read::json(&url, answer)?)?;
            if bears(list, &turn.operation.id) {
                let receipt = Receipt { ticket: Some(id.to_string()), ..Receipt::default() };
                return Ok((PushNext::Done(receipt), Stage::Sent));
            }
            Ok(look(turn, new, ids))
        }
        Stage::Sent => {
            let (url, answer) = (&new.request.url, awaited(&new.request.url, answer)?);
            let json = read::json(url, answer)?;
            let id = wire::id_of(&json)
                .ok_or_else(|| read::shape_fault(url, "the new ticket has no identifier"))?;
            let receipt = Receipt { at: read::date(answer), event: None, ticket: Some(id.to_string()) };
            Ok((PushNext::Done(receipt), Stage::Sent))
        }
    }
}

fn look(turn: &Turn<'_>, new: New, ids: Vec<u64>) -> (PushNext, Stage) {
    match ids.first() {
        Some(id) => (PushNext::Ask(turn.api.parts(*id, 1)), Stage::Look(ids)),
        None => (PushNext::Send(new.request), Stage::Sent),
    }
}

fn bears(list: List, operation: &str) -> bool {
    let parts: Vec<Part> = list.items.into_iter().filter_map(|item| read::typed(item).ok()).collect();
    message::bodies(parts).values().any(|body| body.operation.as_deref() == Some(operation))
}

/// A ticket that is to be made.
struct New {
    subject: String,
    request: Request,
}

fn request(turn: &Turn<'_>) -> Result<New, Fault> {
    let Change::Create { queue, subject, body, contact, fields } = &turn.operation.change else {
        return Err(refused(&turn.api.base, "this is no new ticket"));
    };
    let no = |why: &str| refused(&turn.api.base, why);
    // The portal makes the ticket without anybody where this is no mail address, and says nothing.
    if !is_address(contact) {
        return Err(no(&format!("`{contact}` is no mail address")));
    }
    let filled = Some(subject.as_str()).filter(|subject| !subject.trim().is_empty());
    let subject = field::value(Kind::Subject, filled).map_err(|why| no(&format!("the subject {why}")))?;
    let mut json = further(fields).map_err(|why| no(&why))?;
    json.insert("Queue".to_owned(), json!(queue));
    json.insert("Subject".to_owned(), json!(subject));
    json.insert("Requestor".to_owned(), json!(contact.trim()));
    json.insert("Content".to_owned(), json!(content(body)));
    json.insert("ContentType".to_owned(), json!(marker::content_type(&turn.operation.id)));
    Ok(New { subject, request: turn.api.create(&Value::Object(json)) })
}

/// One address: the portal takes a list, too.
fn is_address(text: &str) -> bool {
    let whole = !text
        .trim()
        .contains(|letter: char| letter.is_whitespace() || letter.is_control() || ",;<>".contains(letter));
    whole && text.trim().split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.len() > 1)
}

/// The portal passes over fields that it does not know, and an owner who does not exist, without a word.
fn further(fields: &BTreeMap<String, String>) -> Result<Map<String, Value>, String> {
    let (mut plain, mut custom) = (Map::new(), Map::new());
    for (name, text) in fields {
        match field::known(name) {
            Some(Field::Plain("Queue" | field::SUBJECT, _)) | Some(Field::Owner) | None => {
                return Err(format!("`{name}` cannot be given with a new ticket"));
            }
            Some(Field::Plain(key, kind)) => {
                let value = field::value(kind, Some(text)).map_err(|why| format!("{name} {why}"))?;
                plain.insert(key.to_owned(), json!(value));
            }
            Some(Field::Custom(key)) => {
                custom.insert(key.to_owned(), json!(text));
            }
        }
    }
    if !custom.is_empty() {
        plain.insert("CustomFields".to_owned(), Value::Object(custom));
    }
    Ok(plain)
}
