//! Creating and changing tickets, sections `#create_ticket` and `#update_ticket`.

use serde_json::{Map, Value, json};

use super::account::Account;
use super::refusal::{Answer, Refusal};
use super::ticket::{Stats, Ticket};
use crate::http::{Request, Response};
use crate::journal::Deed;

const FIELDS: &[&str] = &[
    "subject",
    "description",
    "status",
    "priority",
    "source",
    "type",
    "requester_id",
    "email",
    "name",
    "phone",
    "responder_id",
    "group_id",
    "company_id",
    "product_id",
    "cc_emails",
    "tags",
    "custom_fields",
    "due_by",
    "fr_due_by",
    "unique_external_id",
];

impl Account {
    pub(super) fn ask_create(&mut self, request: &Request, by: u64) -> Answer {
        let id = self.create(&object(request)?, by)?;
        let ticket = self.live(id)?;
        let json = self.full_json(request, ticket, true);
        Ok(Response::of_json(201, &json).with("location", format!("{}/api/v2/tickets/{id}", self.base)))
    }

    /// Creates a ticket. A contact whose address is not known "will be added as a new contact".
    pub(super) fn create(&mut self, fields: &Value, by: u64) -> Result<u64, Refusal> {
        self.check(fields)?;
        for name in ["subject", "description"] {
            if fields[name].as_str().is_none_or(str::is_empty) {
                return Err(Refusal::invalid(name, "missing_field", "It should be a/an String"));
            }
        }
        let requester = self.requester(fields)?;
        let (id, now) = (self.new_ticket_id(), self.now);
        let priority = fields["priority"].as_u64().unwrap_or(1);
        let subject = fields["subject"].as_str().unwrap_or_default().to_owned();
        let description = fields["description"].as_str().unwrap_or_default().to_owned();
        let text = crate::words::plain(&description);
        self.note(by, Deed::Created, id, format!("{subject}: {text}"));
        let ticket = Ticket {
            id,
            subject,
            description,
            status: fields["status"].as_u64().unwrap_or(2),
            priority,
            source: fields["source"].as_u64().unwrap_or(2),
            kind: fields["type"].as_str().map(str::to_owned),
            requester,
            responder: fields["responder_id"].as_u64(),
            group: fields["group_id"].as_u64(),
            product: fields["product_id"].as_u64(),
            company: self.contacts.get(&requester).and_then(|contact| contact.company),
            tags: strings(&fields["tags"]),
            custom_fields: fields["custom_fields"].as_object().cloned().unwrap_or_default(),
            spam: false,
            created: now,
            updated: now,
            due: Self::due(now, priority),
            stats: Stats { status_updated: Some(now), ..Stats::default() },
            conversations: Vec::new(),
            times: Vec::new(),
            deleted: None,
        };
        self.tickets.insert(id, ticket);
        Ok(id)
    }

    /// `PUT /api/v2/tickets/{id}`. Preconditions are not documented, and headers such as `If-Match` change nothing: the
    /// last who writes wins.
    pub(super) fn ask_update(&mut self, request: &Request, id: u64, by: u64) -> Answer {
        let fields = object(request)?;
        self.live(id)?;
        self.update(id, &fields, by)?;
        let ticket = self.live(id)?;
        Ok(Response::of_json(200, &self.full_json(request, ticket, true)))
    }

    pub(super) fn update(&mut self, id: u64, fields: &Value, by: u64) -> Result<(), Refusal> {
        self.check(fields)?;
        let now = self.now;
        let mut told = Vec::new();
        let Some(ticket) = self.tickets.get_mut(&id) else { return Err(Refusal::not_found()) };
        let mut change = |name: &str, old: Value, new: &Value| {
            let changed = old != *new;
            if changed {
                told.push((Deed::Changed, format!("{name}: {old} -> {new}")));
            }
            changed
        };
        for (name, slot) in [("subject", &mut ticket.subject), ("description", &mut ticket.description)] {
            if let Some(text) = fields[name].as_str()
                && change(name, json!(slot), &fields[name])
            {
                text.clone_into(slot);
            }
        }
        let numbers = [
            ("responder_id", &mut ticket.responder),
            ("group_id", &mut ticket.group),
            ("product_id", &mut ticket.product),
        ];
        for (name, slot) in numbers {
            if let Some(value) = fields.get(name)
                && change(name, json!(slot), value)
            {
                *slot = value.as_u64();
            }
        }
        if let Some(priority) = fields["priority"].as_u64()
            && change("priority", json!(ticket.priority), &fields["priority"])
        {
            let due = Self::due(ticket.created, priority);
            ticket.priority = priority;
            (ticket.due.first_response, ticket.due.resolution) = (due.first_response, due.resolution);
        }
        if let Some(kind) = fields.get("type")
            && change("type", json!(ticket.kind), kind)
        {
            ticket.kind = kind.as_str().map(str::to_owned);
        }
        for (name, value) in fields["custom_fields"].as_object().into_iter().flatten() {
            let old = ticket.custom_fields.insert(name.clone(), value.clone()).unwrap_or_default();
            change(name, old, value);
        }
        if fields["tags"].is_array() && strings(&fields["tags"]) != ticket.tags {
            // The list is set as a whole.
            ticket.tags = strings(&fields["tags"]);
            told.push((Deed::Tagged, ticket.tags.join(" ")));
        }
        if !told.is_empty() {
            ticket.updated = now;
        }
        for (deed, detail) in told {
            self.note(by, deed, id, detail);
        }
        if let Some(status) = fields["status"].as_u64() {
            self.set_status(id, status, by);
        }
        Ok(())
    }

