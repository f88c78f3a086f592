//! Carries an adapter's requests to the mock, and stops at whatever the mock finds in one that no oddity explains.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use policy::ticket::{Change, Enclosure, Operation, Seen, Ticket};
use portal::{Adapter, Cursor, Fault, Next, Page, Pull, PushNext, Receipt, Request, Response};
use serde_json::Value;

use super::call::Call;
use super::description::Description;
use super::oddity::{Amendment, Oddity};
use super::server::Mock;

/// More rounds than any page or operation needs.
const ROUNDS: usize = 40;
/// Before the kind of everything that Prism says by itself.
const PRISM: &str = "https://stoplight.io/prism/errors#";

/// An adapter at a mock.
pub struct Line {
    pub adapter: Box<dyn Adapter>,
    pub cursor: Option<Cursor>,
    /// Paths that are answered with a status and nothing else, without the mock.
    pub refused: BTreeMap<&'static str, u16>,
    /// Whether answers are amended.
    pub amends: bool,
    mock: Mock,
    description: Description,
    oddities: &'static [Oddity],
    amendments: &'static [Amendment],
    authorization: String,
    client: reqwest::Client,
    contents: BTreeMap<String, Vec<u8>>,
    met: RefCell<BTreeSet<String>>,
}

impl Line {
    pub fn new(
        kind: &str,
        secret: &str,
        oddities: &'static [Oddity],
        amendments: &'static [Amendment],
    ) -> Self {
        // The client wants a provider even where it speaks plain HTTP; a second one in this process is refused.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mock = Mock::start(kind);
        let base = portal::base_address(&mock.address).expect("an address");
        let adapter = portal::adapter(kind, base).expect("an adapter");
        let authorization = adapter.authorization(secret);
        Self {
            adapter,
            cursor: None,
            refused: BTreeMap::new(),
            amends: true,
            mock,
            description: Description::of(kind),
            oddities,
            amendments,
            authorization,
            client: reqwest::Client::new(),
            contents: BTreeMap::new(),
            met: RefCell::default(),
        }
    }

    /// The answers to a test of the connection.
    pub async fn probe(&self) -> Vec<Response> {
        let mut answers = Vec::new();
        for request in self.adapter.probes() {
            answers.push(self.carry(&request).await);
        }
        answers
    }

    /// The next page; where there is one, the cursor moves on.
    pub async fn pull(&mut self) -> Result<Page, Fault> {
        let page = self.read(self.adapter.start(self.cursor.as_ref())).await?;
        self.cursor.clone_from(&page.cursor);
        Ok(page)
    }

    /// All pages up to the end.
    pub async fn sync(&mut self) -> Vec<Page> {
        let mut pages = Vec::new();
        while pages.len() < ROUNDS {
            pages.push(self.pull().await.expect("a page"));
            if pages.last().is_some_and(|page| page.end) {
                return pages;
            }
        }
        panic!("the sync does not end");
    }

    /// One ticket.
    pub async fn one(&self, id: &str) -> Ticket {
        let page = self.read(self.adapter.start_one(id)).await.expect("a page");
        page.tickets.into_iter().next().unwrap_or_else(|| panic!("#{id} is not shown: {:?}", page.aside))
    }

    /// Carries a change out, with files.
    pub async fn push_with(
        &mut self,
        change: Change,
        fresh: Option<&Ticket>,
        files: &[(&str, &[u8])],
    ) -> Result<Receipt, Fault> {
        let ticket = fresh.map(|fresh| fresh.id.clone()).unwrap_or_default();
        let id = "5f0c1c9e-0000-4000-8000-000000000001".to_owned();
        let files = files.iter().map(|(name, content)| self.enclose(name, content)).collect();
        let operation = Operation { id, ticket, change, files, seen: Seen::default() };
        let mut push = self.adapter.push(&operation, fresh);
        let mut answer = None;
        for _ in 0..ROUNDS {
            answer = match self.adapter.push_step(&mut push, answer.as_ref())? {
                PushNext::Ask(request) | PushNext::Send(request) => Some(self.carry(&request).await),
                PushNext::Done(receipt) => return Ok(receipt),
                PushNext::Changed => panic!("the mock has no other state: {operation:?}"),
            };
        }
        panic!("{operation:?} does not end");
    }

    /// Carries a change out.
    pub async fn push(&mut self, change: Change, fresh: Option<&Ticket>) -> Result<Receipt, Fault> {
        self.push_with(change, fresh, &[]).await
    }

    /// All that the description has was asked for, and each difference that is listed is still there.
    pub fn everything_was_met(&self) {
        let met = self.met.borrow();
        let operations = self.description.operations().into_iter().filter(|name| !met.contains(name));
        let oddities = self.oddities.iter().map(|odd| (mark(odd.at, odd.finding), odd.because));
        let amendments =
            self.amendments.iter().map(|amended| (mark(amended.at, amended.to), amended.because));
        let listed = oddities.chain(amendments).filter(|(mark, _)| !met.contains(mark));
        let left: Vec<String> =
            operations.chain(listed.map(|(mark, because)| format!("{mark} ({because})"))).collect();
        assert!(left.is_empty(), "never met: {left:#?}");
    }

