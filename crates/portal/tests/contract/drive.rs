//! Carries an adapter's requests to a fake portal, without a socket, and keeps what the adapter delivers.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fakes::{Clock, Deed, Effect, Outcome, When};
use policy::ticket::{Attachment, Change, Enclosure, Operation, Seen, Ticket};
use portal::{
    Adapter, Cursor, Fault, Inquiry, Membership, Method, Next, Page, Part, Pull, PushNext, Receipt, Request,
    Response, Upload,
};

/// What the fakes of all portals have in common.
pub trait Stand {
    fn hand_over(&self, request: &fakes::Request) -> Outcome;
    fn fail_next(&self, when: When, fault: fakes::Fault);
    fn heal(&self);
    fn done(&self) -> Vec<Effect>;
}

macro_rules! stand {
    ($($portal:ty),*) => {$(
        impl Stand for $portal {
            fn hand_over(&self, request: &fakes::Request) -> Outcome {
                self.exchange(request)
            }
            fn fail_next(&self, when: When, fault: fakes::Fault) {
                self.next(when, fault);
            }
            fn heal(&self) {
                self.clear_faults();
            }
            fn done(&self) -> Vec<Effect> {
                self.effects_of_requests()
            }
        }
    )*};
}
stand!(fakes::Zendesk, fakes::Freshdesk, fakes::Zammad, fakes::Jsm);

/// An adapter at a fake portal, with what it delivered so far.
pub struct Line {
    pub adapter: Box<dyn Adapter>,
    stand: Rc<dyn Stand>,
    authorization: String,
    clock: Clock,
    cursor: Option<Cursor>,
    pub mirror: BTreeMap<String, Ticket>,
    /// Records put aside.
    pub aside: Vec<String>,
    /// How often the portal asked to wait.
    pub waits: Cell<usize>,
    /// Content of files that go out.
    contents: RefCell<BTreeMap<String, Vec<u8>>>,
}

/// What came of an operation.
#[derive(Debug, PartialEq)]
pub enum End {
    Done(Receipt),
    Changed,
    Fault(Fault),
}

impl Line {
    pub fn new(kind: &str, stand: Rc<dyn Stand>, secret: &str, clock: &Clock) -> Self {
        let base = portal::base_address("https://portal.test").unwrap();
        let adapter = portal::adapter(kind, base).unwrap();
        let authorization = adapter.authorization(secret);
        let clock = clock.clone();
        let (mirror, aside) = (BTreeMap::new(), Vec::new());
        Self {
            adapter,
            stand,
            authorization,
            clock,
            cursor: None,
            mirror,
            aside,
            waits: Cell::new(0),
            contents: RefCell::default(),
        }
    }

    pub fn pass(&self, seconds: i64) {
        self.clock.pass(seconds);
    }

    /// The answers to a test of the connection.
    pub fn probe(&self) -> Vec<Response> {
        self.adapter.probes().iter().map(|request| self.carry(request).unwrap()).collect()
    }

    /// What the portal says of the groups of its user.
    pub fn membership(&self) -> Result<Membership, Fault> {
        let mut heard = Vec::new();
        for _ in 0..10 {
            match self.adapter.membership(&heard).unwrap() {
                Inquiry::Done(said) => return Ok(said),
                Inquiry::Ask(requests) => {
                    heard.push(requests.iter().map(|request| self.carry(request)).collect::<Result<_, _>>()?);
                }
            }
        }
        panic!("the reading of the groups does not end");
    }

    /// Reads pages to the end.
    pub fn sync(&mut self) {
        self.sync_while(|| {});
    }

    /// Reads pages to the end while things happen at the portal, some between any two pages.
    pub fn sync_while(&mut self, mut happen: impl FnMut()) {
        for _ in 0..2_000 {
            let page = self.read(self.adapter.start(self.cursor.as_ref())).unwrap();
            let end = page.end;
            self.keep(page);
            if end {
                return;
            }
            happen();
        }
        panic!("the sync does not end");
    }

    /// One ticket as it is now.
    pub fn fresh(&self, id: &str) -> Ticket {
        let page = self.read(self.adapter.start_one(id)).unwrap();
        page.tickets.into_iter().next().unwrap_or_else(|| panic!("#{id} is not shown"))
    }

    /// Carries an operation out.
    pub fn push(&self, operation: &Operation, fresh: Option<&Ticket>) -> End {
        let mut push = self.adapter.push(operation, fresh);
        let mut answer = None;
        for _ in 0..50 {
            let request = match self.adapter.push_step(&mut push, answer.as_ref()) {
                Ok(PushNext::Ask(request) | PushNext::Send(request)) => request,
                Ok(PushNext::Done(receipt)) => return End::Done(receipt),
                Ok(PushNext::Changed) => return End::Changed,
                Err(fault) => return End::Fault(fault),
            };
            answer = match self.carry(&request) {
                Ok(answer) => Some(answer),
                Err(fault) => return End::Fault(fault),
            };
        }
        panic!("the operation does not end");
    }

    /// Takes in a file that is to go out.
    pub fn enclose(&self, name: &str, mime: &str, content: &[u8]) -> Enclosure {
        let mut contents = self.contents.borrow_mut();
        let id = format!("file-{}", contents.len());
        contents.insert(id.clone(), content.to_vec());
        let (name, mime, size) = (name.to_owned(), mime.to_owned(), content.len() as u64);
        Enclosure { id, name, mime, size, sha256: String::new() }
    }

