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
    /// What the work gives; `None` when the console ends before it.
    pub(crate) async fn unless<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        self.unless_for(Duration::ZERO, work).await
    }

    /// As [`Self::unless`], but the work may go on for some time after the end.
    pub(crate) async fn unless_for<T>(&self, more: Duration, work: impl Future<Output = T>) -> Option<T> {
        let mut told = self.0.clone();
        let over = async move {
            // An error says that the console is gone.
            let _ = told.wait_for(|ends| *ends).await;
            if !more.is_zero() {
                tokio::time::sleep(more).await;
            }
        };
        tokio::select! {
            biased;
            done = work => Some(done),
            () = over => None,
        }
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

    /// What becomes of work that takes no time, or has no end.
    async fn done(ends: bool, more: Duration, is_short: bool) -> Option<u8> {
        let ending = Ending::default();
        let end = End(ending.0.subscribe());
        ending.0.send_replace(ends);
        let work = async {
            if !is_short {
                std::future::pending::<()>().await;
            }
            1
        };
        end.unless_for(more, work).await
    }

    #[tokio::test]
    async fn work_ends_with_its_console() {
        let some = Duration::from_millis(5);
        for (name, ends, more, is_short, expected) in [
            ("it goes on", false, Duration::ZERO, true, Some(1)),
            ("it ends, and the work is done", true, Duration::ZERO, true, Some(1)),
            ("it ends before the work", true, Duration::ZERO, false, None),
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