    async fn read(&self, mut pull: Pull) -> Result<Page, Fault> {
        let mut answers = Vec::new();
        for _ in 0..ROUNDS {
            match self.adapter.step(&mut pull, &answers)? {
                Next::Page(page) => return Ok(*page),
                Next::Fetch(requests) => {
                    answers.clear();
                    for request in &requests {
                        answers.push(self.carry(request).await);
                    }
                }
            }
        }
        panic!("the page does not end");
    }

    async fn carry(&self, request: &Request) -> Response {
        let mut call = Call::of(request, &self.contents);
        if let Some(status) = self.refused.iter().find(|(part, _)| call.url.path().contains(**part)) {
            return Response { status: *status.1, headers: Vec::new(), body: b"{}".to_vec() };
        }
        let path = call.url.path().to_owned();
        let operation = self.description.find(call.method, &path);
        let operation = operation.unwrap_or_else(|| panic!("not described: {} {path}", call.method));
        let name = operation.name.clone();
        for finding in self.description.unknown(&operation, &call.parameters(), call.json().as_ref()) {
            self.explain(&name, &finding, &mut call);
        }
        for _ in 0..2 {
            let answer = self.send(&call).await;
            let findings = findings(&answer);
            if findings.is_empty() {
                self.met.borrow_mut().insert(name.clone());
                return self.amended(&name, answer);
            }
            findings.iter().for_each(|finding| self.explain(&name, finding, &mut call));
        }
        panic!("the mock does not take {}", call.told());
    }

    fn explain(&self, at: &str, finding: &str, call: &mut Call) {
        let odd = self.oddities.iter().find(|odd| odd.at == at && finding.contains(odd.finding));
        let odd = odd.unwrap_or_else(|| panic!("{at}: {finding}\n{}", call.told()));
        self.met.borrow_mut().insert(mark(at, odd.finding));
        odd.apply(call);
    }

    fn amended(&self, at: &str, answer: Response) -> Response {
        let mine: Vec<_> = self.amendments.iter().filter(|amended| self.amends && amended.at == at).collect();
        if mine.is_empty() {
            return answer;
        }
        let mut json: Value = serde_json::from_slice(&answer.body).expect("JSON");
        for amended in mine {
            let to: Value = serde_json::from_str(amended.to).expect("JSON");
            amended.members.iter().for_each(|member| set(&mut json, member, &to));
            self.met.borrow_mut().insert(mark(at, amended.to));
        }
        Response { body: json.to_string().into_bytes(), ..answer }
    }

    async fn send(&self, call: &Call) -> Response {
        let method = reqwest::Method::from_bytes(call.method.as_bytes()).expect("a method");
        let mut request = self.client.request(method, call.url.as_str());
        request = request.header("authorization", &self.authorization);
        for (name, value) in &call.headers {
            request = request.header(*name, value);
        }
        if let Some((mime, bytes)) = &call.body {
            request = request.header("content-type", mime).body(bytes.clone());
        }
        let answer = request.send().await.unwrap_or_else(|error| panic!("{} {error}", self.mock.address));
        let status = answer.status().as_u16();
        let text = |value: &reqwest::header::HeaderValue| value.to_str().unwrap_or_default().to_owned();
        let headers =
            answer.headers().iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
        let body = answer.bytes().await.expect("a body").to_vec();
        Response { status, headers, body }
    }

    fn enclose(&mut self, name: &str, content: &[u8]) -> Enclosure {
        let id = format!("file-{}", self.contents.len());
        self.contents.insert(id.clone(), content.to_vec());
        let (name, mime, size) = (name.to_owned(), "image/png".to_owned(), content.len() as u64);
        Enclosure { id, name, mime, size, sha256: String::new() }
    }
}

/// What the mock says against a request; nothing when it answers as the portal would.
fn findings(answer: &Response) -> Vec<String> {
    let Ok(json) = serde_json::from_slice::<Value>(&answer.body) else { return Vec::new() };
    if !json["type"].as_str().is_some_and(|kind| kind.starts_with(PRISM)) {
        return Vec::new();
    }
    let single: Vec<String> = json["validation"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|finding| finding["message"].as_str().unwrap_or_default().to_owned())
        .collect();
    if single.is_empty() { vec![format!("{}: {}", json["title"], json["detail"])] } else { single }
}

fn set(json: &mut Value, pointer: &str, to: &Value) {
    match pointer.split_once("/*") {
        None => *json.pointer_mut(pointer).unwrap_or_else(|| panic!("no {pointer}")) = to.clone(),
        Some((list, rest)) => {
            let items = json.pointer_mut(list).and_then(Value::as_array_mut).expect("a list");
            for item in items {
                let (member, object) =
                    (rest.trim_start_matches('/'), item.as_object_mut().expect("an object"));
                object.insert(member.to_owned(), to.clone());
            }
        }
    }
}

fn mark(at: &str, what: &str) -> String {
    format!("{at}: {what}")
}
