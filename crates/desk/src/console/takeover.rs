//! A reader becomes the holder of the data folder when the process that held it has ended.

use std::path::PathBuf;
use std::sync::Arc;

use store::{DataKey, Lease};

use super::Console;
use crate::DeskError;
use crate::events::DeskEvent;

/// What it takes to go on where another process ended.
#[derive(Clone, Debug)]
pub(crate) struct Succession {
    /// The data folder.
    pub folder: PathBuf,
    /// Opens the data file for changes.
    pub key: Arc<DataKey>,
    /// Sync from then on; without it the console stays offline until it is asked.
    pub syncs: bool,
}

impl Console {
    /// Takes the data folder when nobody holds it any more. Answers whether this console holds it now.
    pub(crate) fn take_over(self: &Arc<Self>) -> bool {
        if self.is_ending() {
            return false;
        }
        let mut following = super::lock(&self.following);
        let Some(reading) = following.as_mut() else { return !self.store.is_read_only() };
        let succession = reading.succession.clone();
        // Held by the other one, most of the time; a folder that cannot be locked was told when it was opened.
        let Ok(lease) = Lease::take(&succession.folder) else { return false };
        if let Err(error) = self.store.take_over(&lease, &succession.key) {
            tracing::error!("the data file could not be taken over: {error}");
            return false;
        }
        // What the other one wrote last counts: where its sync ended, this one goes on.
        log_failure(reading.read(self));
        *following = None;
        drop(following);
        crate::logbook::catch_up(self);
        tracing::info!("the process that held the data folder has ended; this one goes on");
        self.index();
        if succession.syncs
            && let Err(error) = self.go_online()
        {
            tracing::error!("the sync could not go on: {error}");
        }
        self.announce(DeskEvent::StatusChanged);
        true
    }

    /// Reads what the process that holds the data folder has written.
    pub(super) fn follow(&self) {
        let mut following = super::lock(&self.following);
        if let Some(reading) = following.as_mut() {
            log_failure(reading.read(self));
        }
    }
}

fn log_failure(read: Result<(), DeskError>) {
    if let Err(error) = read {
        tracing::warn!("the other process's changes could not be read: {error}");
    }
}
