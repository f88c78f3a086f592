//! Everything outside the engine: a disk, a steady clock, and a portal that is a function.

use std::collections::VecDeque;
use std::sync::Arc;

use calendar::Moment;
use portal::{Cursor, Fault, Membership, OpenPortal, Request, Response};
use sync::{Effect, Engine, Entropy, Input, Now, Phase, Progress};
use url::Url;

/// What the portal answers to a request at this millisecond.
pub type Portal<'a> = dyn FnMut(&Request, u64) -> Result<Response, Fault> + 'a;

pub const MINUTE: u64 = 60_000;
pub const HOUR: u64 = 60 * MINUTE;

struct Dice(u64);

impl Entropy for Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

pub struct World {
    engine: Engine,
    now: Now,
    dice: Dice,
    todo: VecDeque<Effect>,
    wake: u64,
    /// When requests went out.
    pub asked: Vec<u64>,
    pub stored: Vec<String>,
    pub cursor: Option<Cursor>,
    pub pages: usize,
    pub last: Option<Progress>,
    /// The codes of troubles that were told, each once.
    pub told: Vec<String>,
    /// What was said of the groups of the user, and when.
    pub said: Vec<(u64, Membership)>,
}

impl World {
    pub fn new() -> Self {
        Self::with_seed(7)
    }

    pub fn with_seed(seed: u64) -> Self {
        let mut world = Self {
            engine: Engine::new(),
            now: Now { wall: Moment(1_795_262_400), mono_ms: 0 },
            dice: Dice(seed),
            todo: VecDeque::new(),
            wake: 0,
            asked: Vec::new(),
            stored: Vec::new(),
            cursor: None,
            pages: 0,
            last: None,
            told: Vec::new(),
            said: Vec::new(),
        };
        let adapter = Arc::new(OpenPortal::new(Url::parse("https://help.test/").unwrap()));
        world.input(Input::Add { account: "a".into(), adapter, cursor: None, synced_at: None, begun: None });
        world
    }

    pub fn input(&mut self, input: Input) {
        let effects = self.engine.step(input, self.now, &mut self.dice);
        self.todo.extend(effects);
    }

    /// Runs for so many milliseconds; a step of the world takes ten.
    pub fn run(&mut self, ms: u64, portal: &mut Portal<'_>) {
        let until = self.now.mono_ms + ms;
        while self.now.mono_ms < until {
            self.turn(until, portal);
        }
    }

    /// Runs until everything was read.
    pub fn settle(&mut self, portal: &mut Portal<'_>) {
        self.last = None;
        for _ in 0..10_000 {
            if self.last.as_ref().is_some_and(|p| p.phase == Phase::Idle && p.synced_at.is_some()) {
                return;
            }
            self.turn(u64::MAX, portal);
        }
        panic!("it did not settle: {:?}", self.last);
    }

    /// The most requests in any minute.
    pub fn most_in_a_minute(&self) -> usize {
        let from =
            |at: usize| self.asked[at..].iter().take_while(|ms| **ms < self.asked[at] + MINUTE).count();
        (0..self.asked.len()).map(from).max().unwrap_or(0)
    }

    /// The longest time without a request, in milliseconds.
    pub fn longest_silence(&self) -> u64 {
        self.asked.windows(2).map(|two| two[1] - two[0]).max().unwrap_or(0)
    }

    pub fn now_ms(&self) -> u64 {
        self.now.mono_ms
    }

    fn pass(&mut self, ms: u64) {
        let before = self.now.mono_ms / 1000;
        self.now.mono_ms += ms;
        self.now.wall = self.now.wall.plus(i64::try_from(self.now.mono_ms / 1000 - before).unwrap());
    }

    fn turn(&mut self, until: u64, portal: &mut Portal<'_>) {
        self.pass(10);
        match self.todo.pop_front() {
            Some(Effect::Fetch { fetch, request, .. }) => {
                self.asked.push(self.now.mono_ms);
                let result = portal(&request, self.now.mono_ms);
                self.input(Input::Answered { fetch, result });
            }
            Some(Effect::Store { account, page, .. }) => {
                self.pages += 1;
                self.stored.extend(page.tickets.iter().map(|ticket| ticket.id.clone()));
                self.cursor = page.cursor.clone().or(self.cursor.take());
                self.input(Input::Stored { account, result: Ok(()) });
            }
            Some(Effect::Progress(progress)) => {
                let code = progress.trouble.as_ref().map(|trouble| trouble.code.clone());
                self.told.extend(code.filter(|code| self.told.last() != Some(code)));
                self.last = Some(progress);
            }
            Some(Effect::WakeAt(at)) => self.wake = at,
            Some(Effect::Membership { said, .. }) => self.said.push((self.now.mono_ms, said)),
            Some(Effect::Record { .. } | Effect::Keep { .. } | Effect::Delayed { .. }) => {
                unreachable!("nothing is queued here")
            }
            None => {
                let next = self.wake.min(until).max(self.now.mono_ms);
                self.pass(next - self.now.mono_ms);
                self.input(Input::Tick);
            }
        }
    }
}

pub fn status(status: u16, headers: &[(&str, &str)]) -> Response {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Response { status, headers, body: b"{}".to_vec() }
}

pub fn body(text: impl Into<Vec<u8>>) -> Response {
    Response { status: 200, headers: Vec::new(), body: text.into() }
}

/// A page of the feed with these tickets.
pub fn page(tickets: &[String], cursor: &str, end: bool) -> Response {
    let tickets = tickets.join(",");
    body(format!(
        r#"{{"tickets":[{tickets}],"customers":[],"contracts":[],"cursor":"{cursor}","end":{end},"phase":"full"}}"#
    ))
}

/// A ticket of the feed.
pub fn ticket(id: &str) -> String {
    let at = "2026-11-21T12:00:00Z";
    format!(
        r#"{{"id":"{id}","number":"N-{id}","subject":"S","queue":"q","status":"open","created":"{at}",
            "updated":"{at}","version":"1","events":[]}}"#
    )
}

/// The cursor that a request names.
pub fn after(request: &Request) -> Option<String> {
    request.url.query_pairs().find(|(name, _)| name == "after").map(|(_, value)| value.into_owned())
}
