//! A reader beside another process that holds the data folder: shows what that one reads.

use std::sync::{PoisonError, Weak};
use std::time::Duration;

use store::{Unreadable, Watch};

use super::{Console, Succession};
use crate::DeskError;
use crate::events::DeskEvent;

/// How often the file is looked at; a look that finds nothing costs microseconds.
const PACE: Duration = Duration::from_secs(2);

/// Runs until the console is gone, or holds the data folder itself.
pub(super) async fn keep(console: Weak<Console>) {
    loop {
        tokio::time::sleep(PACE).await;
        let Some(console) = console.upgrade() else { return };
        let followed = tokio::task::spawn_blocking(move || {
            console.follow();
            console.take_over()
        });
        match followed.await {
            Ok(false) => {}
            Ok(true) => return,
            Err(error) => tracing::error!("what the other Gnomon wrote could not be followed: {error}"),
        }
    }
}

/// What this reader knows of the file, and how it may come to hold it.
#[derive(Debug)]
pub(super) struct Following {
    watch: Watch,
    revision: i64,
    pub(super) succession: Succession,
}

impl Following {
    /// From the present state on.
    pub(super) const fn new(watch: Watch, succession: Succession) -> Self {
        Self { watch, revision: 0, succession }
    }

    /// Reads what was written since the last call.
    pub(super) fn read(&mut self, console: &Console) -> Result<(), DeskError> {
        if !self.watch.changed(&console.store)? {
            return Ok(());
        }
        console.announce(DeskEvent::OutboxChanged);
        let changes = console.store.changes(self.revision)?;
        if console.read_accounts_anew()? {
            // Another account, mapping or contract can change every answer.
            console.reload();
            self.revision = changes.revision;
            return Ok(());
        }
        for key in &changes.tickets {
            let stored = match console.store.ticket_light(key) {
                Ok(stored) => stored.filter(|stored| stored.ticket.gone.is_none()),
                Err(error) => {
                    console.put_aside(&Unreadable { key: Some(key.clone()), error });
                    continue;
                }
            };
            let entry = stored.and_then(|stored| console.judge(&key.account, &stored.ticket));
            let mut line = console.line.write().unwrap_or_else(PoisonError::into_inner);
            match entry {
                Some(entry) => line.put(entry),
                None => line.remove(&crate::live::key(&key.account, &key.id)),
            }
        }
        self.revision = changes.revision;
        if !changes.tickets.is_empty() {
            console.dirty.notify_one();
        }
        Ok(())
    }
}
