//! Remote sessions that were started from here, and how each ended.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use launch::{Outcome, Pace, Target, Trouble};

use crate::view::{ErrorView, SessionEndView};
use crate::{Desk, DeskEvent};

/// Sessions of one desk.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    /// Keeps their starts apart.
    pub(crate) pace: Pace,
    last: AtomicU32,
    ended: Mutex<Vec<SessionEndView>>,
}

impl Sessions {
    /// A number for a new session.
    pub(crate) fn number(&self) -> u32 {
        self.last.fetch_add(1, Ordering::Relaxed) + 1
    }
}

impl Desk {
    /// The sessions that ended since this was last asked, oldest first.
    #[must_use]
    pub fn session_ends(&self) -> Vec<SessionEndView> {
        std::mem::take(&mut self.inner().sessions.ended.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Keeps the end of a session until it is asked for.
    pub(crate) fn session_ended(&self, end: SessionEndView) {
        self.inner().sessions.ended.lock().unwrap_or_else(PoisonError::into_inner).push(end);
        // Nobody listens when the window is closed; the audit log has it then.
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
