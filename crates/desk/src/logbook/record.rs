//! What is written down of a session: before it starts, at its end, and when the engineer confirms it.

use calendar::Moment;
use launch::{Cause, Outcome};
use policy::answer::Reason;
use policy::remote::{Acceptance, Billed, Check, Consent, Grant, SessionCost};
use serde::{Deserialize, Serialize};
use store::{NewSession, SessionState, TicketKey};

use crate::DeskError;
use crate::console::Console;
use crate::session::{End, Watched};

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
    /// The group by which; empty in what earlier versions wrote down, where the settings named people.
    #[serde(default)]
    pub group: String,
    /// When the portal told that the lead is in it.
    #[serde(default)]
    pub read: Option<Moment>,
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
            group: overrule.lead.group().to_owned(),
            read: Some(overrule.lead.read()),
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
pub(crate) fn begin(console: &Console, key: &str, begun: &Begun) -> Result<(i64, Moment), DeskError> {
    let (account, id) = key.split_once('/').unwrap_or_default();
    let begun = serde_json::to_string(begun).map_err(|error| {
        let message = format!("The session cannot be written down: {error}.");
        DeskError::new("internal", message, "Nothing was started; please report this.")
    })?;
    let new = NewSession { ticket: TicketKey::new(account, id), begun };
    let started = console.clock.now();
    let number = console.store.begin_session(&new, started)?;
    console.sessions.watch(number, started);
    Ok((number, started))
}

/// How a session ended. Where nobody could see when, no time is told.
pub(crate) fn end_of(outcome: Outcome, text: &str, now: Moment) -> End {
    let state = match outcome {
        // There was a session, and it was cut.
        Outcome::Exited(_)
        | Outcome::Killed
        | Outcome::Crashed
        | Outcome::Failed { cause: Cause::HungUp, .. } => SessionState::Ended,
        Outcome::Failed { .. } | Outcome::TerminalFailed(_) => SessionState::Failed,
        Outcome::HandedOver | Outcome::Unknown => SessionState::Unknown,
    };
    let is_seen = matches!(state, SessionState::Ended | SessionState::Failed);
    End { state, at: is_seen.then_some(now), text: text.to_owned(), audit: None }
}

/// Writes down that nothing was started after all.
pub(crate) fn not_started(console: &Console, (number, started): (i64, Moment), why: &str) {
    let end =
        End { state: SessionState::Failed, at: Some(console.clock.now()), text: why.to_owned(), audit: None };
    console.sessions.seen(number, started, &end);
    write_ends(console);
}

/// Writes down the ends that were seen of sessions in this data file. One that cannot be written is kept.
pub(crate) fn write_ends(console: &Console) {
    for Watched { number, started, end } in console.sessions.watched() {
        let Some(End { state, at, text, audit }) = end else { continue };
        let is_here = console.store.session(number).map(|row| row.is_some_and(|row| row.started == started));
        let written = is_here.and_then(|is_here| {
            if is_here { console.store.end_session(number, state, at, &text).map(Some) } else { Ok(None) }
        });
        match written {
            Ok(Some(is_first)) => {
                console.sessions.forget(number, started);
                let audit = audit.filter(|_| is_first);
                if let Some(error) = audit.and_then(|entry| console.store.audit(&entry).err()) {
                    tracing::error!("the end of a session could not be recorded: {error}");
                }
            }
            Ok(None) => {}
            Err(error) => tracing::error!("the end of a session could not be written down: {error}"),
        }
    }
}

/// Brings the log of a data file that was opened up to date: nobody saw how the sessions of an earlier process went on,
/// and what this process saw while the file was closed is written down.
pub(crate) fn catch_up(console: &Console) {
    let text = "Gnomon ended while the session ran, so nobody saw how it went on.";
    let watched = console.sessions.watched();
    let watched: Vec<(i64, Moment)> = watched.iter().map(|one| (one.number, one.started)).collect();
    if let Err(error) = console.store.lose_sessions(&watched, text) {
        tracing::error!("the log of sessions could not be brought up to date: {error}");
    }
    write_ends(console);
}
