//! The log of remote sessions.

use std::process::ExitCode;

use desk::DeskError;
use desk::view::{SessionClosed, SessionShape, SessionView, SessionsView};

use super::{json, note, text, time};

/// Two lines for each session, then the sums.
pub(crate) fn sessions(view: &SessionsView, as_json: bool) -> Result<ExitCode, DeskError> {
    if as_json {
        return json(view);
    }
    view.sessions.iter().for_each(session);
    if view.sessions.is_empty() {
        text("No remote session was started here.");
    }
    for total in &view.totals {
        let charges =
            if total.charges.is_empty() { "nothing".to_owned() } else { total.charges.join(" and ") };
        let mut line = format!(
            "{}: {} sessions, {} confirmed, charged {charges}",
            total.customer,
            total.sessions,
            time::length(total.worked_s)
        );
        for (count, what) in [
            (total.unpublished, "at a price that is not published"),
            (total.not_known, "of which it is not known what they cost"),
            (total.open, "not in the sums yet"),
        ] {
            if count > 0 {
                line.push_str(&format!(", {count} {what}"));
            }
        }
        text(&line);
    }
    if view.waiting > 0 {
        note(&format!("{} wait for their outcome: gnomon sessions close NUMBER OUTCOME", view.waiting));
    }
    Ok(ExitCode::SUCCESS)
}

/// What became of a session that was closed. What is not in the ticket makes the command fail.
pub(crate) fn session_closed(closed: &SessionClosed, as_json: bool) -> Result<ExitCode, DeskError> {
    let code = if closed.left_out.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    if as_json {
        return json(closed).map(|_| code);
    }
    session(&closed.session);
    closed.left_out.iter().for_each(|line| note(&format!("gnomon: {line}")));
    Ok(code)
}

fn session(session: &SessionView) {
    let shape = match session.shape {
        SessionShape::Running => "runs",
        SessionShape::Ended => "ended",
        SessionShape::Failed => "failed",
        SessionShape::Unknown => "end unknown",
    };
    text(&format!(
        "{:>4}  {}  {:<12} {:<28} {} to {}  {shape}",
        session.id,
        time::instant(session.started),
        session.number,
        session.customer,
        session.tool,
        session.target
    ));
    match &session.closed {
        Some(closed) => text(&format!(
            "      {} ({}) {}",
            closed.outcome,
            time::length(closed.to - closed.from),
            closed.cost.text
        )),
        None => text(&format!("      {}", session.outcome)),
    }
}
