//! Logged time, page `api/ticket/timeaccounting`: a number without a unit, and no text.

use serde_json::{Value, json};

use super::account::Account;
use super::refusal::{Answer, Refusal};
use super::ticket::Ticket;
use super::update::object;
use crate::http::{Request, Response};
use crate::journal::Deed;

/// Time that somebody spent.
#[derive(Clone, Debug)]
pub(super) struct TimeEntry {
    pub(super) id: u64,
    article: Option<u64>,
    /// In tenths, since all examples have one digit behind the point.
    tenths: u64,
    kind: Option<u64>,
    by: u64,
    created: i64,
}

impl TimeEntry {
    /// As in `15.0`: a text, where the request may have a number.
    pub(super) fn unit_text(&self) -> String {
        text(self.tenths)
    }
}

impl Ticket {
    /// The sum of all entries; null while there is none.
    pub(super) fn time_unit(&self) -> Option<String> {
        let sum = self.times.iter().map(|time| time.tenths).sum();
        (!self.times.is_empty()).then(|| text(sum))
    }
}

impl Account {
    pub(super) fn times(&self, id: u64, by: u64) -> Answer {
        self.agents_only(by)?;
        let ticket = self.visible(by, id)?;
        let list = ticket.times.iter().map(|time| self.time_json(id, time)).collect();
        Ok(Response::of_json(200, &Value::Array(list)))
    }

    pub(super) fn ask_add_time(&mut self, request: &Request, id: u64, by: u64) -> Answer {
        self.workable(by, id)?;
        let body = object(request)?;
        let tenths = asked(&body["time_unit"])?.ok_or_else(no_number)?;
        let entry = self.add_time(id, None, tenths, body["type_id"].as_u64(), by);
        Ok(Response::of_json(201, &self.time_json(id, &entry)))
    }

    /// The sum of a ticket is saved with it, which changes its `updated_at`, `time_accounting.rb`.
    pub(super) fn add_time(
        &mut self,
        id: u64,
        article: Option<u64>,
        tenths: u64,
        kind: Option<u64>,
        by: u64,
    ) -> TimeEntry {
        let entry = TimeEntry { id: self.new_id(), article, tenths, kind, by, created: self.now };
        self.note(by, Deed::TimeLogged, id, entry.unit_text());
        if let Some(ticket) = self.tickets.get_mut(&id) {
            ticket.times.push(entry.clone());
        }
        self.touch(id, by);
        entry
    }

    fn time_json(&self, ticket: u64, time: &TimeEntry) -> Value {
        json!({
            "id": time.id,
            "ticket_id": ticket,
            "ticket_article_id": time.article,
            "time_unit": time.unit_text(),
            "type_id": time.kind,
            "created_by_id": time.by,
            "created_at": self.stamp(time.created),
            "updated_at": self.stamp(time.created),
        })
    }
}

/// Time as a request has it, a number or the text of one; none when it says nothing of it.
pub(super) fn asked(value: &Value) -> Result<Option<u64>, Refusal> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    if value.is_null() || text.is_empty() {
        return Ok(None);
    }
    let (whole, part) = text.split_once('.').unwrap_or((&text, "0"));
    let part = part.chars().next().and_then(|digit| digit.to_digit(10)).ok_or_else(no_number)?;
    let whole = whole.parse::<u64>().map_err(|_| no_number())?;
    Ok(Some(whole * 10 + u64::from(part)))
}

pub(super) fn text(tenths: u64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn no_number() -> Refusal {
    Refusal::unprocessable("Validation failed: Time unit is not a number")
}
