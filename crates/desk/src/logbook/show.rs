//! A session as the window shows it.

use store::{SessionRow, SessionState};

use super::cost;
use super::record::{Begun, Closed};
use crate::console::Console;
use crate::live::key;
use crate::show::judged_reasons;
use crate::view::{SessionClosedView, SessionShape, SessionView};

/// A row of the log with what is written in it.
pub(super) struct Read {
    pub row: SessionRow,
    /// `None` when it cannot be read.
    pub begun: Option<Begun>,
    pub closed: Option<Closed>,
}

impl Read {
    pub(super) fn of(row: SessionRow) -> Self {
        let begun = serde_json::from_str(&row.begun).ok();
        let closed = row.closed.as_ref().and_then(|(text, _)| serde_json::from_str(text).ok());
        Self { row, begun, closed }
    }

    /// The customer, or a word for none.
    pub(super) fn customer(&self) -> String {
        let name = self.begun.as_ref().map(|begun| mail::one_line(&begun.customer)).unwrap_or_default();
        if name.is_empty() { "No customer".to_owned() } else { name }
    }

    /// It waits for the engineer to write its outcome.
    pub(super) fn waits(&self) -> bool {
        self.row.closed.is_none() && matches!(self.row.state, SessionState::Ended | SessionState::Unknown)
    }

    pub(super) fn view(&self, console: &Console) -> SessionView {
        let Self { row, begun, .. } = self;
        let begun = begun.as_ref();
        let line = |of: fn(&Begun) -> &str| begun.map(|begun| mail::one_line(of(begun))).unwrap_or_default();
        SessionView {
            id: u32::try_from(row.number).unwrap_or(u32::MAX),
            key: key(&row.ticket.account, &row.ticket.id),
            number: line(|begun| &begun.number),
            customer: self.customer(),
            tool: begun.map(Begun::tool_label).unwrap_or_default(),
            target: line(|begun| &begun.target),
            engineer: line(|begun| &begun.engineer),
            consent: begun.map(|begun| mail::one_line(&begun.consent_words())).unwrap_or_default(),
            reasons: begun.map(|begun| judged_reasons(&begun.reasons)).unwrap_or_default(),
            overruled: begun
                .and_then(|begun| begun.overruled.as_ref())
                .map(|overruled| mail::one_line(&overruled.words()))
                .unwrap_or_default(),
            started: row.started.0,
            shape: match row.state {
                SessionState::Running => SessionShape::Running,
                SessionState::Ended => SessionShape::Ended,
                SessionState::Failed => SessionShape::Failed,
                SessionState::Unknown => SessionShape::Unknown,
            },
            ended: row.ended.map(|at| at.0),
            outcome: row.outcome.clone(),
            waits: self.waits(),
            can_close: row.closed.is_none() && row.state != SessionState::Running,
            has_service: begun.is_some_and(|begun| cost::has_service(console, &begun.policy)),
            closed: self.closed_view(),
        }
    }

    fn closed_view(&self) -> Option<SessionClosedView> {
        let (closed, (_, at)) = self.closed.as_ref().zip(self.row.closed.as_ref())?;
        let wanted = [("note", closed.note, &self.row.note), ("time", closed.time, &self.row.time)];
        let unposted = wanted.into_iter().filter(|(_, wanted, posted)| *wanted && posted.is_none());
        Some(SessionClosedView {
            from: closed.from.0,
            to: closed.to.0,
            outcome: closed.outcome.clone(),
            billed: cost::shown(closed.billed),
            cost: cost::view(closed.cost.as_ref()),
            at: at.0,
            unposted: unposted.map(|(what, ..)| what.to_owned()).collect(),
        })
    }
}
