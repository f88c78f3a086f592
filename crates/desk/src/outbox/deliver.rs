//! Between the engine and the disk: which operations the engine has, and where each stands.

use std::collections::BTreeSet;
use std::sync::PoisonError;

use policy::ticket::Ticket;
use portal::Receipt;
use store::{InTurn, OperationFilter, OperationRecord, OperationRow, OperationState, Unreadable};
use sync::{Input, Queued, Record, Sent, Trouble};

use super::{Delay, Offered};
use crate::DeskError;
use crate::console::{Console, lock, trouble};
use crate::events::DeskEvent;

/// For so long what was delivered or taken back stays in the outbox, in seconds.
const KEPT_S: i64 = 30 * 86_400;

impl Console {
    /// Gives the engine what it does not have yet, and takes from it what was taken back, by this process or by another.
    pub(crate) fn offer_operations(&self) -> Result<(), DeskError> {
        if !self.is_online() {
            return Ok(());
        }
        // One that cannot be read is kept aside, and holds back what follows it in its ticket.
        let InTurn { operations: open, held, unreadable } = self.store.operations_in_turn()?;
        unreadable.iter().for_each(|unreadable| self.put_aside(unreadable));
        let ids: BTreeSet<String> = open.iter().map(|row| row.operation.id.clone()).collect();
        let mut outbox = lock(&self.outbox);
        outbox.retain(&ids);
        outbox.hold_back(held);
        let mut changed = false;
        let gone: Vec<String> = outbox.offered.keys().filter(|id| !ids.contains(*id)).cloned().collect();
        // First what is new: an operation written anew keeps its place, and what follows it must not slip through.
        for row in open {
            let (account, parked) = (row.account.clone(), is_parked(&row));
            let known = outbox.offered.get(&row.operation.id).and_then(|offered| offered.parked);
            if known != Some(parked) {
                changed = true;
                outbox.offered.insert(row.operation.id.clone(), Offered { account, parked: Some(parked) });
                self.tell(Input::Queue(Box::new(self.queued(row, parked))));
            }
        }
        for id in gone {
            if let Some(Offered { account, .. }) = outbox.offered.remove(&id) {
                changed = true;
                self.tell(Input::Withdraw { account, operation: id });
            }
        }
        drop(outbox);
        if changed {
            self.announce(DeskEvent::OutboxChanged);
        }
        Ok(())
    }

    /// Erases what was delivered or taken back long ago.
    pub(crate) fn forget_old_operations(&self) {
        if let Err(error) = self.store.purge_operations(self.clock.now().plus(-KEPT_S)) {
            tracing::warn!("old operations could not be erased: {error}");
        }
    }

    /// Forgets what the engine has: it starts anew with this account.
    pub(crate) fn forget_operations(&self, account: &str) {
        lock(&self.outbox).offered.retain(|_, offered| offered.account != account);
    }

    /// Writes down where an operation stands.
    pub(crate) fn record_operation(&self, account: &str, id: &str, record: Record) -> Result<bool, Trouble> {
        let parked = match &record {
            Record::Conflict(_) | Record::Rejected { .. } => true,
            Record::Unknown { ask, .. } => *ask,
            Record::Sending(_) | Record::Queued { .. } | Record::Delivered(_) | Record::Found(_) => false,
        };
        let write = operation_record(record);
        let done = self.store.record_operation(account, id, &write, self.clock.now());
        let done = done.map_err(|error| trouble(&error))?;
        {
            let mut outbox = lock(&self.outbox);
            outbox.delays.remove(id);
            if let Some(offered) = outbox.offered.get_mut(id) {
                // Somebody was quicker: what the file says now is offered anew.
                offered.parked = done.then_some(parked);
            }
        }
        self.announce(DeskEvent::OutboxChanged);
        Ok(done)
    }

