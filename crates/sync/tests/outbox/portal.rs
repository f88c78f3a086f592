//! A portal with tickets in memory, and the adapter that speaks with it. What it promises about doing things twice is chosen.

use std::collections::{BTreeMap, BTreeSet};

use calendar::Moment;
use policy::ticket::{Change, Event, History, Mapping, Operation, Party, Ticket, What};
use portal::{
    Adapter, Capability, Cursor, Delivery, Fault, Mark, Method, Next, Page, Probe, Pull, Push, PushNext,
    Receipt, Request, Response,
};

/// What the portal promises, and the adapter of it.
#[derive(Clone, Copy, Debug)]
pub struct Speaks(pub Delivery);

pub const KEY: Delivery = Delivery::Key { life_s: 3_600, marked: true };
pub const MARKER: Delivery = Delivery::Marker { settle_s: 60 };
pub const ONCE: Delivery = Delivery::Once;

/// Whether a mistake of the adapter is made with this operation.
fn trips(operation: &Operation, over: &str) -> bool {
    matches!(&operation.change, Change::Reply { body } if *body == format!("trip over {over}"))
}

impl Adapter for Speaks {
    fn kind(&self) -> &'static str {
        "model"
    }
    fn capability(&self) -> Capability {
        Capability { delta: "cursor", tombstones: false, interval_s: [600; 3], parallel: 2, tried: true }
    }
    fn authorization(&self, secret: &str) -> String {
        secret.to_owned()
    }
    fn probe(&self) -> Request {
        request(Method::Get, "/pages/0")
    }
    fn read_probe(&self, _: &Response) -> Result<Probe, Fault> {
        unreachable!("no test probes")
    }
    fn start(&self, cursor: Option<&Cursor>) -> Pull {
        let at = cursor.map_or("0", |cursor| &cursor.0);
        Pull { cursor: cursor.cloned(), state: format!("/pages/{at}").into() }
    }
    fn start_one(&self, id: &str) -> Pull {
        Pull { cursor: None, state: format!("/tickets/{id}").into() }
    }
    fn step(&self, pull: &mut Pull, answers: &[Response]) -> Result<Next, Fault> {
        let Some(answer) = answers.first() else {
            return Ok(Next::Fetch(vec![request(Method::Get, pull.state.as_str().unwrap())]));
        };
        check(answer)?;
        let tickets: Vec<Ticket> = serde_json::from_slice(&answer.body).unwrap();
        let cursor = Some(Cursor("1".to_owned()));
        Ok(Next::Page(Box::new(Page { tickets, cursor, end: true, ..Page::default() })))
    }
    fn delivery(&self, change: &Change) -> Option<Delivery> {
        (!matches!(change, Change::Link { .. })).then_some(self.0)
    }
    /// Files go with replies only, and leave no mark.
    fn delivery_with_files(&self, change: &Change) -> Option<Delivery> {
        matches!(change, Change::Reply { .. }).then_some(ONCE)
    }
    fn push(&self, operation: &Operation, fresh: Option<&Ticket>) -> Push {
        assert!(!trips(operation, "push"), "it trips");
        Push { operation: operation.clone(), fresh: fresh.cloned(), state: serde_json::Value::Null }
    }
    fn push_step(&self, push: &mut Push, answer: Option<&Response>) -> Result<PushNext, Fault> {
        let Some(answer) = answer else {
            let mut request = request(Method::Post, &format!("/tickets/{}", push.operation.ticket));
            request.body = Some(serde_json::to_string(&push.operation).unwrap());
            let version = push.fresh.as_ref().and_then(|fresh| fresh.version.clone());
            request.headers = version.map(|version| ("If-Match", version)).into_iter().collect();
            return Ok(PushNext::Send(request));
        };
        if answer.status == 412 {
            return Ok(PushNext::Changed);
        }
        check(answer)?;
        Ok(PushNext::Done(serde_json::from_slice(&answer.body).unwrap()))
    }
    fn find(&self, operation: &Operation, _: &Mark, fresh: &Ticket) -> Option<Receipt> {
        assert!(!trips(operation, "find"), "it trips");
        if matches!(self.0, Delivery::Once) {
            return None;
        }
        let event = fresh.events.iter().find(|event| event.operation.as_ref() == Some(&operation.id))?;
        Some(Receipt { at: Some(event.at), event: Some(event.id.clone()), ticket: None })
    }
    fn suggested_mapping(&self) -> Mapping {
        Mapping::default()
    }
}

fn check(answer: &Response) -> Result<(), Fault> {
    let host = "model".to_owned();
    match answer.status {
        200 => Ok(()),
        401 => Err(Fault::Unauthorized { host }),
        429 => Err(Fault::RateLimited { host, retry_after_s: 30 }),
        500.. => Err(Fault::Server { host, status: answer.status }),
        status => Err(Fault::Refused { url: host, status, detail: "no".to_owned() }),
    }
}

fn request(method: Method, path: &str) -> Request {
    let url = url::Url::parse("https://model.test/").unwrap().join(path).unwrap();
    Request { method, url, headers: Vec::new(), body: None, upload: None }
}

/// The portal itself.
#[derive(Debug)]
pub struct Model {
    pub tickets: BTreeMap<String, Ticket>,
    pub now: Moment,
    /// Every effect that an operation had, in order: operation and ticket.
    pub effects: Vec<(String, String)>,
    /// A reply of staff opens a new ticket, as many portals do.
    pub opens: bool,
    keys: BTreeMap<String, Receipt>,
    has_keys: bool,
    is_marked: bool,
    events: u64,
}

