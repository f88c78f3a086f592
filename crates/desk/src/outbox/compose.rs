//! Writing a change down: what the portal takes, what was seen, and the time to undo it.

use calendar::Moment;
use chrono::{DateTime, NaiveDate};
use policy::ticket::{Change, Enclosure, Operation, Seen, Ticket};
use store::{Draft, DraftKind, NewOperation, OperationFilter, OperationRow, OperationState, TicketKey};

use super::{local, read, show};
use crate::console::{Account, Console};
use crate::file;
use crate::view::{ChangeRequest, ComposerView, OperationView};
use crate::{Desk, DeskError};

/// For so long everything can be undone, in seconds, unless the user's setting [`HOLD_SETTING`] says otherwise.
const HOLD_S: u32 = 10;
/// The longest time to undo that can be chosen, in seconds.
const LONGEST_HOLD_S: u32 = 120;
/// Name of the setting for it, whole seconds.
const HOLD_SETTING: &str = "undo_s";
/// Operations that were delivered so recently are shown with the ticket even when its conversation has them not yet.
const RECENT_S: i64 = 120;

/// Where a change comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin<'a> {
    /// The field in which drafts are written, or what stands for it: its draft is done with.
    Composer,
    /// It replaces the operation with this identifier.
    Instead(&'a str),
    /// Gnomon wrote it for the user: a draft beside it is another text.
    Written,
}

impl Desk {
    /// What can be changed in a ticket, and what is on its way.
    ///
    /// # Errors
    /// No such ticket, or the data file cannot be read.
    pub async fn composer(&self, key: &str) -> Result<ComposerView, DeskError> {
        let (console, key) = (self.console()?, key.to_owned());
        self.off_thread(move || console.composer(&key)).await
    }

    /// Writes a change down. It is on the disk when this returns, can be undone for ten seconds, and then goes out.
    ///
    /// # Errors
    /// No such ticket, nothing to write, a value that the portal does not take, or the data file cannot be written.
    pub async fn change(&self, request: ChangeRequest) -> Result<OperationView, DeskError> {
        let console = self.console()?;
        self.off_thread(move || console.compose(&request, Origin::Composer)).await
    }

    /// Writes an operation anew that has not left yet.
    ///
    /// # Errors
    /// As [`Desk::change`], and `too-late`.
    pub async fn edit_operation(&self, id: &str, request: ChangeRequest) -> Result<OperationView, DeskError> {
        let (console, id) = (self.console()?, id.to_owned());
        self.off_thread(move || console.compose(&request, Origin::Instead(&id))).await
    }

    /// Keeps a text that is not sent yet; an empty one forgets it.
    ///
    /// # Errors
    /// The data file cannot be written.
    pub async fn save_draft(&self, key: &str, kind: &str, text: &str) -> Result<(), DeskError> {
        let (console, key, kind, text) =
            (self.console()?, key.to_owned(), draft_kind(kind)?, text.to_owned());
        self.off_thread(move || {
            Ok(console.store.save_draft(&ticket_key(&key)?, kind, &text, console.clock.now())?)
        })
        .await
    }
}

impl Console {
    fn composer(&self, key: &str) -> Result<ComposerView, DeskError> {
        let (account, ticket) = self.ticket(key)?;
        let of = self.account(&account).ok_or_else(unknown_account)?;
        let rows = self.operations_like(OperationFilter {
            account: Some(&account),
            ticket: Some(&ticket.id),
            ..OperationFilter::default()
        })?;
        let now = self.clock.now();
        let pending = rows.iter().filter(|row| is_pending(row, &ticket, now));
        let pending = pending.map(|row| show::operation(self, row, Some(&ticket))).collect();
        let overlaid = overlay(ticket, &rows);
        let adapter = of.reach().map(|(adapter, _)| adapter);
        let name = ticket_key(key)?;
        let draft = |kind| {
            self.store
                .draft(&name, kind)
                .map(|draft| draft.map_or_else(String::new, |Draft { text, .. }| text))
        };
        Ok(ComposerView {
            key: key.to_owned(),
            offers: adapter
                .as_ref()
                .map_or_else(Vec::new, |adapter| self.offers(&of, &**adapter, &overlaid, &rows)),
            reply_draft: draft(DraftKind::Reply)?,
            note_draft: draft(DraftKind::Note)?,
            files: self
                .store
                .enclosed(&name)?
                .iter()
                .map(|one| file::enclosure(one.with, &one.file))
                .collect(),
            pending,
            offline: self.why_nothing_leaves(&of),
            untried: adapter.is_some_and(|adapter| !adapter.capability().tried),
        })
    }

