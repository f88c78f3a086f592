//! The desk: what a window or a terminal talks to.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tokio::sync::broadcast;

use crate::authority::read_authority;
use crate::console::Console;
use crate::events::{DeskEvent, DeskEvents};
use crate::policies::Policies;
use crate::recovery::Held;
use crate::session::Sessions;
use crate::wire::Wire;
use crate::{Clock, DeskError, Options};

/// A handle; clones share one console. Needs a running tokio runtime.
#[derive(Clone, Debug)]
pub struct Desk(Arc<Inner>);

#[derive(Debug)]
pub(crate) struct Inner {
    pub options: Options,
    pub clock: Arc<Clock>,
    pub policies: Arc<Policies>,
    pub wire: Wire,
    pub events: broadcast::Sender<DeskEvent>,
    console: RwLock<Option<Arc<Console>>>,
    demo: tokio::sync::Mutex<Option<demo::Running>>,
    /// The key of the data file, and the recovery code until it was kept.
    pub held: Mutex<Held>,
    /// One start, unlock or connect at a time.
    pub opening: tokio::sync::Mutex<()>,
    /// Whether the console that was locked last may still work on its data file.
    pub closing: AtomicBool,
    /// Remote sessions that ended and were not told yet.
    pub sessions: Arc<Sessions>,
}

impl Desk {
    /// A desk that has opened nothing yet.
    ///
    /// # Errors
    /// The company CA cannot be read, or the network client cannot start.
    pub fn new(options: Options) -> Result<Self, DeskError> {
        let company_ca = options.company_ca.as_deref().map(read_authority).transpose()?;
        let folder = options.folder().ok().map(|folder| folder.join("policies"));
        let inner = Inner {
            clock: Arc::new(Clock::new(options.now)),
            policies: Arc::new(Policies::open(folder)),
            wire: Wire::new(company_ca.as_ref().map(|ca| ca.pem.as_str()))?,
            options,
            events: broadcast::channel(64).0,
            console: RwLock::default(),
            demo: tokio::sync::Mutex::default(),
            held: Mutex::default(),
            opening: tokio::sync::Mutex::default(),
            closing: AtomicBool::new(false),
            sessions: Arc::default(),
        };
        Ok(Self(Arc::new(inner)))
    }

    /// Listens from now on.
    #[must_use]
    pub fn events(&self) -> DeskEvents {
        DeskEvents(self.0.events.subscribe())
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    /// The open console.
    pub(crate) fn console(&self) -> Result<Arc<Console>, DeskError> {
        self.try_console().ok_or_else(|| {
            DeskError::new("nothing-open", "No queue is open yet.", "Open the demo or connect a portal.")
        })
    }

    pub(crate) fn try_console(&self) -> Option<Arc<Console>> {
        self.0.console.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Puts another console in the place of the one before, which ends.
    pub(crate) fn set_console(&self, console: Option<Arc<Console>>) {
        let before = {
            let mut now = self.0.console.write().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *now, console)
        };
        if let Some(before) = before {
            before.end();
        }
    }

    /// Keeps the embedded demo portal alive, or ends it.
    pub(crate) async fn set_demo(&self, demo: Option<demo::Running>) {
        *self.0.demo.lock().await = demo;
    }

    /// Runs what touches the disk or computes for long on a thread that may block.
    pub(crate) async fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, DeskError> + Send + 'static,
    ) -> Result<T, DeskError> {
        tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| {
            let message = format!("A part of Gnomon failed: {error}.");
            Err(DeskError::new("internal", message, "Nothing is lost; please report this."))
        })
    }
}
