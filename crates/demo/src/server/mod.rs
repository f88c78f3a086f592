//! The portal over HTTP, on a thread of its own.

mod content;
mod control;
mod guard;
mod problem;
mod query;
mod route;
mod socket;
mod spoil;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use crate::data::{Draw, stream};
use crate::world::World;
use crate::{Clock, DemoError, Options};

pub use control::Control;

use control::Settings;
use guard::Window;

/// What all requests share.
#[derive(Debug)]
struct Portal {
    world: Mutex<World>,
    settings: Mutex<Settings>,
    window: Mutex<Window>,
    clock: OpaqueClock,
    token: String,
}

/// A clock has nothing to show.
struct OpaqueClock(Clock);

impl std::fmt::Debug for OpaqueClock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("clock")
    }
}

impl Portal {
    /// The world as it is now.
    fn world(&self) -> MutexGuard<'_, World> {
        let now = (self.clock.0)();
        let mut world = lock(&self.world);
        world.advance(now);
        world
    }
}

/// Nothing is left half-changed when a holder panics: what it did not finish is only a change that did not come.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Starts demo portals.
#[derive(Debug)]
pub struct Server;

impl Server {
    /// Starts a portal on 127.0.0.1. It needs no runtime of the caller's; it has a thread of its own.
    ///
    /// # Errors
    /// The size is too large, or the port cannot be had.
    pub fn start(options: Options) -> Result<Running, DemoError> {
        if options.size > Options::MOST {
            return Err(DemoError::TooLarge { size: options.size, most: Options::MOST });
        }
        let port = options.port;
        let listener = listen(port).map_err(|source| DemoError::Listen { port, source })?;
        let address = listener.local_addr().map_err(|source| DemoError::Listen { port, source })?;
        let portal = Arc::new(Portal {
            world: Mutex::new(World::new(&options)?),
            settings: Mutex::new(Settings::of(&options)),
            window: Mutex::default(),
            token: format!("demo-{:016x}", Draw::of(&[options.seed, stream::TOKEN]).next()),
            clock: OpaqueClock(options.clock),
        });
        let (stop, stopped) = oneshot::channel();
        let thread = run(listener, Arc::clone(&portal), stopped).map_err(DemoError::Thread)?;
        Ok(Running { address, portal, stop: Some(stop), thread: Some(thread) })
    }
}

/// A portal that runs until it is dropped.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    portal: Arc<Portal>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    /// Where it is, as in `http://127.0.0.1:34567`.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The token of its one user.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.portal.token
    }

    /// Changes how it behaves, while it runs.
    #[must_use]
    pub fn control(&self) -> Control {
        Control::new(Arc::clone(&self.portal))
    }

    /// Stops it and waits until it has: all connections are closed and the port is free.
    pub async fn stop(mut self) {
        self.hang_up();
        if let Some(thread) = self.thread.take() {
            // The thread ends within one answer; a task that cannot be joined has nothing left to stop.
            let _ended = tokio::task::spawn_blocking(move || thread.join()).await;
        }
    }

    fn hang_up(&mut self) {
        if let Some(stop) = self.stop.take() {
            // It fails only when the thread has ended already.
            let _sent = stop.send(());
        }
    }
}

impl Drop for Running {
    /// Stops it and waits until it has.
    fn drop(&mut self) {
        self.hang_up();
        if let Some(thread) = self.thread.take() {
            let _ended = thread.join();
        }
    }
}

fn listen(port: u16) -> std::io::Result<TcpListener> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Serves until it is told to stop; then the runtime is dropped, and with it every connection.
fn run(
    listener: TcpListener,
    portal: Arc<Portal>,
    stopped: oneshot::Receiver<()>,
) -> std::io::Result<JoinHandle<()>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let listener = {
        let _guard = runtime.enter();
        socket::Listener::new(tokio::net::TcpListener::from_std(listener)?)
    };
    std::thread::Builder::new().name("demo-portal".to_owned()).spawn(move || {
        runtime.block_on(async {
            let service = route::routes(portal).into_make_service_with_connect_info::<socket::Plug>();
            tokio::select! {
                _served = axum::serve(listener, service) => {}
                _told = stopped => {}
            }
        });
    })
}
