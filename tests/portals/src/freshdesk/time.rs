//! Logged time, section `#time-entries`.

use serde_json::{Value, json};

use super::account::Account;
use super::refusal::{Answer, Refusal};
use super::update::object;
use crate::clock::iso;
use crate::http::{Request, Response};
use crate::journal::Deed;

/// Time that an agent spent.
#[derive(Clone, Debug)]
pub(super) struct TimeEntry {
    id: u64,
    ticket: u64,
    agent: u64,
    /// As in `01:30`.
    spent: String,
    note: Option<String>,
    billable: bool,
    created: i64,
}

impl TimeEntry {
    fn json(&self) -> Value {
        json!({
            "id": self.id,
            "ticket_id": self.ticket,
            "agent_id": self.agent,
            "time_spent": self.spent,
            "note": self.note,
            "billable": self.billable,
            "timer_running": false,
            "executed_at": iso(self.created),
            "start_time": iso(self.created),
            "created_at": iso(self.created),
            "updated_at": iso(self.created),
        })
    }
}

impl Account {
    pub(super) fn times(&self, request: &Request, id: u64) -> Answer {
        let ticket = self.live(id)?;
        self.list(request, ticket.times.iter().map(TimeEntry::json).collect())
    }

    /// `time_spent` is in hh:mm. Without it a timer would start, which this account does not have.
    pub(super) fn add_time(&mut self, request: &Request, ticket: u64, by: u64) -> Answer {
        let body = object(request)?;
        self.live(ticket)?;
        let spent = body["time_spent"].as_str().filter(|text| {
            text.split_once(':').is_some_and(|(hours, minutes)| {
                hours.parse::<u32>().is_ok() && minutes.parse::<u32>().is_ok_and(|minutes| minutes < 60)
            })
        });
        let wrong = || Refusal::invalid("time_spent", "invalid_value", "It should be in the 'hh:mm' format");
        let spent = spent.ok_or_else(wrong)?.to_owned();
        let (id, created) = (self.new_id(), self.now);
        let agent = body["agent_id"].as_u64().unwrap_or(by);
        let note = body["note"].as_str().map(str::to_owned);
        let billable = body["billable"].as_bool().unwrap_or(true);
        let entry = TimeEntry { id, ticket, agent, spent, note, billable, created };
        let detail = format!("{} {}", entry.spent, entry.note.as_deref().unwrap_or_default());
        self.note(by, Deed::TimeLogged, ticket, detail.trim());
        let json = entry.json();
        if let Some(ticket) = self.tickets.get_mut(&ticket) {
            ticket.times.push(entry);
        }
        Ok(Response::of_json(201, &json))
    }
}
