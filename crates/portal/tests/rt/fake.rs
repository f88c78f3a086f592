//! A small Request Tracker: the parts of REST 2 that the adapter uses, with the behaviour that was measured on 5.0.3.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime};
use portal::{Request, Response};
use serde_json::{Value, json};

use crate::query;

/// 2026-11-21T12:00:00Z.
pub const NOON: i64 = 1_795_262_400;

/// One ticket.
#[derive(Clone, Debug)]
pub struct Ticket {
    pub subject: String,
    pub status: String,
    pub updated: i64,
    pub merged_into: Option<u64>,
    /// Not visible to the token.
    pub hidden: bool,
    /// Identifier, instant and subject of each transaction.
    pub history: Vec<(u64, i64, String)>,
}

impl Ticket {
    fn is_listed(&self) -> bool {
        self.status != "deleted" && self.merged_into.is_none() && !self.hidden
    }
}

/// The portal.
#[derive(Debug, Default)]
pub struct Fake {
    pub tickets: RefCell<BTreeMap<u64, Ticket>>,
    pub clock: Cell<i64>,
    /// How far the zone of the token's user is ahead of UTC.
    pub zone_s: Cell<i64>,
    /// Lists do not tell how many rows there are.
    pub uncounted: Cell<bool>,
    /// Histories of these tickets fail.
    pub broken: RefCell<Vec<u64>>,
    /// Rows of these tickets have no status.
    pub garbled: RefCell<Vec<u64>>,
    /// How many requests were answered.
    pub requests: Cell<usize>,
    /// Whose token it is.
    pub user: RefCell<User>,
    transactions: Cell<u64>,
}

/// The token's user, `alice`.
#[derive(Clone, Debug, Default)]
pub struct User {
    /// The member of tickets by which a search finds that this is the user; none where the user has no ticket.
    pub named_by: Option<&'static str>,
    /// In which groups the user is.
    pub groups: Vec<u64>,
    /// Which groups the user may see.
    pub sees: Vec<u64>,
}

/// The groups that there are.
const GROUPS: [(u64, &str); 3] = [(35, "Agents"), (36, "Support leads"), (37, "Others")];

impl Fake {
    pub fn new() -> Self {
        let fake = Self::default();
        fake.clock.set(NOON);
        fake
    }

    pub fn with(count: u64) -> Self {
        let fake = Self::new();
        for _ in 0..count {
            fake.create();
        }
        fake.tick(60);
        fake
    }

    pub fn tick(&self, seconds: i64) {
        self.clock.set(self.clock.get() + seconds);
    }

    pub fn create(&self) -> u64 {
        let id = self.tickets.borrow().last_key_value().map_or(1, |(id, _)| id + 1);
        let at = self.clock.get();
        let history = vec![(self.transaction(), at, String::new())];
        let (subject, status) = ("new".to_owned(), "new".to_owned());
        let ticket = Ticket { subject, status, updated: at, merged_into: None, hidden: false, history };
        self.tickets.borrow_mut().insert(id, ticket);
        id
    }

    /// A change of the subject, now.
    pub fn touch(&self, id: u64) {
        self.touch_at(id, self.clock.get());
    }

    /// A change that becomes visible now with an older stamp.
    pub fn touch_at(&self, id: u64, at: i64) {
        let transaction = self.transaction();
        if let Some(ticket) = self.tickets.borrow_mut().get_mut(&id) {
            ticket.subject = format!("subject {transaction}");
            ticket.updated = at;
            ticket.history.push((transaction, at, ticket.subject.clone()));
        }
    }

    pub fn set_status(&self, id: u64, status: &str) {
        if let Some(ticket) = self.tickets.borrow_mut().get_mut(&id) {
            ticket.status = status.to_owned();
        }
        self.touch(id);
    }

    pub fn merge(&self, id: u64, into: u64) {
        if let Some(ticket) = self.tickets.borrow_mut().get_mut(&id) {
            ticket.merged_into = Some(into);
        }
        self.touch(into);
    }

    pub fn hide(&self, id: u64, hidden: bool) {
        if let Some(ticket) = self.tickets.borrow_mut().get_mut(&id) {
            ticket.hidden = hidden;
        }
    }

