//! The engineer confirms time and outcome of a session: the charge is worked out, and note and time entry go into the
//! ticket, one operation of the outbox each.

use calendar::Moment;
use policy::remote::SessionCost;
use store::{Posted, SessionRow, SessionState};

use super::cost;
use super::record::{Begun, Closed};
use super::show::Read;
use super::text;
use crate::console::Console;
use crate::live::key;
use crate::outbox::Origin;
use crate::remote::note;
use crate::view::{ChangeRequest, SessionClose, SessionClosed, SessionCostView};
use crate::{Desk, DeskError};

/// The longest session that can be entered, in seconds: a hundred hours, as for any time entry.
const LONGEST_S: i64 = 360_000;
/// The window's clock may be ahead by so many seconds: it shows minutes.
const NOISE_S: i64 = 60;

impl Desk {
    /// What a session costs when it is confirmed like this. Changes nothing.
    ///
    /// # Errors
    /// No such session, or a time that cannot be.
    pub async fn session_cost(&self, wish: SessionClose) -> Result<SessionCostView, DeskError> {
        let console = self.console()?;
        self.off_thread(move || {
            let row = row(&console, &wish)?;
            let (from, to) = times(&console, &wish)?;
            Ok(cost::view(cost::cost(&console, &row, from, to, wish.billed).as_ref()))
        })
        .await
    }

    /// Confirms a session that is over, once, and writes note and time entry into its ticket if wished. What was confirmed
    /// before stays as it is: then only what could not be written into the ticket is tried again.
    ///
    /// # Errors
    /// No such session, it runs still, no outcome, a time that cannot be, or the data file cannot be written.
    pub async fn close_session(&self, wish: SessionClose) -> Result<SessionClosed, DeskError> {
        let console = self.console()?;
        self.off_thread(move || close(&console, &wish)).await
    }
}

fn close(console: &Console, wish: &SessionClose) -> Result<SessionClosed, DeskError> {
    let before = row(console, wish)?;
    if before.state == SessionState::Running {
        let message = "The session runs still, or its end was not told yet.";
        return Err(DeskError::new("session-runs", message, "End it first."));
    }
    if before.closed.is_none() {
        let closed = confirmed(console, &before, wish)?;
        let text = serde_json::to_string(&closed).map_err(|error| {
            let message = format!("The outcome cannot be written down: {error}.");
            DeskError::new("internal", message, "Nothing was changed; please report this.")
        })?;
        console.store.close_session(before.number, &text, console.clock.now())?;
    }
    let left_out = post(console, &Read::of(row(console, wish)?));
    let session = Read::of(row(console, wish)?).view(console);
    Ok(SessionClosed { session, left_out })
}

fn row(console: &Console, wish: &SessionClose) -> Result<SessionRow, DeskError> {
    console.store.session(i64::from(wish.id))?.ok_or_else(|| {
        let message = format!("There is no session {}.", wish.id);
        DeskError::new("unknown-session", message, "See the list of sessions for its number.")
    })
}

/// When the session began and ended, as the engineer says.
fn times(console: &Console, wish: &SessionClose) -> Result<(Moment, Moment), DeskError> {
    let bad = |message: &str| DeskError::new("bad-time", message, "Correct when it began and ended.");
    let now = console.clock.now();
    let (from, to) = (Moment(wish.from), Moment(wish.to));
    if to < from {
        return Err(bad("The session ends before it begins."));
    }
    if to > now.plus(NOISE_S) {
        return Err(bad("The end is in the future."));
    }
    if to.since(from) > LONGEST_S {
        return Err(bad("The session is longer than a hundred hours."));
    }
    // Instants are whole seconds, and no session takes no time.
    Ok((from, to.max(from.plus(1))))
}

fn confirmed(console: &Console, row: &SessionRow, wish: &SessionClose) -> Result<Closed, DeskError> {
    let (from, to) = times(console, wish)?;
    let outcome = wish.outcome.trim();
    if outcome.is_empty() {
        let hint = "Write in a sentence what came of the session.";
        return Err(DeskError::new("empty-text", "The outcome is missing.", hint));
    }
    let cost: Option<SessionCost> = cost::cost(console, row, from, to, wish.billed);
    let (outcome, billed) = (outcome.to_owned(), cost::meant(wish.billed));
    Ok(Closed { from, to, outcome, billed, cost, note: wish.note, time: wish.time })
}

/// Writes what is wished for and not written yet into the ticket; answers what could not be.
fn post(console: &Console, read: &Read) -> Vec<String> {
    let mut left_out = Vec::new();
    let Some((begun, closed)) = read.begun.as_ref().zip(read.closed.as_ref()) else { return left_out };
    let wanted = [(Posted::Note, closed.note, &read.row.note), (Posted::Time, closed.time, &read.row.time)];
    for (what, _, _) in wanted.into_iter().filter(|(_, wanted, posted)| *wanted && posted.is_none()) {
        let written = write(console, &read.row, begun, closed, what)
            .and_then(|operation| Ok(console.store.session_posted(read.row.number, what, &operation)?));
        if let Err(error) = written {
            let name = match what {
                Posted::Note => "The note",
                Posted::Time => "The time entry",
            };
            left_out.push(format!("{name} was not written into the ticket: {}", error.message));
        }
    }
    left_out
}

/// One operation of the outbox; its identifier.
fn write(
    console: &Console,
    row: &SessionRow,
    begun: &Begun,
    closed: &Closed,
    what: Posted,
) -> Result<String, DeskError> {
    let key = key(&row.ticket.account, &row.ticket.id);
    match what {
        Posted::Note => note(console, &key, &text::note(begun, closed)),
        Posted::Time => {
            let (kind, minutes) = ("time".to_owned(), closed.minutes());
            let text = format!("Remote session by {} to {}.", begun.tool_label(), begun.target);
            let request = ChangeRequest { key, kind, minutes, text, ..ChangeRequest::default() };
            console.compose(&request, Origin::Written).map(|operation| operation.id)
        }
    }
}
