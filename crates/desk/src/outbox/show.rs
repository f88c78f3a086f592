//! From stored operations to what the window shows.

use std::collections::BTreeMap;

use policy::ticket::{Change, Ticket};
use store::{DraftKind, OperationFilter, OperationRow, OperationState, TicketKey};

use super::deliver::{Told, is_parked};
use super::refill;
use super::sides::{self, field};
use crate::DeskError;
use crate::console::{Console, lock};
use crate::view::{
    DraftView, EnclosureView, ErrorView, OperationCan, OperationShape, OperationView, OutboxView,
};

/// So many delivered and cancelled operations are listed, the last ones.
const LAST: usize = 50;

/// The whole outbox.
pub(crate) fn outbox(console: &Console) -> Result<OutboxView, DeskError> {
    let rows = console.operations_like(OperationFilter::default())?;
    let mut tickets = BTreeMap::new();
    for row in &rows {
        let key = TicketKey::new(&row.account, &row.operation.ticket);
        let there = |key| console.store.ticket(key).ok().flatten().map(|stored| stored.ticket);
        let read = |key| there(key).or_else(|| console.local_ticket(key).ok().flatten());
        tickets.entry(key.clone()).or_insert_with(|| read(&key));
    }
    let view = |row: &OperationRow| {
        let key = TicketKey::new(&row.account, &row.operation.ticket);
        operation(console, row, tickets.get(&key).and_then(Option::as_ref))
    };
    let (open, mut closed): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.state.is_open());
    closed.sort_by_key(|row| std::cmp::Reverse((row.changed, row.place)));
    let (deciding, waiting): (Vec<_>, Vec<_>) = open.into_iter().partition(|row| is_parked(row));
    let count = |rows: &[&OperationRow]| u32::try_from(rows.len()).unwrap_or(u32::MAX);
    Ok(OutboxView {
        deciding: count(&deciding),
        open: count(&deciding) + count(&waiting),
        operations: deciding
            .into_iter()
            .chain(waiting)
            .chain(closed.into_iter().take(LAST))
            .map(view)
            .collect(),
        drafts: drafts(console)?,
    })
}

/// One operation; `ticket` as it is stored, when it is at hand.
pub(super) fn operation(console: &Console, row: &OperationRow, ticket: Option<&Ticket>) -> OperationView {
    let stored;
    let ticket = match ticket {
        Some(ticket) => Some(ticket),
        None => {
            let key = TicketKey::new(&row.account, &row.operation.ticket);
            let there = console.store.ticket(&key).ok().flatten().map(|stored| stored.ticket);
            stored = there.or_else(|| console.local_ticket(&key).ok().flatten());
            stored.as_ref()
        }
    };
    let change = &row.operation.change;
    let delay = lock(&console.outbox).delays.get(&row.operation.id).cloned();
    let now = console.clock.now();
    let reached = row.accepted.or_else(|| row.state.is_open().then_some(now));
    let late = matches!(change, Change::Reply { .. })
        && row.due.zip(reached).is_some_and(|(due, reached)| reached > due);
    let now_ms = console.clock.mono_ms();
    let wait_s = delay.as_ref().and_then(|delay| delay.at_ms).map(|at| at.saturating_sub(now_ms) / 1000);
    let retry_at = wait_s.and_then(|wait| i64::try_from(wait).ok()).map(|wait| now.plus(wait).0);
    let told = delay.and_then(|delay| delay.trouble).map(|trouble| ErrorView::from(&trouble));
    let clashes = sides::found(row);
    let new_subject =
        if let Change::Create { subject, .. } = change { mail::one_line(subject) } else { String::new() };
    OperationView {
        id: row.operation.id.clone(),
        key: crate::live::key(&row.account, &row.operation.ticket),
        number: ticket.map_or_else(String::new, |ticket| mail::one_line(&ticket.number)),
        subject: ticket.map_or(new_subject, |ticket| mail::one_line(&ticket.subject)),
        account: console.account(&row.account).map_or_else(String::new, |account| account.name),
        kind: change.kind().to_owned(),
        title: title(change),
        text: text(change),
        files: files(row),
        lines: refill::lines(console, row),
        request: refill::request(row, console.at(&row.account).ahead_s),
        shape: shape(row),
        composed: row.composed.0,
        queued: row.queued.0,
        hold_until: row.hold_until.map(|until| until.0),
        accepted: row.accepted.map(|at| at.0),
        due: row.due.map(|due| due.0),
        late,
        problem: told.filter(|_| row.state.is_open()).or_else(|| problem(row)),
        retry_at: retry_at.filter(|_| row.state.is_open() && !is_parked(row)),
        sides: sides::sides(row, &clashes, ticket),
        clashes: clashes.iter().map(|clash| sides::clash_view(clash, ticket)).collect(),
        can: can(row),
    }
}