    /// Identifier, subject, status, last change and number of transactions of all that can be seen.
    pub fn visible(&self) -> BTreeMap<String, (String, String, i64, usize)> {
        let tickets = self.tickets.borrow();
        let listed = tickets.iter().filter(|(_, ticket)| ticket.is_listed());
        listed
            .map(|(id, ticket)| {
                let told =
                    (ticket.subject.clone(), ticket.status.clone(), ticket.updated, ticket.history.len());
                (id.to_string(), told)
            })
            .collect()
    }

    pub fn answer(&self, request: &Request) -> Response {
        self.requests.set(self.requests.get() + 1);
        let path: Vec<&str> = request.url.path_segments().expect("a path").skip(2).collect();
        let of = |name: &str| {
            request.url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
        };
        match path.as_slice() {
            ["tickets"] if of("query").is_some_and(|query| query.contains("__CurrentUser__")) => {
                self.own(&of("query").expect("a query"))
            }
            ["user", "alice"] => self.alice(),
            ["groups"] => self.groups(&of("query").expect("a query")),
            ["tickets"] => {
                assert!(of("page").is_none(), "tickets are never read by page number");
                self.list(&of("query").expect("a query"), request, of("per_page"))
            }
            ["ticket", id] => self.single(id.parse().expect("a number")),
            ["ticket", id, "history"] => self.history(id.parse().expect("a number"), of("page").as_deref()),
            ["ticket", _, "attachments"] => ok(self.clock.get(), &json!({"items": [], "total": null})),
            ["user", name] => ok(self.clock.get(), &json!({"Name": name, "Privileged": 1})),
            other => panic!("{other:?} is not asked for"),
        }
    }

    /// A ticket of the token's own user.
    fn own(&self, query: &str) -> Response {
        let named_by =
            self.user.borrow().named_by.filter(|field| query == format!("{field} = '__CurrentUser__'"));
        let items: Vec<Value> =
            named_by.map(|field| json!({"id": "1", field: {"id": "alice"}})).into_iter().collect();
        ok(self.clock.get(), &json!({"items": items, "total": items.len()}))
    }

    /// Whoever reads the own record sees those groups there that may be seen.
    fn alice(&self) -> Response {
        let user = self.user.borrow();
        let seen = user.groups.iter().filter(|group| user.sees.contains(group));
        let link = |id: &u64| json!({"id": id.to_string(), "type": "group", "_url": format!("https://rt.example/REST/2.0/group/{id}")});
        let groups: Vec<Value> = seen.map(link).collect();
        ok(self.clock.get(), &json!({"id": 31, "Name": "alice", "Privileged": 1, "Memberships": groups}))
    }

    /// Of the groups that a query in JSON names, by number or all, those that may be seen.
    fn groups(&self, query: &str) -> Response {
        let query: Vec<Value> = serde_json::from_str(query).expect("JSON");
        let fits = |id: u64| query.iter().any(|one| one["field"] == "Domain" || one["value"] == id);
        let user = self.user.borrow();
        let seen = GROUPS.iter().filter(|(id, _)| fits(*id) && user.sees.contains(id));
        let row = |(id, name): &(u64, &str)| json!({"id": id.to_string(), "type": "group", "Name": name});
        let items: Vec<Value> = seen.map(row).collect();
        ok(self.clock.get(), &json!({"items": items, "total": null, "pages": null}))
    }

    fn list(&self, query: &str, request: &Request, rows: Option<String>) -> Response {
        let tickets = self.tickets.borrow();
        let fits = query::parse(query, self.zone_s.get());
        let mut found: Vec<(&u64, &Ticket)> =
            tickets.iter().filter(|(id, ticket)| ticket.is_listed() && fits(**id, ticket)).collect();
        let pairs: Vec<(String, String)> = request.url.query_pairs().into_owned().collect();
        let order: Vec<&str> =
            pairs.iter().filter(|(key, _)| key == "orderby").map(|(_, by)| by.as_str()).collect();
        match order.as_slice() {
            ["LastUpdated", "id"] => found.sort_by_key(|(id, ticket)| (ticket.updated, **id)),
            ["id"] => found.sort_by_key(|(id, _)| **id),
            other => panic!("no order {other:?}"),
        }
        if pairs.iter().any(|(key, value)| key == "order" && value == "DESC") {
            found.reverse();
        }
        let total = if self.uncounted.get() { Value::Null } else { json!(found.len()) };
        let rows = rows.and_then(|rows| rows.parse().ok()).unwrap_or(20usize).min(100);
        let mut items: Vec<Value> =
            found.into_iter().take(rows).map(|(id, ticket)| row(*id, ticket)).collect();
        for id in self.garbled.borrow().iter().map(|id| json!(id.to_string())) {
            items.iter_mut().filter(|item| item["id"] == id).for_each(|item| item["Status"] = Value::Null);
        }
        ok(self.clock.get(), &json!({"items": items, "total": total, "page": 1, "pages": 0.0}))
    }

