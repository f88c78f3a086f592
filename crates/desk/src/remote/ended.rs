//! The end of a session, whether the data file is open then or not.

use calendar::Moment;
use launch::{Outcome, Target};

use super::entry;
use super::refused::plain;
use crate::session::{End, told};
use crate::view::{RemoteRequest, SessionEndView};
use crate::{Desk, logbook};

/// A session that runs.
pub(super) struct Started {
    pub desk: Desk,
    /// Its number in the log.
    pub number: i64,
    /// When it was written down.
    pub at: Moment,
}

impl Started {
    /// Records its end and tells it. While the data file is locked both wait until it is open again.
    pub(super) fn ended(self, outcome: Outcome, request: RemoteRequest, target: &Target) {
        let inner = self.desk.inner();
        let (text, error) = told(outcome, target);
        let now = inner.clock.now();
        let audit = Some(entry(&request, "remote-ended", &[plain("outcome", &text)], now));
        let end = End { audit, ..logbook::end_of(outcome, &text, now) };
        inner.sessions.seen(self.number, self.at, &end);
        if let Some(console) = self.desk.try_console() {
            logbook::write_ends(&console);
        }
        let session = u32::try_from(self.number).unwrap_or(u32::MAX);
        self.desk.session_ended(SessionEndView { session, key: request.key, text, error });
    }
}

#[cfg(test)]
mod tests {
    use launch::{Tool, Typed};
    use store::{NewSession, SessionState, TicketKey};

    use super::*;
    use crate::console::tests::{PASSPHRASE, connected};
    use crate::view::{QueueRequest, StartView};

    #[tokio::test(flavor = "multi_thread")]
    async fn a_session_that_ends_while_the_console_is_locked_is_in_the_log_after_the_next_unlock() {
        let folder = tempfile::tempdir().unwrap();
        let (desk, _portal) = connected(folder.path()).await;
        desk.recovery_seen();
        let key = desk.queue(QueueRequest { limit: 1, ..QueueRequest::default() }).await.unwrap().rows[0]
            .key
            .clone();
        let (number, at) = {
            let console = desk.console().unwrap();
            let (account, id) = key.split_once('/').unwrap();
            let new = NewSession { ticket: TicketKey::new(account, id), begun: "{}".to_owned() };
            let at = console.clock.now();
            let number = console.store.begin_session(&new, at).unwrap();
            console.sessions.watch(number, at);
            (number, at)
        };
        let runs = Started { desk: desk.clone(), number, at };

        desk.lock().await.unwrap();
        let request = RemoteRequest { key: key.clone(), tool: "ssh".to_owned(), ..RemoteRequest::default() };
        let target = Target::read(Tool::Ssh, &Typed { address: "db1", ..Typed::default() }).unwrap();
        runs.ended(Outcome::Exited(0), request, &target);
        assert!(desk.session_ends().is_empty(), "a locked console tells of no session");

        assert_eq!(desk.unlock(PASSPHRASE.to_owned()).await.unwrap(), StartView::Ready { demo: false });
        let console = desk.console().unwrap();
        let session = console.store.session(number).unwrap().unwrap();
        assert_eq!((session.state, session.ended.is_some()), (SessionState::Ended, true), "{session:?}");
        let audit = console.store.audit_log(None, 9).unwrap();
        let ends: Vec<_> = audit.iter().filter(|row| row.entry.what == "remote-ended").collect();
        assert_eq!(ends.len(), 1);
        assert!(ends[0].entry.detail.contains("The session has ended."), "{}", ends[0].entry.detail);
        assert_eq!(desk.session_ends().iter().map(|end| end.key.clone()).collect::<Vec<_>>(), [key]);
    }
}
