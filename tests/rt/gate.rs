//! Stands before a portal, notes what is asked, and holds a request when it is told to.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// How long a test waits for a request before it says that none came.
const PATIENCE: Duration = Duration::from_secs(60);
const MOMENT: Duration = Duration::from_millis(20);

/// A gate on loopback. Requests pass one a connection; from the `hold`th of a run on they wait until their client is
/// gone.
pub struct Gate {
    pub address: String,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    run: Mutex<Run>,
    /// Connections that are open now.
    open: AtomicUsize,
}

#[derive(Default)]
struct Run {
    /// Requests since the run began.
    seen: usize,
    /// From which one on they are held.
    hold: usize,
    /// Tickets whose history was asked for, one set for each list that came before them.
    pages: Vec<BTreeSet<u64>>,
}

impl Gate {
    /// A gate before the server at `address`, as in `http://127.0.0.1:4711`.
    pub async fn before(address: &str) -> Self {
        let portal = address.strip_prefix("http://").expect("a plain address").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a loopback port");
        let own = format!("http://{}", listener.local_addr().expect("its address"));
        let state = Arc::new(State::default());
        let gate = Self { address: own, state: state.clone() };
        gate.open_for(usize::MAX).await;
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (portal, state) = (portal.clone(), state.clone());
                // A client that is killed, or a portal that ends, breaks a connection: that is what is tried here.
                state.open.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(async move {
                    pass(client, &portal, &state).await.ok();
                    state.open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        gate
    }

    /// Begins a run whose `hold`th request, counted from 1, and all later ones are held.
    pub async fn open_for(&self, hold: usize) {
        // What a killed client had still sent belongs to its own run.
        self.wait_until("it is quiet", |state| state.open.load(Ordering::SeqCst) == 0).await;
        *self.state.run.lock().expect("no panic") = Run { hold, ..Run::default() };
    }

    /// Waits until a request is held.
    pub async fn holds(&self) {
        let held = |state: &State| {
            let run = state.run.lock().expect("no panic");
            run.seen >= run.hold
        };
        self.wait_until("a request is held", held).await;
    }

    async fn wait_until(&self, what: &str, is_so: impl Fn(&State) -> bool) {
        for _ in 0..PATIENCE.as_millis() / MOMENT.as_millis() {
            tokio::time::sleep(MOMENT).await;
            if is_so(&self.state) {
                return;
            }
        }
        panic!("still waiting until {what}");
    }

    /// The tickets that were asked for in this run, page by page; a page whose list was held, or had none, is left out.
    pub fn pages(&self) -> Vec<BTreeSet<u64>> {
        let run = self.state.run.lock().expect("no panic");
        run.pages.iter().filter(|page| !page.is_empty()).cloned().collect()
    }
}

async fn pass(mut client: TcpStream, portal: &str, state: &State) -> std::io::Result<()> {
    let head = head(&mut client).await?;
    if is_held(state, &head) {
        // Nothing more comes from the client; this ends when it does.
        let _ = client.read(&mut [0]).await?;
        return Ok(());
    }
    let mut server = TcpStream::connect(portal).await?;
    server.write_all(own_head(&head, portal).as_bytes()).await?;
    tokio::io::copy(&mut server, &mut client).await?;
    client.shutdown().await
}

fn is_held(state: &State, head: &str) -> bool {
    let mut run = state.run.lock().expect("no panic");
    run.seen += 1;
    if is_list(head) || run.pages.is_empty() {
        run.pages.push(BTreeSet::new());
    }
    run.pages.last_mut().expect("a page").extend(ticket(head));
    run.seen >= run.hold
}

/// All up to the empty line. The requests of a sync have no body.
async fn head(client: &mut TcpStream) -> std::io::Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(client.read_u8().await?);
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}

/// The same request to the portal itself, one a connection.
fn own_head(head: &str, portal: &str) -> String {
    let is_own = |line: &&str| {
        let name = line.split(':').next().unwrap_or_default().to_ascii_lowercase();
        !line.is_empty() && name != "host" && name != "connection"
    };
    let kept: Vec<&str> = head.split("\r\n").filter(is_own).collect();
    format!("{}\r\nHost: {portal}\r\nConnection: close\r\n\r\n", kept.join("\r\n"))
}

fn path(head: &str) -> &str {
    head.split(' ').nth(1).and_then(|target| target.split('?').next()).unwrap_or_default()
}

fn is_list(head: &str) -> bool {
    path(head).ends_with("/tickets")
}

/// The ticket whose history is asked for.
fn ticket(head: &str) -> Option<u64> {
    path(head).strip_suffix("/history")?.rsplit('/').next()?.parse().ok()
}
