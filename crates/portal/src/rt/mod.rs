//! Request Tracker 5 over REST 2. Tried with 5.0.3.
//!
//! # What is read, and in which order
//!
//! The first sync reads all tickets that are not solved, then all others, each from the greatest identifier down, so
//! that the queue is useful after the first page. Every page asks for tickets below the last identifier: identifiers
//! do not change, so nothing can move from one page to another meanwhile, and page numbers are never used. Before
//! the first page the ticket changed last is asked for; all that changes during the first sync changes after it
//! and is found by the first increment, also a ticket that is solved between the two passes.
//!
//! An increment reads all changes from 10 s before the last one began ([`cursor::OVERLAP_S`] says why), by last change
//! and identifier, again by key and never by page number: the next page begins with the last ticket of the one before,
//! which is compared, not delivered again. A ticket that is touched meanwhile moves to the end and is read there. When
//! more tickets than a page holds were changed in one second, the identifier goes on within it. Rows of the overlap
//! that were read more than 10 s after their stamp cannot have changed under the same stamp and are left out, so that an
//! idle increment delivers nothing; younger ones are delivered again, because stamps are whole seconds.
//!
//! Then tickets that could not be read before are tried again, and those that are gone are found ([`sweep`]).
//!
//! # What a kill costs
//!
//! The cursor names the place after the rows that are stored with it; nothing else is remembered. Whatever was asked for
//! the page that was not stored is asked again: one page. It holds no page number, so it is as good after a year.
//!
//! # What it costs
//!
//! A page of 20 tickets costs one request for the list and two for each ticket (three where something can be enclosed), and one for each member of staff who wrote
//! in them. An idle increment costs two requests. The cursor holds the identifiers of all tickets as runs: two
//! numbers when none is missing, about 50 KB for a hundred thousand tickets of which every tenth is missing.
//!
//! # What is written
//!
//! [`push`] says how surely, and [`marker`] how a message is known again.
//!
//! # What cannot be told
//!
//! A requestor's new mail address is noticed with the ticket's next change. What is enclosed is told
//! by name, type and size; it is fetched when somebody asks for it ([`enclosed`]), always whole.

mod api;
mod batch;
mod cursor;
mod date;
mod enclosed;
mod examine;
mod history;
mod mapping;
mod marker;
mod membership;
mod message;
mod people;
mod pull;
mod push;
mod row;
mod sweep;
mod wire;
mod zone;

use policy::ticket::{Attachment, Change, Mapping, Operation, Ticket};
use url::Url;

use self::api::{Api, Order};
use self::cursor::Saved;
use self::pull::Job;
use crate::{
    Adapter, Capability, Cursor, Deadline, Delivery, Due, Fault, Fetch, Mark, Next, Probe, Pull, Push,
    PushNext,
};
use crate::{Inquiry, Receipt, Request, Response, deadline, read};

/// Login name of the machine.
const SYSTEM: &str = "RT_System";
/// Login name of the owner of tickets that nobody owns.
const NOBODY: &str = "Nobody";

/// One account of a Request Tracker.
#[derive(Debug)]
pub struct RequestTracker {
    api: Api,
}

impl RequestTracker {
    /// An adapter for the portal whose start page is `base`.
    #[must_use]
    pub const fn new(base: Url) -> Self {
        Self { api: Api { base } }
    }
}

impl Adapter for RequestTracker {
    fn kind(&self) -> &'static str {
        "rt"
    }

    fn capability(&self) -> Capability {
        Capability { delta: "query", tombstones: false, interval_s: [30, 60, 600], parallel: 4, tried: true }
    }

    fn authorization(&self, secret: &str) -> String {
        format!("token {}", secret.trim())
    }

    fn probe(&self) -> Request {
        self.api.queues()
    }

    fn read_probe(&self, response: &Response) -> Result<Probe, Fault> {
        examine::probe(&self.api, response)
    }

    fn probes(&self) -> Vec<Request> {
        let newest = self.api.stamps("id > 0", Order::Youngest);
        vec![self.probe(), self.api.version(), newest, self.api.mine()]
    }

    fn read_probes(&self, answers: &[Response]) -> Result<Probe, Fault> {
        examine::examine(&self.api, answers)
    }

    fn membership(&self, heard: &[Vec<Response>]) -> Option<Inquiry> {
        Some(membership::inquire(&self.api, heard))
    }

    fn start(&self, cursor: Option<&Cursor>) -> Pull {
        Pull { cursor: cursor.cloned(), state: serde_json::Value::Null }
    }

    fn start_one(&self, id: &str) -> Pull {
        // An identifier that is no number names no ticket: 0 finds none.
        let job = Job::of_one(id.parse().unwrap_or(0));
        Pull { cursor: None, state: serde_json::to_value(&job).unwrap_or_default() }
    }

    fn step(&self, pull: &mut Pull, answers: &[Response]) -> Result<Next, Fault> {
        let wrong = |error: serde_json::Error| read::shape_fault(&self.api.base, &error.to_string());
        let mut job = if pull.state.is_null() {
            Job::new(Saved::read(pull.cursor.as_ref()))
        } else {
            serde_json::from_value(pull.state.take()).map_err(wrong)?
        };
        let next = job.advance(&self.api, answers)?;
        pull.state = serde_json::to_value(&job).map_err(wrong)?;
        Ok(next)
    }

    /// Its service levels set `Due` to whatever is due next.
    fn deadlines(&self, ticket: &Ticket) -> Vec<Deadline> {
        deadline::among(ticket, &[("Due", Due::Next)])
    }

    fn delivery(&self, change: &Change) -> Option<Delivery> {
        push::delivery(change)
    }

    fn push_step(&self, push: &mut Push, answer: Option<&Response>) -> Result<PushNext, Fault> {
        push::step(&self.api, push, answer)
    }

    fn fetch(&self, _ticket: &str, file: &Attachment) -> Result<Fetch, Fault> {
        Ok(Fetch { request: self.api.part(&file.id), signed: true, plain: false })
    }

    fn read_file(&self, request: &Request, response: &Response) -> Result<Vec<u8>, Fault> {
        enclosed::content(&request.url, response)
    }

    fn delivery_with_files(&self, change: &Change) -> Option<Delivery> {
        push::delivery(change).filter(|_| change.takes_files())
    }

    fn find(&self, operation: &Operation, mark: &Mark, fresh: &Ticket) -> Option<Receipt> {
        push::find(operation, mark, fresh)
    }

    fn suggested_mapping(&self) -> Mapping {
        mapping::suggested()
    }
}
