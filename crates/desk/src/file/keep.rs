//! What is erased by itself: texts and files of tickets that were closed long ago, if the user wants that, and files that were
//! taken in for a text that was never sent.

use std::sync::{Arc, Weak};
use std::time::Duration;

use super::limits;
use crate::DeskError;
use crate::console::Console;
use crate::events::DeskEvent;

/// How often it is looked.
const EVERY: Duration = Duration::from_secs(3600);
/// The first look is not at the start, when there is enough to do.
const FIRST: Duration = Duration::from_secs(120);
/// For so long a file waits for its text, in seconds.
const WAITS_S: i64 = 30 * 86_400;
/// Seconds of a day.
const DAY_S: i64 = 86_400;

/// Looks now and then, for as long as the console is open.
pub(crate) async fn keep(console: Weak<Console>) {
    let mut wait = FIRST;
    loop {
        tokio::time::sleep(wait).await;
        wait = EVERY;
        let Some(console) = console.upgrade() else { return };
        let erased = tokio::task::spawn_blocking(move || console.erase_old());
        if let Ok(Err(error)) = erased.await {
            tracing::warn!("old texts and files could not be erased: {}", error.message);
        }
    }
}

impl Console {
    /// Erases what is too old; answers the number of tickets whose texts were erased.
    pub(crate) fn erase_old(self: &Arc<Self>) -> Result<usize, DeskError> {
        if self.store.is_read_only() {
            return Ok(0);
        }
        let now = self.clock.now();
        self.store.purge_enclosed(now.plus(-WAITS_S))?;
        let Some(days) = limits::kept_days(self) else { return Ok(0) };
        let before = now.plus(-days * DAY_S);
        let mut erased = 0;
        loop {
            match self.store.erase_texts(before, now)? {
                0 => break,
                some => erased += some,
            }
        }
        if erased > 0 {
            self.store.forget_words()?;
            self.index();
            self.announce(DeskEvent::FilesChanged);
        }
        Ok(erased)
    }
}
