//! Carrying out an operation.
//!
//! A new ticket goes out under the operation's identifier as the idempotency key, which the portal keeps for two hours and
//! for new tickets only: <https://developer.zendesk.com/api-reference/ticketing/introduction/#idempotency>.
//!
//! All else carries the stamp of the ticket as it was read, so that nothing is done when it changed meanwhile (409):
//! <https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#protecting-against-ticket-update-collisions>.
//! The operation's identifier stands in the ticket's metadata, which the audit keeps, so that what was done is found by
//! reading. Tags have an address of their own, because writing them with the ticket replaces all of them; there is no
//! metadata, but a tag that is there is there.
//!
//! Files are uploaded first, each by itself. Nobody sees them, and they are gone after an hour, unless a comment names them;
//! the comment that does is written by the same request as without files, and found in the same way:
//! <https://developer.zendesk.com/documentation/ticketing/managing-tickets/adding-ticket-attachments-with-the-api/>.

use policy::ticket::{Change, Gone, Operation, Ticket};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::api::Api;
use super::history::{self, MARK};
use super::job;
use super::known::Known;
use super::names::{self, Need};
use super::ticket::{self, CLOSED};
use super::wire::Tickets;
use crate::push::{self, find_marked, note_text};
use crate::{
    Delivery, Fault, Mark, Method, Push, PushNext, Receipt, Request, Response, loose, markup, read, stamp,
};

/// For so long the portal keeps an idempotency key.
const KEY_LIFE_S: u32 = 2 * 3600;
/// Seconds after which nothing of a request is under way any more; none is known to take longer than a minute.
const SETTLE_S: u32 = 120;
/// There is no such ticket.
const NOT_FOUND: u16 = 404;
/// The ticket changed since it was read.
const CONFLICT: u16 = 409;

/// What is under way.
#[derive(Debug, Default, Serialize, Deserialize)]
struct State {
    stage: Stage,
    needs: Vec<Need>,
    known: Known,
    /// What the portal calls the files that are uploaded, in their order.
    uploads: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
enum Stage {
    #[default]
    Start,
    /// What names mean is asked.
    Names,
    /// A file is uploaded.
    Uploads,
    /// The change is sent.
    Written,
    /// Tags were added; the stamp that this made is asked.
    Stamp,
    /// Tags are taken away.
    Removed,
    /// How a job stands is asked.
    Job,
}

pub(super) fn delivery(change: &Change) -> Option<Delivery> {
    match change {
        Change::Create { .. } => Some(Delivery::Key { life_s: KEY_LIFE_S, marked: false }),
        Change::Set { name, .. } if !names::is_settable(name) => None,
        Change::Reply { .. }
        | Change::Note { .. }
        | Change::Set { .. }
        | Change::Tag { .. }
        | Change::Call { .. }
        | Change::Merge { .. } => Some(Delivery::Marker { settle_s: SETTLE_S }),
        Change::Link { .. } | Change::Time { .. } => None,
    }
}

/// What an operation did, in a ticket that was read afresh.
pub(super) fn find(operation: &Operation, mark: &Mark, fresh: &Ticket) -> Option<Receipt> {
    let is_done = match &operation.change {
        Change::Tag { add, remove } => {
            let tags = ticket::tags(fresh);
            let has = |tag: &String| tags.contains(tag);
            add.iter().all(has) && !remove.iter().any(has)
        }
        Change::Merge { into } => fresh.gone == Some(Gone::MergedInto(into.clone())),
        Change::Reply { .. }
        | Change::Note { .. }
        | Change::Set { .. }
        | Change::Create { .. }
        | Change::Call { .. }
        | Change::Link { .. }
        | Change::Time { .. } => return find_marked(operation, mark, fresh),
    };
    is_done.then(Receipt::default)
}

pub(super) fn step(api: &Api, push: &mut Push, answer: Option<&Response>) -> Result<PushNext, Fault> {
    if delivery(&push.operation.change).is_none() {
        return Err(push::cannot("zendesk", &push.operation.change));
    }
    let mut state: State = serde_json::from_value(push.state.take()).unwrap_or_default();
    let next = state.go_on(api, push, answer);
    push.state = serde_json::to_value(&state).unwrap_or_default();
    next
}

impl State {
    fn go_on(&mut self, api: &Api, push: &Push, answer: Option<&Response>) -> Result<PushNext, Fault> {
        match (self.stage, answer) {
            (Stage::Start, _) | (_, None) => {
                not_closed(api, push.fresh.as_ref())?;
                self.needs = names::needs(&push.operation.change);
                self.ask(api, push)
            }
            (Stage::Names, Some(answer)) => {
                self.take_names(api, answer)?;
                self.ask(api, push)
            }
            (Stage::Uploads, Some(answer)) => {
                self.take_upload(api, push, answer)?;
                self.ask(api, push)
            }
            (Stage::Written, Some(answer)) => self.take_written(api, push, answer),
            (Stage::Stamp, Some(answer)) => self.take_stamp(api, push, answer),
            (Stage::Removed, Some(answer)) => done(api, push, answer),
            (Stage::Job, Some(answer)) => job::ended(api, answer),
        }
    }

