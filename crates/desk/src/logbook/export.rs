//! The log as a file: CSV for spreadsheets, JSON for programs.

use super::list::sessions;
use crate::console::Console;
use crate::contract::sheet;
use crate::view::{SessionCostKind, SessionShape, SessionView, SessionsFile, SessionsRequest};
use crate::{Desk, DeskError, downloads};

const COLUMNS: [&str; 18] = [
    "session",
    "ticket",
    "customer",
    "tool",
    "target",
    "engineer",
    "consent",
    "override",
    "started",
    "state",
    "end_seen",
    "how_it_ended",
    "from",
    "to",
    "minutes",
    "outcome",
    "charge",
    "clause",
];

impl Desk {
    /// The log, or a part of it, as a file: `csv` or `json`. Times are in UTC.
    ///
    /// # Errors
    /// Nothing is open, an unknown format, or the data file cannot be read.
    pub async fn export_sessions(
        &self,
        format: &str,
        request: SessionsRequest,
    ) -> Result<SessionsFile, DeskError> {
        let (console, format) = (self.console()?, format.to_owned());
        self.off_thread(move || file(&console, &format, &request)).await
    }

    /// Writes the log into the user's folder for downloads and answers where it is. Never writes over a file that is
    /// there.
    ///
    /// # Errors
    /// As [`Desk::export_sessions`]; there is no such folder, or the file cannot be written.
    pub async fn save_sessions(&self, format: &str, request: SessionsRequest) -> Result<String, DeskError> {
        let file = self.export_sessions(format, request).await?;
        let instead = "Write it with `gnomon sessions export` into a folder of your own.";
        // The mark at the start tells spreadsheets that it is UTF-8.
        let mark = if file.name.ends_with(".csv") { "\u{feff}" } else { "" };
        self.off_thread(move || {
            let path = downloads::save(&file.name, &format!("{mark}{}", file.text), instead)?;
            Ok(path.display().to_string())
        })
        .await
    }
}

fn file(console: &Console, format: &str, request: &SessionsRequest) -> Result<SessionsFile, DeskError> {
    let view = sessions(console, request)?;
    let text = match format {
        "csv" => sheet::write(&COLUMNS, view.sessions.iter().map(cells))?,
        "json" => serde_json::to_string_pretty(&view).map_err(|error| {
            let message = format!("The log cannot be written: {error}.");
            DeskError::new("not-written", message, "Please report this.")
        })?,
        other => {
            let message = format!("There is no format `{other}`.");
            return Err(DeskError::new("unknown-format", message, "Choose `csv` or `json`."));
        }
    };
    let day =
        console.clock.now().to_chrono().map_or_else(String::new, |at| at.format("-%Y-%m-%d").to_string());
    Ok(SessionsFile { name: format!("gnomon-sessions{day}.{format}"), text })
}

fn cells(session: &SessionView) -> Vec<String> {
    let at = |at: i64| calendar::Moment(at).to_minute();
    let closed = session.closed.as_ref();
    let text = |text: Option<String>| text.unwrap_or_default();
    let state = match session.shape {
        SessionShape::Running => "running",
        SessionShape::Ended => "ended",
        SessionShape::Failed => "failed",
        SessionShape::Unknown => "unknown",
    };
    let charge = closed.map(|closed| match closed.cost.kind {
        SessionCostKind::Included => "included".to_owned(),
        SessionCostKind::Amount => text(closed.cost.amount.clone()),
        SessionCostKind::Unpublished => "not published".to_owned(),
        SessionCostKind::NotKnown => "not known".to_owned(),
    });
    let clause = closed.and_then(|closed| {
        let line = closed.cost.lines.iter().find(|line| line.billed_s.is_some_and(|billed| billed > 0));
        line.map(|line| &line.ground).or(closed.cost.because.first()).map(|ground| ground.clause.clone())
    });
    vec![
        session.id.to_string(),
        session.number.clone(),
        session.customer.clone(),
        session.tool.clone(),
        session.target.clone(),
        session.engineer.clone(),
        session.consent.clone(),
        session.overruled.clone(),
        at(session.started),
        state.to_owned(),
        text(session.ended.map(at)),
        session.outcome.clone(),
        text(closed.map(|closed| at(closed.from))),
        text(closed.map(|closed| at(closed.to))),
        text(closed.map(|closed| ((closed.to - closed.from + 59) / 60).to_string())),
        text(closed.map(|closed| closed.outcome.clone())),
        text(charge),
        text(clause),
    ]
}
