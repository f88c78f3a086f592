//! `gnomon sessions`: the log of remote sessions, and writing the outcome of one.

use std::process::ExitCode;

use calendar::Moment;
use clap::{Args, Subcommand, ValueEnum};
use desk::view::{SessionBilled, SessionClose, SessionView, SessionsRequest};
use desk::{Desk, DeskError};

use crate::print;

#[derive(Debug, Subcommand)]
pub(crate) enum SessionsCommand {
    /// List sessions, with sums by customer.
    List {
        #[command(flatten)]
        filter: Filter,
    },
    /// Write the log as CSV or JSON to standard output.
    Export {
        /// Form of the file.
        #[arg(long, value_enum, default_value_t = FileFormat::Csv)]
        format: FileFormat,
        #[command(flatten)]
        filter: Filter,
    },
    /// Write the outcome of a session that is over, work out its charge, and put note and time into its ticket.
    Close(Close),
}

/// Which sessions.
#[derive(Debug, Default, Args)]
pub(crate) struct Filter {
    /// Name of the customer.
    #[arg(long, default_value = "")]
    customer: String,
    /// Month in your zone, as in 2026-11.
    #[arg(long, default_value = "")]
    month: String,
}

/// The outcome of a session.
#[derive(Debug, Args)]
pub(crate) struct Close {
    /// The session's number.
    id: u32,
    /// What came of it.
    outcome: String,
    /// When it really began, as in 2026-11-21T12:00:00Z, instead of when it was started.
    #[arg(long, value_name = "INSTANT")]
    from: Option<Moment>,
    /// When it really ended, instead of when its end was seen.
    #[arg(long, value_name = "INSTANT")]
    to: Option<Moment>,
    /// Bill it as remote help that is paid by time, where the policy offers it.
    #[arg(long)]
    as_service: bool,
    /// Write no note into the ticket.
    #[arg(long)]
    no_note: bool,
    /// Enter no time in the ticket.
    #[arg(long)]
    no_time: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum FileFormat {
    /// For spreadsheets.
    Csv,
    /// For programs.
    Json,
}

impl Filter {
    fn request(&self) -> SessionsRequest {
        SessionsRequest { customer: self.customer.clone(), month: self.month.clone() }
    }
}

pub(crate) async fn run(
    desk: &Desk,
    command: Option<&SessionsCommand>,
    json: bool,
) -> Result<ExitCode, DeskError> {
    match command {
        None => print::sessions(&desk.sessions(SessionsRequest::default()).await?, json),
        Some(SessionsCommand::List { filter }) => {
            print::sessions(&desk.sessions(filter.request()).await?, json)
        }
        Some(SessionsCommand::Export { format, filter }) => {
            let format = match format {
                FileFormat::Csv => "csv",
                FileFormat::Json => "json",
            };
            print::raw(&desk.export_sessions(format, filter.request()).await?.text);
            Ok(ExitCode::SUCCESS)
        }
        Some(SessionsCommand::Close(wish)) => close(desk, wish, json).await,
    }
}

async fn close(desk: &Desk, wish: &Close, json: bool) -> Result<ExitCode, DeskError> {
    let all = desk.sessions(SessionsRequest::default()).await?.sessions;
    let session = all.into_iter().find(|session| session.id == wish.id).ok_or_else(|| {
        let message = format!("There is no session {}.", wish.id);
        DeskError::new("unknown-session", message, "See `gnomon sessions list` for the numbers.")
    })?;
    let closed = desk
        .close_session(SessionClose {
            id: wish.id,
            from: wish.from.map_or(session.started, |from| from.0),
            to: end(wish, &session)?,
            outcome: wish.outcome.clone(),
            billed: if wish.as_service { SessionBilled::Service } else { SessionBilled::Support },
            note: !wish.no_note,
            time: !wish.no_time,
        })
        .await?;
    print::session_closed(&closed, json)
}

/// When the session ended: as the user says, or as it was seen. An end that nobody saw is never made up.
fn end(wish: &Close, session: &SessionView) -> Result<i64, DeskError> {
    let confirmed = session.closed.as_ref().map(|closed| closed.to);
    wish.to.map(|to| to.0).or(session.ended).or(confirmed).ok_or_else(|| {
        let message = format!("Nobody saw when session {} ended.", session.id);
        DeskError::new("no-end", message, "Say when with --to, as in --to 2026-11-21T12:00:00Z.")
    })
}