    /// The content of a file that came with a message.
    pub fn fetch(&self, ticket: &str, file: &Attachment) -> Vec<u8> {
        let fetch = self.adapter.fetch(ticket, file).unwrap();
        assert!(fetch.signed, "it is at the portal itself");
        let answer = self.carry(&fetch.request).unwrap();
        assert_eq!(answer.status, 200, "{}", fetch.request.url);
        if fetch.plain { answer.body } else { self.adapter.read_file(&fetch.request, &answer).unwrap() }
    }

    /// Lets a fault hit the next request of this method whose path has `part` in it.
    pub fn fail_next(&self, method: &str, part: &str, fault: fakes::Fault) {
        self.stand.heal();
        self.stand.fail_next(When::request(method, part), fault);
    }

    /// Lets a fault hit the next request that changes something, whatever it is.
    pub fn fail_next_write(&self, fault: fakes::Fault) {
        self.stand.heal();
        for method in ["POST", "PUT", "DELETE"] {
            self.stand.fail_next(When::request(method, ""), fault);
        }
    }

    pub fn heal(&self) {
        self.stand.heal();
    }

    /// What requests did from a place in the journal on.
    pub fn done_from(&self, place: usize) -> Vec<(Deed, u64)> {
        self.stand.done().into_iter().skip(place).map(|effect| (effect.deed, effect.ticket)).collect()
    }

    pub fn done(&self) -> usize {
        self.stand.done().len()
    }

    fn read(&self, mut pull: Pull) -> Result<Page, Fault> {
        let mut answers = Vec::new();
        loop {
            match self.adapter.step(&mut pull, &answers)? {
                Next::Page(page) => return Ok(*page),
                Next::Fetch(requests) => {
                    answers = requests.iter().map(|request| self.ask(request)).collect::<Result<_, _>>()?;
                }
            }
        }
    }

    /// A request that the portal asks to wait with is sent again after that time, as the engine does.
    fn ask(&self, request: &Request) -> Result<Response, Fault> {
        loop {
            let answer = self.carry(request)?;
            if answer.status != 429 {
                return Ok(answer);
            }
            let wait: i64 = answer.header("retry-after").unwrap().parse().unwrap();
            self.waits.set(self.waits.get() + 1);
            self.clock.pass(wait.max(1));
        }
    }

    fn keep(&mut self, page: Page) {
        self.aside.extend(page.aside.into_iter().map(|aside| format!("{:?}: {}", aside.id, aside.why)));
        self.mirror.extend(page.tickets.into_iter().map(|ticket| (ticket.id.clone(), ticket)));
        self.cursor = page.cursor;
    }

    fn carry(&self, request: &Request) -> Result<Response, Fault> {
        let handed = handed(request, &self.authorization, &self.contents.borrow());
        match self.stand.hand_over(&handed) {
            Outcome::Answered(answer) => {
                Ok(Response { status: answer.status, headers: answer.headers, body: answer.body })
            }
            Outcome::Cut(_) => {
                let host = "portal.test".to_owned();
                Err(Fault::Lost { host, detail: "the connection ended".to_owned() })
            }
        }
    }
}

/// An operation on a ticket; each has a name of its own.
pub fn operation(number: usize, ticket: &str, change: Change) -> Operation {
    let id = format!("5f0c1c9e-0000-4000-8000-{number:012}");
    Operation { id, ticket: ticket.to_owned(), change, files: Vec::new(), seen: Seen::default() }
}

/// Numbers that look like chance and are the same in every run.
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Below `sides`. The constants are Knuth's for MMIX.
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.roll(from.len() as u64)).unwrap()]
    }
}

/// With the content of files in the body, as [`Upload`] says that it goes.
fn handed(request: &Request, authorization: &str, contents: &BTreeMap<String, Vec<u8>>) -> fakes::Request {
    let method = match request.method {
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Put => "PUT",
        Method::Delete => "DELETE",
    };
    let target = &request.url[url::Position::BeforePath..];
    let mut handed = fakes::Request::new(method, target).with_header("authorization", authorization);
    for (name, value) in &request.headers {
        handed = handed.with_header(name, value);
    }
    match (&request.upload, &request.body) {
        (None, None) => handed,
        (None, Some(body)) => handed.with_json(&serde_json::from_str(body).unwrap()),
        (Some(Upload::InJson(files)), Some(body)) => {
            let fill = |body: String, file: &String| {
                let mark = portal::content_mark(file);
                assert_eq!(body.matches(&mark).count(), 1, "{mark}");
                body.replace(&mark, &STANDARD.encode(&contents[file]))
            };
            handed.with_json(&serde_json::from_str(&files.iter().fold(body.clone(), fill)).unwrap())
        }
        (Some(Upload::InJson(_)), None) => panic!("there is no place for the files"),
        (Some(Upload::Raw { file, mime }), _) => handed.with_body(mime, contents[file].clone()),
        (Some(Upload::Form(parts)), _) => {
            handed.with_body("multipart/form-data; boundary=line-9", form(parts, contents))
        }
    }
}

fn form(parts: &[Part], contents: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut body = Vec::new();
    for part in parts {
        let (head, content) = match part {
            Part::Text(name, text) => (format!("name=\"{name}\""), text.as_bytes()),
            Part::File { part, file, name, mime } => {
                let head = format!("name=\"{part}\"; filename=\"{name}\"\r\nContent-Type: {mime}");
                (head, contents[file].as_slice())
            }
        };
        body.extend(format!("--line-9\r\nContent-Disposition: form-data; {head}\r\n\r\n").into_bytes());
        body.extend(content);
        body.extend(b"\r\n");
    }
    body.extend(b"--line-9--\r\n");
    body
}
