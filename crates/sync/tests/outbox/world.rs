//! Everything outside the engine: a disk that survives a kill, a network that may fail, a clock.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use calendar::Moment;
use policy::ticket::{Change, Enclosure, Operation, Seen, Ticket};
use portal::{Delivery, Fault, Method, Request, Response};
use sync::{Effect, Engine, Entropy, Input, Now, Queued, Record, Sent, Trouble};

use super::portal::{Model, Speaks};

/// What is on the disk of one operation.
#[derive(Clone, Debug)]
pub struct Row {
    pub operation: Operation,
    pub place: u64,
    pub due: Option<Moment>,
    pub state: State,
    pub sent: Option<Sent>,
    pub last: Option<Record>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Queued,
    Sending,
    Unknown,
    Asks,
    Conflict,
    Rejected,
    Delivered,
    Cancelled,
}

/// What the network does with one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Net {
    Works,
    /// It never left.
    Down,
    /// It left and was lost on the way.
    LostBefore,
    /// It was carried out and the answer was lost.
    LostAfter,
    Status(u16),
}

pub struct World {
    pub engine: Engine,
    pub model: Model,
    pub rows: BTreeMap<String, Row>,
    pub tickets: BTreeMap<String, Ticket>,
    pub todo: VecDeque<Effect>,
    pub delayed: Vec<(String, Option<Trouble>)>,
    pub now: Now,
    /// Requests that changed something and were given to the network.
    pub sent: Vec<String>,
    class: Delivery,
    wake: u64,
    /// No idle step goes beyond.
    until: u64,
    dice: Dice,
}

pub struct Dice(pub u64);

impl Entropy for Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

impl World {
    pub fn new(class: Delivery) -> Self {
        let mut model = Model::new(class);
        model.add("1");
        model.add("2");
        let mut world = Self {
            engine: Engine::new(),
            rows: BTreeMap::new(),
            tickets: model.tickets.clone(),
            model,
            todo: VecDeque::new(),
            delayed: Vec::new(),
            now: Now { wall: Moment(1_000_000), mono_ms: 0 },
            sent: Vec::new(),
            class,
            wake: 0,
            until: 0,
            dice: Dice(42),
        };
        world.start();
        world
    }

    /// A process starts: what it knows is what is on the disk.
    pub fn start(&mut self) {
        self.engine = Engine::new();
        self.todo.clear();
        let adapter = Arc::new(Speaks(self.class));
        // The sync has just been; only the outbox is of interest.
        let synced = Some(self.now.wall);
        self.input(Input::Add { account: "a".into(), adapter, cursor: None, synced_at: synced, begun: None });
        for row in self.rows.clone().into_values() {
            self.offer(&row, 0);
        }
    }

    fn offer(&mut self, row: &Row, hold_ms: u64) {
        let parked = matches!(row.state, State::Asks | State::Conflict | State::Rejected);
        if matches!(row.state, State::Delivered | State::Cancelled) {
            return;
        }
        let (operation, place, due, sent) = (row.operation.clone(), row.place, row.due, row.sent.clone());
        let account = "a".to_owned();
        self.input(Input::Queue(Box::new(Queued { account, operation, place, due, hold_ms, sent, parked })));
    }

    /// The row of an operation comes in once more.
    pub fn give_again(&mut self, id: &str) {
        let row = self.rows[id].clone();
        self.offer(&row, 0);
    }

    /// The user makes a change of a ticket as it is shown here.
    pub fn make(&mut self, id: &str, ticket: &str, change: Change) {
        self.make_due(id, ticket, change, None, 0);
    }

    /// The same with a file.
    pub fn make_with_file(&mut self, id: &str, ticket: &str, change: Change) {
        let file = Enclosure {
            id: format!("file-{id}"),
            name: "fix.txt".to_owned(),
            mime: "text/plain".to_owned(),
            size: 1,
            sha256: String::new(),
        };
        self.make_whole(id, ticket, change, vec![file], None, 0);
    }

    pub fn make_due(&mut self, id: &str, ticket: &str, change: Change, due: Option<i64>, hold_ms: u64) {
        self.make_whole(id, ticket, change, Vec::new(), due, hold_ms);
    }

    fn make_whole(
        &mut self,
        id: &str,
        ticket: &str,
        change: Change,
        files: Vec<Enclosure>,
        due: Option<i64>,
        hold_ms: u64,
    ) {
        let seen = self.tickets.get(ticket).map(|ticket| Seen::of(ticket, &change)).unwrap_or_default();
        let operation = Operation { id: id.to_owned(), ticket: ticket.to_owned(), change, files, seen };
        let (place, due) = (self.rows.len() as u64, due.map(Moment));
        let row = Row { operation, place, due, state: State::Queued, sent: None, last: None };
        self.rows.insert(id.to_owned(), row.clone());
        self.offer(&row, hold_ms);
    }

    /// The user takes an operation back; only what is not on its way.
    pub fn withdraw(&mut self, id: &str) -> bool {
        let row = self.rows.get_mut(id).unwrap();
        if matches!(row.state, State::Sending | State::Unknown | State::Delivered | State::Cancelled) {
            return false;
        }
        row.state = State::Cancelled;
        self.input(Input::Withdraw { account: "a".to_owned(), operation: id.to_owned() });
        true
    }

