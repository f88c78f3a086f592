//! Everything on one thread, in the order of one clock.

mod effect;
mod exchange;

use std::collections::BTreeMap;

use portal::{Fault as Lost, Response};
use sync::{FetchId, Input};

use crate::check::{self, Broken};
use crate::dice::Dice;
use crate::end;
use crate::fault::{Fault, Phase, Struck};
use crate::model::Model;
use crate::plan::{Act, Kind, Plan};
use crate::shell::{Device, account};
use exchange::Exchange;

/// Rounds after which everything must have settled.
const ROUNDS: u32 = 200;
/// Milliseconds of a round.
const ROUND_MS: u64 = 30_000;

/// What came of a run.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// A number over everything that happened.
    pub trace: u64,
    /// The first invariant that did not hold.
    pub broken: Option<Broken>,
    /// Faults that struck.
    pub struck: Struck,
    /// Operations and what became of them: done in a portal, waiting for the user, others.
    pub operations: [u64; 3],
    /// Rounds until everything had settled.
    pub rounds: u32,
    /// What happened, one line each; empty unless it was asked for.
    pub story: Vec<String>,
}

/// Something that will happen.
#[derive(Debug)]
enum Event {
    /// The next act of somebody.
    Act(usize),
    /// A request arrives at its portal.
    Arrive(Box<Exchange>),
    /// An answer, or the lack of one, comes back.
    Answer {
        device: usize,
        process: u64,
        account: String,
        fetch: FetchId,
        sent_ms: u64,
        result: Box<Result<Response, Lost>>,
    },
    /// The next write of a device.
    Write { device: usize, process: u64 },
    /// The engine wants to be looked at.
    Wake { device: usize, steps: u64 },
    /// A process begins.
    Start { device: usize },
}

/// The world.
struct World<'a> {
    plan: &'a Plan,
    bug: &'a str,
    now_ms: u64,
    heap: BTreeMap<(u64, u64), Event>,
    scheduled: u64,
    models: Vec<Model>,
    devices: Vec<Device>,
    faults: bool,
    struck: Struck,
    trace: u64,
    requests: u64,
    effects: u64,
    /// Kept only when somebody wants to read it.
    story: Option<Vec<String>>,
}

/// Runs a plan. `run` tells its databases from those of other runs; `bug` switches a planted fault on.
#[must_use]
pub fn run(plan: &Plan, run: u64, bug: &str, tells: bool) -> Outcome {
    crate::bugs::switch_on(bug);
    let models =
        (0..plan.setting.portals).map(|portal| Model::new(&account(portal), &plan.setting)).collect();
    let devices = (0..2).map(|index| Device::new(index, plan, run, bug)).collect::<Result<Vec<_>, _>>();
    let mut world = World {
        plan,
        bug,
        now_ms: 1_000,
        heap: BTreeMap::new(),
        scheduled: 0,
        models,
        devices: devices.expect("a database in memory can be made"),
        faults: true,
        struck: Struck::default(),
        trace: 0xCBF2_9CE4_8422_2325,
        requests: 0,
        effects: 0,
        story: tells.then(Vec::new),
    };
    let (rounds, broken) = match world.live() {
        Ok(rounds) => (rounds, None),
        Err(broken) => (0, Some(broken)),
    };
    crate::bugs::switch_on("");
    let operations = world.operations();
    let story = world.story.unwrap_or_default();
    Outcome { trace: world.trace, broken, struck: world.struck, operations, rounds, story }
}

