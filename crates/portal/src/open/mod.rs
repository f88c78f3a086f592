//! The open portal API (`openapi/portal.yaml`), version 1.
//!
//! One feed gives everything, tickets whole and with their texts: a page is one request. The portal's cursor is kept as
//! it came; a page that was not stored is asked for again with the cursor before it, so a kill costs one page. When the
//! portal no longer knows the cursor (410), a full read begins in the same step ([`crate::Page::afresh`]).
//!
//! A ticket's severity, classification, plan, policy and product become fields of these names (`product-version` for
//! the version), so that a mapping finds them. Customers come with their tickets; their own records hold nothing more
//! that is used.

mod membership;
mod page;
mod push;
mod ticket;
pub mod wire;

use std::collections::BTreeMap;

use policy::ticket::{Attachment, Change, FieldMap, Mapping, Operation, QueueMap, Ticket};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::{
    Adapter, Capability, Cursor, Delivery, Fault, Fetch, Mark, Method, Next, Probe, Pull, Push, PushNext,
};
use crate::{Inquiry, Receipt, Request, Response, file, read};

/// The most records of a first page: it should be there at once, and customers and contracts count, too.
const FIRST: u32 = 150;
/// The most records of every other page: the rows of one are stored in one short transaction.
const MORE: u32 = 250;
/// What a portal answers to a cursor of a sequence that it no longer keeps.
const STALE: u16 = 410;
/// Words for how two tickets may be linked that every portal takes which takes links.
const RELATIONS: [&str; 3] = ["related", "duplicate-of", "caused-by"];
/// What a portal answers where the token sees no such ticket.
const NOT_FOUND: u16 = 404;

/// One account of a portal that speaks the open portal API.
#[derive(Debug)]
pub struct OpenPortal {
    base: Url,
}

/// The cursor, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Saved {
    after: String,
}

/// Between the two steps of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct State {
    after: Option<String>,
    /// The portal did not know the cursor.
    afresh: bool,
    /// Only this ticket is read.
    #[serde(default)]
    one: Option<String>,
}

impl OpenPortal {
    /// An adapter for the portal whose start page is `base`.
    #[must_use]
    pub const fn new(base: Url) -> Self {
        Self { base }
    }

    fn get(&self, path: &[&str]) -> Request {
        let mut url = self.base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().push("v1").extend(path);
        }
        let headers = vec![("Accept", "application/json".to_owned())];
        Request { method: Method::Get, url, headers, body: None, upload: None }
    }

    fn changes(&self, after: Option<&str>) -> Request {
        let mut request = self.get(&["changes"]);
        let limit = if after.is_some() { MORE } else { FIRST };
        let mut query = request.url.query_pairs_mut();
        if let Some(after) = after {
            query.append_pair("after", after);
        }
        query.append_pair("limit", &limit.to_string());
        drop(query);
        request
    }

    fn about(&self, response: &Response) -> Result<wire::About, Fault> {
        read::straight(&self.probe().url, response)
    }
}

