//! Contracts in memory, and the tickets that are judged by them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError};

use policy::facts::Contract;
use policy::ticket::{Mapping, Ticket};
use store::{ContractChange, ContractRow, Unreadable, ValueSource};

use super::Console;
use crate::DeskError;

/// Contracts by account, customer and policy.
pub(crate) type Contracts = BTreeMap<(String, String, String), Arc<ContractRow>>;

/// From so many customers on, reading everything is quicker than reading each.
const MANY_CUSTOMERS: usize = 2_000;
/// The same for tickets, when they are most of all.
const MANY_TICKETS: usize = 2_000;

impl Console {
    /// Every contract that is stored.
    pub(crate) fn contract_rows(&self) -> Vec<Arc<ContractRow>> {
        self.contracts.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// One contract; `None` when nobody told or gave anything.
    pub(crate) fn contract_row(
        &self,
        account: &str,
        customer: &str,
        policy: &str,
    ) -> Option<Arc<ContractRow>> {
        let key = (account.to_owned(), customer.to_owned(), policy.to_owned());
        self.contracts.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned()
    }

    /// The contract under which a ticket is handled, with the source of each value.
    pub(crate) fn contract_of(
        &self,
        account: &str,
        ticket: &Ticket,
        mapping: &Mapping,
    ) -> Option<Arc<ContractRow>> {
        let customer = ticket.customer.as_ref()?;
        let policy = mapping.policy_of(&ticket.queue)?;
        // A contract that was entered before the first ticket came knows no identifier but the name.
        self.contract_row(account, &customer.id, policy)
            .or_else(|| self.contract_row(account, &mail::one_line(&customer.name), policy))
    }

    /// The contract under which a ticket is handled.
    pub(crate) fn contract(&self, account: &str, ticket: &Ticket, mapping: &Mapping) -> Option<Contract> {
        self.contract_of(account, ticket, mapping).map(|row| row.record.contract.clone())
    }

    /// Reads all contracts; one that cannot be read is kept aside.
    pub(super) fn load_contracts(&self) -> Result<(), DeskError> {
        let mut contracts = Contracts::new();
        self.take_contracts(self.store.contracts()?, &mut contracts);
        *self.contracts.write().unwrap_or_else(PoisonError::into_inner) = contracts;
        Ok(())
    }

    /// What of the contracts changes answers: not when they were read.
    pub(super) fn contracts_meaning(&self) -> BTreeMap<(String, String, String), Contract> {
        let contracts = self.contracts.read().unwrap_or_else(PoisonError::into_inner);
        contracts.iter().map(|(key, row)| (key.clone(), row.record.contract.clone())).collect()
    }

    /// Stores what a user or a file gave and judges the tickets of those customers anew, at once.
    pub(crate) fn change_contracts(
        &self,
        changes: &[ContractChange],
        source: &ValueSource,
    ) -> Result<(), DeskError> {
        if changes.is_empty() {
            return Ok(());
        }
        {
            let _filling = super::lock(&self.filling);
            self.store.change_contracts(changes, source, self.clock.now())?;
            let mut customers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
            for change in changes {
                customers.entry(&change.account).or_default().insert(&change.customer);
            }
            for (account, customers) in customers {
                self.renew_contracts(account, &customers)?;
            }
        }
        self.reorder();
        Ok(())
    }

    /// Reads the contracts of some customers anew and judges their tickets by them; one ticket that cannot be read
    /// stops no other. `filling` is held.
    pub(super) fn renew_contracts(&self, account: &str, customers: &BTreeSet<&str>) -> Result<(), DeskError> {
        if customers.is_empty() {
            return Ok(());
        }
        if customers.len() > MANY_CUSTOMERS {
            self.load_contracts()?;
        } else {
            for customer in customers {
                let mut found = Contracts::new();
                self.take_contracts(self.store.contracts_of(account, customer)?, &mut found);
                let mut contracts = self.contracts.write().unwrap_or_else(PoisonError::into_inner);
                let first = (account.to_owned(), (*customer).to_owned(), String::new());
                let stored = contracts.range(first..).map(|(key, _)| key.clone());
                let gone: Vec<_> = stored.take_while(|(a, c, _)| a == account && c == customer).collect();
                gone.iter().for_each(|key| drop(contracts.remove(key)));
                contracts.extend(found);
            }
        }
        self.judge_tickets_of(account, customers)
    }

    fn judge_tickets_of(&self, account: &str, customers: &BTreeSet<&str>) -> Result<(), DeskError> {
        let (keys, all): (Vec<Box<str>>, usize) = {
            let line = self.line.read().unwrap_or_else(PoisonError::into_inner);
            let of_them = line.entries().filter(|entry| {
                let names = &entry.names;
                customers.contains(&*names.customer_id) || customers.contains(&*names.customer)
            });
            (of_them.map(|entry| entry.key().into()).collect(), line.entries().count())
        };
        if keys.len() > MANY_TICKETS && keys.len() > all / 2 {
            return self.take_tickets(self.store.resident());
        }
        for key in keys {
            let Some((owner, id)) = key.split_once('/').filter(|(owner, _)| *owner == account) else {
                continue;
            };
            let key = store::TicketKey::new(owner, id);
            match self.store.ticket_light(&key) {
                Ok(stored) => {
                    if let Some(entry) = stored.and_then(|stored| self.judge(account, &stored.ticket)) {
                        self.line.write().unwrap_or_else(PoisonError::into_inner).put(entry);
                    }
                }
                Err(error) => self.put_aside(&Unreadable { key: Some(key), error }),
            }
        }
        Ok(())
    }

    fn take_contracts(&self, rows: Vec<Result<ContractRow, Unreadable>>, contracts: &mut Contracts) {
        for row in rows {
            match row {
                Ok(row) => {
                    let record = &row.record;
                    let key = (row.account.clone(), record.customer.clone(), record.policy.clone());
                    contracts.insert(key, Arc::new(row));
                }
                Err(unreadable) => self.put_aside(&unreadable),
            }
        }
    }
}
