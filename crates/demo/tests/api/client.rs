//! A portal with a clock that is set by hand, and a small client.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use calendar::Moment;
use demo::{Clock, Options, Running, Server};
use portal::open::wire::{Changes, Contract, Customer, Problem, Ticket};
use reqwest::RequestBuilder;
use reqwest::header::HeaderMap;
use serde_json::Value;

/// A Saturday at noon: no office is open.
pub const ORIGIN: &str = "2026-11-21T12:00:00Z";

/// A clock that stands still until it is moved.
#[derive(Clone)]
pub struct Hand(Arc<AtomicI64>);

impl Hand {
    pub fn at(moment: Moment) -> Self {
        Self(Arc::new(AtomicI64::new(moment.0)))
    }

    pub fn clock(&self) -> Clock {
        let time = Arc::clone(&self.0);
        Arc::new(move || Moment(time.load(Ordering::SeqCst)))
    }

    pub fn pass(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

/// A running portal, its clock, and a client for it.
pub struct Desk {
    pub running: Running,
    pub hand: Hand,
    http: reqwest::Client,
}

/// An answer that came whole.
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

/// Records by their identifiers.
pub type Table<T> = BTreeMap<String, T>;

/// A copy of everything, as a console would hold it.
#[derive(Default, Clone, PartialEq, Debug)]
pub struct Copy {
    pub tickets: Table<Ticket>,
    pub customers: Table<Customer>,
    pub contracts: Table<Contract>,
    /// Identifiers of records in the order in which they came.
    pub received: Vec<String>,
    pub pages: usize,
    pub cursor: String,
}

/// Usual options on a frozen portal without a limit.
pub fn frozen(size: u32, hand: &Hand) -> Options {
    let mut options = Options::new(7, size, hand.clock());
    options.changes_per_hour = 0;
    options.requests_per_minute = None;
    options
}

pub fn hand() -> Hand {
    Hand::at(ORIGIN.parse().unwrap())
}

impl Desk {
    pub fn open(options: Options, hand: &Hand) -> Self {
        // It is set once for all tests of this binary; the second time fails and changes nothing.
        let _first = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { running: Server::start(options).unwrap(), hand: hand.clone(), http }
    }

    pub fn frozen(size: u32) -> Self {
        let hand = hand();
        Self::open(frozen(size, &hand), &hand)
    }

    pub fn get(&self, path: &str) -> RequestBuilder {
        self.http.get(format!("{}{path}", self.running.address())).bearer_auth(self.running.token())
    }

    pub fn post(&self, ticket: &str, key: &str, version: &str, body: &Value) -> RequestBuilder {
        self.http
            .post(format!("{}/v1/tickets/{ticket}/updates", self.running.address()))
            .bearer_auth(self.running.token())
            .header("idempotency-key", key)
            .header("if-match", format!("\"{version}\""))
            .body(body.to_string())
    }

    pub async fn page(&self, after: Option<&str>, limit: usize) -> Changes {
        let after = after.map(|cursor| format!("&after={cursor}")).unwrap_or_default();
        let reply = send(self.get(&format!("/v1/changes?limit={limit}{after}"))).await;
        assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
        reply.json()
    }

    pub async fn ticket(&self, id: &str) -> Ticket {
        send(self.get(&format!("/v1/tickets/{id}"))).await.json()
    }

    /// Everything, from the beginning.
    pub async fn full(&self) -> Copy {
        self.read(Copy::default(), 500).await
    }

    /// What has changed since the copy was made.
    pub async fn increment(&self, copy: &Copy) -> Copy {
        let start = Copy { cursor: copy.cursor.clone(), ..Copy::default() };
        self.read(start, 500).await
    }

    pub async fn read(&self, mut copy: Copy, limit: usize) -> Copy {
        loop {
            let after = Some(copy.cursor.clone()).filter(|cursor| !cursor.is_empty());
            let page = self.page(after.as_deref(), limit).await;
            copy.take(&page);
            if page.end {
                return copy;
            }
        }
    }
}

impl Copy {
    pub fn take(&mut self, page: &Changes) {
        for ticket in &page.tickets {
            let ticket: Ticket = serde_json::from_str(ticket.get()).unwrap();
            self.received.push(ticket.id.clone());
            self.tickets.insert(ticket.id.clone(), ticket);
        }
        for customer in &page.customers {
            let customer: Customer = serde_json::from_str(customer.get()).unwrap();
            self.received.push(customer.id.clone());
            self.customers.insert(customer.id.clone(), customer);
        }
        for contract in &page.contracts {
            let contract: Contract = serde_json::from_str(contract.get()).unwrap();
            self.received.push(contract.id.clone());
            self.contracts.insert(contract.id.clone(), contract);
        }
        self.pages += 1;
        self.cursor.clone_from(&page.cursor);
    }

    /// The same records, whatever the way they came.
    pub fn records(&self) -> (&Table<Ticket>, &Table<Customer>, &Table<Contract>) {
        (&self.tickets, &self.customers, &self.contracts)
    }

    /// Lays an increment over the copy.
    pub fn merge(&mut self, increment: Self) {
        self.tickets.extend(increment.tickets);
        self.customers.extend(increment.customers);
        self.contracts.extend(increment.contracts);
        self.cursor = increment.cursor;
    }

    /// Any ticket that is there and not gone.
    pub fn some_ticket(&self) -> &Ticket {
        self.tickets.values().find(|ticket| ticket.gone.is_none() && ticket.status == "open").unwrap()
    }
}

pub async fn send(request: RequestBuilder) -> Reply {
    try_send(request).await.unwrap()
}

pub async fn try_send(request: RequestBuilder) -> Result<Reply, reqwest::Error> {
    let response = request.send().await?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Ok(Reply { status, headers, body: response.bytes().await?.to_vec() })
}

impl Reply {
    pub fn json<T: serde::de::DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The problem's code, after the head was checked, too.
    pub fn problem(&self) -> Problem {
        let problem: Problem = self.json();
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(problem.status, self.status);
        problem
    }
}