fn drafts(console: &Console) -> Result<Vec<DraftView>, DeskError> {
    let view = |draft: store::Draft| {
        let stored = console.store.ticket_light(&draft.ticket).ok().flatten().map(|stored| stored.ticket);
        let ticket = stored.or_else(|| console.local_ticket(&draft.ticket).ok().flatten());
        let ticket = ticket.as_ref();
        DraftView {
            key: crate::live::key(&draft.ticket.account, &draft.ticket.id),
            number: ticket.map_or_else(String::new, |ticket| mail::one_line(&ticket.number)),
            subject: ticket.map_or_else(String::new, |ticket| mail::one_line(&ticket.subject)),
            kind: draft.kind.word().to_owned(),
            text: draft.text,
            changed: draft.changed.0,
        }
    };
    Ok(console.store.drafts()?.into_iter().map(view).collect())
}

/// What goes with it.
fn files(row: &OperationRow) -> Vec<EnclosureView> {
    let with =
        if matches!(row.operation.change, Change::Note { .. }) { DraftKind::Note } else { DraftKind::Reply };
    row.operation.files.iter().map(|file| crate::file::enclosure(with, file)).collect()
}

/// What was written.
fn text(change: &Change) -> String {
    if let Change::Create { body, .. } = change {
        return body.clone();
    }
    change.message().map_or_else(String::new, |(text, _)| text.to_owned())
}

fn title(change: &Change) -> String {
    match change {
        Change::Reply { .. } => "Reply".to_owned(),
        Change::Note { .. } => "Note".to_owned(),
        Change::Set { name, to: Some(to) } => format!("{} \u{2192} {}", field(name), mail::one_line(to)),
        Change::Set { name, to: None } if name == "assignee" => "Assigned to nobody".to_owned(),
        Change::Set { name, to: None } => format!("No {}", field(name).to_lowercase()),
        Change::Tag { .. } => "Tags".to_owned(),
        Change::Create { .. } => "New ticket".to_owned(),
        Change::Call { answered: true, .. } => "Phone call".to_owned(),
        Change::Call { answered: false, .. } => "Phone call, nobody was reached".to_owned(),
        Change::Merge { .. } => "Merge".to_owned(),
        Change::Link { .. } => "Link".to_owned(),
        Change::Time { minutes, .. } => format!("{minutes} min of work"),
    }
}

const fn shape(row: &OperationRow) -> OperationShape {
    match row.state {
        OperationState::Holding => OperationShape::Holding,
        OperationState::Queued => OperationShape::Queued,
        OperationState::Sending => OperationShape::Sending,
        OperationState::Unknown if row.ask => OperationShape::Unsure,
        OperationState::Unknown => OperationShape::Unknown,
        OperationState::Conflict => OperationShape::Conflict,
        OperationState::Rejected => OperationShape::Rejected,
        OperationState::Delivered => OperationShape::Delivered,
        OperationState::Cancelled => OperationShape::Cancelled,
    }
}

const fn can(row: &OperationRow) -> OperationCan {
    let parked = is_parked(row);
    let rest = matches!(row.state, OperationState::Holding | OperationState::Queued);
    let unsure = parked && matches!(row.state, OperationState::Unknown);
    OperationCan {
        cancel: rest || parked,
        edit: (rest || parked) && !unsure,
        send_anyway: matches!(row.state, OperationState::Conflict),
        again: unsure || matches!(row.state, OperationState::Rejected),
        is_there: unsure,
        names_ticket: unsure && matches!(row.operation.change, Change::Create { .. }),
    }
}

fn problem(row: &OperationRow) -> Option<ErrorView> {
    let told: Told = serde_json::from_str(row.detail.as_deref()?).ok()?;
    Some(ErrorView { code: told.code, message: told.message, hint: told.hint })
}