    /// Asks what is not known yet, then sends.
    fn ask(&mut self, api: &Api, push: &Push) -> Result<PushNext, Fault> {
        if let Some(need) = self.needs.first() {
            self.stage = Stage::Names;
            return Ok(PushNext::Ask(need.request(api)));
        }
        if let Some(file) = push.operation.files.get(self.uploads.len()) {
            self.stage = Stage::Uploads;
            return Ok(PushNext::Ask(api.upload(file)));
        }
        self.stage = Stage::Written;
        let request = write(api, push, self).map_err(|why| refused(api, &why))?;
        Ok(PushNext::Send(request))
    }

    fn take_names(&mut self, api: &Api, answer: &Response) -> Result<(), Fault> {
        if self.needs.is_empty() {
            return Ok(());
        }
        let need = self.needs.remove(0);
        let told: Tickets = read::straight(&need.request(api).url, answer)?;
        self.known.learn(&told);
        if let Some(more) = need.next(&told, &mut self.known) {
            self.needs.insert(0, more);
        }
        Ok(())
    }

    fn take_upload(&mut self, api: &Api, push: &Push, answer: &Response) -> Result<(), Fault> {
        let Some(file) = push.operation.files.get(self.uploads.len()) else { return Ok(()) };
        let url = api.upload(file).url;
        let json = read::json(&url, answer)?;
        let token = loose::at(&json, &["upload", "token"]);
        if token.is_empty() {
            return Err(read::shape_fault(&url, "`upload.token` is missing"));
        }
        self.uploads.push(token.to_owned());
        Ok(())
    }

    fn take_written(&mut self, api: &Api, push: &Push, answer: &Response) -> Result<PushNext, Fault> {
        let next = done(api, push, answer)?;
        match (&push.operation.change, &next) {
            (Change::Merge { .. }, PushNext::Done(_)) => match job::begun(api, answer)? {
                Some(job) => {
                    self.stage = Stage::Job;
                    Ok(PushNext::Ask(job))
                }
                None => job::ended(api, answer),
            },
            (Change::Tag { add, remove }, PushNext::Done(_)) if !add.is_empty() && !remove.is_empty() => {
                self.stage = Stage::Stamp;
                Ok(PushNext::Ask(api.ticket(&push.operation.ticket)))
            }
            _ => Ok(next),
        }
    }

