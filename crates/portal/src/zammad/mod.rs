//! Zammad over its REST API. Written from its documentation and its source; never tried against a real portal.
//!
//! # What is read, and in which order
//!
//! The first sync reads three pages of the tickets that changed last, so that the queue is useful soon, then all
//! tickets by last change, the oldest first. Every page asks for what changed after the last row of the one before, and never
//! for a page number above 1 unless more tickets than the largest page holds, 200, were changed in one second: what changes
//! meanwhile would move tickets from one page to another. It asks by condition, which the database answers, and never by words, which
//! Elasticsearch answers late or not at all ([`api::Api::changed`]).
//!
//! An increment reads what changed from a minute before the last one began; rows of the overlap that were read before are
//! left out, so an idle increment delivers nothing. Then tickets that could not be read are tried again, and those that
//! are gone are found ([`sweep`]).
//!
//! # What a kill costs
//!
//! The cursor names the place after the rows that are stored with it, so a kill costs one page. It holds no cursor of the
//! portal's, so it is as good after a year. It holds the identifiers of all tickets as runs: two numbers when none is
//! missing.
//!
//! # What it costs
//!
//! A page costs one request for the list, three for each ticket (messages, history, tags), and one for each person who is
//! named in none of the histories. An idle increment costs two. No limit of requests is documented; a proxy may have one, and
//! its `Retry-After` is heeded.
//!
//! # What is written
//!
//! [`push`] says how surely.
//!
//! # What cannot be told
//!
//! The group of a ticket is its queue. Its owner is shown by log-in name, because only that one is unique and can be set. A
//! ticket that was imported has no history and says so. A group or a person that is renamed keeps its old name with tickets
//! until they change. What is enclosed is told by name,
//! type and size, and fetched when somebody asks for it.

mod api;
mod batch;
mod cursor;
mod examine;
mod history;
mod mapping;
mod membership;
mod people;
mod pull;
mod push;
mod state;
mod sweep;
mod ticket;
mod wire;

use policy::ticket::{Attachment, Change, Mapping, Operation, QueueMap, Ticket};
use url::Url;

use self::api::Api;
use self::cursor::Saved;
use self::pull::Job;
use crate::{
    Adapter, Capability, Cursor, Deadline, Delivery, Fault, Mark, Next, Probe, Pull, Push, PushNext,
};
use crate::{Fetch, file};
use crate::{Inquiry, Receipt, Request, Response, deadline, read};

/// One account of a Zammad.
#[derive(Debug)]
pub struct Zammad {
    api: Api,
}

impl Zammad {
    /// An adapter for the portal whose start page is `base`.
    #[must_use]
    pub const fn new(base: Url) -> Self {
        Self { api: Api { base } }
    }
}

impl Adapter for Zammad {
    fn kind(&self) -> &'static str {
        "zammad"
    }

    /// Deletions are found by a sweep. The intervals are what a small server bears: two cheap requests for an increment.
    fn capability(&self) -> Capability {
        Capability { delta: "query", tombstones: false, interval_s: [30, 60, 600], parallel: 4, tried: false }
    }

    /// <https://docs.zammad.org/en/latest/api/intro.html#authentication>. A token of OAuth2 is entered as `Bearer` and itself.
    fn authorization(&self, secret: &str) -> String {
        let secret = secret.trim();
        let is_whole = ["Bearer ", "Token "].iter().any(|scheme| secret.starts_with(scheme));
        if is_whole { secret.to_owned() } else { format!("Token token={secret}") }
    }

    fn probe(&self) -> Request {
        self.api.me()
    }

    fn read_probe(&self, response: &Response) -> Result<Probe, Fault> {
        examine::probe(&self.api, response)
    }

    fn probes(&self) -> Vec<Request> {
        vec![self.api.me(), self.api.states(), self.api.version()]
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
        Pull { cursor: None, state: serde_json::to_value(Job::one(id)).unwrap_or_default() }
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

    fn deadlines(&self, ticket: &Ticket) -> Vec<Deadline> {
        deadline::among(ticket, &ticket::DEADLINES)
    }

    fn fetch(&self, ticket: &str, file: &Attachment) -> Result<Fetch, Fault> {
        let (article, id) = file.id.split_once('-').unwrap_or_default();
        Ok(file::own(self.api.file(ticket, article, id)))
    }

    fn delivery_with_files(&self, change: &Change) -> Option<Delivery> {
        push::delivery(change).filter(|_| change.takes_files())
    }

    fn delivery(&self, change: &Change) -> Option<Delivery> {
        push::delivery(change)
    }

    fn tags(&self, ticket: &Ticket) -> Vec<String> {
        ticket::tags(ticket)
    }

    fn push_step(&self, push: &mut Push, answer: Option<&Response>) -> Result<PushNext, Fault> {
        push::step(&self.api, push, answer)
    }

    fn find(&self, operation: &Operation, mark: &Mark, fresh: &Ticket) -> Option<Receipt> {
        push::find(operation, mark, fresh)
    }

    fn suggested_mapping(&self) -> Mapping {
        mapping::suggested(&[])
    }

    fn read_mapping(&self, answers: &[Response]) -> Mapping {
        let mut mapping = mapping::suggested(&examine::known(&self.api, answers));
        let queues = self.read_probes(answers).map(|probe| probe.queues).unwrap_or_default();
        let row = |queue| QueueMap { queue, policy: None, severity: None, plan: None };
        mapping.queues.splice(0..0, queues.into_iter().map(row));
        mapping
    }
}
