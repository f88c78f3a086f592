//! The engine driven by a small world on one thread: a portal with numbered tickets, a store that keeps what was
//! committed, faults at any request and a kill between any two effects.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests say so when they fail")]

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use calendar::Moment;
use policy::ticket::{History, Mapping, Ticket};
use portal::{Adapter, Capability, Cursor, Fault, Method, Next, Page, Probe, Pull, Request, Response};
use proptest::prelude::*;
use sync::{Effect, Engine, Entropy, Input, Now, Phase, Progress, Trouble};

/// An adapter whose portal is a list of tickets, seven a page; each ticket of a page costs one request.
#[derive(Debug)]
struct Numbers;

const PAGE: usize = 7;

impl Adapter for Numbers {
    fn kind(&self) -> &'static str {
        "numbers"
    }
    fn capability(&self) -> Capability {
        Capability { delta: "cursor", tombstones: false, interval_s: [5, 5, 5], parallel: 3, tried: true }
    }
    fn authorization(&self, secret: &str) -> String {
        secret.to_owned()
    }
    fn probe(&self) -> Request {
        get(0)
    }
    fn read_probe(&self, _: &Response) -> Result<Probe, Fault> {
        unreachable!("no test probes")
    }
    fn start(&self, cursor: Option<&Cursor>) -> Pull {
        Pull { cursor: cursor.cloned(), state: serde_json::Value::Null }
    }
    fn start_one(&self, _: &str) -> Pull {
        unreachable!("no test reads one ticket")
    }
    fn step(&self, pull: &mut Pull, answers: &[Response]) -> Result<Next, Fault> {
        let from: usize = pull.cursor.as_ref().map_or(0, |cursor| cursor.0.parse().unwrap());
        if pull.state.is_null() {
            pull.state = serde_json::Value::Bool(true);
            return Ok(Next::Fetch((from..from + PAGE).map(get).collect()));
        }
        if let Some(bad) = answers.iter().find(|answer| answer.status == 401) {
            return Err(Fault::Unauthorized { host: format!("status {}", bad.status) });
        }
        if answers.iter().any(|answer| answer.status >= 500) {
            return Err(Fault::Server { host: "numbers".into(), status: 500 });
        }
        let tickets: Vec<Ticket> =
            answers.iter().filter(|a| a.status == 200).map(|a| ticket(&a.body)).collect();
        let next = from + tickets.len();
        Ok(Next::Page(Box::new(Page {
            end: tickets.len() < PAGE,
            cursor: Some(Cursor(next.to_string())),
            tickets,
            ..Page::default()
        })))
    }
    fn suggested_mapping(&self) -> Mapping {
        Mapping::default()
    }
}

fn get(n: usize) -> Request {
    let url = url::Url::parse(&format!("https://numbers.test/{n}")).unwrap();
    Request { method: Method::Get, url, headers: Vec::new(), body: None, upload: None }
}

fn ticket(body: &[u8]) -> Ticket {
    let id = String::from_utf8(body.to_vec()).unwrap();
    Ticket {
        number: id.clone(),
        id,
        subject: String::new(),
        queue: String::new(),
        status: String::new(),
        fields: BTreeMap::new(),
        customer: None,
        contact: None,
        assignee: None,
        channel: None,
        url: None,
        created: Moment(0),
        updated: Moment(0),
        version: None,
        gone: None,
        history: History::Complete,
        events: Vec::new(),
    }
}

struct Dice(u64);

