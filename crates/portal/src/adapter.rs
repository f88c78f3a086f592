//! What every adapter does.

use policy::facts::Contract;
use policy::ticket::{Attachment, Change, Mapping, Operation, QueueMap, Ticket};
use serde::{Deserialize, Serialize};

use crate::push::{self, Delivery, Mark, Push, PushNext, Receipt};
use crate::{Deadline, Fault, Fetch, Inquiry, Request, Response, file, read};

/// One portal account, seen through its API. Holds the base address; never the secret.
pub trait Adapter: Send + Sync + std::fmt::Debug {
    /// One of [`crate::KINDS`].
    fn kind(&self) -> &'static str;

    /// What this portal can do.
    fn capability(&self) -> Capability;

    /// The value of the `Authorization` header for this secret.
    fn authorization(&self, secret: &str) -> String;

    /// A request that proves address and token.
    fn probe(&self) -> Request;

    /// Reads the answer to [`Adapter::probe`].
    ///
    /// # Errors
    /// The fault, as the user should read it.
    fn read_probe(&self, response: &Response) -> Result<Probe, Fault>;

    /// Requests of a thorough test of the connection, in any order or at once; the first is [`Adapter::probe`].
    fn probes(&self) -> Vec<Request> {
        vec![self.probe()]
    }

    /// Reads the answers to [`Adapter::probes`], in their order. It tells what [`Adapter::read_probe`] tells, and more.
    ///
    /// # Errors
    /// The fault, as the user should read it.
    fn read_probes(&self, answers: &[Response]) -> Result<Probe, Fault> {
        match answers {
            [first, ..] => self.read_probe(first),
            [] => Err(Fault::Shape {
                url: self.probe().url.to_string(),
                detail: "there is no answer".to_owned(),
            }),
        }
    }

    /// Goes on with reading which groups the user is in whom the token stands for. `heard` has the answers to all that was
    /// asked so far, each round of requests apart and in their order; the first call has none. It always comes to an end,
    /// and never fails: what cannot be read is [`crate::Membership::Untold`]. `None` where there is nobody to ask.
    fn membership(&self, _heard: &[Vec<Response>]) -> Option<Inquiry> {
        None
    }

    /// Begins to read one page of changes after the cursor; `None` is a first sync.
    fn start(&self, cursor: Option<&Cursor>) -> Pull;

    /// Begins to read one ticket as it is now, by the portal's identifier. Its page holds the ticket, or nothing where the
    /// portal shows no such ticket; its cursor means nothing and is not to be kept.
    fn start_one(&self, id: &str) -> Pull;

    /// Goes on with a page. The first call has no answers; each later one has the answers to all requests of the
    /// [`Next::Fetch`] before it, in their order.
    ///
    /// # Errors
    /// The page is given up; the same cursor is tried again later.
    fn step(&self, pull: &mut Pull, answers: &[Response]) -> Result<Next, Fault>;

    /// What is due by the portal's own settings, as it was read with the ticket.
    fn deadlines(&self, _ticket: &Ticket) -> Vec<Deadline> {
        Vec::new()
    }

    /// How surely this portal carries out such a change once; `None` when it cannot do it at all.
    fn delivery(&self, _change: &Change) -> Option<Delivery> {
        None
    }

    /// Begins to carry out an operation. `fresh` is the ticket as it was read just before; `None` for a new ticket.
    fn push(&self, operation: &Operation, fresh: Option<&Ticket>) -> Push {
        Push { operation: operation.clone(), fresh: fresh.cloned(), state: serde_json::Value::Null }
    }

    /// Goes on with it. The first call has no answer; each later one has the answer to the request before it.
    ///
    /// # Errors
    /// A fault that comes after [`PushNext::Send`] leaves open what became of the operation unless
    /// [`Fault::is_refusal`] says that nothing was done.
    fn push_step(&self, push: &mut Push, _answer: Option<&Response>) -> Result<PushNext, Fault> {
        Err(push::cannot(self.kind(), &push.operation.change))
    }

    /// Looks for what an operation did in a ticket that was read afresh. `mark` tells what was there before it was sent.
    fn find(&self, operation: &Operation, mark: &Mark, fresh: &Ticket) -> Option<Receipt> {
        push::find_marked(operation, mark, fresh)
    }

    /// What it takes to fetch a file that came with a message of this ticket.
    ///
    /// # Errors
    /// [`Fault::Withheld`]: the portal says that it is where it must not be fetched from, or tells no address.
    fn fetch(&self, _ticket: &str, _file: &Attachment) -> Result<Fetch, Fault> {
        let why = format!("Files of portals of kind `{}` are not fetched", self.kind());
        Err(file::withheld(&why))
    }

    /// Where the portal sends whoever fetches a file (a redirect to another host).
    ///
    /// # Errors
    /// [`Fault::Withheld`]: the portal keeps no files there.
    fn fetch_moved(&self, _to: &str) -> Result<Fetch, Fault> {
        Err(file::withheld("The portal sends us to another server for this file, so it is not fetched"))
    }

