//! Zendesk Support over its Ticketing API. Written from its documentation; never tried against the real portal.
//!
//! # What is read, and in which order
//!
//! The first sync reads by search what is not solved, the newest first, so that the queue is useful after the first
//! page. Then the incremental export gives everything, the oldest change first, and from then on what changes; its cursor
//! is kept. The export holds back the last minute and may be asked ten times a minute by the whole account, so what is
//! shown is one to two minutes old:
//! <https://developer.zendesk.com/documentation/ticketing/managing-tickets/using-the-incremental-export-api/>.
//!
//! Only administrators may export. With an agent's token (403) what is solved comes by search, too, and changes are found by
//! a search for `updated>=` with ten minutes of overlap, because the search knows a change some minutes late; deletions
//! are then read from the bin.
//!
//! Every list only names tickets. They are read as they are now with `show_many`, where the portal's own deadlines come
//! with them, and each with its audits, from which the past is rebuilt.
//!
//! # What a kill costs
//!
//! The cursor names the place after the rows that are stored with it, so a kill costs one page. A cursor that the portal no
//! longer knows (that of a search lives one hour) costs the pass it belongs to; nothing is lost.
//!
//! # What it costs
//!
//! A page of 50 tickets costs one request for the list, three for what its numbers mean, one for each ticket, and one for up to
//! 100 people who wrote. An increment without changes costs one request; by search two.
//!
//! # What cannot be told
//!
//! The group of a ticket is its queue. A ticket that Zendesk closes by itself without an audit counts as incomplete. A
//! field that is renamed keeps its old name with tickets until they change. With an agent's token, a ticket that leaves what
//! the agent may see is not told. What is enclosed is told by name, type and size, and fetched when
//! somebody asks for it.

mod api;
mod batch;
mod cursor;
mod examine;
mod history;
mod job;
mod known;
mod mapping;
mod membership;
mod names;
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
    Adapter, Capability, Cursor, Deadline, Delivery, Due, Fault, Mark, Next, Probe, Pull, Push, PushNext,
};
use crate::{Fetch, file};
use crate::{Inquiry, Receipt, Request, Response, deadline, read};

/// Hosts on which it keeps files: an address of its own sends us there.
/// <https://developer.zendesk.com/api-reference/ticketing/tickets/ticket-attachments/> warns not to send credentials along.
const FILE_HOSTS: [&str; 2] = [".zdusercontent.com", ".zdassets.com"];

/// One account of Zendesk Support.
#[derive(Debug)]
pub struct Zendesk {
    api: Api,
}

impl Zendesk {
    /// An adapter for the portal whose start page is `base`.
    #[must_use]
    pub const fn new(base: Url) -> Self {
        Self { api: Api { base } }
    }
}

impl Adapter for Zendesk {
    fn kind(&self) -> &'static str {
        "zendesk"
    }

    /// The export may be asked ten times a minute by all consoles of an account together.
    fn capability(&self) -> Capability {
        Capability {
            delta: "cursor",
            tombstones: true,
            interval_s: [60, 180, 3600],
            parallel: 4,
            tried: false,
        }
    }

    /// `address/token:token`, `address:token`, or an OAuth token alone:
    /// <https://developer.zendesk.com/api-reference/introduction/security-and-auth/>.
    fn authorization(&self, secret: &str) -> String {
        let secret = secret.trim();
        match secret.split_once(':') {
            Some((who, _)) if who.ends_with("/token") => format!("Basic {}", STANDARD.encode(secret)),
            Some((who, token)) if who.contains('@') => {
                format!("Basic {}", STANDARD.encode(format!("{who}/token:{token}")))
            }
            Some(_) | None => format!("Bearer {secret}"),
        }
    }

    fn probe(&self) -> Request {
        self.api.me()
    }

    fn read_probe(&self, response: &Response) -> Result<Probe, Fault> {
        examine::probe(&self.api, response)
    }

    fn probes(&self) -> Vec<Request> {
        vec![self.api.me(), self.api.groups(None), self.api.fields(None)]
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

    /// Those that were kept are over: <https://developer.zendesk.com/api-reference/ticketing/business-rules/sla_policies/>.
    fn deadlines(&self, ticket: &Ticket) -> Vec<Deadline> {
        let what = |metric: &str| match metric {
            "first_reply_time" => Due::Clock("first-response"),
            "next_reply_time" => Due::Clock("next-reply"),
            "periodic_update_time" | "pausable_update_time" => Due::Clock("update"),
            "requester_wait_time" | "agent_work_time" | "total_resolution_time" => Due::Clock("resolution"),
            _ => Due::Other,
        };
        let all = deadline::breaches(ticket, what).into_iter();
        all.filter(|deadline| deadline.stage.as_deref() != Some("achieved")).collect()
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