    pub fn state(&self, id: &str) -> State {
        self.rows[id].state
    }

    pub fn input(&mut self, input: Input) {
        let effects = self.engine.step(input, self.now, &mut self.dice);
        self.todo.extend(effects);
    }

    /// Carries out one effect. `false`: nothing was left to do, and time moved to the next thing.
    pub fn turn(&mut self, net: &mut dyn FnMut(&Request) -> Net) -> bool {
        self.pass(10);
        match self.todo.pop_front() {
            Some(Effect::Fetch { fetch, request, .. }) => {
                let result = self.carry(&request, net(&request));
                self.input(Input::Answered { fetch, result });
            }
            Some(Effect::Store { account, page, behind, .. }) => {
                for ticket in page.tickets {
                    let stored = self.tickets.get(&ticket.id).map(|stored| stored.updated);
                    if !behind.contains(&ticket.id) || stored.is_none_or(|stored| stored <= ticket.updated) {
                        self.tickets.insert(ticket.id.clone(), ticket);
                    }
                }
                self.input(Input::Stored { account, result: Ok(()) });
            }
            Some(Effect::Keep { ticket, .. }) => drop(self.tickets.insert(ticket.id.clone(), *ticket)),
            Some(Effect::Record { account, operation, record }) => {
                let result = Ok(self.record(&operation, *record));
                self.input(Input::Recorded { account, operation, result });
            }
            Some(Effect::Delayed { operation, trouble, .. }) => self.delayed.push((operation, trouble)),
            Some(Effect::WakeAt(at)) => self.wake = at,
            Some(Effect::Membership { .. } | Effect::Progress(_)) => {}
            None => {
                let ahead = self.wake.saturating_sub(self.now.mono_ms);
                self.pass(ahead.clamp(10, self.until.saturating_sub(self.now.mono_ms).max(10)));
                self.input(Input::Tick);
                return false;
            }
        }
        true
    }

    /// Runs for so many seconds.
    pub fn run(&mut self, seconds: u64, net: &mut dyn FnMut(&Request) -> Net) {
        self.until = self.now.mono_ms + seconds * 1000;
        while self.now.mono_ms < self.until {
            self.turn(net);
        }
    }

    pub fn pass(&mut self, ms: u64) {
        let before = self.now.mono_ms / 1000;
        self.now.mono_ms += ms;
        let seconds = i64::try_from(self.now.mono_ms / 1000 - before).unwrap();
        self.now.wall = self.now.wall.plus(seconds);
        self.model.now = self.model.now.plus(seconds);
    }

    fn carry(&mut self, request: &Request, net: Net) -> Result<Response, Fault> {
        let host = || "model".to_owned();
        if request.method != Method::Get {
            let operation: Operation = serde_json::from_str(request.body.as_deref().unwrap()).unwrap();
            assert_eq!(self.state(&operation.id), State::Sending, "the intent is on the disk first");
            self.sent.push(operation.id);
        }
        match net {
            Net::Works => Ok(self.model.answer(request)),
            Net::Down => Err(Fault::Unreachable { host: host(), detail: "refused".to_owned() }),
            Net::LostBefore => Err(Fault::Lost { host: host(), detail: "reset".to_owned() }),
            Net::LostAfter => {
                self.model.answer(request);
                Err(Fault::Lost { host: host(), detail: "reset".to_owned() })
            }
            Net::Status(status) => Ok(super::portal::json(status, &())),
        }
    }

    fn record(&mut self, id: &str, record: Record) -> bool {
        let Some(row) = self.rows.get_mut(id) else { return false };
        if row.state == State::Cancelled {
            return false;
        }
        match &record {
            Record::Sending(sent) => {
                row.sent = Some(sent.clone());
                row.state = State::Sending;
            }
            Record::Queued { sent, .. } => {
                row.sent.clone_from(sent);
                row.state = State::Queued;
            }
            Record::Unknown { ask, .. } => row.state = if *ask { State::Asks } else { State::Unknown },
            Record::Delivered(_) => row.state = State::Delivered,
            Record::Found(_) => {}
            Record::Conflict(_) => row.state = State::Conflict,
            Record::Rejected { sent, .. } => {
                row.sent.clone_from(sent);
                row.state = State::Rejected;
            }
        }
        let made = match &record {
            Record::Delivered(receipt) => receipt.ticket.clone(),
            _ => None,
        };
        row.last = Some(record);
        if let Some(made) = made {
            let local = row.operation.ticket.clone();
            let named = self.rows.values_mut().filter(|row| row.operation.ticket == local);
            named.for_each(|row| row.operation.ticket.clone_from(&made));
        }
        true
    }
}

pub fn reply(body: &str) -> Change {
    Change::Reply { body: body.to_owned() }
}

pub fn status(to: &str) -> Change {
    Change::Set { name: "status".to_owned(), to: Some(to.to_owned()) }
}