impl Model {
    pub fn new(class: Delivery) -> Self {
        Self {
            tickets: BTreeMap::new(),
            now: Moment(1_000_000),
            effects: Vec::new(),
            opens: false,
            keys: BTreeMap::new(),
            has_keys: matches!(class, Delivery::Key { .. }),
            is_marked: !matches!(class, Delivery::Once),
            events: 0,
        }
    }

    pub fn add(&mut self, id: &str) {
        let ticket = Ticket {
            id: id.to_owned(),
            number: id.to_owned(),
            subject: "It does not start".to_owned(),
            queue: "q".to_owned(),
            status: "new".to_owned(),
            fields: BTreeMap::new(),
            customer: None,
            contact: None,
            assignee: None,
            channel: None,
            url: None,
            created: self.now,
            updated: self.now,
            version: Some("0".to_owned()),
            gone: None,
            history: History::Complete,
            events: Vec::new(),
        };
        self.tickets.insert(id.to_owned(), ticket);
        self.write(id, Party::Customer, "Jo", true, "Help!", None);
    }

    pub fn write(
        &mut self,
        id: &str,
        by: Party,
        author: &str,
        public: bool,
        body: &str,
        operation: Option<&str>,
    ) -> String {
        let mime = "text/plain".to_owned();
        let what = What::Message { public, auto: false, body: body.to_owned(), mime };
        self.event(id, by, author, what, operation)
    }

    pub fn set(
        &mut self,
        id: &str,
        by: Party,
        author: &str,
        name: &str,
        to: Option<&str>,
        operation: Option<&str>,
    ) -> String {
        let ticket = self.tickets.get_mut(id).unwrap();
        let from = ticket.value(name).map(str::to_owned);
        match name {
            "status" => to.unwrap_or_default().clone_into(&mut ticket.status),
            "assignee" => ticket.assignee = to.map(str::to_owned),
            _ => drop(ticket.fields.insert(name.to_owned(), to.unwrap_or_default().to_owned())),
        }
        let what = What::Field { name: name.to_owned(), from, to: to.map(str::to_owned) };
        self.event(id, by, author, what, operation)
    }

    fn event(&mut self, id: &str, by: Party, author: &str, what: What, operation: Option<&str>) -> String {
        self.events += 1;
        self.now = self.now.plus(1);
        let ticket = self.tickets.get_mut(id).unwrap();
        let name = format!("e{}", self.events);
        ticket.version = Some(self.events.to_string());
        ticket.updated = self.now;
        ticket.events.push(Event {
            id: name.clone(),
            at: self.now,
            by: Some(by),
            author: author.to_owned(),
            operation: operation.filter(|_| self.is_marked).map(str::to_owned),
            attachments: Vec::new(),
            what,
        });
        name
    }

    /// Answers a request, as a portal that has no trouble.
    pub fn answer(&mut self, request: &Request) -> Response {
        let path = request.url.path().to_owned();
        let id = path.trim_start_matches("/tickets/");
        match (request.method, &request.body) {
            (Method::Get, _) if path.starts_with("/pages/") => {
                json(200, &self.tickets.values().collect::<Vec<_>>())
            }
            (Method::Get, _) => json(200, &self.tickets.get(id).into_iter().collect::<Vec<_>>()),
            (Method::Post | Method::Put, body) => {
                let operation: Operation = serde_json::from_str(body.as_deref().unwrap()).unwrap();
                let version = request.headers.iter().find(|(name, _)| *name == "If-Match").map(|(_, v)| v);
                self.carry_out(&operation, version.map(String::as_str))
            }
            (Method::Delete, _) => json(405, &()),
        }
    }

    fn carry_out(&mut self, operation: &Operation, version: Option<&str>) -> Response {
        if let Some(receipt) = self.keys.get(&operation.id).filter(|_| self.has_keys) {
            return json(200, receipt);
        }
        let (op, id) = (Some(operation.id.as_str()), operation.ticket.as_str());
        if let Some(ticket) = self.tickets.get(id)
            && version.is_some_and(|version| ticket.version.as_deref() != Some(version))
        {
            return json(412, &());
        }
        let mut receipt = Receipt::default();
        let event = match &operation.change {
            Change::Create { .. } => {
                let made = format!("made-{}", self.tickets.len());
                self.add(&made);
                receipt.ticket = Some(made);
                None
            }
            Change::Set { to: Some(to), .. } if to == "nonsense" => return json(422, &()),
            Change::Set { name, to } => Some(self.set(id, Party::Agent, "Ada", name, to.as_deref(), op)),
            change => {
                let (body, public) = change.message().unwrap_or(("", false));
                let event = self.write(id, Party::Agent, "Ada", public, body, op);
                if self.opens && public && self.tickets[id].status == "new" {
                    self.set(id, Party::System, "portal", "status", Some("open"), None);
                }
                Some(event)
            }
        };
        receipt.at = Some(self.now);
        receipt.event = event.filter(|_| self.is_marked);
        let on = receipt.ticket.clone().unwrap_or_else(|| operation.ticket.clone());
        self.effects.push((operation.id.clone(), on));
        self.keys.insert(operation.id.clone(), receipt.clone());
        json(200, &receipt)
    }

    /// How often each operation had an effect.
    pub fn counts(&self) -> BTreeMap<&str, usize> {
        let ids: BTreeSet<&str> = self.effects.iter().map(|(id, _)| id.as_str()).collect();
        ids.into_iter().map(|id| (id, self.effects.iter().filter(|(op, _)| op == id).count())).collect()
    }
}

pub fn json(status: u16, body: &impl serde::Serialize) -> Response {
    Response { status, headers: Vec::new(), body: serde_json::to_vec(body).unwrap() }
}
