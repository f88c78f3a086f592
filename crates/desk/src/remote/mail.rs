//! The draft of the mail that asks the customer for what is missing.

use policy::remote::{Decision, decide_remote, request_mail};

use super::permit::Permit;
use crate::console::Console;
use crate::live::Judged;
use crate::view::RemoteRequest;
use crate::{Desk, DeskError};

impl Desk {
    /// Drafts the reply that asks the customer for everything that stands against a session. Nothing is sent.
    ///
    /// # Errors
    /// No such ticket, no policy, or nothing is missing.
    pub async fn remote_mail(&self, request: RemoteRequest) -> Result<String, DeskError> {
        let console = self.console()?;
        self.off_thread(move || draft(&console, &request)).await
    }
}

fn draft(console: &Console, request: &RemoteRequest) -> Result<String, DeskError> {
    let (account, ticket) = console.ticket(&request.key)?;
    let judged = console.judge(&account, &ticket).and_then(|entry| entry.judged);
    let Judged { pack, standing } = judged.ok_or_else(|| {
        let message = "No policy is chosen for this ticket, so nothing is known to be missing.";
        DeskError::new("no-policy", message, "Choose one in the settings under Policies and words.")
    })?;
    let now = console.clock.now();
    // What a lead overrules is asked for all the same: the customer is not told of overrides.
    let mut ask = Permit::read(console, request, None, now)?.ask;
    ask.overrule = None;
    let contact = ticket.contact.as_ref().map_or("", |contact| contact.name.as_str());
    match decide_remote(&ask, &standing, &pack, now) {
        Decision::Deny(against) => {
            Ok(request_mail(&against, &pack, &::mail::one_line(contact), &::mail::one_line(&ticket.number)))
        }
        Decision::Allow(_) => {
            let message = "Nothing is missing: the session may be started.";
            Err(DeskError::new("nothing-missing", message, "Start it."))
        }
    }
}