impl Adapter for OpenPortal {
    fn kind(&self) -> &'static str {
        "open"
    }

    fn capability(&self) -> Capability {
        Capability { delta: "cursor", tombstones: true, interval_s: [5, 10, 60], parallel: 2, tried: true }
    }

    fn authorization(&self, secret: &str) -> String {
        format!("Bearer {}", secret.trim())
    }

    fn probe(&self) -> Request {
        self.get(&["about"])
    }

    fn read_probe(&self, response: &Response) -> Result<Probe, Fault> {
        let about = self.about(response)?;
        let queues: Vec<String> = about.queues.into_iter().map(|queue| queue.name).collect();
        let warnings = if queues.is_empty() {
            vec![
                "The token sees no queue. Ask the portal's administrator for the right to read one."
                    .to_owned(),
            ]
        } else {
            Vec::new()
        };
        let portal = format!("{} {}", about.product, about.version);
        Ok(Probe { portal, user: Some(about.user.name), queues, warnings })
    }

    fn membership(&self, heard: &[Vec<Response>]) -> Option<Inquiry> {
        Some(membership::inquire(self, heard))
    }

    fn start(&self, cursor: Option<&Cursor>) -> Pull {
        Pull { cursor: cursor.cloned(), state: serde_json::Value::Null }
    }

    fn start_one(&self, id: &str) -> Pull {
        let state = State { one: Some(id.to_owned()), ..State::default() };
        Pull { cursor: None, state: serde_json::to_value(state).unwrap_or_default() }
    }

    fn step(&self, pull: &mut Pull, answers: &[Response]) -> Result<Next, Fault> {
        let saved = pull.cursor.as_ref().and_then(|cursor| serde_json::from_str::<Saved>(&cursor.0).ok());
        let known = serde_json::from_value::<State>(pull.state.take()).ok();
        let state =
            known.unwrap_or_else(|| State { after: saved.map(|saved| saved.after), ..State::default() });
        if let Some(id) = &state.one {
            let request = self.get(&["tickets", id]);
            return match answers.first() {
                Some(answer) if answer.status == NOT_FOUND => Ok(Next::Page(Box::default())),
                Some(answer) => Ok(Next::Page(Box::new(page::read_one(&request.url, answer)?))),
                None => ask(pull, &state, request),
            };
        }
        let request = self.changes(state.after.as_deref());
        let Some(answer) = answers.first() else { return ask(pull, &state, request) };
        if answer.status == STALE && state.after.is_some() {
            return ask(pull, &State { afresh: true, ..State::default() }, self.changes(None));
        }
        let page = page::read(&request.url, answer, state.after.as_deref())?;
        Ok(Next::Page(Box::new(crate::Page { afresh: state.afresh, ..page })))
    }

    fn delivery(&self, change: &Change) -> Option<Delivery> {
        push::delivery(change)
    }

    fn find(&self, operation: &Operation, mark: &Mark, fresh: &Ticket) -> Option<Receipt> {
        push::find(operation, mark, fresh)
    }

    fn fetch(&self, ticket: &str, file: &Attachment) -> Result<Fetch, Fault> {
        Ok(file::own(self.get(&["tickets", ticket, "attachments", &file.id])))
    }

    fn delivery_with_files(&self, change: &Change) -> Option<Delivery> {
        push::delivery(change).filter(|_| change.takes_files())
    }

    fn tells_calls(&self) -> bool {
        true
    }

    fn tags(&self, ticket: &Ticket) -> Vec<String> {
        push::tags(ticket)
    }

    fn relations(&self) -> &'static [&'static str] {
        &RELATIONS
    }

    fn push_step(&self, push: &mut Push, answer: Option<&Response>) -> Result<PushNext, Fault> {
        push::step(self, push, answer)
    }

    fn suggested_mapping(&self) -> Mapping {
        let itself = |name: &str| FieldMap { field: name.to_owned(), values: BTreeMap::new() };
        let words =
            |words: &[&str]| words.iter().map(|word| ((*word).to_owned(), (*word).to_owned())).collect();
        Mapping {
            queues: vec![QueueMap { queue: "*".to_owned(), policy: None, severity: None, plan: None }],
            statuses: words(&[
                "new",
                "open",
                "waiting-on-customer",
                "waiting-on-vendor",
                "on-hold",
                "solved",
                "closed",
            ]),
            severity: Some(itself(ticket::SEVERITY)),
            classification: Some(itself(ticket::CLASSIFICATION)),
            plan: Some(itself(ticket::PLAN)),
            channels: words(&["portal", "email", "phone", "chat", "api"]),
            product: Some(ticket::PRODUCT.to_owned()),
            version: Some(ticket::VERSION.to_owned()),
        }
    }

    fn read_mapping(&self, answers: &[Response]) -> Mapping {
        let mut mapping = self.suggested_mapping();
        let about = answers.first().and_then(|answer| self.about(answer).ok());
        let queues = about.map(|about| about.queues).unwrap_or_default();
        let row = |queue: wire::Queue| QueueMap {
            queue: queue.name,
            policy: queue.policy,
            severity: None,
            plan: None,
        };
        mapping.queues.splice(0..0, queues.into_iter().map(row));
        mapping
    }
}

fn ask(pull: &mut Pull, state: &State, request: Request) -> Result<Next, Fault> {
    pull.state =
        serde_json::to_value(state).map_err(|error| read::shape_fault(&request.url, &error.to_string()))?;
    Ok(Next::Fetch(vec![request]))
}