    pub(super) fn set_status(&mut self, id: u64, status: u64, by: u64) {
        let now = self.now;
        let Some(ticket) = self.tickets.get_mut(&id).filter(|ticket| ticket.status != status) else { return };
        let old = ticket.status;
        ticket.status = status;
        ticket.updated = now;
        let stats = &mut ticket.stats;
        stats.status_updated = Some(now);
        stats.pending_since = (status == 3).then_some(now);
        if [4, 5].contains(&status) {
            stats.resolved.get_or_insert(now);
            stats.closed = if status == 5 { Some(now) } else { None };
        } else if [4, 5].contains(&old) {
            stats.reopened = Some(now);
            (stats.resolved, stats.closed) = (None, None);
        }
        self.note(by, Deed::Changed, id, format!("status: {old} -> {status}"));
    }

    /// A ticket that is not in the bin. Assumed: one in the bin can be read and restored, and nothing else.
    pub(super) fn live(&self, id: u64) -> Result<&Ticket, Refusal> {
        self.tickets.get(&id).filter(|ticket| ticket.deleted.is_none()).ok_or_else(Refusal::not_found)
    }

    fn check(&self, fields: &Value) -> Result<(), Refusal> {
        known_fields(fields, FIELDS)?;
        let statuses: Vec<u64> = self.statuses.keys().copied().collect();
        for (name, allowed) in [("status", statuses.as_slice()), ("priority", &[1, 2, 3, 4])] {
            let value = &fields[name];
            if value.is_null() {
                continue;
            }
            let Some(number) = value.as_u64() else {
                let message = "Value set is of type String.It should be a/an Integer";
                return Err(Refusal::invalid(name, "datatype_mismatch", message));
            };
            if !allowed.contains(&number) {
                let list: Vec<String> = allowed.iter().map(u64::to_string).collect();
                let message = format!("It should be one of these values: '{}'", list.join(","));
                return Err(Refusal::invalid(name, "invalid_value", &message));
            }
        }
        if let Some(agent) = fields["responder_id"].as_u64()
            && !self.agents.contains_key(&agent)
        {
            let message = "There is no agent matching the given responder_id";
            return Err(Refusal::invalid("responder_id", "invalid_value", message));
        }
        Ok(())
    }

    fn requester(&mut self, fields: &Value) -> Result<u64, Refusal> {
        if let Some(id) = fields["requester_id"].as_u64() {
            let known = self.contacts.contains_key(&id);
            let message = "There is no contact matching the given requester_id";
            return if known {
                Ok(id)
            } else {
                Err(Refusal::invalid("requester_id", "invalid_value", message))
            };
        }
        let Some(email) = fields["email"].as_str() else {
            let message = "It should be a/an Integer";
            return Err(Refusal::invalid("requester_id", "missing_field", message));
        };
        if let Some(contact) = self.contacts.values().find(|contact| contact.email == email) {
            return Ok(contact.id);
        }
        let name = fields["name"].as_str().unwrap_or(email);
        Ok(self.add_contact(name, email, None))
    }
}

/// The body as an object.
pub(super) fn object(request: &Request) -> Result<Value, Refusal> {
    let body = request.json();
    if body.is_object() { Ok(body) } else { Err(Refusal::no_json()) }
}

/// A field that is not known makes the whole request invalid, section `#error`.
pub(super) fn known_fields(body: &Value, known: &[&str]) -> Result<(), Refusal> {
    let names = body.as_object().map(Map::keys).into_iter().flatten();
    match names.into_iter().find(|name| !known.contains(&name.as_str())) {
        Some(name) => Err(Refusal::invalid(name, "invalid_field", "Unexpected/invalid field in request")),
        None => Ok(()),
    }
}

fn strings(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(|one| one.as_str().map(str::to_owned)).collect()
}
