//! Search, page `search`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::account::Account;
use super::read::with;
use super::refusal::{Answer, Refusal};
use super::ticket::{Gone, Ticket};
use crate::clock::instant;
use crate::http::{Request, Response};

/// "The Search API returns up to 1,000 results per query, with a maximum of 100 results per page."
const MOST: usize = 1000;
/// Statuses in the order in which `status<solved` compares them.
const STATUSES: &[&str] = &["new", "open", "pending", "hold", "solved", "closed"];

/// Tickets as the search knows them: it can take some minutes until a change is indexed.
#[derive(Debug, Default)]
pub(super) struct Index {
    known: BTreeMap<u64, Ticket>,
    coming: Vec<(i64, Ticket)>,
}

impl Index {
    pub(super) fn change(&mut self, ticket: &Ticket, now: i64) {
        let bare = Ticket { comments: Vec::new(), audits: Vec::new(), ..ticket.clone() };
        self.coming.push((now, bare));
    }

    fn catch_up(&mut self, until: i64) {
        let (known, coming): (Vec<_>, Vec<_>) = self.coming.drain(..).partition(|(at, _)| *at <= until);
        self.coming = coming;
        self.known.extend(known.into_iter().map(|(_, ticket)| (ticket.id, ticket)));
    }
}

/// A query, as far as it is about tickets.
#[derive(Debug)]
pub(super) struct Query {
    terms: Vec<(bool, Term)>,
}

#[derive(Debug)]
enum Term {
    /// Property, comparison, value.
    Property(String, char, String),
    Word(String),
}

impl Query {
    /// Reads `type:ticket status<solved updated>=2026-11-21T10:00:00Z -tags:spam assignee:me words`.
    pub(super) fn read(text: &str, me: u64) -> Self {
        let terms = text.split_whitespace().map(|word| {
            let (negated, word) = word.strip_prefix('-').map_or((false, word), |rest| (true, rest));
            let term = match word.find([':', '<', '>']) {
                None => Term::Word(word.trim_matches('"').to_lowercase()),
                Some(at) => {
                    let (name, rest) = word.split_at(at);
                    let mut comparison = rest.chars().next().unwrap_or(':');
                    let mut value = rest.get(1..).unwrap_or_default();
                    if let Some(after) = value.strip_prefix('=') {
                        // `>=` and `<=`.
                        comparison = if comparison == '>' { 'g' } else { 'l' };
                        value = after;
                    }
                    let value =
                        if value == "me" { me.to_string() } else { value.trim_matches('"').to_owned() };
                    Term::Property(name.to_owned(), comparison, value)
                }
            };
            (negated, term)
        });
        Self { terms: terms.collect() }
    }

    pub(super) fn matches(&self, ticket: &Ticket) -> bool {
        self.terms.iter().all(|(negated, term)| term.matches(ticket) != *negated)
    }
}

impl Term {
    fn matches(&self, ticket: &Ticket) -> bool {
        let (name, comparison, value) = match self {
            Self::Word(word) => {
                let text = format!("{} {}", ticket.subject, ticket.description).to_lowercase();
                return text.contains(word);
            }
            Self::Property(name, comparison, value) => (name.as_str(), *comparison, value.as_str()),
        };
        let id = |id: Option<u64>| {
            if value == "none" { id.is_none() } else { id.map(|id| id.to_string()).as_deref() == Some(value) }
        };
        match name {
            "type" => value == "ticket",
            "order_by" | "sort" => true,
            "status" => {
                let place = |status: &str| STATUSES.iter().position(|one| *one == status);
                compares(place(&ticket.status), comparison, place(value))
            }
            "updated" => compares(Some(ticket.updated), comparison, instant(value)),
            "created" => compares(Some(ticket.created), comparison, instant(value)),
            "priority" => ticket.priority.as_deref() == Some(value),
            "ticket_type" => ticket.kind.as_deref() == Some(value),
            "tags" => ticket.tags.iter().any(|tag| tag == value),
            "assignee" => id(ticket.assignee),
            "requester" => id(Some(ticket.requester)),
            "organization" => id(ticket.organization),
            "group" => id(ticket.group),
            "external_id" => ticket.external_id.as_deref() == Some(value),
            _ => false,
        }
    }
}