    pub(crate) fn compose(
        &self,
        request: &ChangeRequest,
        origin: Origin<'_>,
    ) -> Result<OperationView, DeskError> {
        let instead = match origin {
            Origin::Instead(old) => Some(old),
            Origin::Composer | Origin::Written => None,
        };
        let Subject { account, ticket, change, unborn } = self.wanted(request, instead)?;
        let of = self.account(&account).ok_or_else(unknown_account)?;
        let adapter = of.reach().map(|(adapter, _)| adapter).ok_or_else(|| cannot_reach(&of))?;
        if adapter.delivery(&change).is_none() {
            let message = format!("{} takes no such change.", of.name);
            return Err(DeskError::new("not-offered", message, "Make it in the portal itself."));
        }
        let files = self.files_of(request, &change, instead)?;
        if !files.is_empty() && adapter.delivery_with_files(&change).is_none() {
            return Err(file::no_files(&of.name));
        }
        let operation = self.operation_of(&account, ticket, change, unborn, instead)?;
        let operation = Operation { files, ..operation };
        let id = operation.ticket.clone();
        let due = self.governing_due(&request.key);
        let new = NewOperation { account: account.clone(), operation, due, hold_s: self.hold_s() };
        let now = self.clock.now();
        let row = match instead {
            None => self.store.queue_operation(&new, now)?,
            Some(old) => self.store.replace_operation(old, &new, now)?.ok_or_else(super::decide::too_late)?,
        };
        // From here on it is queued: an error would have the user write it a second time.
        // What was edited came from the outbox; a draft beside it is another text.
        if let Some(kind) = kind_of_draft(&new.operation.change).filter(|_| origin == Origin::Composer)
            && let Err(error) = self.store.save_draft(&TicketKey::new(&account, &id), kind, "", now)
        {
            tracing::warn!("the draft of what was sent could not be removed: {error}");
        }
        if let Err(error) = self.offer_operations() {
            tracing::error!("the outbox could not be read: {error}");
        }
        Ok(show::operation(self, &row, None))
    }

    /// What is to be changed, and where.
    fn wanted(&self, request: &ChangeRequest, instead: Option<&str>) -> Result<Subject, DeskError> {
        if request.kind == "create" {
            let of = self.account(&request.key).ok_or_else(unknown_account)?;
            let severity = of.mapping.severity.as_ref().map(|severity| severity.field.as_str());
            let known = self.new_ticket_queues(&of);
            if !known.is_empty() && !known.contains(&request.queue) {
                let hint = format!("Choose one of: {}.", known.into_iter().collect::<Vec<_>>().join(", "));
                let message = match request.queue.as_str() {
                    "" => "The queue is missing.".to_owned(),
                    queue => format!("There is no queue {queue} here."),
                };
                return Err(DeskError::new("bad-queue", message, hint));
            }
            let change = read::new_ticket(request, severity)?;
            let account = request.key.clone();
            // What follows it in the outbox names it by the name that it has.
            let kept = instead.map(|id| self.store.operation(id)).transpose()?.flatten();
            let kept = kept.filter(|row| matches!(row.operation.change, Change::Create { .. }));
            return Ok(Subject {
                account,
                ticket: Place::New(kept.map(|row| row.operation.ticket)),
                change,
                unborn: true,
            });
        }
        let (account, ticket) = self.ticket(&request.key)?;
        let change = match request.kind.as_str() {
            "merge" | "link" => self.relation(request, &account, &ticket)?,
            _ => read::change(request, &ticket, self.at(&account), self.today())?,
        };
        let unborn = local::is_local(&ticket.id);
        Ok(Subject { account, ticket: Place::There(Box::new(ticket)), change, unborn })
    }

