//! A portal in memory that speaks the open portal API, with everybody who works in it.

mod feed;
mod people;
mod update;

use std::collections::BTreeMap;

use calendar::Moment;
use portal::open::wire::{Event, Side, Ticket, What};
use portal::{Method, Request, Response};

use crate::plan::Setting;

/// When the world begins, UTC.
pub const EPOCH: i64 = 1_790_000_000;
/// Who the token stands for.
pub const USER: &str = "Ada";

/// One state of a ticket.
#[derive(Clone, Debug)]
pub struct Version {
    /// Counts all changes of the portal.
    pub seq: u64,
    /// When it came to be, milliseconds of the world.
    pub at_ms: u64,
    /// Whether the token may see the ticket.
    pub hidden: bool,
    /// The ticket then.
    pub ticket: Ticket,
}

/// Something that an operation did.
#[derive(Clone, Debug)]
pub struct Done {
    /// The operation.
    pub operation: String,
    /// The ticket that it changed or made.
    pub ticket: String,
}

/// The portal.
#[derive(Debug)]
pub struct Model {
    /// Its account on the devices.
    pub account: String,
    /// All states of all tickets that it has not forgotten.
    pub tickets: BTreeMap<String, Vec<Version>>,
    /// What operations did, in order.
    pub done: Vec<Done>,
    setting: Setting,
    seq: u64,
    made: u64,
    events: u64,
    /// Cursors of an earlier age are not known any more.
    age: u64,
    /// Key, when it was first used (milliseconds), and the ticket.
    keys: BTreeMap<String, (u64, String)>,
    /// When requests came in the last minute.
    recent: Vec<u64>,
}

/// A request on its way, with what the oracle knows of it.
#[derive(Clone, Debug)]
pub struct Call {
    /// What was sent.
    pub request: Request,
    /// The operation that it carries out.
    pub operation: Option<String>,
}

impl Model {
    /// A portal with some tickets.
    #[must_use]
    pub fn new(account: &str, setting: &Setting) -> Self {
        let mut model = Self {
            account: account.to_owned(),
            tickets: BTreeMap::new(),
            done: Vec::new(),
            setting: setting.clone(),
            seq: 0,
            made: 0,
            events: 0,
            age: 0,
            keys: BTreeMap::new(),
            recent: Vec::new(),
        };
        for _ in 0..setting.tickets {
            model.file(0, "It does not start.", None);
        }
        model
    }

    /// The portal's clock.
    #[must_use]
    pub fn clock(now_ms: u64) -> Moment {
        Moment(EPOCH + i64::try_from(now_ms / 1000).unwrap_or(0))
    }

    /// The last state of a ticket.
    #[must_use]
    pub fn last(&self, id: &str) -> Option<&Version> {
        self.tickets.get(id)?.last()
    }

    /// Answers a request.
    pub fn answer(&mut self, now_ms: u64, call: &Call) -> Response {
        self.recent.retain(|at| at + 60_000 > now_ms);
        if self.recent.len() as u64 >= self.setting.per_minute {
            let wait_s = self.recent.first().map_or(1, |first| (first + 60_000 - now_ms).div_ceil(1000));
            return problem(now_ms, 429, &[("retry-after", wait_s.to_string())]);
        }
        self.recent.push(now_ms);
        let path = call.request.url.path().to_owned();
        let parts: Vec<&str> = path.trim_start_matches("/v1/").split('/').collect();
        match (call.request.method, parts.as_slice()) {
            (Method::Get, ["changes"]) => self.changes(now_ms, &call.request),
            (Method::Get, ["tickets", id]) => self.one(now_ms, id),
            (Method::Post, ["tickets"]) => self.create(now_ms, call),
            (Method::Post, ["tickets", id, "updates"]) => self.update(now_ms, id, call),
            _ => problem(now_ms, 404, &[]),
        }
    }

    /// Milliseconds by which a reading is behind.
    fn lag(&self, is_single: bool) -> u64 {
        if is_single && self.setting.singles_are_fresh { 0 } else { self.setting.lag_ms }
    }

    /// The state of a ticket that a reading shows which is so far behind.
    fn seen(&self, id: &str, now_ms: u64, lag_ms: u64) -> Option<&Version> {
        let all = self.tickets.get(id)?;
        all.iter().rev().find(|version| version.at_ms == 0 || version.at_ms + lag_ms <= now_ms)
    }

    fn one(&self, now_ms: u64, id: &str) -> Response {
        match self.seen(id, now_ms, self.lag(true)).filter(|version| !version.hidden) {
            Some(version) => json(now_ms, 200, &version.ticket),
            None => problem(now_ms, 404, &[]),
        }
    }

    /// A new state of a ticket.
    fn change(&mut self, now_ms: u64, id: &str, change: impl FnOnce(&mut Ticket)) {
        let Some(version) = self.last(id) else { return };
        let (mut ticket, hidden) = (version.ticket.clone(), version.hidden);
        change(&mut ticket);
        self.put(now_ms, ticket, hidden);
    }

    fn put(&mut self, now_ms: u64, mut ticket: Ticket, hidden: bool) {
        self.seq += 1;
        ticket.version = self.seq.to_string();
        ticket.updated = Self::clock(now_ms);
        let version = Version { seq: self.seq, at_ms: now_ms, hidden, ticket };
        self.tickets.entry(version.ticket.id.clone()).or_default().push(version);
    }

    fn event(&mut self, now_ms: u64, side: Side, author: &str, operation: Option<&str>, what: What) -> Event {
        self.events += 1;
        Event {
            id: format!("e{}", self.events),
            at: Self::clock(now_ms),
            by: Some(side),
            author: author.to_owned(),
            operation: operation.map(str::to_owned),
            attachments: Vec::new(),
            what,
        }
    }
}

fn json(now_ms: u64, status: u16, body: &impl serde::Serialize) -> Response {
    let headers = vec![("date".to_owned(), date(now_ms, 0))];
    Response { status, headers, body: serde_json::to_vec(body).expect("wire types are JSON") }
}

/// An error as the portal says it.
pub fn problem(now_ms: u64, status: u16, more: &[(&str, String)]) -> Response {
    let mut headers = vec![("date".to_owned(), date(now_ms, 0))];
    headers.extend(more.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
    Response { status, headers, body: br#"{"type":"about:blank","title":"No","code":"no"}"#.to_vec() }
}

/// The `Date` of an answer, wrong by so many seconds.
pub fn date(now_ms: u64, ahead_s: i64) -> String {
    let at = Model::clock(now_ms).plus(ahead_s);
    at.to_chrono().map(|at| at.to_rfc2822()).unwrap_or_default()
}
