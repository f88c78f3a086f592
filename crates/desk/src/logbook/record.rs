//! What is written down of a session: before it starts, at its end, and when the engineer confirms it.

use calendar::Moment;
use launch::{Cause, Outcome};
use policy::answer::Reason;
use policy::remote::{Acceptance, Billed, Check, Consent, Grant, SessionCost};
use serde::{Deserialize, Serialize};
use store::{NewSession, SessionState, TicketKey};

use crate::DeskError;
use crate::console::Console;

/// What is known of a session before it starts. No secrets.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Begun {
    /// What people call the ticket.
    pub number: String,
    /// The customer; may be empty.
    pub customer: String,
    /// Pack.
    pub policy: String,
    /// Tool, as in `ssh`.
    pub tool: String,
    /// Where it goes, as in `root@db1:2222`.
    pub target: String,
    /// Who starts it; empty where the portal does not tell.
    pub engineer: String,
    pub consent: Consent,
    /// How the customer agreed; may be empty.
    pub how: String,
    pub checks: Vec<Check>,
    pub accepted: Option<Acceptance>,
    pub overruled: Option<Overruled>,
    pub reasons: Vec<Reason>,
}

/// An override.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Overruled {
    /// The lead.
    pub by: String,
    pub at: Moment,
    pub reason: String,
    /// What was set aside, each with its clause.
    pub aside: Vec<String>,
}

impl Overruled {
    /// The override that a grant rests on.
    pub(crate) fn of(grant: &Grant) -> Option<Self> {
        let overrule = grant.overrule()?;
        let aside =
            grant.overruled().iter().map(|one| format!("{} ({})", one.reason.detail, one.reason.clause));
        Some(Self {
            by: overrule.lead.name().to_owned(),
            at: overrule.at,
            reason: overrule.reason.clone(),
            aside: aside.collect(),
        })
    }
}

/// What the engineer confirmed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Closed {
    pub from: Moment,
    pub to: Moment,
    pub outcome: String,
    pub billed: Billed,
    /// `None` where no policy was there to ask.
    pub cost: Option<SessionCost>,
    /// Wished for in the ticket.
    pub note: bool,
    pub time: bool,
}

/// Writes a session down; it is on the disk when this returns.
pub(crate) fn begin(console: &Console, key: &str, begun: &Begun) -> Result<i64, DeskError> {
    let (account, id) = key.split_once('/').unwrap_or_default();
    let begun = serde_json::to_string(begun).map_err(|error| {
        let message = format!("The session cannot be written down: {error}.");
        DeskError::new("internal", message, "Nothing was started; please report this.")
    })?;
    let new = NewSession { ticket: TicketKey::new(account, id), begun };
    Ok(console.store.begin_session(&new, console.clock.now())?)
}

/// Writes down how a session ended. Where nobody could see it, no end is written.
pub(crate) fn end(console: &Console, number: i64, outcome: Outcome, text: &str) {
    let state = match outcome {
        // There was a session, and it was cut.
        Outcome::Exited(_) | Outcome::Killed | Outcome::Failed { cause: Cause::HungUp, .. } => {
            SessionState::Ended
        }
        Outcome::Failed { .. } | Outcome::TerminalFailed(_) => SessionState::Failed,
        Outcome::HandedOver | Outcome::Unknown => SessionState::Unknown,
    };
    let seen = match state {
        SessionState::Ended | SessionState::Failed => Some(console.clock.now()),
        SessionState::Running | SessionState::Unknown => None,
    };
    ended(console.store.end_session(number, state, seen, text));
}

/// Writes down that nothing was started after all.
pub(crate) fn not_started(console: &Console, number: i64, why: &str) {
    let now = Some(console.clock.now());
    ended(console.store.end_session(number, SessionState::Failed, now, why));
}

/// Marks the sessions that an earlier process left open: nobody saw how they went on.
pub(crate) fn forsake(console: &Console) {
    let text = "Gnomon ended while the session ran, so nobody saw how it went on.";
    if let Err(error) = console.store.lose_sessions(text) {
        tracing::error!("the log of sessions could not be brought up to date: {error}");
    }
}

fn ended(written: Result<bool, store::StoreError>) {
    if let Err(error) = written {
        tracing::error!("the end of a session could not be written down: {error}");
    }
}
