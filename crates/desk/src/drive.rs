//! Carries out the engine's effects: the one loop between the pure engine, the network and the disk.

use std::sync::{Arc, Weak};
use std::time::Duration;

use calendar::Moment;
use sync::{Effect, Engine, Entropy, Input, Now};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};

use crate::console::Console;
use crate::exchange::exchange;

/// Runs until the console is gone. Holds it weakly: a closed console must not be kept alive by its own network.
pub(crate) async fn run(console: Weak<Console>, mut inputs: UnboundedReceiver<Given>) {
    let mut engine = Engine::new();
    let (writes, to_write) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(write(to_write));
    let mut wake_ms = None;
    while let Some(Given { input, kept }) = next(&console, &mut inputs, wake_ms).await {
        let Some(console) = kept.or_else(|| console.upgrade()) else { return };
        let now = Now { wall: console.clock.now(), mono_ms: console.clock.mono_ms() };
        wake_ms = None;
        for effect in engine.step(input, now, &mut SystemEntropy) {
            match effect {
                Effect::Fetch { fetch, account, request } => {
                    tokio::spawn(exchange(console.clone(), fetch, account, request));
                }
                Effect::Store { .. } | Effect::Record { .. } | Effect::Keep { .. } => {
                    // The writer ends only with this loop.
                    let _ = writes.send((console.clone(), effect));
                }
                Effect::Membership { account, said } => {
                    let console = console.clone();
                    // Waited for, so that whoever is told that the round is over finds it there. It comes once an hour.
                    let kept = tokio::task::spawn_blocking(move || console.keep_membership(&account, said));
                    if let Err(error) = kept.await {
                        tracing::error!("the groups of a user could not be kept: {error}");
                    }
                }
                Effect::Delayed { operation, trouble, at_ms, .. } => {
                    console.delayed(operation, trouble, at_ms);
                }
                Effect::WakeAt(at) => wake_ms = Some(at),
                Effect::Progress(progress) => console.progressed(progress),
            }
        }
    }
}

/// The next input: one that came in, or a tick when the engine's time has come.
async fn next(
    console: &Weak<Console>,
    inputs: &mut UnboundedReceiver<Given>,
    wake_ms: Option<u64>,
) -> Option<Given> {
    let Some(wake_ms) = wake_ms else { return inputs.recv().await };
    let now = console.upgrade()?.clock.mono_ms();
    tokio::select! {
        input = inputs.recv() => input,
        () = tokio::time::sleep(Duration::from_millis(wake_ms.saturating_sub(now))) => Some(Input::Tick.into()),
    }
}

/// Carries out what is to be written, in the engine's order: a ticket that was read later is never overwritten by one that
/// was read before. What was decided is written also for a console that ends.
async fn write(mut effects: UnboundedReceiver<(Arc<Console>, Effect)>) {
    while let Some((console, effect)) = effects.recv().await {
        match effect {
            Effect::Store { account, page, begun, behind } => {
                keep(console, account, page, begun, behind).await;
            }
            Effect::Record { account, operation, record } => note(console, account, operation, record).await,
            Effect::Keep { account, ticket } => {
                let kept = tokio::task::spawn_blocking(move || console.keep_ticket(&account, &ticket));
                if let Err(error) = kept.await {
                    tracing::error!("a ticket could not be kept: {error}");
                }
            }
            Effect::Fetch { .. }
            | Effect::Membership { .. }
            | Effect::Delayed { .. }
            | Effect::WakeAt(_)
            | Effect::Progress(_) => {}
        }
    }
}

/// Stores a page and reports it, whatever happens to the thread that does it.
async fn keep(
    console: Arc<Console>,
    account: String,
    page: Box<portal::Page>,
    begun: Moment,
    behind: Vec<String>,
) {
    let stored = tokio::task::spawn_blocking({
        let (console, account) = (console.clone(), account.clone());
        move || console.store_page(&account, *page, begun, &behind)
    });
    let result = stored.await.unwrap_or_else(|error| Err(broken(&error)));
    console.give(Input::Stored { account, result });
}

/// Writes down where an operation stands and reports it, whatever happens to the thread that does it.
async fn note(console: Arc<Console>, account: String, operation: String, record: Box<sync::Record>) {
    let noted = tokio::task::spawn_blocking({
        let (console, account, operation) = (console.clone(), account.clone(), operation.clone());
        move || console.record_operation(&account, &operation, *record)
    });
    let result = noted.await.unwrap_or_else(|error| Err(broken(&error)));
    let was_late = result == Ok(false);
    console.give(Input::Recorded { account, operation, result });
    if was_late {
        let offered = tokio::task::spawn_blocking(move || console.offer_operations());
        if !matches!(offered.await, Ok(Ok(()))) {
            tracing::error!("the outbox could not be read after somebody else was quicker");
        }
    }
}

fn broken(error: &tokio::task::JoinError) -> sync::Trouble {
    sync::Trouble {
        code: "internal".to_owned(),
        message: format!("Something could not be stored: {error}."),
        hint: "Nothing is lost; Gnomon tries again. Please report this.".to_owned(),
        transient: true,
    }
}

/// Where the engine takes its inputs from.
pub(crate) type Inputs = UnboundedSender<Given>;

/// An input, and the console that must stay until what follows from it is written down.
#[derive(Debug)]
pub(crate) struct Given {
    pub input: Input,
    pub kept: Option<Arc<Console>>,
}

impl From<Input> for Given {
    fn from(input: Input) -> Self {
        Self { input, kept: None }
    }
}

struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn below(&mut self, bound: u64) -> u64 {
        // Jitter only: without randomness every console waits the same time, which is slower but right.
        getrandom::u64().map_or(0, |random| random % bound.max(1))
    }
}
