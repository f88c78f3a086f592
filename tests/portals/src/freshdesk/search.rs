//! Search, section `#filter_tickets`.

use serde_json::{Value, json};

use super::account::Account;
use super::refusal::{Answer, Refusal};
use super::ticket::Ticket;
use crate::clock::instant;
use crate::http::{Request, Response};

/// A page has 30 tickets, and there are 10 pages at most.
const SIZE: usize = 30;
const PAGES: usize = 10;

impl Account {
    /// `GET /api/v2/search/tickets?query="status:2 AND updated_at:>'2026-11-20'"`: terms with AND between them, and such
    /// rows with OR between them. Brackets are not read here.
    pub(super) fn search(&self, request: &Request) -> Answer {
        let text = request.param("query").unwrap_or_default();
        let quoted = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        let text = quoted.filter(|text| text.len() <= 512 && !text.contains('(')).ok_or_else(|| {
            let message = "Given query is invalid. It should be in double quotes and at most 512 characters";
            Refusal::invalid("query", "invalid_value", message)
        })?;
        let page = request.param("page").map_or(Some(1), |page| page.parse::<usize>().ok());
        let page = page.filter(|page| (1..=PAGES).contains(page)).ok_or_else(|| {
            Refusal::invalid(
                "page",
                "invalid_value",
                "It should be a Positive Integer less than or equal to 10",
            )
        })?;
        let found = |ticket: &&Ticket| {
            ticket.deleted.is_none()
                && !ticket.spam
                && text.split(" OR ").any(|row| row.split(" AND ").all(|term| matches(ticket, term.trim())))
        };
        let mut list: Vec<&Ticket> = self.tickets.values().filter(found).collect();
        list.sort_by_key(|ticket| std::cmp::Reverse((ticket.created, ticket.id)));
        let total = list.len();
        let part = list.into_iter().skip((page - 1) * SIZE).take(SIZE);
        let results: Vec<Value> = part.map(|ticket| self.full_json(request, ticket, false)).collect();
        Ok(Response::of_json(200, &json!({ "results": results, "total": total })))
    }
}

/// `:>` means at least, and `:<` at most.
fn matches(ticket: &Ticket, term: &str) -> bool {
    let Some((name, value)) = term.split_once(':') else { return false };
    let (order, value) = match value.chars().next() {
        Some('>') => (1, value.get(1..).unwrap_or_default()),
        Some('<') => (-1, value.get(1..).unwrap_or_default()),
        _ => (0, value),
    };
    let value = value.trim_matches('\'');
    let number = |own: Option<u64>| match value {
        "null" => own.is_none(),
        text => text.parse::<u64>().is_ok_and(|asked| match (own, order) {
            (Some(own), 1) => own >= asked,
            (Some(own), -1) => own <= asked,
            (own, _) => own == Some(asked),
        }),
    };
    // Dates have no time of day: `:<'2026-11-21'` is up to the end of that day.
    let date = |own: i64| {
        instant(value).is_some_and(|day| match order {
            1 => own >= day,
            -1 => own < day + 86_400,
            _ => (day..day + 86_400).contains(&own),
        })
    };
    match name {
        "status" => number(Some(ticket.status)),
        "priority" => number(Some(ticket.priority)),
        "agent_id" => number(ticket.responder),
        "group_id" => number(ticket.group),
        "type" => ticket.kind.as_deref().unwrap_or("null") == value,
        "tag" => ticket.tags.iter().any(|tag| tag == value),
        "created_at" => date(ticket.created),
        "updated_at" => date(ticket.updated),
        "due_by" => date(ticket.due.resolution),
        "fr_due_by" => date(ticket.due.first_response),
        _ => false,
    }
}