    fn single(&self, id: u64) -> Response {
        let tickets = self.tickets.borrow();
        let end = |ticket: &Ticket| ticket.merged_into;
        let mut at = id;
        while let Some(into) = tickets.get(&at).and_then(end) {
            at = into;
        }
        match tickets.get(&at) {
            None => response(404, self.clock.get(), &json!({"message": "Not Found"})),
            Some(ticket) if ticket.hidden => {
                response(403, self.clock.get(), &json!({"message": "Forbidden"}))
            }
            Some(ticket) => {
                let mut body = row(at, ticket);
                body["id"] = json!(at);
                body["EffectiveId"] = json!({"id": at.to_string()});
                ok(self.clock.get(), &body)
            }
        }
    }

    fn history(&self, id: u64, page: Option<&str>) -> Response {
        if self.broken.borrow().contains(&id) {
            return response(500, self.clock.get(), &Value::Null);
        }
        let skip = (page.and_then(|page| page.parse::<usize>().ok()).unwrap_or(1) - 1) * 100;
        let tickets = self.tickets.borrow();
        let history = tickets.get(&id).map(|ticket| ticket.history.as_slice()).unwrap_or_default();
        let items: Vec<Value> = history
            .iter()
            .skip(skip)
            .take(100)
            .map(|(transaction, at, subject)| {
                json!({
                    "id": transaction.to_string(), "Created": iso(*at), "Creator": {"id": "alice", "RealName": "Alice"},
                    "Type": if subject.is_empty() { "Create" } else { "Set" },
                    "Field": if subject.is_empty() { "" } else { "Subject" },
                    "OldValue": "", "NewValue": subject, "ObjectId": id.to_string(),
                })
            })
            .collect();
        ok(self.clock.get(), &json!({"items": items, "total": null, "pages": null}))
    }

    fn transaction(&self) -> u64 {
        self.transactions.set(self.transactions.get() + 1);
        self.transactions.get()
    }
}

/// Seconds of a literal of the one form that Request Tracker reads; every other counts as 1970.
pub fn seconds(literal: &str) -> i64 {
    NaiveDateTime::parse_from_str(literal, "%Y-%m-%d %H:%M:%S").map_or(0, |at| at.and_utc().timestamp())
}

fn row(id: u64, ticket: &Ticket) -> Value {
    json!({
        "id": id.to_string(), "type": "ticket", "EffectiveId": id.to_string(), "Subject": ticket.subject,
        "Status": ticket.status, "Queue": {"id": "3", "Name": "Support"}, "Owner": {"id": "Nobody"},
        "Requestor": [{"id": "cust1"}], "Cc": [], "Creator": {"id": "cust1"}, "Priority": "10",
        "Created": iso(ticket.history.first().map_or(0, |first| first.1)), "LastUpdated": iso(ticket.updated),
        "Due": "1970-01-01T00:00:00Z", "CustomFields": "",
    })
}

fn iso(at: i64) -> String {
    DateTime::from_timestamp(at, 0).expect("an instant").format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

pub fn ok(clock: i64, body: &Value) -> Response {
    response(200, clock, body)
}

fn response(status: u16, clock: i64, body: &Value) -> Response {
    let date = DateTime::from_timestamp(clock, 0).expect("an instant").format("%a, %d %b %Y %H:%M:%S GMT");
    let headers = vec![("date".to_owned(), date.to_string())];
    Response { status, headers, body: body.to_string().into_bytes() }
}
