//! Jira Service Management in the Cloud, over version 3 of the platform's API and the API of service desks. Written from their
//! documentation; never tried against the real portal. Jira Data Center has neither that version nor that search, so
//! the test of a connection says that it cannot be read.
//!
//! # What is read, and in which order
//!
//! Every pass asks first who the token stands for, because searches read times in that user's zone ([`zone`]), and which
//! projects are service desks. The first sync then reads what is not done, the newest first, so that the queue is
//! useful after the first page, and after it what is done. What changes meanwhile is found by the first increment.
//!
//! An increment reads what changed from ten minutes before the last one began ([`cursor::LATE_S`] says why), the oldest change
//! first. A search knows minutes only, and a page is followed by a search from the minute of its last row; the portal's own
//! token for the next page is used only within one minute. Rows that were read before are left out, so an idle
//! increment delivers nothing. Then tickets that could not be read are tried again, and those that are gone are
//! found ([`sweep`]).
//!
//! A ticket is known by the number, which stays when the issue moves and its key changes. Comments and history are read
//! for each ticket on their own, because what a search tells of them is only the latest part.
//!
//! # What a kill costs
//!
//! The cursor names the place after the rows that are stored with it, so a kill costs one page. A token of the portal's
//! lives for seven days; where it is refused, its part begins anew.
//!
//! # What it costs
//!
//! A page of 50 tickets costs one request for the list, one for the fields, one for the marks of all comments, and two for
//! each ticket. An idle increment costs four. The cursor holds the identifiers of all tickets as runs, and those that a round of
//! the sweep still waits for once more; numbers are shared with all other projects of the site, so a run is short: up to ten
//! bytes a ticket. The limits of requests with a user's token are not published, so a 429 is
//! waited for as it says: <https://developer.atlassian.com/cloud/jira/platform/rate-limiting/>.
//!
//! # What cannot be told
//!
//! How a request came in is not in the documentation, so there is no channel. A colleague of the customer with an account that is no
//! customer's, who does not take part in the request, counts as staff. An archived issue stays as it was. An issue
//! tells which files it has, but not with which message each came; [`enclosed`] says how that is found. They are fetched
//! when somebody asks for them.

mod adf;
mod api;
mod batch;
mod cursor;
mod date;
mod enclosed;
mod examine;
mod history;
mod known;
mod mapping;
mod membership;
mod pull;
mod push;
mod sweep;
mod ticket;
mod wire;
mod zone;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use policy::ticket::{Attachment, Change, Mapping, Operation, QueueMap, Ticket};
use serde_json::Value;
use url::Url;

use self::api::Api;
use self::cursor::Saved;
use self::known::Known;
use self::pull::Job;
use crate::{
    Adapter, Capability, Cursor, Deadline, Delivery, Due, Fault, Mark, Next, Probe, Pull, Push, PushNext,
};
use crate::{Fetch, file};
use crate::{Inquiry, Receipt, Request, Response, deadline, read};

/// One site of Jira Service Management.
#[derive(Debug)]
pub struct JiraServiceManagement {
    api: Api,
}

impl JiraServiceManagement {
    /// An adapter for the portal whose start page is `base`.
    #[must_use]
    pub const fn new(base: Url) -> Self {
        Self { api: Api { base } }
    }
}

impl Adapter for JiraServiceManagement {
    fn kind(&self) -> &'static str {
        "jsm"
    }

    /// Four requests for an idle increment: 500 consoles together ask three times a second.
    fn capability(&self) -> Capability {
        Capability { delta: "query", tombstones: false, interval_s: [30, 60, 600], parallel: 4, tried: false }
    }

    /// Mail address and API token, with a colon between them, as
    /// <https://developer.atlassian.com/cloud/jira/platform/basic-auth-for-rest-apis/> says; without a colon it is a
    /// token that stands for itself: <https://confluence.atlassian.com/enterprise/using-personal-access-tokens-1026032365.html>.
    fn authorization(&self, secret: &str) -> String {
        let secret = secret.trim();
        if secret.contains(':') {
            format!("Basic {}", STANDARD.encode(secret))
        } else {
            format!("Bearer {secret}")
        }
    }

    fn probe(&self) -> Request {
        self.api.me()
    }

    fn read_probe(&self, response: &Response) -> Result<Probe, Fault> {
        examine::probe(&self.api, response)
    }

    fn probes(&self) -> Vec<Request> {
        vec![self.api.me(), self.api.desks(0), self.api.fields(), self.api.statuses()]
    }

    fn read_probes(&self, answers: &[Response]) -> Result<Probe, Fault> {
        examine::examine(&self.api, answers)
    }

    fn membership(&self, heard: &[Vec<Response>]) -> Option<Inquiry> {
        Some(membership::inquire(&self.api, heard))
    }

    fn start(&self, cursor: Option<&Cursor>) -> Pull {
        Pull { cursor: cursor.cloned(), state: Value::Null }
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

    /// A project names its goals as it likes; these are the ones that every new project has:
    /// <https://support.atlassian.com/jira-service-management-cloud/docs/what-are-slas/>.
    fn deadlines(&self, ticket: &Ticket) -> Vec<Deadline> {
        deadline::breaches(ticket, |name| match name.to_lowercase().as_str() {
            "time to first response" => Due::Clock("first-response"),
            "time to resolution" => Due::Clock("resolution"),
            _ => Due::Other,
        })
    }

    fn delivery(&self, change: &Change) -> Option<Delivery> {
        push::delivery(change)
    }

    fn delivery_with_files(&self, change: &Change) -> Option<Delivery> {
        push::delivery_with_files(change)
    }

    fn fetch(&self, _ticket: &str, file: &Attachment) -> Result<Fetch, Fault> {
        Ok(file::own(self.api.file(&file.id)))
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
        mapping::suggested(&Known::default(), &Value::Null)
    }

    fn read_mapping(&self, answers: &[Response]) -> Mapping {
        let (known, statuses) = examine::told(&self.api, answers);
        let mut mapping = mapping::suggested(&known, &statuses);
        let queues = self.read_probes(answers).map(|probe| probe.queues).unwrap_or_default();
        let row = |queue| QueueMap { queue, policy: None, severity: None, plan: None };
        mapping.queues.splice(0..0, queues.into_iter().map(row));
        mapping
    }
}
