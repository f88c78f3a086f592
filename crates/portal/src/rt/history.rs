//! From transactions to events.

use std::collections::BTreeMap;

use policy::ticket::{Attachment, Event, History, Party, Ticket, What};

use super::message::Body;
use super::people::Known;
use super::row::{self, Custom, Row};
use super::wire::Transaction;
use super::{SYSTEM, date};
use crate::read;

/// Kinds of transactions that change one field.
const CHANGES: [&str; 8] = ["Set", "Status", "SLA", "Give", "Take", "Untake", "Steal", "Force"];

/// What is known beside the transactions, by their numbers.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) bodies: &'a BTreeMap<u64, Body>,
    pub(super) files: &'a BTreeMap<u64, Vec<Attachment>>,
    pub(super) known: &'a Known,
}

/// A ticket with its history. `whole` says whether every transaction could be read.
pub(super) fn ticket(row: Row, mut history: Vec<Transaction>, told: Told<'_>, whole: bool) -> Ticket {
    let Told { bodies, files, known } = told;
    history.sort_by_key(|item| (date::instant(&item.created).unwrap_or_default(), item.id));
    history.dedup_by_key(|item| item.id);
    let mut teller =
        Teller { row: &row, bodies, files, known, custom: row.custom.clone(), events: Vec::new() };
    // The past of a field with several values is told backwards from the values it has now.
    history.iter().rev().for_each(|item| teller.tell(item));
    let mut events = teller.events;
    events.reverse();
    let created = events.iter().any(|event| event.what == What::Created);
    let version = history.iter().map(|item| item.id).max().map(|id| format!("\"{id}\""));
    let channel = events.iter().find_map(|event| {
        let transaction = event.id.split('.').next()?.parse().ok()?;
        bodies.get(&transaction).and_then(|body| body.channel.clone())
    });
    let history = if whole && created { History::Complete } else { History::Incomplete };
    Ticket { version, channel, history, events, ..row.ticket }
}

struct Teller<'a> {
    row: &'a Row,
    bodies: &'a BTreeMap<u64, Body>,
    files: &'a BTreeMap<u64, Vec<Attachment>>,
    known: &'a Known,
    /// Values of custom fields after the transaction that is told.
    custom: BTreeMap<String, Custom>,
    /// The youngest first.
    events: Vec<Event>,
}

impl Teller<'_> {
    fn tell(&mut self, item: &Transaction) {
        let own = item.object_id.is_empty() || item.object_id == self.row.ticket.id;
        match item.kind.as_str() {
            "Create" => {
                let body = self.bodies.get(&item.id).cloned();
                let body = body.or_else(|| self.files.get(&item.id).map(|_| Body::default()));
                if let Some(body) = body {
                    self.push(item, ".message", message(item, &body, true, self.side(item)));
                }
                // The creation of a ticket that was merged into this one is only a message of this one.
                if own {
                    self.push(item, "", What::Created);
                }
            }
            "Correspond" | "Comment" => {
                let body = self.bodies.get(&item.id).cloned().unwrap_or_default();
                let what = message(item, &body, item.kind == "Correspond", self.side(item));
                self.push(item, "", what);
            }
            "AddLink" if !own && item.field == "MergedInto" => {
                self.push(item, "", What::Merged { id: item.object_id.clone() });
            }
            "CustomField" if own => self.custom_field(item),
            kind if own && CHANGES.contains(&kind) => self.field(item),
            // Mail records, watchers, links, reminders: they move no clock.
            _ => {}
        }
    }

    fn field(&mut self, item: &Transaction) {
        let of = |value: &str| match item.field.as_str() {
            "Owner" => self.known.owner(value),
            "Queue" => self.known.queue(value),
            name if row::DATES.contains(&name) => date::optional(value).map(|at| at.to_string()),
            _ => (!value.is_empty()).then(|| value.to_owned()),
        };
        let name = match item.field.as_str() {
            "Owner" => "assignee",
            "Queue" => "queue",
            "Status" => "status",
            "" | "EffectiveId" | "IsMerged" => return,
            name => name,
        };
        let what = What::Field { name: name.to_owned(), from: of(&item.old_value), to: of(&item.new_value) };
        self.push(item, "", what);
    }

    /// A custom field is told by its number and one value at a time. The values before are those after without the new
    /// one and with the old one. Where the new one is not among those after (the field belongs to another queue, so
    /// that the ticket no longer shows it), only the one value is told, under the number.
    fn custom_field(&mut self, item: &Transaction) {
        let (old, new) = (custom_value(&item.old_value), custom_value(&item.new_value));
        let number = &item.field;
        let what = match self.custom.get_mut(number) {
            Some(field) if new.as_ref().is_none_or(|new| field.values.contains(new)) => {
                let to = row::joined(&field.values);
                let mut removed = new;
                field.values.retain(|value| removed.take_if(|new| new == value).is_none());
                field.values.extend(old);
                field.values.sort();
                What::Field { name: field.key.clone(), from: row::joined(&field.values), to }
            }
            Some(field) => What::Field { name: field.key.clone(), from: old, to: new },
            None => What::Field { name: format!("CF.{number}"), from: old, to: new },
        };
        self.push(item, "", what);
    }

    fn push(&mut self, item: &Transaction, part: &str, what: What) {
        let Ok(at) = date::instant(&item.created) else { return };
        let body = self.bodies.get(&item.id).filter(|_| matches!(what, What::Message { .. }));
        let files = self.files.get(&item.id).filter(|_| matches!(what, What::Message { .. }));
        let attachments = files.cloned().unwrap_or_default();
        self.events.push(Event {
            id: format!("{}{part}", item.id),
            at,
            by: Some(self.side(item)),
            author: row::shown(&item.creator).to_owned(),
            operation: body.and_then(|body| body.operation.clone()),
            attachments,
            what,
        });
    }

    fn side(&self, item: &Transaction) -> Party {
        self.known.side(&item.creator.id, self.row)
    }
}

fn message(item: &Transaction, body: &Body, public: bool, by: Party) -> What {
    let auto = body.auto || item.creator.id == SYSTEM;
    let (body, mime) = read::body(by, &body.plain, &body.html);
    What::Message { public, auto, body, mime }
}

/// A value as the ticket shows it: the history has dates without the `Z`.
fn custom_value(value: &str) -> Option<String> {
    let is_date = value.len() == 19 && value.as_bytes().get(10) == Some(&b' ');
    let at = if is_date { date::optional(value) } else { None };
    (!value.is_empty()).then(|| at.map_or_else(|| value.to_owned(), |at| at.to_string()))
}
