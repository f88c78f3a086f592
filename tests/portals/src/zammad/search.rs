//! Search, page `api/intro`, section "Search via API", and `can_search.rb`.

use std::cmp::Ordering;

use serde_json::{Map, Value, json};

use super::account::Account;
use super::condition::Condition;
use super::index::Document;
use super::page::Page;
use super::query::{Dates, Query};
use super::refusal::{Answer, Refusal};
use super::ticket::{Shown, Ticket};
use crate::http::{Request, Response};
use crate::words;

impl Account {
    /// `GET /api/v1/tickets/search`, or `POST` with a condition: 50 a page, 200 at most, the latest update first. Only
    /// the database knows conditions: a query that Elasticsearch answers passes them over.
    ///
    /// Elasticsearch shows no result behind its ten thousandth: such a page is empty, and no error,
    /// <https://github.com/zammad/zammad/issues/5559>. Its count ends there too.
    pub(super) fn search(&mut self, request: &Request, by: u64) -> Answer {
        let page = Page::of(request, 50, 200);
        let sort = Sort::of(request)?;
        // Zammad takes all stars out of the query, so that `[… TO *]` has no end any more and finds nothing.
        let text = request.param("query").unwrap_or_default().replace('*', "");
        let asks_index = self.settings.elasticsearch && !text.trim().is_empty();
        let found = if asks_index {
            self.by_index(&text, &sort, by)
        } else {
            self.by_database(&text, &Condition::of(&request.json())?, &sort, by)?
        };
        let total = if asks_index { found.len().min(self.settings.window) } else { found.len() };
        if request.param("only_total_count") == Some("true") {
            return Ok(Response::of_json(200, &json!({ "total_count": total })));
        }
        if asks_index && page.offset + page.limit > self.settings.window {
            return Ok(self.results(request, &[], 0));
        }
        let part: Vec<u64> = found.into_iter().skip(page.offset).take(page.limit).collect();
        Ok(self.results(request, &part, total))
    }

    /// A list; with `full=true` identifiers and records; with `with_total_count=true` the list is below `records`.
    fn results(&self, request: &Request, ids: &[u64], total: usize) -> Response {
        let is = |name: &str| request.param(name) == Some("true");
        // A ticket that is gone is still in the index, and not in the answer.
        let tickets: Vec<&Ticket> = ids.iter().filter_map(|id| self.tickets.get(id)).collect();
        if is("full") {
            return Response::of_json(200, &self.full(&tickets, total));
        }
        let shown = if is("expand") { Shown::Names } else { Shown::Ids };
        let records: Vec<Value> = tickets.iter().map(|ticket| self.ticket_json(ticket, shown)).collect();
        let body = if is("with_total_count") {
            json!({ "records": records, "total_count": total })
        } else {
            Value::Array(records)
        };
        Response::of_json(200, &body)
    }

    fn full(&self, tickets: &[&Ticket], total: usize) -> Value {
        let (mut records, mut users) = (Map::new(), Map::new());
        for ticket in tickets {
            records.insert(ticket.id.to_string(), self.ticket_json(ticket, Shown::Ids));
            for id in [ticket.owner, ticket.customer, ticket.created_by, ticket.updated_by] {
                if let Some(user) = self.users.get(&id) {
                    users.insert(id.to_string(), self.user_json(user, false));
                }
            }
        }
        let ids: Vec<u64> = tickets.iter().map(|ticket| ticket.id).collect();
        json!({ "record_ids": ids, "assets": { "Ticket": records, "User": users }, "total_count": total })
    }

    fn by_index(&mut self, text: &str, sort: &Sort, by: u64) -> Vec<u64> {
        self.write_documents();
        self.index.catch_up(self.now - self.settings.search_delay);
        let Some(query) = Query::read(text) else { return Vec::new() };
        let dates = Dates { now: self.now, zone: self.settings.zone };
        let known = self
            .index
            .known
            .iter()
            .filter(|(id, document)| self.found_by(by, **id, document) && query.matches(document, dates));
        sort.ids(known.collect())
    }

