//! What the user decides about operations that wait or got stuck.

use policy::ticket::{Change, Seen};
use store::{Decision, OperationFilter, OperationRow, TicketKey};

use super::compose::overlay;
use super::show;
use crate::console::Console;
use crate::events::DeskEvent;
use crate::view::{OperationDecision, OperationView, OutboxView};
use crate::{Desk, DeskError};

impl Desk {
    /// Everything that was changed here and is not done, and what was done last.
    ///
    /// # Errors
    /// Nothing is open, or the data file cannot be read.
    pub async fn outbox(&self) -> Result<OutboxView, DeskError> {
        let console = self.console()?;
        self.off_thread(move || show::outbox(&console)).await
    }

    /// Decides about an operation.
    ///
    /// # Errors
    /// `too-late`: it is on its way or done. `unknown-operation`. The data file cannot be written.
    pub async fn decide_operation(
        &self,
        id: &str,
        decision: OperationDecision,
    ) -> Result<OperationView, DeskError> {
        let (console, id) = (self.console()?, id.to_owned());
        self.off_thread(move || console.decide(&id, decision)).await
    }

    /// Takes an operation back that cannot be read, so that it holds nothing back any more.
    ///
    /// # Errors
    /// `too-late`: it is on its way or done. The data file cannot be written.
    pub async fn discard_unreadable(&self, id: &str) -> Result<(), DeskError> {
        let (console, id) = (self.console()?, id.to_owned());
        self.off_thread(move || {
            if !console.store.withdraw_operation(&id, console.clock.now())? {
                return Err(too_late());
            }
            console.announce(DeskEvent::OutboxChanged);
            console.announce(DeskEvent::StatusChanged);
            console.offer_operations()
        })
        .await
    }

    /// Says which ticket of the portal a new ticket became whose outcome nobody could find out: its number, or its key
    /// (`account/id`).
    ///
    /// # Errors
    /// `unknown-ticket`: it is not here, or belongs to another portal. As [`Desk::decide_operation`].
    pub async fn new_ticket_is_there(&self, id: &str, ticket: &str) -> Result<OperationView, DeskError> {
        let (console, id, ticket) = (self.console()?, id.to_owned(), ticket.trim().to_owned());
        self.off_thread(move || console.new_ticket_is_there(&id, &ticket)).await
    }
}

impl Console {
    fn decide(&self, id: &str, decision: OperationDecision) -> Result<OperationView, DeskError> {
        let row = self.store.operation(id)?.ok_or_else(unknown)?;
        let now = self.clock.now();
        let done = match decision {
            OperationDecision::Cancel => self.store.withdraw_operation(id, now)?,
            OperationDecision::SendAnyway => {
                let seen = self.seen_now(&row)?;
                self.store.decide_operation(id, &Decision::SendAnyway { seen }, now)?
            }
            OperationDecision::Again => self.store.decide_operation(id, &Decision::Again, now)?,
            OperationDecision::IsThere if matches!(row.operation.change, Change::Create { .. }) => {
                let hint = "Give its number in the portal; what follows in the outbox goes there.";
                return Err(DeskError::new("no-ticket", "It is not said which ticket it is.", hint));
            }
            OperationDecision::IsThere => {
                self.store.decide_operation(id, &Decision::ItIsThere { ticket: None }, now)?
            }
        };
        self.decided(id, done)
    }

    fn new_ticket_is_there(&self, id: &str, name: &str) -> Result<OperationView, DeskError> {
        let row = self.store.operation(id)?.ok_or_else(unknown)?;
        if !matches!(row.operation.change, Change::Create { .. }) {
            return self.decide(id, OperationDecision::IsThere);
        }
        let numbered = self.store.numbered(name)?.into_iter().find(|key| key.account == row.account);
        let named = name.split_once('/').filter(|(account, _)| *account == row.account);
        let named = named.map(|(account, id)| TicketKey::new(account, id));
        let there = |key: TicketKey| Ok::<_, DeskError>(self.store.ticket_light(&key)?.map(|_| key));
        let ticket = match numbered {
            Some(key) => Some(key),
            None => named.map(there).transpose()?.flatten(),
        };
        let ticket = ticket.ok_or_else(|| {
            let message = format!("There is no ticket {name} of this portal here.");
            DeskError::new("unknown-ticket", message, "Sync, then give its number as the queue shows it.")
        })?;
        let decision = Decision::ItIsThere { ticket: Some(ticket.id) };
        let done = self.store.decide_operation(id, &decision, self.clock.now())?;
        // What follows it has another name now.
        crate::console::lock(&self.outbox).offer_anew(&row.account);
        self.decided(id, done)
    }

    fn decided(&self, id: &str, done: bool) -> Result<OperationView, DeskError> {
        if !done {
            return Err(too_late());
        }
        self.offer_operations()?;
        self.announce(DeskEvent::OutboxChanged);
        let row = self.store.operation(id)?.ok_or_else(unknown)?;
        Ok(show::operation(self, &row, None))
    }

    /// What the user sees of the ticket who decides to send all the same. What comes later still stops it.
    fn seen_now(&self, row: &OperationRow) -> Result<Seen, DeskError> {
        let key = crate::live::key(&row.account, &row.operation.ticket);
        let (_, ticket) = self.ticket(&key)?;
        let rows = self.operations_like(OperationFilter {
            account: Some(&row.account),
            ticket: Some(&row.operation.ticket),
            open_only: true,
            ..OperationFilter::default()
        })?;
        let earlier = rows.iter().filter(|other| other.place < row.place);
        Ok(Seen::of(&overlay(ticket, earlier), &row.operation.change))
    }
}

pub(super) fn too_late() -> DeskError {
    let hint = "Look at the ticket; what has arrived can be put right with another change.";
    DeskError::new("too-late", "It has left already.", hint)
}

fn unknown() -> DeskError {
    DeskError::new("unknown-operation", "There is no such change here.", "Open the outbox anew.")
}
