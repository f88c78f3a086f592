//! Carrying out an operation.
//!
//! The API knows neither an idempotency key nor a condition, and it keeps no note of ours: replies, notes, new tickets, time and
//! merges are sent once. A value that was set is found by reading, and so are tags; but a list of tags replaces the one
//! before, so it is read again just before it is written, and a tag that somebody sets in that moment is lost.
//! <https://developers.freshdesk.com/api/#update_ticket>
//!
//! Files go out in the one request that writes their message, so that a message with files is as sure as one without.

use std::collections::BTreeSet;

use policy::ticket::{Change, Operation, Ticket};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::api::Api;
use super::known::{CUSTOM, Known};
use super::ticket;
use super::wire::Field;
use crate::push::{self, find_alike, note_text};
use crate::{Delivery, Fault, Mark, Method, Part, Push, PushNext, Receipt, Request, Response};
use crate::{file, loose, markup, read, stamp};

/// Seconds after which nothing of a request is under way any more; none is known to take longer than a minute.
const SETTLE_S: u32 = 120;
/// There is no such ticket, or it was deleted or marked as spam (405): <https://developers.freshdesk.com/api/#changelog>.
const GONE: [u16; 2] = [404, 405];
/// Number of the status that every new ticket begins with, and of its priority, both documented defaults.
const NEW: (u64, u64) = (2, 1);

/// What is under way.
#[derive(Debug, Default, Serialize, Deserialize)]
struct State {
    stage: Stage,
    known: Known,
    /// The ticket's tags just before they are written.
    tags: BTreeSet<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
enum Stage {
    #[default]
    Start,
    /// What names mean is asked.
    Fields,
    /// The ticket's tags are asked.
    Tags,
    /// The change is sent.
    Written,
}

pub(super) fn delivery(change: &Change) -> Option<Delivery> {
    match change {
        Change::Set { name, .. } if !is_settable(name) => None,
        Change::Set { .. } | Change::Tag { .. } => Some(Delivery::Marker { settle_s: SETTLE_S }),
        Change::Reply { .. }
        | Change::Note { .. }
        | Change::Create { .. }
        | Change::Call { .. }
        | Change::Merge { .. }
        | Change::Time { .. } => Some(Delivery::Once),
        Change::Link { .. } => None,
    }
}

/// What an operation did, in a ticket that was read afresh.
pub(super) fn find(operation: &Operation, mark: &Mark, fresh: &Ticket) -> Option<Receipt> {
    let Change::Tag { add, remove } = &operation.change else { return find_alike(operation, mark, fresh) };
    let tags = ticket::tags(fresh);
    let has = |tag: &String| tags.contains(tag);
    (add.iter().all(has) && !remove.iter().any(has)).then(Receipt::default)
}

pub(super) fn step(api: &Api, push: &mut Push, answer: Option<&Response>) -> Result<PushNext, Fault> {
    if delivery(&push.operation.change).is_none() {
        return Err(push::cannot("freshdesk", &push.operation.change));
    }
    let mut state: State = serde_json::from_value(push.state.take()).unwrap_or_default();
    let next = state.go_on(api, &push.operation, answer);
    push.state = serde_json::to_value(&state).unwrap_or_default();
    next
}

impl State {
    fn go_on(
        &mut self,
        api: &Api,
        operation: &Operation,
        answer: Option<&Response>,
    ) -> Result<PushNext, Fault> {
        match (self.stage, answer) {
            (Stage::Start, _) | (_, None) => match &operation.change {
                Change::Set { .. } | Change::Create { .. } => {
                    self.stage = Stage::Fields;
                    Ok(PushNext::Ask(api.fields()))
                }
                Change::Tag { .. } => {
                    self.stage = Stage::Tags;
                    Ok(PushNext::Ask(api.ticket(&operation.ticket)))
                }
                Change::Reply { .. }
                | Change::Note { .. }
                | Change::Call { .. }
                | Change::Merge { .. }
                | Change::Link { .. }
                | Change::Time { .. } => self.send(api, operation),
            },
            (Stage::Fields, Some(answer)) => {
                let url = api.fields().url;
                match read::json(&url, answer) {
                    Ok(json) => self.known.learn_fields(json),
                    // Whoever may not read the fields can still set what every account has.
                    Err(Fault::Forbidden { .. }) => {}
                    Err(fault) => return Err(fault),
                }
                self.send(api, operation)
            }
            (Stage::Tags, Some(answer)) if GONE.contains(&answer.status) => Ok(PushNext::Changed),
            (Stage::Tags, Some(answer)) => {
                let json = read::json(&api.ticket(&operation.ticket).url, answer)?;
                let tags = json.get("tags").and_then(Value::as_array).into_iter().flatten();
                self.tags = tags.filter_map(Value::as_str).map(str::to_owned).collect();
                self.send(api, operation)
            }
            (Stage::Written, Some(answer)) => done(api, &operation.change, answer),
        }
    }

