//! A page of a sync: stored first, then shown.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError};

use calendar::Moment;
use portal::Page;
use store::{AsideRecord, ContractRecord, PageWrite, StoreError, Unreadable};
use sync::Trouble;

use super::Console;

impl Console {
    /// Stores a page with its cursor in one transaction, then puts its tickets into the queue.
    pub(crate) fn store_page(
        self: &Arc<Self>,
        account: &str,
        page: Page,
        begun: Moment,
    ) -> Result<(), Trouble> {
        let aside: Vec<AsideRecord> =
            page.aside.into_iter().map(|a| AsideRecord { id: a.id, why: a.why, raw: a.raw }).collect();
        let contracts: Vec<ContractRecord> = page
            .contracts
            .into_iter()
            .map(|c| ContractRecord { customer: c.customer, policy: c.policy, contract: c.contract })
            .collect();
        let write = PageWrite {
            account,
            tickets: &page.tickets,
            aside: &aside,
            contracts: &contracts,
            cursor: page.cursor.as_ref().map(|cursor| cursor.0.as_str()),
            end: page.end,
            afresh: page.afresh,
            total: page.total,
            begun: Some(begun),
        };
        let _filling = super::lock(&self.filling);
        let applied = self.store.apply_page(&write, self.clock.now()).map_err(|error| trouble(&error))?;
        // The page is stored: what goes wrong from here on must not have it asked for again.
        self.renew_contracts(account, &contracts);
        {
            let judged: Vec<_> =
                page.tickets.iter().map(|ticket| (ticket, self.judge(account, ticket))).collect();
            let mut line = self.line.write().unwrap_or_else(PoisonError::into_inner);
            for (ticket, entry) in judged {
                match entry {
                    Some(entry) if ticket.gone.is_none() => line.put(entry),
                    Some(_) | None => line.remove(&crate::live::key(account, &ticket.id)),
                }
            }
            // What changed without being in the page is gone: a full read that started afresh did not deliver it.
            let in_page: BTreeSet<&str> = page.tickets.iter().map(|ticket| ticket.id.as_str()).collect();
            for gone in applied.changed.iter().filter(|key| !in_page.contains(key.id.as_str())) {
                line.remove(&crate::live::key(account, &gone.id));
            }
        }
        if !applied.changed.is_empty() || !contracts.is_empty() {
            self.dirty.notify_one();
        }
        if page.end {
            self.index();
        }
        Ok(())
    }

    /// Judges the tickets of customers whose contract changed anew; one that cannot be read stops no other.
    fn renew_contracts(&self, account: &str, changed: &[ContractRecord]) {
        if changed.is_empty() {
            return;
        }
        let mut customers = BTreeSet::new();
        {
            let mut contracts = self.contracts.write().unwrap_or_else(PoisonError::into_inner);
            for record in changed {
                customers.insert(record.customer.clone());
                let key = (account.to_owned(), record.customer.clone(), record.policy.clone());
                contracts.insert(key, record.contract.clone());
            }
        }
        let keys: Vec<Box<str>> = {
            let line = self.line.read().unwrap_or_else(PoisonError::into_inner);
            let of_changed = line.entries().filter(|entry| customers.contains(&*entry.customer_id));
            of_changed.map(|entry| entry.key.clone()).collect()
        };
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
    }
}

fn trouble(error: &StoreError) -> Trouble {
    Trouble {
        code: error.code().to_owned(),
        message: error.to_string(),
        hint: error.hint().to_owned(),
        transient: true,
    }
}