    /// The file within an answer to a [`Fetch`] that is not plain.
    ///
    /// # Errors
    /// Another status than 2xx, or an answer without a file.
    fn read_file(&self, request: &Request, response: &Response) -> Result<Vec<u8>, Fault> {
        read::check_status(&request.url, response)?;
        Ok(response.body.clone())
    }

    /// How surely this portal carries out such a change once when files go out with it; `None` when it takes none with it.
    fn delivery_with_files(&self, _change: &Change) -> Option<Delivery> {
        None
    }

    /// The most bytes that the files of one message may have together, where the portal documents a limit.
    fn most_file_bytes(&self) -> Option<u64> {
        None
    }

    /// Whether a phone call that was written down comes back as a call, with who called and when, so that it counts for
    /// clocks. Elsewhere it is kept as a note, which keeps no promise.
    fn tells_calls(&self) -> bool {
        false
    }

    /// The tags of a ticket; none where the portal has no tags.
    fn tags(&self, _ticket: &Ticket) -> Vec<String> {
        Vec::new()
    }

    /// The portal's words for how two tickets may be linked; none where it knows one way only.
    fn relations(&self) -> &'static [&'static str] {
        &[]
    }

    /// What the portal's words most likely mean; the user edits it.
    fn suggested_mapping(&self) -> Mapping;

    /// The suggestion with what the answers to [`Adapter::probes`] tell: one row a queue, with its policy where the
    /// portal knows it. What cannot be read there is left as in [`Adapter::suggested_mapping`].
    fn read_mapping(&self, answers: &[Response]) -> Mapping {
        let mut mapping = self.suggested_mapping();
        let queues = self.read_probes(answers).map(|probe| probe.queues).unwrap_or_default();
        let row = |queue| QueueMap { queue, policy: None, severity: None, plan: None };
        mapping.queues.splice(0..0, queues.into_iter().map(row));
        mapping
    }
}

/// Where a sync goes on, in the adapter's own words (JSON). Stored in the transaction of the rows it covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor(pub String);

/// A page being read: the adapter's own state between two steps.
#[derive(Debug, Default)]
pub struct Pull {
    /// Where the page begins.
    pub cursor: Option<Cursor>,
    /// The adapter's state.
    pub state: serde_json::Value,
}

/// What a page needs next.
#[derive(Debug)]
pub enum Next {
    /// These requests, in any order or at once.
    Fetch(Vec<Request>),
    /// Nothing: here it is.
    Page(Box<Page>),
}

/// Rows and the cursor that covers them.
#[derive(Debug, Default)]
pub struct Page {
    /// Changed tickets, whole; tombstones have `gone`.
    pub tickets: Vec<Ticket>,
    /// Tickets that the portal no longer shows. The engine moves them here from `tickets` where a portal tells of no deletion,
    /// and what is not found is all that an adapter knows.
    pub missing: Vec<String>,
    /// Tickets that could not be read, kept aside.
    pub aside: Vec<Aside>,
    /// Contracts that changed.
    pub contracts: Vec<ContractRecord>,
    /// A full read begins with this page, because the portal no longer knows the cursor. When a later page has `end`,
    /// tickets that were not delivered from here on no longer exist.
    pub afresh: bool,
    /// Where the next page begins.
    pub cursor: Option<Cursor>,
    /// Nothing more is there for now.
    pub end: bool,
    /// How many tickets the portal says there are in all, where it tells.
    pub total: Option<u64>,
    /// The portal's clock, from the `Date` header, RFC 2822 text; for the offset of the laptop's clock.
    pub date: Option<String>,
}

/// One record that could not be read. It never stops the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aside {
    /// The portal's identifier, when at least that could be read.
    pub id: Option<String>,
    /// What was wrong, one sentence.
    pub why: String,
    /// The record as it came, capped at 64 KiB.
    pub raw: String,
}

/// A contract of a customer, as a portal tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct ContractRecord {
    /// [`policy::ticket::Customer::id`].
    pub customer: String,
    /// Pack the contract is for.
    pub policy: String,
    /// The contract.
    pub contract: Contract,
}

/// The answer to a probe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probe {
    /// Product and version, as in `Request Tracker 5.0.3`.
    pub portal: String,
    /// Who the token belongs to, where the portal tells.
    pub user: Option<String>,
    /// Queues the token can see, where the portal tells.
    pub queues: Vec<String>,
    /// What will not work well, each one sentence with what to do.
    pub warnings: Vec<String>,
}

/// What a portal can do; the window shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capability {
    /// How changes are found: `cursor` or `query`.
    pub delta: &'static str,
    /// Whether deletions are told; without it a sweep finds them.
    pub tombstones: bool,
    /// Seconds between two increments for 1, 20 and 500 consoles.
    pub interval_s: [u64; 3],
    /// Requests at once.
    pub parallel: usize,
    /// Whether it was tried against the real portal.
    pub tried: bool,
}
