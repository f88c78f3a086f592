//! Which customers there are under which policies: those with a contract, and those with a ticket.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use policy::pack::Packs;

use crate::DeskError;
use crate::console::Console;

/// Customers under policies, by account and identifier.
pub(crate) struct Known {
    pub packs: Arc<Packs>,
    /// Names of accounts.
    pub accounts: BTreeMap<String, String>,
    /// Account, customer, policy.
    pub keys: BTreeSet<(String, String, String)>,
    /// Names by account and customer, in one line each.
    names: BTreeMap<(String, String), String>,
}

impl Known {
    pub(crate) fn of(console: &Console) -> Result<Self, DeskError> {
        let accounts = console.accounts();
        let mut known = Self {
            packs: console.packs().clone(),
            accounts: accounts.iter().map(|account| (account.id.clone(), account.name.clone())).collect(),
            keys: BTreeSet::new(),
            names: BTreeMap::new(),
        };
        for customer in console.store.customers()? {
            let account = accounts.iter().find(|account| account.id == customer.account);
            let policy = account.and_then(|account| account.mapping.policy_of(&customer.queue));
            if let Some(policy) = policy {
                known.keys.insert((customer.account.clone(), customer.customer.clone(), policy.to_owned()));
            }
            let name = mail::one_line(&customer.name);
            if !name.is_empty() {
                known.names.insert((customer.account, customer.customer), name);
            }
        }
        let rows = console.contract_rows().into_iter();
        known.keys.extend(
            rows.map(|row| (row.account.clone(), row.record.customer.clone(), row.record.policy.clone())),
        );
        Ok(known)
    }

    /// Name to show: as the tickets tell it, else the identifier.
    pub(crate) fn name(&self, account: &str, customer: &str) -> String {
        let name = self.names.get(&(account.to_owned(), customer.to_owned()));
        name.cloned().unwrap_or_else(|| mail::one_line(customer))
    }

    /// Whether a ticket or a contract names this customer.
    pub(crate) fn has(&self, account: &str, customer: &str) -> bool {
        let key = (account.to_owned(), customer.to_owned());
        self.names.contains_key(&key) || self.policies(account, customer).next().is_some()
    }

    /// The policies that a customer is under.
    pub(crate) fn policies<'a>(&'a self, account: &str, customer: &str) -> impl Iterator<Item = &'a str> {
        let key = (account.to_owned(), customer.to_owned());
        let from = (key.0.clone(), key.1.clone(), String::new());
        let of_it = self.keys.range(from..);
        of_it.take_while(move |(a, c, _)| (a, c) == (&key.0, &key.1)).map(|(.., policy)| policy.as_str())
    }

    /// Customers by name in lower case: account and identifier of each.
    pub(crate) fn by_name(&self) -> BTreeMap<String, Vec<(&str, &str)>> {
        let mut found: BTreeMap<String, Vec<(&str, &str)>> = BTreeMap::new();
        for ((account, customer), name) in &self.names {
            found.entry(name.to_lowercase()).or_default().push((account, customer));
        }
        found
    }
}