    fn operation_of(
        &self,
        account: &str,
        place: Place,
        change: Change,
        unborn: bool,
        instead: Option<&str>,
    ) -> Result<Operation, DeskError> {
        let id = new_id()?;
        let ticket = match place {
            Place::New(kept) => {
                let ticket = kept.unwrap_or_else(|| local::name(&id));
                return Ok(Operation { id, ticket, change, files: Vec::new(), seen: Seen::default() });
            }
            Place::There(ticket) => *ticket,
        };
        let name = ticket.id.clone();
        if unborn {
            let seen = Seen { unborn, ..Seen::default() };
            return Ok(Operation { id, ticket: name, change, files: Vec::new(), seen });
        }
        let rows = self.operations_like(OperationFilter {
            account: Some(account),
            ticket: Some(&name),
            open_only: true,
            ..OperationFilter::default()
        })?;
        let earlier = rows.iter().filter(|row| Some(row.operation.id.as_str()) != instead);
        let seen = Seen::of(&overlay(ticket, earlier), &change);
        Ok(Operation { id, ticket: name, change, files: Vec::new(), seen })
    }

    /// The files that are to go with a text: those that were taken in for it, and those of the operation that it replaces.
    fn files_of(
        &self,
        request: &ChangeRequest,
        change: &Change,
        instead: Option<&str>,
    ) -> Result<Vec<Enclosure>, DeskError> {
        if request.files.is_empty() {
            return Ok(Vec::new());
        }
        let with = kind_of_draft(change);
        let taken = self.store.enclosed(&ticket_key(&request.key)?)?.into_iter();
        let mut there: Vec<Enclosure> =
            taken.filter(|one| Some(one.with) == with).map(|one| one.file).collect();
        if let Some(row) = instead.map(|id| self.store.operation(id)).transpose()?.flatten() {
            there.extend(row.operation.files);
        }
        let find = |id: &String| {
            there.iter().find(|file| file.id == *id).cloned().ok_or_else(|| {
                let hint = "Attach it again.";
                DeskError::new("unknown-attachment", "A file of this text is not here any more.", hint)
            })
        };
        request.files.iter().map(find).collect()
    }

    /// The day where the user is.
    pub(super) fn today(&self) -> NaiveDate {
        let zone = iana_time_zone::get_timezone().ok().and_then(|name| name.parse::<chrono_tz::Tz>().ok());
        let now = DateTime::from_timestamp(self.clock.now().0, 0).unwrap_or_default();
        now.with_timezone(&zone.unwrap_or(chrono_tz::UTC)).date_naive()
    }

    fn hold_s(&self) -> u32 {
        let chosen = self.setting(HOLD_SETTING).and_then(|text| text.parse::<u32>().ok());
        chosen.map_or(HOLD_S, |seconds| seconds.min(LONGEST_HOLD_S))
    }

    fn governing_due(&self, key: &str) -> Option<Moment> {
        let line = self.line();
        let judged = line.get(key)?.judged.as_ref()?;
        let at = self.at(key.split('/').next().unwrap_or_default());
        judged.standing.governing(&judged.pack, at.portal_now())?.due().map(|due| at.for_console(due))
    }