    fn take_stamp(&mut self, api: &Api, push: &Push, answer: &Response) -> Result<PushNext, Fault> {
        if answer.status == NOT_FOUND {
            return Ok(PushNext::Changed);
        }
        let told: Tickets = read::straight(&api.ticket(&push.operation.ticket).url, answer)?;
        let stamp = told.ticket.as_ref().map(|ticket| loose::at(ticket, &["updated_at"]).to_owned());
        let Change::Tag { remove, .. } = &push.operation.change else {
            return Err(push::cannot("zendesk", &push.operation.change));
        };
        self.stage = Stage::Removed;
        Ok(PushNext::Send(tags(api, Method::Delete, &push.operation.ticket, remove, stamp.as_deref())))
    }
}

/// What the answer to a request that changed something says.
fn done(api: &Api, push: &Push, answer: &Response) -> Result<PushNext, Fault> {
    let made = matches!(push.operation.change, Change::Create { .. });
    if answer.status == CONFLICT || (answer.status == NOT_FOUND && !made) {
        return Ok(PushNext::Changed);
    }
    let json = read::json(&api.base, answer)?;
    let audit = json.get("audit").unwrap_or(&Value::Null);
    let ticket = made.then(|| json.get("ticket")?.get("id").and_then(loose::id_of)).flatten();
    if made && ticket.is_none() {
        return Err(read::shape_fault(&api.base, "`ticket.id` is missing"));
    }
    let ours = history::operation(audit).is_none_or(|id| id == push.operation.id);
    let told = Some(audit).filter(|_| ours);
    Ok(PushNext::Done(Receipt {
        at: told
            .and_then(|audit| stamp::instant(loose::at(audit, &["created_at"])).ok())
            .or_else(|| read::date(answer)),
        event: told.and_then(history::message_of),
        ticket,
    }))
}

/// The request that carries a change out; the error is one clause.
fn write(api: &Api, push: &Push, state: &State) -> Result<Request, String> {
    let known = &state.known;
    let Operation { id, ticket, change, .. } = &push.operation;
    let stamp = push.fresh.as_ref().and_then(|fresh| fresh.version.as_deref());
    let mut body = Map::new();
    match change {
        Change::Reply { body: text } => put_comment(&mut body, text, true),
        Change::Note { .. } | Change::Call { .. } => put_comment(&mut body, &note_text(change), false),
        Change::Set { name, to } => names::put(&mut body, name, to.as_deref(), known)?,
        Change::Create { queue, subject, body: text, contact, fields } => {
            body.insert("subject".to_owned(), json!(subject));
            // A person who is not known yet needs a name.
            body.insert("requester".to_owned(), json!({"name": contact, "email": contact}));
            put_comment(&mut body, text, true);
            if !queue.is_empty() {
                names::put(&mut body, "queue", Some(queue), known)?;
            }
            for (name, to) in fields {
                names::put(&mut body, name, Some(to), known)?;
            }
        }
        Change::Tag { add, remove } => {
            let (method, tags_of) =
                if add.is_empty() { (Method::Delete, remove) } else { (Method::Put, add) };
            return Ok(tags(api, method, ticket, tags_of, stamp));
        }
        Change::Merge { into } => return Ok(merge(api, ticket, into)),
        Change::Link { .. } | Change::Time { .. } => return Err("there is no such change".to_owned()),
    }
    if let (false, Some(comment)) =
        (state.uploads.is_empty(), body.get_mut("comment").and_then(Value::as_object_mut))
    {
        comment.insert("uploads".to_owned(), json!(state.uploads));
    }
    body.insert("metadata".to_owned(), json!({MARK: id}));
    if matches!(change, Change::Create { .. }) {
        let mut request = api.change(Method::Post, &["tickets"], &json!({"ticket": body}));
        request.headers.push(("Idempotency-Key", id.clone()));
        return Ok(request);
    }
    if let Some(stamp) = stamp {
        body.insert("safe_update".to_owned(), json!(true));
        body.insert("updated_stamp".to_owned(), json!(stamp));
    }
    Ok(api.change(Method::Put, &["tickets", ticket], &json!({"ticket": body})))
}

/// As HTML, because a plain body is read as Markdown where the account has that switched on:
/// <https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_comments/#bodies>.
fn put_comment(body: &mut Map<String, Value>, text: &str, public: bool) {
    body.insert("comment".to_owned(), json!({"html_body": markup::of_text(text), "public": public}));
}

/// <https://developer.zendesk.com/api-reference/ticketing/ticket-management/tags/#safe-update>, which has the sign as a text.
fn tags(api: &Api, method: Method, ticket: &str, tags: &[String], stamp: Option<&str>) -> Request {
    let mut body = json!({"tags": tags});
    if let (Some(stamp), Value::Object(members)) = (stamp, &mut body) {
        members.insert("updated_stamp".to_owned(), json!(stamp));
        members.insert("safe_update".to_owned(), json!("true"));
    }
    api.change(method, &["tickets", ticket, "tags"], &body)
}

/// The texts name the tickets, because nothing else will tell where one went. The portal does it a little later:
/// <https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#merge-tickets-into-target-ticket>.
fn merge(api: &Api, ticket: &str, into: &str) -> Request {
    let body = json!({
        "ids": [names::number(ticket)],
        "source_comment": format!("This request was closed and merged into request #{into}."),
        "target_comment": format!("Request #{ticket} was closed and merged into this request."),
    });
    api.change(Method::Post, &["tickets", into, "merge"], &body)
}

fn not_closed(api: &Api, fresh: Option<&Ticket>) -> Result<(), Fault> {
    let closed = fresh.is_some_and(|fresh| fresh.status == CLOSED);
    if closed { Err(refused(api, "a closed ticket cannot be changed; write a new one")) } else { Ok(()) }
}

/// Nothing was sent.
fn refused(api: &Api, why: &str) -> Fault {
    Fault::Refused { url: api.base.to_string(), status: 422, detail: why.to_owned() }
}