impl World<'_> {
    /// The whole story; answers in how many rounds it settled.
    fn live(&mut self) -> Result<u32, Broken> {
        for device in 0..self.devices.len() {
            self.at(0, Event::Start { device });
        }
        if let Some(first) = self.plan.acts.first() {
            self.at(first.after_ms, Event::Act(0));
        }
        while let Some(((at, _), event)) = self.heap.pop_first() {
            self.now_ms = self.now_ms.max(at);
            let is_last = matches!(event, Event::Act(at) if at + 1 >= self.plan.acts.len());
            self.happen(event)?;
            if is_last {
                break;
            }
        }
        self.calm()?;
        self.settle()
    }

    /// Faults stop; everybody is there, and the user asks to sync.
    fn calm(&mut self) -> Result<(), Broken> {
        self.faults = false;
        for index in 0..self.devices.len() {
            self.devices[index].online = true;
            let awake = self.devices[index].clock.asleep_until;
            if awake > self.now_ms {
                self.devices[index].clock.slept_ms -= awake - self.now_ms;
                self.devices[index].clock.asleep_until = self.now_ms;
                // What waited for the end of the sleep happens now.
                let waiting: Vec<_> =
                    self.heap.range((awake, 0)..=(awake, u64::MAX)).map(|(key, _)| *key).collect();
                for key in waiting {
                    if let Some(event) = self.heap.remove(&key) {
                        self.at(0, event);
                    }
                }
            }
        }
        self.sync_now()
    }

    fn sync_now(&mut self) -> Result<(), Broken> {
        for index in 0..self.devices.len() {
            if self.devices[index].is_up {
                let now_ms = self.now_ms;
                let effects = self.devices[index].step(Input::SyncNow, now_ms);
                self.carry_out(index, effects)?;
            }
        }
        Ok(())
    }

    fn settle(&mut self) -> Result<u32, Broken> {
        let mut last = Ok(());
        for round in 1..=ROUNDS {
            let until = self.now_ms + ROUND_MS;
            while let Some(entry) = self.heap.first_entry() {
                if entry.key().0 > until {
                    break;
                }
                let ((at, _), event) = entry.remove_entry();
                self.now_ms = self.now_ms.max(at);
                self.happen(event)?;
            }
            self.now_ms = until;
            // What was refused before the faults stopped may have come back only now.
            if [2, 5].contains(&round) {
                self.sync_now()?;
            }
            last = self.devices.iter().try_for_each(|device| end::settled(device, &self.models));
            if last.is_ok() {
                self.close()?;
                return Ok(round);
            }
        }
        last.map(|()| ROUNDS)
    }

    fn close(&mut self) -> Result<(), Broken> {
        for device in &mut self.devices {
            check::everything(device)?;
            end::counts(device, &self.models)?;
            end::order(device, &self.models)?;
            end::search(device)?;
        }
        Ok(())
    }

    fn at(&mut self, after_ms: u64, event: Event) {
        self.scheduled += 1;
        self.heap.insert((self.now_ms + after_ms, self.scheduled), event);
    }

    fn note(&mut self, what: &str, number: u64) {
        for byte in what.bytes().chain(number.to_le_bytes()).chain(self.now_ms.to_le_bytes()) {
            self.trace = (self.trace ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }

    fn tell(&mut self, line: impl FnOnce() -> String) {
        let at = self.now_ms;
        if let Some(story) = &mut self.story {
            story.push(format!("{at:>9} {}", line()));
        }
    }

    fn strikes(&mut self, fault: Fault, phase: Phase, dice: &mut Dice) -> bool {
        let rate = self.plan.rate(fault);
        let struck = self.faults && rate > 0 && dice.happens(rate);
        if struck {
            self.struck.count(fault, phase);
            self.tell(|| format!("  fault {fault:?} in {phase:?}"));
        }
        struck
    }

    fn happen(&mut self, event: Event) -> Result<(), Broken> {
        let of = match &event {
            Event::Answer { device, .. }
            | Event::Write { device, .. }
            | Event::Wake { device, .. }
            | Event::Start { device } => Some(*device),
            Event::Act(_) | Event::Arrive(_) => None,
        };
        if let Some(device) = of {
            let awake = self.devices[device].clock.asleep_until;
            if awake > self.now_ms {
                self.at(awake - self.now_ms, event);
                return Ok(());
            }
        }
        match event {
            Event::Act(index) => self.act(index),
            Event::Arrive(exchange) => {
                self.arrive(*exchange);
                Ok(())
            }
            Event::Answer { device, process, account, fetch, sent_ms, result } => {
                self.answered(device, process, &account, fetch, sent_ms, *result)
            }
            Event::Write { device, process } => self.write(device, process),
            Event::Wake { device, steps } => {
                if self.devices[device].steps != steps || !self.devices[device].is_up {
                    return Ok(());
                }
                let now_ms = self.now_ms;
                let effects = self.devices[device].step(Input::Tick, now_ms);
                self.carry_out(device, effects)
            }
            Event::Start { device } => {
                if self.devices[device].is_up {
                    return Ok(());
                }
                self.note("start", device as u64);
                self.tell(|| format!("device {device} starts"));
                check::everything(&mut self.devices[device])?;
                let now_ms = self.now_ms;
                let effects = self.devices[device].start(now_ms).map_err(or_store)?;
                self.carry_out(device, effects)
            }
        }
    }

    fn act(&mut self, index: usize) -> Result<(), Broken> {
        let Some(Act { place, kind, pick, .. }) = self.plan.acts.get(index).cloned() else { return Ok(()) };
        if let Some(next) = self.plan.acts.get(index + 1) {
            self.at(next.after_ms, Event::Act(index + 1));
        }
        self.note("act", index as u64);
        self.tell(|| format!("{kind:?} at {place}"));
        if kind.is_of_portal() {
            if let Some(model) = self.models.get_mut(place) {
                model.act(self.now_ms, kind, pick);
            }
            return Ok(());
        }
        let mut dice = Dice::new(pick, 3);
        let now_ms = self.now_ms;
        let device = &mut self.devices[place];
        match kind {
            Kind::Network => {
                device.online = !device.online;
                return Ok(());
            }
            Kind::Suspend => {
                let ms = match dice.under(50) {
                    0 => dice.under(7 * 86_400_000),
                    1..=9 => dice.under(8 * 3_600_000),
                    _ => dice.under(120_000),
                };
                if device.clock.asleep_until <= now_ms {
                    device.clock.asleep_until = now_ms + ms;
                    device.clock.slept_ms += ms;
                    self.struck.count(Fault::Suspend, Phase::Other);
                }
                return Ok(());
            }
            Kind::Jump => {
                let s = *dice.pick(&[-315_360_000_i64, -7_200, -1_000, -60, 60, 1_000, 7_200, 315_360_000]);
                device.clock.ahead_ms = if dice.happens(300) { 0 } else { s * 1000 };
                self.struck.count(Fault::ClockJump, Phase::Other);
                return Ok(());
            }
            _ => {}
        }
        if !device.is_up || device.clock.asleep_until > now_ms {
            return Ok(());
        }
        let models = &self.models;
        let look = |account: &str, id: &str| {
            let model = models.iter().find(|model| model.account == account)?;
            model.done.iter().find(|did| did.operation == id).map(|did| did.ticket.clone())
        };
        let effects = device.act(kind, pick, now_ms, &look).map_err(or_store)?;
        if kind == Kind::Decide {
            let known = &mut device.known;
            known.sends.clear();
        }
        check::after_write(device, &self.models, None)?;
        self.carry_out(place, effects)
    }

    fn operations(&self) -> [u64; 3] {
        let mut counts = [0; 3];
        for device in &self.devices {
            for row in device.rows(store::OperationFilter::default()).unwrap_or_default() {
                let which = match row.state {
                    store::OperationState::Delivered => 0,
                    _ if crate::shell::is_parked(&row) => 1,
                    _ => 2,
                };
                counts[which] += 1;
            }
        }
        counts
    }
}

fn or_store(error: store::StoreError) -> Broken {
    ("store", error.to_string())
}
