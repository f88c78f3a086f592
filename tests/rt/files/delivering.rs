//! The engine that delivers, before a real portal, with a clock that goes on to the next thing to do.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use calendar::Moment;
use policy::ticket::{Change, Enclosure, Operation, Seen, Ticket};
use portal::{Adapter, Fault, Method, Next, Request, Response};
use sync::{Effect, Engine, Entropy, Input, Now, Queued, Record};

use super::super::server::RequestTracker;

const ACCOUNT: &str = "rt";

/// What happens to the first request that changes something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// The portal never sees it.
    Request,
    /// The portal carries it out, and nobody hears that.
    Answer,
}

pub struct Delivering {
    adapter: Arc<dyn Adapter>,
    authorization: String,
    client: reqwest::Client,
    now: Now,
    loses: Option<Lost>,
    /// Requests that change something.
    sendings: usize,
    contents: BTreeMap<String, Vec<u8>>,
}

struct NoChance;

impl Entropy for NoChance {
    fn below(&mut self, _bound: u64) -> u64 {
        0
    }
}

impl Delivering {
    pub fn new(rt: &RequestTracker, who: &str) -> Self {
        let adapter = portal::RequestTracker::new(rt.address.parse().expect("an address"));
        let authorization = adapter.authorization(&rt.token(who));
        let wall = Moment(chrono::Utc::now().timestamp());
        Self {
            adapter: Arc::new(adapter),
            authorization,
            client: reqwest::Client::new(),
            now: Now { wall, mono_ms: 0 },
            loses: None,
            sendings: 0,
            contents: BTreeMap::new(),
        }
    }

    pub fn loses(&mut self, lost: Lost) {
        self.loses = Some(lost);
    }

    pub const fn sendings(&self) -> usize {
        self.sendings
    }

    /// Writes a reply with files, and returns when it is delivered.
    pub async fn reply(&mut self, ticket: u64, text: &str, files: &[(&str, &[u8])]) {
        let change = Change::Reply { body: text.to_owned() };
        let fresh = self.read(&ticket.to_string()).await;
        let files: Vec<Enclosure> = files.iter().map(|(name, bytes)| self.enclosure(name, bytes)).collect();
        let operation = Operation {
            // One for each file name, so that no two are the same.
            id: format!("{}-reply", files[0].id),
            ticket: ticket.to_string(),
            seen: Seen::of(&fresh, &change),
            change,
            files,
        };
        self.deliver(operation).await;
    }

    fn enclosure(&mut self, name: &str, bytes: &[u8]) -> Enclosure {
        let id = name.replace('.', "-");
        self.contents.insert(id.clone(), bytes.to_vec());
        let (name, mime, size) = (name.to_owned(), "text/plain".to_owned(), bytes.len() as u64);
        Enclosure { id, name, mime, size, sha256: String::new() }
    }

    async fn deliver(&mut self, operation: Operation) {
        let (account, adapter) = (ACCOUNT.to_owned(), self.adapter.clone());
        let queued = Queued {
            account: account.clone(),
            operation,
            place: 1,
            due: None,
            hold_ms: 0,
            sent: None,
            parked: false,
        };
        let mut engine = Engine::new();
        let mut inputs = VecDeque::from([
            Input::Add { account, adapter, cursor: None, synced_at: None, begun: None },
            Input::Queue(Box::new(queued)),
        ]);
        let mut wake_ms = 0;
        // More steps than a delivery needs, with the sync that goes on beside it.
        for _ in 0..5_000 {
            let input = inputs.pop_front().unwrap_or_else(|| {
                let passed_ms = wake_ms.max(self.now.mono_ms + 1) - self.now.mono_ms;
                self.now.mono_ms += passed_ms;
                self.now.wall = self.now.wall.plus(i64::try_from(passed_ms / 1000).expect("not that long"));
                Input::Tick
            });
            for effect in engine.step(input, self.now, &mut NoChance) {
                match effect {
                    Effect::Fetch { fetch, request, .. } => {
                        let result = self.carry(&request).await;
                        inputs.push_back(Input::Answered { fetch, result });
                    }
                    Effect::Store { account, .. } => {
                        inputs.push_back(Input::Stored { account, result: Ok(()) });
                    }
                    Effect::Record { record, .. } if matches!(*record, Record::Delivered(_)) => return,
                    Effect::Record { account, operation, record } => {
                        let waits = matches!(
                            *record,
                            Record::Sending(_) | Record::Queued { .. } | Record::Unknown { ask: false, .. }
                        );
                        assert!(waits, "{record:?}");
                        inputs.push_back(Input::Recorded { account, operation, result: Ok(true) });
                    }
                    Effect::WakeAt(at) => wake_ms = at,
                    Effect::Keep { .. }
                    | Effect::Membership { .. }
                    | Effect::Delayed { .. }
                    | Effect::Progress(_) => {}
                }
            }
        }
        panic!("it is not delivered");
    }

    async fn read(&mut self, id: &str) -> Ticket {
        let adapter = self.adapter.clone();
        let mut pull = adapter.start_one(id);
        let mut answers = Vec::new();
        loop {
            match adapter.step(&mut pull, &answers).expect("a page") {
                Next::Page(page) => return page.tickets.into_iter().next().expect("the ticket"),
                Next::Fetch(requests) => {
                    answers.clear();
                    for request in &requests {
                        answers.push(self.carry(request).await.expect("an answer"));
                    }
                }
            }
        }
    }

    async fn carry(&mut self, request: &Request) -> Result<Response, Fault> {
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Delete => reqwest::Method::DELETE,
        };
        let lost = if method == reqwest::Method::GET { None } else { self.loses.take() };
        self.sendings += usize::from(method != reqwest::Method::GET);
        let gone = || Fault::Lost { host: "rt.test".to_owned(), detail: "the connection ended".to_owned() };
        if lost == Some(Lost::Request) {
            return Err(gone());
        }
        let mut call = self.client.request(method, request.url.as_str());
        call = call.header("authorization", &self.authorization);
        for (name, value) in &request.headers {
            call = call.header(*name, value);
        }
        if let Some(body) = &request.body {
            call = call.header("content-type", "application/json").body(self.filled(body));
        }
        let answer = call.send().await.expect("Request Tracker answers");
        if lost == Some(Lost::Answer) {
            assert!(answer.status().is_success(), "{}", answer.status());
            return Err(gone());
        }
        let text = |value: &reqwest::header::HeaderValue| value.to_str().unwrap_or_default().to_owned();
        let headers = answer.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect();
        let status = answer.status().as_u16();
        Ok(Response { status, headers, body: answer.bytes().await.expect("a whole answer").to_vec() })
    }

    /// The body with the content of files in the place of their marks.
    fn filled(&self, body: &str) -> String {
        let mark = |id: &str| portal::content_mark(id);
        self.contents
            .iter()
            .fold(body.to_owned(), |body, (id, bytes)| body.replace(&mark(id), &STANDARD.encode(bytes)))
    }
}
