//! Carrying out an operation.
//!
//! A reply carries the operation's identifier as a property of the comment, which is written in the same request and can be
//! read back: it is found again whatever became of the answer. Only the API of service desks writes notes that the customer
//! does not see, and it takes no properties, so notes and calls are sent once; a reply to the customer never depends on
//! that API. Values and labels are found by reading. A link that is there already is not made twice. New tickets and time are sent once.
//! Files go with replies and notes by that API alone ([`files`]), so these are sent once, too.
//! <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/#api-rest-api-3-issue-issueidorkey-comment-post>,
//! <https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-request/#api-rest-servicedeskapi-request-issueidorkey-comment-post>,
//! <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-links/#api-rest-api-3-issuelink-post>

mod create;
mod field;
mod files;
mod status;
mod write;

use calendar::Moment;
use policy::ticket::{Change, Operation, Ticket};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::api::Api;
use super::ticket;
use super::{date, known};
use crate::push::{self, find_alike, find_marked};
use crate::{Delivery, Fault, Mark, Push, PushNext, Receipt, Request, Response, loose, read};

/// Seconds after which nothing of a request is under way any more; none is known to take longer than a minute.
const SETTLE_S: u32 = 120;
/// There is no such issue.
const NOT_FOUND: u16 = 404;
/// Another change was made in the same moment.
const CONFLICT: u16 = 409;

/// What is under way.
#[derive(Debug, Default, Serialize, Deserialize)]
struct State {
    /// What was told so far, in the order in which it was asked.
    told: Vec<Value>,
    /// The portal's clock at the last of these answers.
    now: Option<Moment>,
    /// The change is sent.
    sent: bool,
}

/// What an operation needs next, by what was told so far.
enum Step {
    Ask(Request),
    Send(Request),
    /// It is so already.
    Done,
}

/// What a step works with.
struct Turn<'a> {
    api: &'a Api,
    operation: &'a Operation,
    /// As it was read just before.
    fresh: Option<&'a Ticket>,
    state: &'a State,
}

pub(super) fn delivery(change: &Change) -> Option<Delivery> {
    match change {
        Change::Set { name, .. } if !field::is_settable(name) => None,
        Change::Reply { .. } | Change::Set { .. } | Change::Tag { .. } => {
            Some(Delivery::Marker { settle_s: SETTLE_S })
        }
        Change::Link { .. } => Some(Delivery::Key { life_s: u32::MAX, marked: false }),
        Change::Note { .. } | Change::Call { .. } | Change::Create { .. } | Change::Time { .. } => {
            Some(Delivery::Once)
        }
        Change::Merge { .. } => None,
    }
}

/// Files go with messages by the API of service desks only, which keeps no properties: nothing names the operation.
pub(super) fn delivery_with_files(change: &Change) -> Option<Delivery> {
    change.takes_files().then_some(Delivery::Once)
}

/// What an operation did, in a ticket that was read afresh.
pub(super) fn find(operation: &Operation, mark: &Mark, fresh: &Ticket) -> Option<Receipt> {
    if !operation.files.is_empty() {
        return find_alike(operation, mark, fresh);
    }
    match &operation.change {
        Change::Tag { add, remove } => {
            let tags = ticket::tags(fresh);
            let has = |tag: &String| tags.contains(tag);
            (add.iter().all(has) && !remove.iter().any(has)).then(Receipt::default)
        }
        Change::Reply { .. } | Change::Note { .. } | Change::Call { .. } | Change::Set { .. } => {
            find_marked(operation, mark, fresh).or_else(|| find_alike(operation, mark, fresh))
        }
        Change::Create { .. } | Change::Merge { .. } | Change::Link { .. } | Change::Time { .. } => None,
    }
}

pub(super) fn step(api: &Api, push: &mut Push, answer: Option<&Response>) -> Result<PushNext, Fault> {
    if delivery(&push.operation.change).is_none() {
        return Err(push::cannot("jsm", &push.operation.change));
    }
    let mut state: State = serde_json::from_value(push.state.take()).unwrap_or_default();
    let next = go_on(api, push, &mut state, answer);
    push.state = serde_json::to_value(&state).unwrap_or_default();
    next
}

