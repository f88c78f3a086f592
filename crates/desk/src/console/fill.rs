//! Fills the search index in the background, slice by slice, and says when it cannot.

use std::sync::Arc;

use super::Console;
use crate::DeskError;
use crate::events::DeskEvent;

/// Rows of one slice of the search index: short enough that the user's own writes wait for it unnoticed.
const SLICE: u32 = 200;

/// A filling of more slices than these is a long one, such as the first.
const LONG: u32 = 20;

/// How the filling stands.
#[derive(Debug, Default)]
pub(super) struct Filling {
    runs: bool,
    /// Something came in after the last slice was asked for: go on.
    again: bool,
    error: Option<DeskError>,
}

impl Console {
    /// Goes on filling the index, where it was left; does nothing while that is going on already.
    pub(crate) fn index(self: &Arc<Self>) {
        {
            let mut filling = super::lock(&self.index_state);
            filling.again = true;
            if std::mem::replace(&mut filling.runs, true) {
                return;
            }
        }
        let console = self.clone();
        tokio::task::spawn_blocking(move || console.fill());
    }

    /// Why the search index could not be filled; what it lacks is not found by its text.
    pub(crate) fn index_error(&self) -> Option<DeskError> {
        super::lock(&self.index_state).error.clone()
    }

    fn fill(&self) {
        let mut slices = 0;
        while std::mem::take(&mut super::lock(&self.index_state).again) {
            let error = loop {
                slices += 1;
                match self.store.index_slice(SLICE) {
                    // What is missing is filled in when the data file is open again.
                    Ok(slice) if slice.more && !self.is_ending() => {}
                    Ok(_) => break None,
                    Err(error) => break Some(DeskError::from(error)),
                }
            };
            if let Some(error) = &error {
                tracing::error!("the search index could not be filled: {error}");
            }
            let changed = {
                let mut filling = super::lock(&self.index_state);
                // After an error it is tried again when the next page has come.
                filling.again &= error.is_none();
                std::mem::replace(&mut filling.error, error.clone()) != error
            };
            if changed {
                self.announce(DeskEvent::StatusChanged);
            }
            let mut filling = super::lock(&self.index_state);
            if !filling.again {
                filling.runs = false;
                drop(filling);
                // It went through much of the file.
                if slices > LONG
                    && let Err(error) = self.store.release_memory()
                {
                    tracing::warn!("memory could not be given back: {error}");
                }
                return;
            }
        }
        super::lock(&self.index_state).runs = false;
    }
}