    fn send(&mut self, api: &Api, operation: &Operation) -> Result<PushNext, Fault> {
        self.stage = Stage::Written;
        let refused = |detail| Fault::Refused { url: api.base.to_string(), status: 422, detail };
        Ok(PushNext::Send(self.write(api, operation).map_err(refused)?))
    }

    /// The request that carries a change out; the error is one clause.
    fn write(&self, api: &Api, operation: &Operation) -> Result<Request, String> {
        let ticket = operation.ticket.as_str();
        if !operation.files.is_empty() {
            return with_files(api, operation);
        }
        let (method, path, body) = match &operation.change {
            Change::Reply { body } => {
                (Method::Post, vec!["tickets", ticket, "reply"], json!({"body": markup::of_text(body)}))
            }
            change @ (Change::Note { .. } | Change::Call { .. }) => {
                let body = json!({"body": markup::of_text(&note_text(change)), "private": true});
                (Method::Post, vec!["tickets", ticket, "notes"], body)
            }
            Change::Set { name, to } => {
                let mut body = Map::new();
                self.put(&mut body, name, to.as_deref())?;
                (Method::Put, vec!["tickets", ticket], Value::Object(body))
            }
            Change::Tag { add, remove } => {
                let mut tags = self.tags.clone();
                tags.extend(add.iter().cloned());
                tags.retain(|tag| !remove.contains(tag));
                (Method::Put, vec!["tickets", ticket], json!({"tags": tags}))
            }
            Change::Create { queue, subject, body, contact, fields } => {
                let mut ticket = Map::new();
                let (status, priority) = NEW;
                let members = json!({
                    "email": contact, "subject": subject, "description": markup::of_text(body),
                    "status": status, "priority": priority,
                });
                ticket.extend(members.as_object().cloned().unwrap_or_default());
                let group = (!queue.is_empty()).then_some(("queue", queue));
                let fields = fields.iter().map(|(name, to)| (name.as_str(), to));
                for (name, to) in group.into_iter().chain(fields) {
                    self.put(&mut ticket, name, Some(to))?;
                }
                (Method::Post, vec!["tickets"], Value::Object(ticket))
            }
            Change::Merge { into } => {
                let body = json!({"primary_id": number(into), "ticket_ids": [number(ticket)]});
                (Method::Put, vec!["tickets", "merge"], body)
            }
            change @ Change::Time { minutes, .. } => {
                let spent = format!("{:02}:{:02}", minutes / 60, minutes % 60);
                let body = json!({"time_spent": spent, "note": note_text(change)});
                (Method::Post, vec!["tickets", ticket, "time_entries"], body)
            }
            Change::Link { .. } => return Err("there is no such change".to_owned()),
        };
        Ok(api.change(method, &path, &body))
    }

