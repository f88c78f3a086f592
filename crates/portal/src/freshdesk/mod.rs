//! Freshdesk over its API, version 2. Written from its documentation; never tried against the real portal.
//!
//! # What is read, and in which order
//!
//! The first sync reads three pages of the tickets that changed last, so that the queue is useful soon, then all
//! tickets by last change, the oldest first. Every page asks for what changed since the last row of the one before, and
//! never for a page number above 1 unless more tickets than a page holds were changed in one second: page numbers end at 300,
//! and what changes meanwhile would move tickets from one page to another. Without `updated_since` only the last 30 days
//! would come: <https://developers.freshdesk.com/api/#list_all_tickets>.
//!
//! An increment reads what changed from a minute before the last one began, then what was deleted and what is spam, which
//! are lists of their own. Rows of the overlap that were read before are left out, so an idle increment delivers nothing.
//!
//! # What a kill costs
//!
//! The cursor names the place after the rows that are stored with it, so a kill costs one page. It holds no cursor of the
//! portal's, so it is as good after a year.
//!
//! # What it costs
//!
//! A page costs one request for the list, one for the fields, one for each ticket, each company and each writer who is
//! neither requester nor agent. An idle increment costs three requests of a kind of which the smallest plan allows 20 a minute
//! for the whole account: <https://developers.freshdesk.com/api/#ratelimit>.
//!
//! # What cannot be told
//!
//! There is no history: every ticket says so. Which ticket another one was merged into is not told; it is closed, with a note.
//! That a deletion changes the stamp of a ticket is not documented; one that does not is noticed when the ticket is opened.
//! What is enclosed is told by name, type and size, and fetched when somebody asks for it.

mod api;
mod batch;
mod cursor;
mod examine;
mod known;
mod mapping;
mod membership;
mod pull;
mod push;
mod ticket;
mod wire;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use policy::ticket::{Attachment, Change, Mapping, Operation, QueueMap, Ticket};
use url::Url;

use self::api::Api;
use self::cursor::Saved;
use self::known::Known;
use self::pull::Job;
use crate::{
    Adapter, Capability, Cursor, Deadline, Delivery, Fault, Mark, Next, Probe, Pull, Push, PushNext,
};
use crate::{Fetch, file};
use crate::{Inquiry, Receipt, Request, Response, deadline, read};

/// Hosts on which it keeps files, under addresses that are signed: <https://developers.freshdesk.com/api/#view_a_ticket> shows one.
const FILE_HOSTS: [&str; 2] = [".freshdesk.com", "s3.amazonaws.com"];

/// The most bytes that the files of a message have together: 20 MB.
const MOST_FILE_BYTES: u64 = 20 << 20;

/// One account of Freshdesk.
#[derive(Debug)]
pub struct Freshdesk {
    api: Api,
}

impl Freshdesk {
    /// An adapter for the portal whose start page is `base`.
    #[must_use]
    pub const fn new(base: Url) -> Self {
        Self { api: Api { base } }
    }
}

impl Adapter for Freshdesk {
    fn kind(&self) -> &'static str {
        "freshdesk"
    }

    /// Lists of tickets may be asked 20 times a minute by all consoles of a Growth account together; an increment takes three.
    fn capability(&self) -> Capability {
        Capability {
            delta: "query",
            tombstones: true,
            interval_s: [60, 300, 7200],
            parallel: 4,
            tried: false,
        }
    }

    /// The key is the user name; the password does not matter: <https://developers.freshdesk.com/api/#authentication>.
    fn authorization(&self, secret: &str) -> String {
        let secret = secret.trim();
        let pair = if secret.contains(':') { secret.to_owned() } else { format!("{secret}:X") };
        format!("Basic {}", STANDARD.encode(pair))
    }

    fn probe(&self) -> Request {
        self.api.me()
    }

    fn read_probe(&self, response: &Response) -> Result<Probe, Fault> {
        examine::probe(&self.api, response)
    }

    fn probes(&self) -> Vec<Request> {
        vec![self.api.me(), self.api.fields()]
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

    fn fetch(&self, _ticket: &str, file: &Attachment) -> Result<Fetch, Fault> {
        file::at(&self.api.base, &FILE_HOSTS, file.url.as_deref().unwrap_or_default())
    }

    fn fetch_moved(&self, to: &str) -> Result<Fetch, Fault> {
        file::at(&self.api.base, &FILE_HOSTS, to)
    }

    fn delivery(&self, change: &Change) -> Option<Delivery> {
        push::delivery(change)
    }

    fn delivery_with_files(&self, change: &Change) -> Option<Delivery> {
        push::delivery(change).filter(|_| change.takes_files())
    }

    /// <https://developers.freshdesk.com/api/#reply_ticket>
    fn most_file_bytes(&self) -> Option<u64> {
        Some(MOST_FILE_BYTES)
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
        mapping::suggested(&Known::default())
    }

    fn read_mapping(&self, answers: &[Response]) -> Mapping {
        let mut mapping = mapping::suggested(&examine::known(&self.api, answers));
        let queues = self.read_probes(answers).map(|probe| probe.queues).unwrap_or_default();
        let row = |queue| QueueMap { queue, policy: None, severity: None, plan: None };
        mapping.queues.splice(0..0, queues.into_iter().map(row));
        mapping
    }
}
