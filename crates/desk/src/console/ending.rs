//! The end of a console. It is told to whatever works for it, so that the data file is closed soon.

use std::future::Future;
use std::time::Duration;

use tokio::sync::watch;

use super::Console;
use crate::DeskError;

/// Tells the end; whoever waits is also told when the console is gone.
#[derive(Debug)]
pub(super) struct Ending(watch::Sender<bool>);

/// Waits for the end of a console without keeping it.
#[derive(Clone, Debug)]
pub(crate) struct End(watch::Receiver<bool>);

impl Console {
    /// From now on nothing is begun for it any more, and what waits gives up.
    pub(crate) fn end(&self) {
        self.ending.0.send_replace(true);
    }

    pub(crate) fn is_ending(&self) -> bool {
        *self.ending.0.borrow()
    }

    /// For those that wait long.
    pub(crate) fn its_end(&self) -> End {
        End(self.ending.0.subscribe())
    }
}

impl Default for Ending {
    fn default() -> Self {
        Self(watch::Sender::new(false))
    }
}

impl End {
    /// What the work gives; `None` when the console has ended, also where the work would be done.
    pub(crate) async fn unless<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            () = self.come() => None,
            done = work => Some(done),
        }
    }

    /// What the work gives that may go on for some time after the end; `None` when that was not enough.
    pub(crate) async fn unless_for<T>(&self, more: Duration, work: impl Future<Output = T>) -> Option<T> {
        let over = async {
            self.come().await;
            tokio::time::sleep(more).await;
        };
        tokio::select! {
            biased;
            done = work => Some(done),
            () = over => None,
        }
    }

    async fn come(&self) {
        // An error says that the console is gone.
        let _ = self.0.clone().wait_for(|ends| *ends).await;
    }
}

/// Why something was not done for a console that ends.
pub(crate) fn closed() -> DeskError {
    let message = "The data file was closed meanwhile.";
    DeskError::new("nothing-open", message, "What has come is kept; open the data file and go on.")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of work that takes no time, or never comes to an end, with so much time after the end or none.
    async fn done(ends: bool, more: Option<Duration>, is_short: bool) -> Option<u8> {
        let ending = Ending::default();
        let end = End(ending.0.subscribe());
        ending.0.send_replace(ends);
        let work = async {
            if !is_short {
                std::future::pending::<()>().await;
            }
            1
        };
        match more {
            Some(more) => end.unless_for(more, work).await,
            None => end.unless(work).await,
        }
    }

    #[tokio::test]
    async fn work_ends_with_its_console() {
        let some = Some(Duration::from_millis(5));
        for (name, ends, more, is_short, expected) in [
            ("it goes on", false, None, true, Some(1)),
            ("it has ended, and the work would be done", true, None, true, None),
            ("it ends before the work", true, None, false, None),
            ("the work is done in the time that is left", true, some, true, Some(1)),
            ("that time passes too", true, some, false, None),
        ] {
            assert_eq!(done(ends, more, is_short).await, expected, "{name}");
        }
    }

    #[tokio::test]
    async fn work_ends_with_a_console_that_is_gone() {
        let ending = Ending::default();
        let end = End(ending.0.subscribe());
        drop(ending);
        assert_eq!(end.unless(std::future::pending::<u8>()).await, None);
    }
}
