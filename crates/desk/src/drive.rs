//! Carries out the engine's effects: the one loop between the pure engine, the network and the disk.

use std::sync::{Arc, Weak};
use std::time::Duration;

use calendar::Moment;
use sync::{Effect, Engine, Entropy, FetchId, Input, Now};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};

use crate::console::Console;
use crate::wire::Contents;

/// Runs until the console is gone. Holds it weakly: a closed console must not be kept alive by its own network.
pub(crate) async fn run(console: Weak<Console>, mut inputs: UnboundedReceiver<Input>) {
    let mut engine = Engine::new();
    let (writes, to_write) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(write(console.clone(), to_write));
    let mut wake_ms = None;
    while let Some(input) = next(&console, &mut inputs, wake_ms).await {
        let Some(console) = console.upgrade() else { return };
        let now = Now { wall: console.clock.now(), mono_ms: console.clock.mono_ms() };
        wake_ms = None;
        for effect in engine.step(input, now, &mut SystemEntropy) {
            match effect {
                Effect::Fetch { fetch, account, request } => {
                    tokio::spawn(exchange(console.clone(), fetch, account, request));
                }
                Effect::Store { .. } | Effect::Record { .. } | Effect::Keep { .. } => {
                    // The writer ends only with this loop.
                    let _ = writes.send(effect);
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
    inputs: &mut UnboundedReceiver<Input>,
    wake_ms: Option<u64>,
) -> Option<Input> {
    let Some(wake_ms) = wake_ms else { return inputs.recv().await };
    let now = console.upgrade()?.clock.mono_ms();
    tokio::select! {
        input = inputs.recv() => input,
        () = tokio::time::sleep(Duration::from_millis(wake_ms.saturating_sub(now))) => Some(Input::Tick),
    }
}

/// Carries out what is to be written, in the engine's order: a ticket that was read later is never overwritten by one that
/// was read before.
async fn write(console: Weak<Console>, mut effects: UnboundedReceiver<Effect>) {
    while let Some(effect) = effects.recv().await {
        let Some(console) = console.upgrade() else { return };
        match effect {
            Effect::Store { account, page, begun } => keep(console, account, page, begun).await,
            Effect::Record { account, operation, record } => note(console, account, operation, record).await,
            Effect::Keep { account, ticket } => {
                let kept = tokio::task::spawn_blocking(move || console.keep_ticket(&account, &ticket));
                if let Err(error) = kept.await {
                    tracing::error!("a ticket could not be kept: {error}");
                }
            }
            Effect::Fetch { .. } | Effect::Delayed { .. } | Effect::WakeAt(_) | Effect::Progress(_) => {}
        }
    }
}

/// Stores a page and reports it, whatever happens to the thread that does it.
async fn keep(console: Arc<Console>, account: String, page: Box<portal::Page>, begun: Moment) {
    let stored = tokio::task::spawn_blocking({
        let (console, account) = (console.clone(), account.clone());
        move || console.store_page(&account, *page, begun)
    });
    let result = stored.await.unwrap_or_else(|error| Err(broken(&error)));
    console.tell(Input::Stored { account, result });
}

/// Writes down where an operation stands and reports it, whatever happens to the thread that does it.
async fn note(console: Arc<Console>, account: String, operation: String, record: Box<sync::Record>) {
    let noted = tokio::task::spawn_blocking({
        let (console, account, operation) = (console.clone(), account.clone(), operation.clone());
        move || console.record_operation(&account, &operation, *record)
    });
    let result = noted.await.unwrap_or_else(|error| Err(broken(&error)));
    let was_late = result == Ok(false);
    console.tell(Input::Recorded { account, operation, result });
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

async fn exchange(console: Arc<Console>, fetch: FetchId, account: String, request: portal::Request) {
    let Some(route) = console.route(&account) else { return };
    let contents = match contents(&console, &account, &request).await {
        Ok(contents) => contents,
        Err(fault) => return console.tell(Input::Answered { fetch, result: Err(fault) }),
    };
    let sent_ms = console.clock.mono_ms();
    let result = route.wire.send_with(&route.base, &route.authorization, &request, &contents).await;
    // The embedded demo has this computer's clock: it cannot correct it.
    if !console.is_demo
        && let Some(date) = result.as_ref().ok().and_then(|response| response.header("date"))
    {
        console.clock.portal_said(&account, date, sent_ms);
        let (heard, account) = (console.clone(), account.clone());
        tokio::task::spawn_blocking(move || heard.keep_clock(&account));
    }
    console.tell(Input::Answered { fetch, result });
}

/// The content of the files that a request carries, as they were when they were taken in.
async fn contents(
    console: &Arc<Console>,
    account: &str,
    request: &portal::Request,
) -> Result<Contents, portal::Fault> {
    let files: Vec<String> = request.upload.as_ref().map(portal::Upload::files).unwrap_or_default();
    if files.is_empty() {
        return Ok(Contents::new());
    }
    let (console, account) = (console.clone(), account.to_owned());
    let read = tokio::task::spawn_blocking(move || {
        let mut contents = Contents::new();
        for file in files {
            if let Some(bytes) = console.store.enclosure_bytes(&account, &file)? {
                contents.insert(file, bytes);
            }
        }
        Ok::<_, store::StoreError>(contents)
    });
    // What is not here is told when the body is put together.
    read.await
        .unwrap_or_else(|_| Ok(Contents::new()))
        .map_err(|error| portal::Fault::Withheld { why: error.to_string().trim_end_matches('.').to_owned() })
}

/// Where the engine puts its inputs.
pub(crate) type Inputs = UnboundedSender<Input>;

struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn below(&mut self, bound: u64) -> u64 {
        // Jitter only: without randomness every console waits the same time, which is slower but right.
        getrandom::u64().map_or(0, |random| random % bound.max(1))
    }
}
