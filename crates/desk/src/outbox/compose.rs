//! Writing a change down: what the portal takes, what was seen, and the time to undo it.

use std::collections::BTreeSet;
use std::sync::PoisonError;

use calendar::Moment;
use policy::ticket::{Change, Mapping, Operation, Seen, Ticket};
use portal::{Adapter, Delivery};
use store::{Draft, DraftKind, NewOperation, OperationFilter, OperationRow, OperationState, TicketKey};

use super::show;
use crate::console::{Account, Console};
use crate::view::{ChangeRequest, ComposerView, OfferView, OperationView, ValueView};
use crate::{Desk, DeskError};

/// For so long everything can be undone, in seconds, unless the user's setting [`HOLD_SETTING`] says otherwise.
const HOLD_S: u32 = 10;
/// The longest time to undo that can be chosen, in seconds.
const LONGEST_HOLD_S: u32 = 120;
/// Name of the setting for it, whole seconds.
const HOLD_SETTING: &str = "undo_s";
/// Operations that were delivered so recently are shown with the ticket even when its conversation has them not yet.
const RECENT_S: i64 = 120;
/// Longest text, in bytes: what the portals take.
const MOST_BYTES: usize = 256 * 1024;

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
            offers: adapter.as_ref().map_or_else(Vec::new, |adapter| self.offers(&of, &**adapter, &overlaid)),
            reply_draft: draft(DraftKind::Reply)?,
            note_draft: draft(DraftKind::Note)?,
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
        let (account, ticket) = self.ticket(&request.key)?;
        let of = self.account(&account).ok_or_else(unknown_account)?;
        let change = read_change(request)?;
        let adapter = of.reach().map(|(adapter, _)| adapter).ok_or_else(|| cannot_reach(&of))?;
        if adapter.delivery(&change).is_none() {
            let message = format!("{} takes no such change.", of.name);
            return Err(DeskError::new("not-offered", message, "Make it in the portal itself."));
        }
        let rows = self.operations_like(OperationFilter {
            account: Some(&account),
            ticket: Some(&ticket.id),
            open_only: true,
            ..OperationFilter::default()
        })?;
        let earlier = rows.iter().filter(|row| Some(row.operation.id.as_str()) != instead);
        let id = ticket.id.clone();
        let seen = Seen::of(&overlay(ticket, earlier), &change);
        let operation = Operation { id: new_id()?, ticket: id.clone(), change, seen };
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

    /// Everything that this portal takes and that this console has words for.
    fn offers(&self, account: &Account, adapter: &dyn Adapter, ticket: &Ticket) -> Vec<OfferView> {
        let mut offers = Vec::new();
        let body = String::new();
        for (kind, label, change) in [
            ("reply", "Reply", Change::Reply { body: body.clone() }),
            ("note", "Note", Change::Note { body }),
        ] {
            if let Some(delivery) = adapter.delivery(&change) {
                offers.push(OfferView {
                    kind: kind.to_owned(),
                    name: String::new(),
                    label: label.to_owned(),
                    now: String::new(),
                    values: Vec::new(),
                    clears: false,
                    delivery: delivery_words(delivery).to_owned(),
                });
            }
        }
        let mapping = &account.mapping;
        offers.extend(offer(adapter, ticket, "status", "Status", statuses(mapping)));
        if let Some(severity) = &mapping.severity {
            let words = self.words(account, ticket, &severity.values, |pack| {
                pack.severities.iter().map(|severity| severity.id.clone()).collect()
            });
            offers.extend(offer(adapter, ticket, &severity.field, "Severity", words));
        }
        if let Some(classification) = &mapping.classification {
            let words = self.words(account, ticket, &classification.values, |pack| {
                pack.classifications.iter().map(|one| one.id.clone()).collect()
            });
            offers.extend(offer(adapter, ticket, &classification.field, "Classification", words));
        }
        offers.extend(offer(adapter, ticket, "assignee", "Assignee", self.staff(account)));
        offers
    }

    /// The portal's words for a field: those of the mapping, or else the policy's own.
    fn words(
        &self,
        account: &Account,
        ticket: &Ticket,
        values: &std::collections::BTreeMap<String, String>,
        own: impl Fn(&policy::pack::Pack) -> Vec<String>,
    ) -> Vec<String> {
        if !values.is_empty() {
            return values.keys().cloned().collect();
        }
        let packs = self.packs();
        let pack = account.mapping.policy_of(&ticket.queue).and_then(|policy| packs.get(policy));
        pack.map(|pack| own(pack)).unwrap_or_default()
    }

    /// The user of an account and everybody who handles one of its unsolved tickets.
    fn staff(&self, account: &Account) -> Vec<String> {
        let line = self.line.read().unwrap_or_else(PoisonError::into_inner);
        let of_account = line.entries().filter(|entry| entry.key().split('/').next() == Some(&account.id));
        let names = of_account.map(|entry| entry.names.assignee.to_string()).chain([account.user.clone()]);
        let names: BTreeSet<String> = names.filter(|name| !name.is_empty()).collect();
        names.into_iter().collect()
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

/// The ticket as it will be when what waits is carried out.
pub(super) fn overlay<'a>(mut ticket: Ticket, rows: impl IntoIterator<Item = &'a OperationRow>) -> Ticket {
    for row in rows.into_iter().filter(|row| row.state.is_open()) {
        let Change::Set { name, to } = &row.operation.change else { continue };
        match name.as_str() {
            "status" => ticket.status = to.clone().unwrap_or_default(),
            "queue" => ticket.queue = to.clone().unwrap_or_default(),
            "assignee" => ticket.assignee.clone_from(to),
            field => drop(ticket.fields.insert(field.to_owned(), to.clone().unwrap_or_default())),
        }
    }
    ticket
}