fn go_on(api: &Api, push: &Push, state: &mut State, answer: Option<&Response>) -> Result<PushNext, Fault> {
    let change = &push.operation.change;
    match answer {
        Some(answer) if state.sent => return done(api, &push.operation, answer),
        Some(answer) if answer.status == NOT_FOUND && !push.operation.files.is_empty() => {
            return Err(read::refusal(&api.base, files::NO_REQUEST));
        }
        Some(answer) if answer.status == NOT_FOUND && !matches!(change, Change::Create { .. }) => {
            return Ok(PushNext::Changed);
        }
        Some(answer) => {
            state.told.push(read::json(&api.base, answer)?);
            state.now = read::date(answer).or(state.now);
        }
        None => *state = State::default(),
    }
    let turn = Turn { api, operation: &push.operation, fresh: push.fresh.as_ref(), state };
    match turn.step()? {
        Step::Ask(request) => Ok(PushNext::Ask(request)),
        Step::Done => Ok(PushNext::Done(Receipt::default())),
        Step::Send(request) => {
            state.sent = true;
            Ok(PushNext::Send(request))
        }
    }
}

impl Turn<'_> {
    fn step(&self) -> Result<Step, Fault> {
        let step = match &self.operation.change {
            _ if !self.operation.files.is_empty() => files::step(self),
            Change::Set { name, to } if name == "status" => status::step(self, to.as_deref()),
            Change::Set { name, to } => field::step(self, name, to.as_deref()),
            Change::Create { .. } => create::step(self),
            Change::Reply { .. }
            | Change::Note { .. }
            | Change::Call { .. }
            | Change::Tag { .. }
            | Change::Link { .. }
            | Change::Merge { .. }
            | Change::Time { .. } => write::step(self),
        };
        step.map_err(|why| read::refusal(&self.api.base, &why))
    }
}

/// What the answer to a request that changed something says.
fn done(api: &Api, operation: &Operation, answer: &Response) -> Result<PushNext, Fault> {
    let change = &operation.change;
    // The ticket itself was read a moment ago, so it is most likely something else that is not there. Counted as a change of
    // the ticket, it would be tried for ever.
    let lacks = match change {
        _ if !operation.files.is_empty() => Some(files::NO_REQUEST),
        Change::Link { .. } => Some("the portal shows no such ticket to link with, or this ticket is gone"),
        Change::Note { .. } | Change::Call { .. } => Some(
            "the ticket is gone, or it is no request of a service desk, and then only a reply can be written",
        ),
        Change::Reply { .. }
        | Change::Set { .. }
        | Change::Tag { .. }
        | Change::Create { .. }
        | Change::Merge { .. }
        | Change::Time { .. } => None,
    };
    if let (NOT_FOUND, Some(lacks)) = (answer.status, lacks) {
        return Err(read::refusal(&api.base, lacks));
    }
    if matches!(answer.status, NOT_FOUND | CONFLICT) && !matches!(change, Change::Create { .. }) {
        return Ok(PushNext::Changed);
    }
    // Most changes are answered without a body.
    let bare = matches!(answer.status, 200..=299) && answer.body.is_empty();
    let json = if bare { Value::Null } else { read::json(&api.base, answer)? };
    // With files the message is a part of the answer.
    let message = json.get("comment").filter(|_| !operation.files.is_empty()).cloned();
    let json = message.unwrap_or(json);
    let made = matches!(change, Change::Create { .. });
    let ticket = json.get("issueId").and_then(loose::id_of).filter(|_| made);
    if made && ticket.is_none() {
        return Err(read::shape_fault(&api.base, "`issueId` is missing"));
    }
    let written = matches!(change, Change::Reply { .. } | Change::Note { .. } | Change::Call { .. });
    Ok(PushNext::Done(Receipt {
        at: stamp(&json).filter(|_| made || written).or_else(|| read::date(answer)),
        event: json.get("id").and_then(loose::id_of).filter(|_| written),
        ticket,
    }))
}

/// When it was made: a text in the platform's API, an object with several forms in that of service desks.
fn stamp(json: &Value) -> Option<Moment> {
    let told = json.get("created").or_else(|| json.get("createdDate"))?;
    match told.get("epochMillis").and_then(Value::as_i64) {
        Some(millis) => Some(date::of_millis(millis)),
        None => date::instant(told.as_str()?).ok(),
    }
}
