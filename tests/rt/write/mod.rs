//! The writing side of the adapter against the real portal. A small outbox drives it: read, send, read again.

mod fields;
mod messages;
mod relations;

use std::cell::Cell;
use std::collections::BTreeMap;

use policy::ticket::{Change, Event, Operation, Seen, Ticket, What};
use portal::{Adapter, Fault, Mark, Method, Next, PushNext, Receipt, Request, Response};

use super::server::RequestTracker;

/// More rounds than any operation needs.
const ROUNDS: usize = 20;

/// One member of staff who writes through the adapter.
struct Writer {
    adapter: portal::RequestTracker,
    authorization: String,
    client: reqwest::Client,
    /// How many requests went out that change something.
    sent: Cell<usize>,
    made: Cell<u32>,
}

/// How an attempt ended.
#[derive(Debug, PartialEq, Eq)]
enum End {
    Done(Receipt),
    Changed,
    /// The answer never came.
    Lost,
    Refused(String),
}

impl Writer {
    fn new(rt: &RequestTracker, who: &str) -> Self {
        let adapter = portal::RequestTracker::new(rt.address.parse().expect("an address"));
        let authorization = adapter.authorization(&rt.token(who));
        let client = reqwest::Client::new();
        Self { adapter, authorization, client, sent: Cell::new(0), made: Cell::new(0) }
    }

    fn operation(&self, ticket: u64, change: Change) -> Operation {
        self.made.set(self.made.get() + 1);
        let id = format!("{:08x}-89ab-4def-8123-456789abcdef", self.made.get());
        Operation { id, ticket: ticket.to_string(), change, files: Vec::new(), seen: Seen::default() }
    }

    /// The ticket as the portal tells it now.
    async fn read(&self, id: &str) -> Option<Ticket> {
        let mut pull = self.adapter.start_one(id);
        let mut answers = Vec::new();
        loop {
            match self.adapter.step(&mut pull, &answers).expect("a page") {
                Next::Page(page) => return page.tickets.into_iter().next(),
                Next::Fetch(requests) => {
                    answers.clear();
                    for request in &requests {
                        answers.push(self.carry(request).await);
                    }
                }
            }
        }
    }

    /// One attempt.
    async fn push(&self, operation: &Operation, fresh: Option<&Ticket>) -> End {
        self.attempt(operation, fresh, false).await
    }

    /// One attempt whose answer is thrown away.
    async fn push_unheard(&self, operation: &Operation, fresh: Option<&Ticket>) -> End {
        self.attempt(operation, fresh, true).await
    }

    async fn attempt(&self, operation: &Operation, fresh: Option<&Ticket>, lose: bool) -> End {
        let mut push = self.adapter.push(operation, fresh);
        let mut answer = None;
        for _ in 0..ROUNDS {
            match self.adapter.push_step(&mut push, answer.as_ref()) {
                Ok(PushNext::Ask(request)) => {
                    assert_eq!(request.method, Method::Get, "a question changes nothing");
                    answer = Some(self.carry(&request).await);
                }
                Ok(PushNext::Send(request)) => {
                    self.sent.set(self.sent.get() + 1);
                    answer = Some(self.carry(&request).await);
                    if lose {
                        return End::Lost;
                    }
                }
                Ok(PushNext::Done(receipt)) => return End::Done(receipt),
                Ok(PushNext::Changed) => return End::Changed,
                Err(fault) => return End::Refused(refusal(&fault)),
            }
        }
        panic!("{operation:?} does not end");
    }

    /// Reads the ticket, carries the change out, and reads it again.
    async fn change(&self, ticket: u64, change: Change) -> (Operation, Receipt, Ticket) {
        let operation = self.operation(ticket, change);
        let fresh = self.read(&operation.ticket).await.expect("the ticket");
        let end = self.push(&operation, Some(&fresh)).await;
        let End::Done(receipt) = end else { panic!("{operation:?}: {end:?}") };
        let after = self.read(&operation.ticket).await.expect("the ticket");
        (operation, receipt, after)
    }

    /// What the portal says against a change; nothing may have come of it.
    async fn refused(&self, ticket: u64, change: Change) -> String {
        let operation = self.operation(ticket, change);
        let fresh = self.read(&operation.ticket).await.expect("the ticket");
        let End::Refused(words) = self.push(&operation, Some(&fresh)).await else { panic!("{operation:?}") };
        let after = self.read(&operation.ticket).await.expect("the ticket");
        assert_eq!(after.version, fresh.version, "{operation:?} was refused and did something");
        words
    }

    /// What an operation did, as it is found when its answer was lost.
    async fn find(&self, operation: &Operation, mark: &Mark) -> Option<Receipt> {
        let fresh = self.read(&operation.ticket).await?;
        self.adapter.find(operation, mark, &fresh)
    }

    async fn carry(&self, request: &Request) -> Response {
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut call = self.client.request(method, request.url.as_str());
        call = call.header("authorization", &self.authorization);
        for (name, value) in &request.headers {
            call = call.header(*name, value);
        }
        if let Some(body) = &request.body {
            call = call.header("content-type", "application/json").body(body.clone());
        }
        let answer = call.send().await.expect("Request Tracker answers");
        let text = |value: &reqwest::header::HeaderValue| value.to_str().unwrap_or_default().to_owned();
        let headers = answer.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect();
        let status = answer.status().as_u16();
        Response { status, headers, body: answer.bytes().await.expect("a whole answer").to_vec() }
    }
}

/// A refusal that certainly did nothing, in words.
fn refusal(fault: &Fault) -> String {
    assert!(fault.is_refusal(), "{fault:?} leaves it open what happened");
    let (Fault::Refused { detail, .. } | Fault::Forbidden { detail, .. }) = fault else {
        panic!("{fault:?} is no refusal of this change")
    };
    detail.clone()
}

fn set(name: &str, to: Option<&str>) -> Change {
    Change::Set { name: name.to_owned(), to: to.map(str::to_owned) }
}

fn reply(text: &str) -> Change {
    Change::Reply { body: text.to_owned() }
}

/// The event of this identifier, which is a message.
fn message<'a>(ticket: &'a Ticket, id: Option<&str>) -> (&'a Event, bool, &'a str) {
    let event = ticket.events.iter().find(|event| Some(event.id.as_str()) == id).expect("the event");
    let What::Message { public, body, .. } = &event.what else { panic!("{event:?} is no message") };
    (event, *public, body)
}

fn new_ticket(queue: &str, subject: &str, fields: &[(&str, &str)]) -> Change {
    let fields: BTreeMap<String, String> =
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Change::Create {
        queue: queue.to_owned(),
        subject: subject.to_owned(),
        body: "The tape is stuck.".to_owned(),
        contact: "new.customer@example.test".to_owned(),
        fields,
    }
}