/// What a class means to the user.
pub(super) const fn delivery_words(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::Key { .. } => "The portal carries it out once, also when an answer is lost.",
        Delivery::Marker { .. } => {
            "When an answer is lost, Gnomon looks whether it arrived before it sends again."
        }
        Delivery::Once => "It is sent once; when the answer is lost, you decide whether it is sent again.",
    }
}

fn offer(
    adapter: &dyn Adapter,
    ticket: &Ticket,
    name: &str,
    label: &str,
    values: Vec<String>,
) -> Option<OfferView> {
    let set = |to: Option<String>| Change::Set { name: name.to_owned(), to };
    let now = ticket.value(name).unwrap_or_default().to_owned();
    let delivery = adapter.delivery(&set(Some(values.first()?.clone())))?;
    let named = |value: String| ValueView { label: mail::one_line(&value), value };
    Some(OfferView {
        kind: "set".to_owned(),
        name: name.to_owned(),
        label: label.to_owned(),
        now,
        values: values.into_iter().map(named).collect(),
        clears: adapter.delivery(&set(None)).is_some(),
        delivery: delivery_words(delivery).to_owned(),
    })
}

/// The portal's words for the status, from new to closed.
fn statuses(mapping: &Mapping) -> Vec<String> {
    const COURSE: [&str; 7] =
        ["new", "open", "waiting-on-customer", "waiting-on-vendor", "on-hold", "solved", "closed"];
    let mut words: Vec<(&String, &String)> = mapping.statuses.iter().collect();
    words.sort_by_key(|(_, meaning)| COURSE.iter().position(|word| word == meaning));
    words.into_iter().map(|(word, _)| word.clone()).collect()
}

fn read_change(request: &ChangeRequest) -> Result<Change, DeskError> {
    let text = || {
        let text = request.text.trim_end();
        if text.trim().is_empty() {
            let hint = "Write something, or choose another change.";
            return Err(DeskError::new("empty-text", "There is nothing to send.", hint));
        }
        if text.len() > MOST_BYTES {
            let message = format!("The text has {} KB; portals take 256 KB.", text.len() / 1024);
            return Err(DeskError::new("long-text", message, "Shorten it, or send a part of it."));
        }
        Ok(text.to_owned())
    };
    match request.kind.as_str() {
        "reply" => Ok(Change::Reply { body: text()? }),
        "note" => Ok(Change::Note { body: text()? }),
        "set" if !request.name.is_empty() => {
            let to = request.value.clone().filter(|value| !value.is_empty());
            Ok(Change::Set { name: request.name.clone(), to })
        }
        kind => {
            let message = format!("There is no change of kind `{kind}`.");
            Err(DeskError::new("unknown-change", message, "Choose `reply`, `note` or `set` with a field."))
        }
    }
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

fn draft_kind(kind: &str) -> Result<DraftKind, DeskError> {
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

fn ticket_key(key: &str) -> Result<TicketKey, DeskError> {
    let (account, id) = key.split_once('/').ok_or_else(|| {
        let message = format!("`{key}` names no ticket.");
        DeskError::new("unknown-ticket", message, "Go back to the queue and choose it again.")
    })?;
    Ok(TicketKey::new(account, id))
}

/// A UUID of version 4.
fn new_id() -> Result<String, DeskError> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        let message = format!("The system gives no random numbers: {error}.");
        DeskError::new("no-randomness", message, "Restart the computer; the text is kept as a draft.")
    })?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid().to_string())
}

fn unknown_account() -> DeskError {
    DeskError::new("unknown-account", "The ticket's account is gone.", "Go back to the queue.")
}

fn cannot_reach(account: &Account) -> DeskError {
    account.problem.clone().unwrap_or_else(|| {
        let message = format!("{} cannot be used now.", account.name);
        DeskError::new("no-token", message, "Check it under Accounts.")
    })
}
