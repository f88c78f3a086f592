//! Remote sessions that were started from here, and how each ended.

use std::sync::Mutex;

use calendar::Moment;
use launch::{Outcome, Pace, Target, Trouble};

use store::{AuditEntry, SessionState};

use crate::console::lock;
use crate::view::{ErrorView, SessionEndView};
use crate::{Desk, DeskEvent};

/// Sessions of one desk.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    /// Keeps their starts apart.
    pub(crate) pace: Pace,
    ended: Mutex<Vec<SessionEndView>>,
    /// Those that were started by this process and whose end is not in the log yet.
    watched: Mutex<Vec<Watched>>,
}

/// A session that this process started. The data file may be closed while it runs, and be open again at its end.
#[derive(Clone, Debug)]
pub(crate) struct Watched {
    /// Its number in the log.
    pub number: i64,
    /// When it was written down: in another data file, the same number is another session.
    pub started: Moment,
    /// Its end, once it was seen.
    pub end: Option<End>,
}

/// The end of a session, as it was seen.
#[derive(Clone, Debug)]
pub(crate) struct End {
    pub state: SessionState,
    /// `None` where nobody could see when.
    pub at: Option<Moment>,
    pub text: String,
    /// What the audit log is to say of it; `None` where it says enough already.
    pub audit: Option<AuditEntry>,
}

impl Sessions {
    pub(crate) fn watched(&self) -> Vec<Watched> {
        lock(&self.watched).clone()
    }

    pub(crate) fn watch(&self, number: i64, started: Moment) {
        lock(&self.watched).push(Watched { number, started, end: None });
    }

    /// Keeps an end until it is in the log.
    pub(crate) fn seen(&self, number: i64, started: Moment, end: &End) {
        let mut watched = lock(&self.watched);
        let own = watched.iter_mut().filter(|one| (one.number, one.started) == (number, started));
        own.for_each(|one| one.end = Some(end.clone()));
    }

    /// Its end is in the log.
    pub(crate) fn forget(&self, number: i64, started: Moment) {
        lock(&self.watched).retain(|one| (one.number, one.started) != (number, started));
    }
}

impl Desk {
    /// The sessions that ended since this was last asked, oldest first. Nothing is told while no queue is open.
    #[must_use]
    pub fn session_ends(&self) -> Vec<SessionEndView> {
        if self.try_console().is_none() {
            return Vec::new();
        }
        std::mem::take(&mut lock(&self.inner().sessions.ended))
    }

    /// Keeps the end of a session until it is asked for.
    pub(crate) fn session_ended(&self, end: SessionEndView) {
        lock(&self.inner().sessions.ended).push(end);
        // Nobody listens when the window is closed; the log has it then.
        let _ = self.inner().events.send(DeskEvent::SessionEnded);
    }
}

/// How a session ended, in words for the audit log and the window, and what the user must be told of it.
pub(crate) fn told(outcome: Outcome, target: &Target) -> (String, Option<ErrorView>) {
    match outcome.trouble(target) {
        Some(Trouble { code, message, hint }) => {
            (message.clone(), Some(ErrorView { code: code.to_owned(), message, hint }))
        }
        None => (words(outcome).to_owned(), None),
    }
}

const fn words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Exited(0) => "The session has ended.",
        Outcome::Exited(_) => "The session has ended; its last command reported an error.",
        Outcome::Killed => "The session was ended from outside, as by closing its terminal.",
        Outcome::HandedOver => {
            "The session was handed over to another program; how it goes on cannot be seen from here."
        }
        Outcome::Failed { .. } | Outcome::Crashed | Outcome::TerminalFailed(_) | Outcome::Unknown => {
            "The session has ended; how cannot be seen from here."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use launch::{Cause, Tool, Typed};

    #[test]
    fn only_a_session_that_failed_is_told_as_trouble() {
        let typed = Typed { address: "db.acme.test", ..Typed::default() };
        let target = Target::read(Tool::Ssh, &typed).unwrap();
        let failed = Outcome::Failed { code: 255, cause: Cause::Refused };
        for (outcome, trouble) in [
            (Outcome::Exited(0), false),
            (Outcome::Exited(1), false),
            (Outcome::Killed, false),
            (Outcome::HandedOver, false),
            (Outcome::Unknown, false),
            (failed, true),
            (Outcome::TerminalFailed(1), true),
        ] {
            let (text, error) = told(outcome, &target);
            assert!(text.ends_with('.'), "{text}");
            assert_eq!(error.is_some(), trouble, "{outcome:?}");
        }
    }
}
