//! Written answers by address, and the loops that carry an adapter's requests to them. It keeps no state of a portal.

use std::cell::RefCell;
use std::collections::VecDeque;

use policy::ticket::{Change, Operation, Seen, Ticket};
use portal::{Adapter, Cursor, Fault, Inquiry, Membership, Next, Page, Pull, PushNext, Request, Response};
use serde_json::Value;

/// The portal's clock in every answer.
pub const DATE: &str = "Sat, 21 Nov 2026 12:00:00 GMT";

/// Answers, and what was asked.
#[derive(Default)]
pub struct Script {
    rules: RefCell<Vec<(String, VecDeque<Response>)>>,
    pub asked: RefCell<Vec<Request>>,
}

impl Script {
    pub fn new() -> Self {
        Self::default()
    }

    /// What has this piece in its address is answered so; several answers come in turn, and the last one for ever.
    pub fn on(self, piece: &str, body: &Value) -> Self {
        self.status(piece, 200, body.to_string().as_bytes())
    }

    pub fn status(self, piece: &str, status: u16, body: &[u8]) -> Self {
        self.raw(piece, Response { status, headers: vec![dated()], body: body.to_vec() })
    }

    pub fn raw(self, piece: &str, response: Response) -> Self {
        let mut rules = self.rules.take();
        match rules.iter_mut().find(|(known, _)| known == piece) {
            Some((_, answers)) => answers.push_back(response),
            None => rules.push((piece.to_owned(), VecDeque::from([response]))),
        }
        Self { rules: RefCell::new(rules), ..self }
    }

    /// The first rule that fits answers; what is not written is not found.
    pub fn carry(&self, request: &Request) -> Response {
        let address = plain(request);
        self.asked.borrow_mut().push(request.clone());
        let mut rules = self.rules.borrow_mut();
        let Some((_, answers)) = rules.iter_mut().find(|(piece, _)| address.contains(piece.as_str())) else {
            return Response { status: 404, headers: vec![dated()], body: b"{}".to_vec() };
        };
        let first = answers.pop_front().unwrap();
        if answers.is_empty() {
            answers.push_back(first.clone());
        }
        first
    }

    /// What was asked since the last time, without the host, decoded.
    pub fn addresses(&self) -> Vec<String> {
        self.asked.take().iter().map(plain).collect()
    }

    /// One page after a cursor. Its state is written down and read again between steps, as a restart would.
    pub fn pull(&self, adapter: &dyn Adapter, cursor: Option<&Cursor>) -> Result<Page, Fault> {
        self.read(adapter, adapter.start(cursor))
    }

    pub fn one(&self, adapter: &dyn Adapter, id: &str) -> Result<Page, Fault> {
        self.read(adapter, adapter.start_one(id))
    }

    /// All pages up to the end.
    pub fn sync(&self, adapter: &dyn Adapter, mut cursor: Option<Cursor>) -> (Vec<Page>, Cursor) {
        let mut pages = Vec::new();
        for _ in 0..60 {
            let page = self.pull(adapter, cursor.as_ref()).unwrap();
            cursor = page.cursor.clone();
            let end = page.end;
            pages.push(page);
            if end {
                return (pages, cursor.unwrap());
            }
        }
        panic!("the sync does not end");
    }

    fn read(&self, adapter: &dyn Adapter, mut pull: Pull) -> Result<Page, Fault> {
        let mut answers = Vec::new();
        for _ in 0..200 {
            match adapter.step(&mut pull, &answers)? {
                Next::Page(page) => return Ok(*page),
                Next::Fetch(requests) => {
                    assert!(!requests.is_empty());
                    answers = requests.iter().map(|request| self.carry(request)).collect();
                }
            }
            let state = pull.state.to_string();
            pull.state = serde_json::from_str(&state).unwrap();
        }
        panic!("the page does not end");
    }

    /// What the portal says of the groups of the token's user.
    pub fn membership(&self, adapter: &dyn Adapter) -> Membership {
        let mut heard = Vec::new();
        for _ in 0..10 {
            match adapter.membership(&heard).unwrap() {
                Inquiry::Done(said) => return said,
                Inquiry::Ask(requests) => {
                    assert!(!requests.is_empty());
                    heard.push(requests.iter().map(|request| self.carry(request)).collect());
                }
            }
        }
        panic!("the reading of the groups does not end");
    }

    /// Carries an operation out; gives the last step and the requests that change something.
    pub fn push(
        &self,
        adapter: &dyn Adapter,
        operation: &Operation,
        fresh: Option<&Ticket>,
    ) -> Result<(PushNext, Vec<Request>), Fault> {
        let mut push = adapter.push(operation, fresh);
        let (mut answer, mut sent) = (None, Vec::new());
        for _ in 0..50 {
            match adapter.push_step(&mut push, answer.as_ref())? {
                PushNext::Ask(request) => answer = Some(self.carry(&request)),
                PushNext::Send(request) => {
                    answer = Some(self.carry(&request));
                    sent.push(request);
                }
                end @ (PushNext::Done(_) | PushNext::Changed) => return Ok((end, sent)),
            }
        }
        panic!("the operation does not end");
    }
}

/// A user with these groups.
pub fn told(user: &str, groups: &[&str]) -> Membership {
    let groups = groups.iter().map(|name| (*name).to_owned()).collect();
    Membership::Told { user: Some(user.to_owned()), groups }
}

/// Nothing is told, and the reason has these words.
pub fn assert_untold(said: &Membership, words: &str, case: &str) {
    match said {
        Membership::Untold(why) => assert!(why.contains(words) && why.ends_with('.'), "{case}: {why}"),
        Membership::Told { .. } => panic!("{case}: {said:?}"),
    }
}

/// An operation on a ticket.
pub fn operation(ticket: &str, change: Change) -> Operation {
    let id = "5f0c1c9e-0000-4000-8000-000000000001".to_owned();
    Operation { id, ticket: ticket.to_owned(), change, files: Vec::new(), seen: Seen::default() }
}

pub fn body_of(request: &Request) -> Value {
    serde_json::from_str(request.body.as_deref().unwrap()).unwrap()
}

fn dated() -> (String, String) {
    ("date".to_owned(), DATE.to_owned())
}

fn plain(request: &Request) -> String {
    let query: Vec<String> =
        request.url.query_pairs().map(|(name, value)| format!("{name}={value}")).collect();
    let path = request.url.path().trim_start_matches("/api/v2");
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}