    /// Why what is written now does not leave at once; empty when it does.
    pub(crate) fn why_nothing_leaves(&self, account: &Account) -> String {
        if self.store.is_read_only() {
            return "Another Gnomon sends what is written here.".to_owned();
        }
        if !self.is_online() {
            return "Gnomon is offline: what is written is kept and goes out when it is online.".to_owned();
        }
        if let Some(problem) = &account.problem {
            return format!("{} What is written is kept.", problem.message);
        }
        let trouble = self.progress(&account.id).and_then(|progress| progress.trouble);
        trouble.map_or_else(String::new, |trouble| {
            format!("{} What is written is kept and goes out later.", trouble.message)
        })
    }
}

/// What is to be changed, and where.
struct Subject {
    account: String,
    ticket: Place,
    change: Change,
    /// The portal does not have the ticket yet.
    unborn: bool,
}

/// Which ticket.
enum Place {
    /// One to be made, with the name that it has already.
    New(Option<String>),
    /// One that is here.
    There(Box<Ticket>),
}

/// The ticket as it will be when what waits is carried out.
pub(super) fn overlay<'a>(mut ticket: Ticket, rows: impl IntoIterator<Item = &'a OperationRow>) -> Ticket {
    for row in rows.into_iter().filter(|row| row.state.is_open()) {
        let Change::Set { name, to } = &row.operation.change else { continue };
        match name.as_str() {
            "status" => ticket.status = to.clone().unwrap_or_default(),
            "queue" => ticket.queue = to.clone().unwrap_or_default(),
            "assignee" => ticket.assignee.clone_from(to),
            "subject" => ticket.subject = to.clone().unwrap_or_default(),
            field => drop(ticket.fields.insert(field.to_owned(), to.clone().unwrap_or_default())),
        }
    }
    ticket
}

fn is_pending(row: &OperationRow, ticket: &Ticket, now: Moment) -> bool {
    match row.state {
        OperationState::Cancelled => false,
        OperationState::Delivered => {
            let shown =
                row.event.as_ref().is_some_and(|id| ticket.events.iter().any(|event| event.id == *id));
            !shown && row.operation.change.message().is_some() && now.since(row.changed) < RECENT_S
        }
        OperationState::Holding
        | OperationState::Queued
        | OperationState::Sending
        | OperationState::Unknown
        | OperationState::Conflict
        | OperationState::Rejected => true,
    }
}

pub(crate) fn draft_kind(kind: &str) -> Result<DraftKind, DeskError> {
    match kind {
        "reply" => Ok(DraftKind::Reply),
        "note" => Ok(DraftKind::Note),
        other => {
            let message = format!("There are no drafts of kind `{other}`.");
            Err(DeskError::new("unknown-change", message, "Choose `reply` or `note`."))
        }
    }
}

const fn kind_of_draft(change: &Change) -> Option<DraftKind> {
    match change {
        Change::Reply { .. } => Some(DraftKind::Reply),
        Change::Note { .. } => Some(DraftKind::Note),
        Change::Set { .. }
        | Change::Tag { .. }
        | Change::Create { .. }
        | Change::Call { .. }
        | Change::Merge { .. }
        | Change::Link { .. }
        | Change::Time { .. } => None,
    }
}

pub(crate) fn ticket_key(key: &str) -> Result<TicketKey, DeskError> {
    let (account, id) = key.split_once('/').ok_or_else(|| {
        let message = format!("`{key}` names no ticket.");
        DeskError::new("unknown-ticket", message, "Go back to the queue and choose it again.")
    })?;
    Ok(TicketKey::new(account, id))
}

/// A UUID of version 4.
pub(crate) fn new_id() -> Result<String, DeskError> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        let message = format!("The system gives no random numbers: {error}.");
        DeskError::new("no-randomness", message, "Restart the computer; the text is kept as a draft.")
    })?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid().to_string())
}

pub(crate) fn unknown_account() -> DeskError {
    DeskError::new("unknown-account", "The ticket's account is gone.", "Go back to the queue.")
}

pub(crate) fn cannot_reach(account: &Account) -> DeskError {
    account.problem.clone().unwrap_or_else(|| {
        let message = format!("{} cannot be used now.", account.name);
        DeskError::new("no-token", message, "Check it under Accounts.")
    })
}
