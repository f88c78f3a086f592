//! Views, page `views`: what agents who are no admins list tickets by.

use serde_json::{Value, json};

use super::account::Account;
use super::refusal::{Answer, Refusal};
use super::search::Query;
use super::ticket::{Gone, Ticket};
use crate::http::{Request, Response};

/// A view.
#[derive(Clone, Debug)]
pub(super) struct View {
    pub(super) title: String,
    /// In the words of the search.
    pub(super) query: String,
}

impl View {
    pub(super) fn unsolved() -> Self {
        Self { title: "All unsolved tickets".to_owned(), query: "status<solved".to_owned() }
    }
}

impl Account {
    pub(super) fn views(&self) -> Answer {
        let json = |(id, view): (&u64, &View)| {
            json!({
                "id": id, "title": view.title, "active": true, "url": self.url("views", id), "position": 1
            })
        };
        let views: Vec<Value> = self.views.iter().map(json).collect();
        let body = json!({ "views": views, "count": views.len(), "next_page": null, "previous_page": null });
        Ok(Response::of_json(200, &body))
    }

    /// A view reads the tickets themselves, so it knows of changes before the search does.
    pub(super) fn view_tickets(&self, request: &Request, id: u64, by: u64) -> Answer {
        let view = self.views.get(&id).ok_or_else(Refusal::not_found)?;
        let query = Query::read(&view.query, by);
        let tickets = self.tickets.values().filter(|ticket| ticket.gone == Gone::No);
        let list: Vec<&Ticket> = tickets.filter(|ticket| query.matches(ticket)).collect();
        self.ticket_list(request, list)
    }
}
