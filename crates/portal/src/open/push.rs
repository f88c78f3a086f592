//! Carrying out an operation: one request, under the operation's identifier as the idempotency key.

use policy::ticket::{Change, Enclosure, Gone, Operation, Ticket};

use super::{OpenPortal, page, ticket, wire};
use crate::push::{self, find_marked};
use crate::{Delivery, Fault, Mark, Method, Push, PushNext, Receipt, Request, Response, file, read};

/// For so long a portal keeps an idempotency key, by the description of the API.
const KEY_LIFE_S: u32 = 24 * 3600;

/// What an answer says besides the statuses that every request has.
const NOT_FOUND: u16 = 404;
/// The ticket was deleted or merged.
const GONE: u16 = 410;
/// The ticket changed since it was read.
const CHANGED: u16 = 412;

/// The body of a request.
enum Body {
    Update(Box<wire::Update>),
    New(wire::NewTicket),
}

pub(super) fn delivery(change: &Change) -> Option<Delivery> {
    // A new ticket cannot be looked for by its key.
    let marked = !matches!(change, Change::Create { .. });
    body(change, &[]).map(|_| Delivery::Key { life_s: KEY_LIFE_S, marked })
}

/// By the key that the events carry. A ticket that was merged has none of the merge itself, and tags that were set leave an
/// event only where something changed.
pub(super) fn find(operation: &Operation, mark: &Mark, fresh: &Ticket) -> Option<Receipt> {
    let marked = find_marked(operation, mark, fresh);
    let is_done = match &operation.change {
        Change::Merge { into } => fresh.gone == Some(Gone::MergedInto(into.clone())),
        Change::Tag { add, remove } => {
            let tags = tags(fresh);
            add.iter().all(|tag| tags.contains(tag)) && !remove.iter().any(|tag| tags.contains(tag))
        }
        Change::Reply { .. }
        | Change::Note { .. }
        | Change::Set { .. }
        | Change::Create { .. }
        | Change::Call { .. }
        | Change::Link { .. }
        | Change::Time { .. } => false,
    };
    marked.or_else(|| is_done.then(Receipt::default))
}

/// The tags of a ticket.
pub(super) fn tags(fresh: &Ticket) -> Vec<String> {
    let joined = fresh.fields.get(ticket::TAGS).map_or("", String::as_str);
    joined.split(ticket::COMMA).filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}

pub(super) fn step(
    portal: &OpenPortal,
    push: &mut Push,
    answer: Option<&Response>,
) -> Result<PushNext, Fault> {
    let operation = &push.operation;
    let Some(body) = body(&operation.change, &operation.files) else {
        return Err(push::cannot("open", &operation.change));
    };
    let version = push.fresh.as_ref().and_then(|fresh| fresh.version.as_deref());
    let request = request(portal, operation, version, &body)?;
    let Some(answer) = answer else { return Ok(PushNext::Send(request)) };
    let is_new = matches!(body, Body::New(_));
    if !is_new && [NOT_FOUND, GONE, CHANGED].contains(&answer.status) {
        return Ok(PushNext::Changed);
    }
    let page = page::read_one(&request.url, answer)?;
    let now = page.tickets.first();
    if is_new && now.is_none() {
        return Err(read::shape_fault(&request.url, "the new ticket cannot be read"));
    }
    let written = now.and_then(|now| find_marked(operation, &Mark::default(), now)).unwrap_or_default();
    Ok(PushNext::Done(Receipt {
        at: written.at.or_else(|| read::date(answer)),
        event: written.event.filter(|_| !is_new),
        ticket: now.filter(|_| is_new).map(|now| now.id.clone()),
    }))
}

fn request(
    portal: &OpenPortal,
    operation: &Operation,
    version: Option<&str>,
    body: &Body,
) -> Result<Request, Fault> {
    let (path, text): (&[&str], _) = match body {
        Body::Update(update) => (&["tickets", &operation.ticket, "updates"], serde_json::to_string(update)),
        Body::New(new) => (&["tickets"], serde_json::to_string(new)),
    };
    let mut request = portal.get(path);
    request.method = Method::Post;
    request.headers.push(("Idempotency-Key", operation.id.clone()));
    if matches!(body, Body::Update(_)) {
        request.headers.push(("If-Match", version.unwrap_or("*").to_owned()));
    }
    request.upload = file::in_json(&operation.files);
    request.body = Some(text.map_err(|error| read::shape_fault(&request.url, &error.to_string()))?);
    Ok(request)
}

/// The change in the words of the API; `None` where it has no words for it.
fn body(change: &Change, files: &[Enclosure]) -> Option<Body> {
    let mut update = wire::Update::default();
    match change {
        Change::Reply { body } => update.message = Some(message(true, body, files)),
        Change::Note { body } => update.message = Some(message(false, body, files)),
        Change::Set { name, to } => update.set = Some(set(name, to.as_deref())?),
        Change::Tag { add, remove } => {
            update.tags = Some(wire::TagChange { add: add.clone(), remove: remove.clone() });
        }
        Change::Call { answered, body, by_customer, begun } => {
            let by = if *by_customer { wire::Side::Customer } else { wire::Side::Agent };
            update.call = Some(wire::NewCall { by, answered: *answered, begun: *begun, body: body.clone() });
        }
        Change::Time { minutes, body, day } => {
            update.work = Some(wire::NewWork { minutes: *minutes, day: *day, body: body.clone() });
        }
        Change::Link { to, relation } => {
            let relation = if relation.is_empty() { super::RELATIONS[0] } else { relation };
            update.link = Some(wire::Link { relation: relation.to_owned(), ticket: to.clone() });
        }
        Change::Merge { into } => update.merge = Some(wire::Merge { into: into.clone() }),
        Change::Create { .. } => return new_ticket(change).map(Body::New),
    }
    Some(Body::Update(Box::new(update)))
}

/// Severity and classification are what can be given with a new ticket.
fn new_ticket(change: &Change) -> Option<wire::NewTicket> {
    let Change::Create { queue, subject, body, contact, fields } = change else { return None };
    let known = [ticket::SEVERITY, ticket::CLASSIFICATION];
    if fields.keys().any(|name| !known.contains(&name.as_str())) {
        return None;
    }
    Some(wire::NewTicket {
        queue: queue.clone(),
        subject: subject.clone(),
        body: body.clone(),
        contact: contact.clone(),
        severity: fields.get(ticket::SEVERITY).cloned(),
        classification: fields.get(ticket::CLASSIFICATION).cloned(),
    })
}

fn message(public: bool, body: &str, files: &[Enclosure]) -> wire::NewMessage {
    let attachments = files.iter().map(|file| wire::NewFile {
        name: file.name.clone(),
        mime: file.mime.clone(),
        content: file::content_mark(&file.id),
    });
    let mime = "text/plain".to_owned();
    wire::NewMessage { public, body: body.to_owned(), mime, attachments: attachments.collect() }
}

/// Only the assignee can be unset.
fn set(name: &str, to: Option<&str>) -> Option<wire::Set> {
    let value = to.map(str::to_owned);
    Some(match name {
        "assignee" => wire::Set { assignee: Some(value.unwrap_or_default()), ..wire::Set::default() },
        "status" => wire::Set { status: Some(value?), ..wire::Set::default() },
        ticket::SEVERITY => wire::Set { severity: Some(value?), ..wire::Set::default() },
        ticket::CLASSIFICATION => wire::Set { classification: Some(value?), ..wire::Set::default() },
        _ => return None,
    })
}
