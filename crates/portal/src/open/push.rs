//! Carrying out an operation: one request, under the operation's identifier as the idempotency key.

use policy::ticket::{Change, Operation};

use super::{OpenPortal, page, wire};
use crate::push::{self, find_marked};
use crate::{Delivery, Fault, Mark, Method, Push, PushNext, Receipt, Request, Response, read};

/// For so long a portal keeps an idempotency key, by the description of the API.
const KEY_LIFE_S: u32 = 24 * 3600;

/// What an answer says besides the statuses that every request has.
const NOT_FOUND: u16 = 404;
/// The ticket was deleted or merged.
const GONE: u16 = 410;
/// The ticket changed since it was read.
const CHANGED: u16 = 412;

pub(super) fn delivery(change: &Change) -> Option<Delivery> {
    update(change).map(|_| Delivery::Key { life_s: KEY_LIFE_S, marked: true })
}

pub(super) fn step(
    portal: &OpenPortal,
    push: &mut Push,
    answer: Option<&Response>,
) -> Result<PushNext, Fault> {
    let operation = &push.operation;
    let Some(body) = update(&operation.change) else {
        return Err(push::cannot("open", &operation.change));
    };
    let request =
        request(portal, operation, push.fresh.as_ref().and_then(|fresh| fresh.version.as_deref()), &body)?;
    let Some(answer) = answer else { return Ok(PushNext::Send(request)) };
    if [NOT_FOUND, GONE, CHANGED].contains(&answer.status) {
        return Ok(PushNext::Changed);
    }
    let page = page::read_one(&request.url, answer)?;
    let written = page.tickets.first().and_then(|now| find_marked(operation, &Mark::default(), now));
    let receipt = written.unwrap_or_default();
    Ok(PushNext::Done(Receipt { at: receipt.at.or_else(|| read::date(answer)), ..receipt }))
}

fn request(
    portal: &OpenPortal,
    operation: &Operation,
    version: Option<&str>,
    body: &wire::Update,
) -> Result<Request, Fault> {
    let mut request = portal.get(&["tickets", &operation.ticket, "updates"]);
    request.method = Method::Post;
    request.headers.push(("Idempotency-Key", operation.id.clone()));
    request.headers.push(("If-Match", version.unwrap_or("*").to_owned()));
    request.body = Some(
        serde_json::to_string(body).map_err(|error| read::shape_fault(&request.url, &error.to_string()))?,
    );
    Ok(request)
}

/// The change in the words of the API; `None` where it has no words for it.
fn update(change: &Change) -> Option<wire::Update> {
    match change {
        Change::Reply { body } => Some(message(true, body)),
        Change::Note { body } => Some(message(false, body)),
        Change::Set { name, to } => set(name, to.as_deref()),
        Change::Tag { .. }
        | Change::Create { .. }
        | Change::Call { .. }
        | Change::Merge { .. }
        | Change::Link { .. }
        | Change::Time { .. } => None,
    }
}

fn message(public: bool, body: &str) -> wire::Update {
    let message = wire::NewMessage { public, body: body.to_owned(), mime: "text/plain".to_owned() };
    wire::Update { message: Some(message), set: None }
}

/// Only the assignee can be unset.
fn set(name: &str, to: Option<&str>) -> Option<wire::Update> {
    let value = to.map(str::to_owned);
    let set = match name {
        "assignee" => wire::Set { assignee: Some(value.unwrap_or_default()), ..wire::Set::default() },
        "status" => wire::Set { status: Some(value?), ..wire::Set::default() },
        super::ticket::SEVERITY => wire::Set { severity: Some(value?), ..wire::Set::default() },
        super::ticket::CLASSIFICATION => wire::Set { classification: Some(value?), ..wire::Set::default() },
        _ => return None,
    };
    Some(wire::Update { message: None, set: Some(set) })
}