    /// Adds a field to the body of a ticket; the error is one clause.
    fn put(&self, body: &mut Map<String, Value>, name: &str, to: Option<&str>) -> Result<(), String> {
        let to = to.filter(|to| !to.is_empty());
        let chosen = |kind: &str| to.map(|to| self.known.number(kind, to)).transpose();
        let (member, value) = match name {
            "status" | "priority" | "subject" if to.is_none() => {
                return Err(format!("`{name}` cannot be unset"));
            }
            "status" => ("status", json!(chosen("default_status")?)),
            "priority" => ("priority", json!(chosen("default_priority")?)),
            "queue" => ("group_id", json!(chosen("default_group")?)),
            "assignee" => ("responder_id", json!(chosen("default_agent")?)),
            "product" => ("product_id", json!(chosen("default_product")?)),
            "type" | "subject" => (name, json!(to)),
            custom => {
                let name = custom.trim_start_matches(CUSTOM);
                let field = self.known.custom_fields().find(|field| field.name == name);
                let value = to.map_or(Ok(Value::Null), |to| typed(field, to))?;
                let list = body.entry("custom_fields").or_insert_with(|| json!({}));
                if let Value::Object(list) = list {
                    list.insert(name.to_owned(), value);
                }
                return Ok(());
            }
        };
        body.insert(member.to_owned(), value);
        Ok(())
    }
}

/// A reply or a note with files; a form has no other types than texts.
fn with_files(api: &Api, operation: &Operation) -> Result<Request, String> {
    let (text, public) = operation.change.message().ok_or("no files go with such a change")?;
    let mut parts = vec![Part::Text("body", markup::of_text(text))];
    if !public {
        parts.push(Part::Text("private", "true".to_owned()));
    }
    parts.extend(operation.files.iter().map(|file| file::part("attachments[]", file)));
    let kind = if public { "reply" } else { "notes" };
    Ok(api.form(&["tickets", operation.ticket.as_str(), kind], parts))
}

fn is_settable(name: &str) -> bool {
    ["status", "priority", "type", "subject", "queue", "assignee", "product"].contains(&name)
        || name.starts_with(CUSTOM)
}

/// A value in the type of its field: <https://developers.freshdesk.com/api/#ticket-custom-fields>.
fn typed(field: Option<&Field>, to: &str) -> Result<Value, String> {
    match field.map_or("", |field| field.kind.as_str()) {
        "custom_checkbox" => Ok(json!(to == "true")),
        "custom_number" => {
            to.parse::<i64>().map(Value::from).map_err(|_| format!("`{to}` is no whole number"))
        }
        "custom_decimal" => to.parse::<f64>().map(Value::from).map_err(|_| format!("`{to}` is no number")),
        _ => Ok(json!(to)),
    }
}

/// What the answer to a request that changed something says.
fn done(api: &Api, change: &Change, answer: &Response) -> Result<PushNext, Fault> {
    let made = matches!(change, Change::Create { .. });
    if GONE.contains(&answer.status) && !made {
        return Ok(PushNext::Changed);
    }
    // A merge is answered without a body: <https://developers.freshdesk.com/api/#merge_ticket>.
    let bare = matches!(answer.status, 200..=299) && answer.body.is_empty();
    let json = if bare { Value::Null } else { read::json(&api.base, answer)? };
    let id = json.get("id").and_then(loose::id_of);
    if made && id.is_none() {
        return Err(read::shape_fault(&api.base, "`id` is missing"));
    }
    let at = stamp::instant(loose::at(&json, &["created_at"])).ok();
    let written = change.message().is_some() && !matches!(change, Change::Time { .. });
    Ok(PushNext::Done(Receipt {
        at: at.filter(|_| made || written).or_else(|| read::date(answer)),
        event: id.clone().filter(|_| written),
        ticket: id.filter(|_| made),
    }))
}

/// Identifiers are numbers there.
fn number(id: &str) -> Value {
    id.parse::<u64>().map_or_else(|_| json!(id), Value::from)
}
