//! A page of a sync: stored first, then shown.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError};

use calendar::Moment;
use portal::Page;
use store::{AsideRecord, ContractRecord, PageWrite, StoreError};
use sync::Trouble;

use super::Console;

impl Console {
    /// Stores a page with its cursor in one transaction, then puts its tickets into the queue; of those `behind` only where
    /// no newer copy is stored.
    pub(crate) fn store_page(
        self: &Arc<Self>,
        account: &str,
        page: Page,
        begun: Moment,
        behind: &[String],
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
            behind,
            missing: &page.missing,
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
        let customers = contracts.iter().map(|record| record.customer.as_str()).collect();
        if let Err(error) = self.renew_contracts(account, &customers) {
            tracing::error!("the contracts of a page could not be read back: {error}");
        }
        {
            let written = page.tickets.iter().filter(|ticket| !applied.passed_over.contains(&ticket.id));
            let judged: Vec<_> = written.map(|ticket| (ticket, self.judge(account, ticket))).collect();
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
}

/// What the engine is told of a write that failed.
pub(crate) fn trouble(error: &StoreError) -> Trouble {
    Trouble {
        code: error.code().to_owned(),
        message: error.to_string(),
        hint: error.hint().to_owned(),
        transient: true,
    }
}