fn compares<T: PartialOrd>(left: Option<T>, comparison: char, right: Option<T>) -> bool {
    let (Some(left), Some(right)) = (left, right) else { return false };
    match comparison {
        '>' => left > right,
        '<' => left < right,
        'g' => left >= right,
        'l' => left <= right,
        _ => left == right,
    }
}

impl Account {
    /// `GET /api/v2/search`: by offset only, and not beyond the thousandth result.
    pub(super) fn search(&mut self, request: &Request, by: u64) -> Answer {
        if request.param("page[size]").is_some() {
            // Article 4467682277402 shows this refusal.
            return Err(Refusal::bad_parameter("page", "Invalid parameter: page must be an integer"));
        }
        let number = |name: &str, default: usize| {
            request.param(name).and_then(|text| text.parse().ok()).filter(|n| *n > 0).unwrap_or(default)
        };
        if number("page", 1) * number("per_page", 100).min(100) > MOST {
            let why = "Requested response size was greater than Search Response Limits";
            return Err(Refusal::unprocessable("Invalid search", why));
        }
        let list = self.found(request, by)?;
        let (part, mut rest) = self.paged(request, list)?;
        rest.insert("facets".to_owned(), Value::Null);
        let results = part.iter().map(|ticket| self.result_json(ticket)).collect();
        let mut body = with(rest, "results", results);
        self.side_load(request, &part.iter().collect::<Vec<_>>(), &mut body);
        Ok(Response::of_json(200, &body))
    }

    /// `GET /api/v2/search/export`: by cursor, up to 1,000 a page, sorted by `created_at` and by nothing else;
    /// `filter[type]` is required.
    pub(super) fn search_export(&mut self, request: &Request, by: u64) -> Answer {
        if request.param("filter[type]") != Some("ticket") {
            return Err(Refusal::bad_parameter("filter[type]", "It is required."));
        }
        let mut sized = request.clone();
        if sized.param("page[size]").is_none() {
            sized.query.push(("page[size]".to_owned(), "100".to_owned()));
        }
        let mut list = self.found(request, by)?;
        list.sort_by_key(|ticket| (ticket.created, ticket.id));
        let (part, mut rest) = self.paged_by(&sized, list, MOST)?;
        rest.insert("facets".to_owned(), Value::Null);
        let results = part.iter().map(|ticket| self.result_json(ticket)).collect();
        Ok(Response::of_json(200, &with(rest, "results", results)))
    }

    pub(super) fn search_count(&mut self, request: &Request, by: u64) -> Answer {
        let count = self.found(request, by)?.len();
        Ok(Response::of_json(200, &json!({ "count": count })))
    }

    fn found(&mut self, request: &Request, by: u64) -> Result<Vec<Ticket>, Refusal> {
        let text = request.param("query").filter(|text| !text.is_empty());
        let text = text.ok_or_else(|| Refusal::bad_parameter("query", "It is required."))?;
        self.index.catch_up(self.now - self.settings.search_delay);
        let query = Query::read(text, by);
        let known = self.index.known.values().filter(|ticket| ticket.gone == Gone::No);
        let mut list: Vec<Ticket> = known.filter(|ticket| query.matches(ticket)).cloned().collect();
        let word = |name: &str| text.split_whitespace().find_map(|word| word.strip_prefix(name));
        let by = request.param("sort_by").or(word("order_by:")).unwrap_or("updated_at");
        if by.starts_with("created") {
            list.sort_by_key(|ticket| (ticket.created, ticket.id));
        } else {
            list.sort_by_key(|ticket| (ticket.updated, ticket.id));
        }
        // The newest come first unless `asc` is asked for.
        if request.param("sort_order").or(word("sort:")) != Some("asc") {
            list.reverse();
        }
        Ok(list)
    }

    fn result_json(&self, ticket: &Ticket) -> Value {
        let mut json = self.ticket_json(ticket);
        json["result_type"] = json!("ticket");
        json
    }
}
