//! What a window or a terminal is told without asking. Past tense: it has happened.

use tokio::sync::broadcast;

/// Something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskEvent {
    /// There is a newer order.
    QueueChanged {
        /// Its revision.
        revision: u64,
    },
    /// A sync went on.
    SyncProgressed,
    /// Accounts, errors or the phase changed.
    StatusChanged,
    /// An operation was made, moved on, or got stuck.
    OutboxChanged,
    /// A file was fetched, or a part of one; or it could not be.
    FilesChanged,
    /// A remote session has ended; which, and how, is in [`crate::Desk::session_ends`].
    SessionEnded,
    /// The computer slept and is awake again.
    ComputerWoke,
}

/// A listener.
#[derive(Debug)]
pub struct DeskEvents(pub(crate) broadcast::Receiver<DeskEvent>);

impl DeskEvents {
    /// The next event; `None` when the desk is gone. A listener that was too slow goes on with the newest: every
    /// event only says that it is worth asking again.
    pub async fn next(&mut self) -> Option<DeskEvent> {
        loop {
            match self.0.recv().await {
                Ok(event) => return Some(event),
                Err(broadcast::error::RecvError::Lagged(_)) => {}
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    }
}