    /// Whether somebody may find what the index knows, by what the index knows.
    fn found_by(&self, by: u64, id: u64, document: &Document) -> bool {
        let number = |name: &str| {
            document.get(name).and_then(|values| values.first()).and_then(|text| text.parse::<u64>().ok())
        };
        let group = number("group_id").is_some_and(|group| self.in_group(by, group));
        group || number("customer_id") == Some(by) || {
            self.tickets.get(&id).is_some_and(|ticket| self.may_see(by, ticket))
        }
    }

    /// Without Elasticsearch, or without a query, the database answers: it is up to date, and looks for the whole text
    /// of the query in titles, numbers and articles, whatever it says. A range of dates finds nothing.
    fn by_database(
        &self,
        text: &str,
        condition: &Condition,
        sort: &Sort,
        by: u64,
    ) -> Result<Vec<u64>, Refusal> {
        let text = text.trim().to_lowercase();
        let says = |ticket: &Ticket| {
            let mut said = ticket.articles.iter().map(|article| words::plain(&article.body).to_lowercase());
            ticket.title.to_lowercase().contains(&text)
                || ticket.number.contains(&text)
                || said.any(|body| body.contains(&text))
        };
        let mut documents: Vec<(u64, Document)> = Vec::new();
        for ticket in self.tickets.values().filter(|ticket| self.may_see(by, ticket) && says(ticket)) {
            if self.meets(ticket, condition)? {
                documents.extend(self.document(ticket.id).map(|document| (ticket.id, document)));
            }
        }
        Ok(sort.ids(documents.iter().map(|(id, document)| (id, document)).collect()))
    }
}

/// "Append `?sort_by={row name}` to your query"; `order_by` is the direction. There may be several of both, with
/// commas.
struct Sort(Vec<(String, bool)>);

/// What tickets can be sorted by.
const ROWS: &[&str] = &[
    "id",
    "number",
    "title",
    "group_id",
    "priority_id",
    "state_id",
    "organization_id",
    "owner_id",
    "customer_id",
    "created_at",
    "updated_at",
    "close_at",
    "pending_time",
    "escalation_at",
    "last_contact_at",
    "last_contact_agent_at",
    "last_contact_customer_at",
    "article_count",
];

impl Sort {
    fn of(request: &Request) -> Result<Self, Refusal> {
        let asked = |name: &str, default: &str| -> Vec<String> {
            let text = request.param(name).filter(|text| !text.is_empty()).unwrap_or(default);
            text.split(',').map(|one| one.trim().to_lowercase()).collect()
        };
        let (fields, orders) = (asked("sort_by", "updated_at"), asked("order_by", "desc"));
        let mut sort = Vec::new();
        for (place, field) in fields.into_iter().enumerate() {
            if !ROWS.contains(&field.as_str()) {
                let why = format!("Found invalid column '{field}' for sorting.");
                return Err(Refusal::unprocessable(&why));
            }
            let ascending = match orders.get(place).or(orders.last()).map(String::as_str) {
                Some("asc") => true,
                Some("desc") | None => false,
                Some(other) => {
                    return Err(Refusal::unprocessable(&format!("Found invalid order by '{other}'.")));
                }
            };
            sort.push((field, ascending));
        }
        Ok(Self(sort))
    }

    /// What is equal stands in no order that anybody promises; here the latest come first.
    fn ids(&self, mut list: Vec<(&u64, &Document)>) -> Vec<u64> {
        list.sort_by(|(left, one), (right, other)| {
            for (field, ascending) in &self.0 {
                let ordering = key(one, field).cmp(&key(other, field));
                if ordering != Ordering::Equal {
                    return if *ascending { ordering } else { ordering.reverse() };
                }
            }
            right.cmp(left)
        });
        list.into_iter().map(|(id, _)| *id).collect()
    }
}

/// Numbers by their size, and stamps and texts by their letters.
fn key<'a>(document: &'a Document, field: &str) -> (Option<u64>, Option<&'a String>) {
    let text = document.get(field).and_then(|values| values.first());
    (text.and_then(|text| text.parse().ok()), text)
}
