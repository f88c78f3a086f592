//! From the data file to the live queue.

use std::collections::BTreeSet;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use policy::facts::Contract;
use policy::ticket::{MappingGap, Ticket};
use store::{StoredTicket, TicketKey};

use super::{Account, Console, Contracts};
use crate::DeskError;
use crate::events::DeskEvent;
use crate::live::Entry;

/// Tickets that are looked at to learn which fields there are.
const SAMPLE: usize = 5_000;

impl Console {
    /// Reads accounts and contracts.
    pub(crate) fn load_accounts(&self) -> Result<(), DeskError> {
        for stored in self.store.accounts()? {
            self.take_in(stored)?;
        }
        let contracts: Contracts = self
            .store
            .contracts()?
            .into_iter()
            .map(|row| ((row.account, row.record.customer, row.record.policy), row.record.contract))
            .collect();
        *self.contracts.write().unwrap_or_else(PoisonError::into_inner) = contracts;
        Ok(())
    }

    /// Reads accounts and contracts again, as another process left them. Answers whether any of them changes answers.
    pub(crate) fn read_accounts_anew(&self) -> Result<bool, DeskError> {
        let meaning =
            |accounts: Vec<Account>| -> Vec<_> { accounts.into_iter().map(|a| (a.id, a.mapping)).collect() };
        let before = (meaning(self.accounts()), self.read_contracts());
        self.accounts.write().unwrap_or_else(PoisonError::into_inner).clear();
        self.load_accounts()?;
        let changed = before != (meaning(self.accounts()), self.read_contracts());
        if changed {
            self.line.write().unwrap_or_else(PoisonError::into_inner).clear();
        }
        Ok(changed)
    }

    fn read_contracts(&self) -> Contracts {
        self.contracts.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads the unsolved tickets of the data file for the first time.
    pub(crate) fn load_tickets(&self) {
        let read = self.read_tickets();
        if let Err(error) = read {
            tracing::error!("the stored tickets could not be read: {error}");
            *super::lock(&self.load_error) = Some(error);
        }
        self.is_loaded.store(true, Ordering::Release);
        self.reorder();
        self.announce(DeskEvent::StatusChanged);
    }

    /// Judges all unsolved tickets anew: after a start, and after a mapping changed.
    pub(crate) fn reload(&self) -> Result<(), DeskError> {
        let read = self.read_tickets();
        self.reorder();
        read
    }

    /// Judges all unsolved tickets by the policies that are in force from now on. What cannot be read is told.
    pub(crate) fn rejudge(&self) {
        if let Err(error) = self.reload() {
            tracing::error!("the stored tickets could not be read: {error}");
            *super::lock(&self.load_error) = Some(error);
        }
        self.announce(DeskEvent::StatusChanged);
    }

    fn read_tickets(&self) -> Result<(), DeskError> {
        let _filling = super::lock(&self.filling);
        let mut unreadable = None;
        for stored in self.store.resident() {
            let StoredTicket { account, ticket, .. } = match stored {
                Ok(stored) => stored,
                Err(error) => {
                    tracing::error!("a stored ticket cannot be read: {error}");
                    unreadable = Some(error);
                    continue;
                }
            };
            if let Some(entry) = self.judge(&account, &ticket) {
                self.line.write().unwrap_or_else(PoisonError::into_inner).put(entry);
            }
        }
        unreadable.map_or(Ok(()), |error| Err(error.into()))
    }

    /// What the engine makes of a ticket now; `None` for one of an account that is gone.
    pub(crate) fn judge(&self, account: &str, ticket: &Ticket) -> Option<Entry> {
        let Account { user, mapping, .. } = self.account(account)?;
        let contract = self.contract(account, ticket, &mapping);
        let now = self.clock.now();
        Some(Entry::new(account, &user, ticket, &mapping, contract.as_ref(), &self.packs(), now))
    }

    /// The contract under which a ticket is handled.
    pub(crate) fn contract(
        &self,
        account: &str,
        ticket: &Ticket,
        mapping: &policy::ticket::Mapping,
    ) -> Option<Contract> {
        let customer = ticket.customer.as_ref()?;
        let policy = mapping.policy_of(&ticket.queue)?;
        let contracts = self.contracts.read().unwrap_or_else(PoisonError::into_inner);
        contracts.get(&(account.to_owned(), customer.id.clone(), policy.to_owned())).cloned()
    }

    /// A ticket with its conversation.
    pub(crate) fn ticket(&self, key: &str) -> Result<(String, Ticket), DeskError> {
        let unknown = || {
            let message = format!("There is no ticket {key} here.");
            DeskError::new(
                "unknown-ticket",
                message,
                "It may have been deleted in the portal; sync, then search.",
            )
        };
        let (account, id) = key.split_once('/').ok_or_else(unknown)?;
        let stored = self.store.ticket(&TicketKey::new(account, id))?.ok_or_else(unknown)?;
        Ok((account.to_owned(), stored.ticket))
    }

    /// Names of the fields that tickets of an account have, sorted; from the first few thousand unsolved ones.
    pub(crate) fn field_names(&self, account: &str) -> Vec<String> {
        let mut names = BTreeSet::new();
        for stored in self.store.resident().take(SAMPLE) {
            let Ok(StoredTicket { account: owner, ticket, .. }) = stored else { continue };
            if owner == account {
                names.extend(ticket.fields.into_keys());
            }
        }
        names.into_iter().collect()
    }

    /// What mappings do not know, and of how many tickets.
    pub(crate) fn gaps(&self, account: &str) -> Vec<(MappingGap, u32)> {
        let mut gaps: Vec<(MappingGap, u32)> = Vec::new();
        let line = self.line.read().unwrap_or_else(PoisonError::into_inner);
        let of_account = |entry: &&std::sync::Arc<Entry>| entry.key.split('/').next() == Some(account);
        for gap in line.entries().filter(of_account).flat_map(|entry| entry.gaps.iter()) {
            match gaps.iter_mut().find(|(known, _)| known == gap) {
                Some((_, tickets)) => *tickets += 1,
                None => gaps.push((gap.clone(), 1)),
            }
        }
        gaps
    }
}