    /// Stores a ticket that was read by itself, and shows it.
    pub(crate) fn keep_ticket(&self, account: &str, ticket: &Ticket) {
        let _filling = lock(&self.filling);
        match self.store.put_ticket(account, ticket) {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                // The next sync brings it again.
                tracing::warn!("a ticket could not be kept: {error}");
                return;
            }
        }
        let entry = self.judge(account, ticket).filter(|_| ticket.gone.is_none());
        let mut line = self.line.write().unwrap_or_else(PoisonError::into_inner);
        match entry {
            Some(entry) => line.put(entry),
            None => line.remove(&crate::live::key(account, &ticket.id)),
        }
        drop(line);
        self.dirty.notify_one();
    }

    /// Notes why an operation waits.
    pub(crate) fn delayed(&self, operation: String, trouble: Option<Trouble>, at_ms: Option<u64>) {
        lock(&self.outbox).delays.insert(operation, Delay { trouble, at_ms });
        self.announce(DeskEvent::OutboxChanged);
    }

    /// Operations that fit, by account and place.
    pub(super) fn operations_like(
        &self,
        filter: OperationFilter<'_>,
    ) -> Result<Vec<OperationRow>, DeskError> {
        let aside = |unreadable: &Unreadable| self.put_aside(unreadable);
        let rows = self.store.operations(filter)?.into_iter();
        Ok(rows.filter_map(|row| row.inspect_err(aside).ok()).collect())
    }

    fn queued(&self, row: OperationRow, parked: bool) -> Queued {
        let now = self.clock.now();
        // The clock may have been put back since: nothing is held for longer than it was meant to be.
        let most_s = row.hold_until.map_or(0, |until| until.since(row.composed));
        let hold_s = row.hold_until.map_or(0, |until| until.since(now)).clamp(0, most_s.max(0));
        let sent = row.sent.as_deref().and_then(|text| serde_json::from_str::<Sent>(text).ok());
        Queued {
            account: row.account,
            operation: row.operation,
            place: row.place,
            due: row.due,
            hold_ms: u64::try_from(hold_s).unwrap_or(0).saturating_mul(1000),
            sent,
            parked,
        }
    }
}

/// Whether it waits for the user.
pub(super) const fn is_parked(row: &OperationRow) -> bool {
    match row.state {
        OperationState::Conflict | OperationState::Rejected => true,
        OperationState::Unknown => row.ask,
        OperationState::Holding
        | OperationState::Queued
        | OperationState::Sending
        | OperationState::Delivered
        | OperationState::Cancelled => false,
    }
}

fn operation_record(record: Record) -> OperationRecord {
    match record {
        Record::Sending(sent) => OperationRecord::Sending { sent: text(&sent) },
        Record::Queued { trouble, sent } => {
            OperationRecord::Queued { detail: text(&Told::from(trouble)), sent: sent.as_ref().map(text) }
        }
        Record::Unknown { trouble, ask } => {
            OperationRecord::Unknown { detail: text(&Told::from(trouble)), ask }
        }
        Record::Delivered(Receipt { at, event, ticket }) => {
            OperationRecord::Delivered { accepted: at, event, ticket }
        }
        Record::Found(Receipt { at, event, .. }) => OperationRecord::Found { accepted: at, event },
        Record::Conflict(clashes) => OperationRecord::Conflict { detail: text(&clashes) },
        Record::Rejected { trouble, sent } => {
            OperationRecord::Rejected { detail: text(&Told::from(trouble)), sent: sent.as_ref().map(text) }
        }
    }
}

/// A trouble as it is kept with an operation.
#[derive(serde::Serialize, serde::Deserialize)]
pub(super) struct Told {
    pub code: String,
    pub message: String,
    pub hint: String,
}

impl From<Trouble> for Told {
    fn from(trouble: Trouble) -> Self {
        Self { code: trouble.code, message: trouble.message, hint: trouble.hint }
    }
}

pub(super) fn text(value: &impl serde::Serialize) -> String {
    // Maps with text keys and plain structs: there is nothing in them that JSON cannot say.
    serde_json::to_string(value).unwrap_or_default()
}
