//! Which operations the engine has, as in the desk's `outbox/deliver.rs`.

use std::collections::BTreeSet;

use store::{OperationFilter, OperationRow, OperationState, StoreError};
use sync::{Effect, Input, Queued, Sent};

use super::{Device, Offered};

impl Device {
    /// Gives the engine what it does not have yet, and takes from it what was taken back.
    ///
    /// # Errors
    /// Those of the store.
    pub fn offer(&mut self, now_ms: u64) -> Result<Vec<Effect>, StoreError> {
        let open = self.rows(OperationFilter { open_only: true, ..OperationFilter::default() })?;
        let ids: BTreeSet<String> = open.iter().map(|row| row.operation.id.clone()).collect();
        let gone: Vec<String> = self.offered.keys().filter(|id| !ids.contains(*id)).cloned().collect();
        let mut effects = Vec::new();
        // First what is new: an operation written anew keeps its place, and nothing may slip through in between.
        for row in open {
            let (account, parked) = (row.account.clone(), is_parked(&row));
            let ticket = row.operation.ticket.clone();
            let known = self.offered.get(&row.operation.id);
            if known.is_none_or(|known| known.parked != Some(parked) || known.ticket != ticket) {
                let offered = Offered { account, ticket, parked: Some(parked) };
                self.offered.insert(row.operation.id.clone(), offered);
                let queued = self.queued(row, parked, now_ms);
                effects.extend(self.step(Input::Queue(Box::new(queued)), now_ms));
            }
        }
        for id in gone {
            if let Some(Offered { account, .. }) = self.offered.remove(&id) {
                effects.extend(self.step(Input::Withdraw { account, operation: id }, now_ms));
            }
        }
        Ok(effects)
    }

    /// Notes that an operation waits for the user now, or that what the engine knows of it is out of date.
    pub(super) fn note_offered(&mut self, id: &str, done: bool, parked: bool) {
        if let Some(offered) = self.offered.get_mut(id) {
            offered.parked = done.then_some(parked);
        }
    }

    /// A portal has made a ticket: the engine gives what follows its new name by itself.
    pub(super) fn note_renamed(&mut self, account: &str, local: &str, made: &str) {
        let followers =
            self.offered.values_mut().filter(|known| known.account == account && known.ticket == local);
        followers.for_each(|known| made.clone_into(&mut known.ticket));
    }

    /// Operations that fit; every one can be read.
    ///
    /// # Errors
    /// Those of the store, and of a record.
    pub fn rows(&self, filter: OperationFilter<'_>) -> Result<Vec<OperationRow>, StoreError> {
        self.store
            .operations(filter)?
            .into_iter()
            .map(|row| row.map_err(|unreadable| unreadable.error))
            .collect()
    }

    fn queued(&self, row: OperationRow, parked: bool, now_ms: u64) -> Queued {
        let now = self.clock.now(now_ms).wall;
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
#[must_use]
pub const fn is_parked(row: &OperationRow) -> bool {
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