impl Entropy for Dice {
    fn below(&mut self, bound: u64) -> u64 {
        // Xorshift: any sequence will do, as long as a seed repeats it.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// Everything outside the engine. `disk` survives a kill; the rest does not.
struct World {
    engine: Engine,
    portal: usize,
    disk: (Vec<String>, Option<Cursor>),
    /// When the broken-off round began; on disk too.
    begun: Option<Moment>,
    todo: VecDeque<Effect>,
    last: Option<Progress>,
    wake: u64,
    now: Now,
    dice: Dice,
    asked: usize,
}

impl World {
    fn new(portal: usize, seed: u64) -> Self {
        let mut world = Self {
            engine: Engine::new(),
            portal,
            disk: (Vec::new(), None),
            begun: None,
            todo: VecDeque::new(),
            last: None,
            wake: 0,
            now: Now { wall: Moment(1_000), mono_ms: 0 },
            dice: Dice(seed | 1),
            asked: 0,
        };
        world.start();
        world
    }

    /// A process starts: what it knows is what is on disk.
    fn start(&mut self) {
        self.engine = Engine::new();
        self.todo.clear();
        self.last = None;
        let cursor = self.disk.1.clone();
        let (account, adapter, begun) = ("a".into(), Arc::new(Numbers), self.begun);
        self.input(Input::Add { account, adapter, cursor, synced_at: None, begun });
    }

    fn input(&mut self, input: Input) {
        let effects = self.engine.step(input, self.now, &mut self.dice);
        self.todo.extend(effects);
    }

    /// Carries out one effect; `answer` decides what a request meets.
    fn turn(&mut self, answer: &mut dyn FnMut(usize, usize) -> Result<Response, Fault>) {
        self.now.mono_ms += 10;
        match self.todo.pop_front() {
            Some(Effect::Fetch { fetch, request, .. }) => {
                self.asked += 1;
                let n: usize = request.url.path().trim_start_matches('/').parse().unwrap();
                self.input(Input::Answered { fetch, result: answer(n, self.portal) });
            }
            Some(Effect::Store { account, page, begun, .. }) => {
                self.begun = (!page.end).then_some(begun);
                self.disk.0.extend(page.tickets.iter().map(|ticket| ticket.id.clone()));
                self.disk.1.clone_from(&page.cursor);
                self.input(Input::Stored { account, result: Ok(()) });
            }
            Some(Effect::WakeAt(at)) => self.wake = at,
            Some(Effect::Progress(progress)) => self.last = Some(progress),
            Some(
                Effect::Record { .. }
                | Effect::Keep { .. }
                | Effect::Membership { .. }
                | Effect::Delayed { .. },
            ) => {
                unreachable!("nothing is queued here")
            }
            None => {
                self.now.mono_ms = self.now.mono_ms.max(self.wake);
                self.input(Input::Tick);
            }
        }
    }

    fn settle(&mut self) {
        for _ in 0..10_000 {
            if self.last.as_ref().is_some_and(|p| p.phase == Phase::Idle && p.synced_at.is_some()) {
                return;
            }
            self.turn(&mut honest);
        }
        panic!("did not settle: {:?}", self.last);
    }
}

fn honest(n: usize, portal: usize) -> Result<Response, Fault> {
    Ok(answer(if n < portal { 200 } else { 404 }, n))
}

fn answer(status: u16, n: usize) -> Response {
    Response { status, headers: Vec::new(), body: n.to_string().into_bytes() }
}

fn all(portal: usize) -> Vec<String> {
    (0..portal).map(|n| n.to_string()).collect()
}

#[test]
fn a_first_sync_reads_everything_once_and_an_increment_only_the_end() {
    let mut world = World::new(20, 1);
    world.settle();
    assert_eq!(world.disk.0, all(20));
    let asked = world.asked;
    world.portal = 21;
    world.last = None;
    world.settle();
    assert_eq!(world.disk.0, all(21));
    assert_eq!(world.asked - asked, PAGE, "an increment asks for one page");
}

#[test]
fn a_refused_token_stops_and_goes_on_when_the_user_asks() {
    let mut world = World::new(3, 1);
    for _ in 0..100 {
        world.turn(&mut |n, _| Ok(answer(401, n)));
    }
    let progress = world.last.clone().unwrap();
    assert_eq!(progress.phase, Phase::Stopped);
    assert_eq!(progress.trouble.unwrap().code, "unauthorized");
    assert_eq!(world.asked, PAGE, "a refused token is not tried again");
    world.input(Input::SyncNow);
    world.settle();
    assert_eq!(world.disk.0, all(3));
}

#[test]
fn too_many_requests_waits_as_long_as_the_portal_asks() {
    let mut world = World::new(3, 1);
    let mut first = true;
    for _ in 0..200 {
        let waits = first;
        world.turn(&mut |n, portal| {
            let limited = std::mem::replace(&mut first, false);
            if !limited {
                return honest(n, portal);
            }
            Ok(Response { headers: vec![("retry-after".into(), "30".into())], ..answer(429, n) })
        });
        if waits && !first {
            break;
        }
    }
    let limited_at = world.now.mono_ms;
    world.settle();
    assert!(world.now.mono_ms >= limited_at + 30_000);
    assert_eq!(world.disk.0, all(3));
}

#[test]
fn a_wait_that_the_portal_asks_for_is_told_at_once_and_until_when() {
    let limited = |status| {
        move |n| Response { headers: vec![("retry-after".into(), "40".into())], ..answer(status, n) }
    };
    for (status, code) in [(429, "rate-limited"), (503, "server")] {
        let mut world = World::new(3, 1);
        while world.last.as_ref().is_none_or(|progress| progress.trouble.is_none()) {
            world.turn(&mut |n, _| Ok(limited(status)(n)));
        }
        let progress = world.last.clone().unwrap();
        assert_eq!(progress.trouble.unwrap().code, code);
        assert!(progress.next_at.unwrap() >= world.now.mono_ms + 39_000, "{status}: {:?}", progress.next_at);
        world.settle();
        assert_eq!(world.last.clone().unwrap().trouble, None, "{status}");
        assert_eq!(world.disk.0, all(3), "{status}");
    }
}

#[test]
fn the_last_answer_of_a_portal_that_stays_overloaded_decides_when_it_is_asked_again() {
    let mut world = World::new(3, 1);
    while world.last.as_ref().is_none_or(|progress| progress.phase != Phase::Waiting) {
        world.turn(&mut |n, _| {
            Ok(Response { headers: vec![("retry-after".into(), "40".into())], ..answer(503, n) })
        });
    }
    let next_at = world.last.clone().unwrap().next_at.unwrap();
    assert!(next_at >= world.now.mono_ms + 39_000, "{next_at}");
}

#[test]
fn a_full_disk_is_told_and_the_page_is_asked_for_again() {
    let mut world = World::new(3, 1);
    while !matches!(world.todo.front(), Some(Effect::Store { .. })) {
        world.turn(&mut honest);
    }
    world.todo.pop_front();
    let full = Trouble {
        code: "disk-full".into(),
        message: "The disk is full.".into(),
        hint: "Free some space.".into(),
        transient: true,
    };
    world.input(Input::Stored { account: "a".into(), result: Err(full) });
    while let Some(effect) = world.todo.pop_front() {
        if let Effect::Progress(progress) = effect {
            world.last = Some(progress);
        }
    }
    let progress = world.last.clone().unwrap();
    assert_eq!((progress.phase, progress.trouble.unwrap().code.as_str()), (Phase::Waiting, "disk-full"));
    world.settle();
    assert_eq!(world.disk.0, all(3));
}

#[test]
fn the_rows_are_as_old_as_the_first_request_of_their_round() {
    let mut world = World::new(20, 1);
    // Three pages, each of which takes a minute; the process is killed after the first.
    let mut stored = 0;
    while stored < 1 {
        stored += usize::from(matches!(world.todo.front(), Some(Effect::Store { .. })));
        world.turn(&mut honest);
    }
    world.now.wall = world.now.wall.plus(60);
    world.start();
    world.now.mono_ms += 120_000;
    world.now.wall = world.now.wall.plus(120);
    world.settle();
    // Rounded to the older second.
    let synced_at = |world: &World| world.last.clone().unwrap().synced_at.unwrap();
    assert!((Moment(999)..=Moment(1_000)).contains(&synced_at(&world)), "the first request");
    world.last = None;
    let second = world.now.wall;
    world.settle();
    assert!((second.plus(-1)..=second).contains(&synced_at(&world)), "a complete round begins anew");
}

#[test]
fn a_clock_that_the_first_answer_corrects_does_not_make_the_rows_younger() {
    let mut world = World::new(3, 1);
    // The computer is an hour ahead; the first answer tells.
    world.turn(&mut honest);
    world.now.wall = world.now.wall.plus(-3_600);
    world.settle();
    let synced_at = world.last.clone().unwrap().synced_at.unwrap();
    assert!(synced_at <= Moment(1_000 - 3_600), "{synced_at:?}");
}

#[test]
fn answers_for_a_removed_account_are_ignored() {
    let mut world = World::new(3, 1);
    world.input(Input::Remove { account: "a".into() });
    for _ in 0..50 {
        world.turn(&mut honest);
    }
    assert!(world.disk.0.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever fails and whenever the process is killed: once faults stop, everything is stored, once, in order.
    #[test]
    fn faults_and_kills_lose_nothing(portal in 0_usize..60, seed: u64, script in prop::collection::vec(0_u8..12, 0..300)) {
        let mut world = World::new(portal, seed);
        for what in script {
            match what {
                0 => world.start(),
                1 => world.turn(&mut |_, _| Err(Fault::Unreachable { host: "h".into(), detail: "down".into() })),
                2 => world.turn(&mut |n, _| Ok(answer(503, n))),
                3 => world.turn(&mut |n, _| Ok(answer(500, n))),
                4 => world.input(Input::SyncNow),
                _ => world.turn(&mut honest),
            }
        }
        world.last = None;
        world.input(Input::SyncNow);
        world.settle();
        prop_assert_eq!(&world.disk.0, &all(portal));
    }
}
