//! Contracts, as the portals tell them.

use rusqlite::{Transaction, params};

use crate::{ContractRecord, Store, StoreError, json};

/// A stored contract.
#[derive(Clone, Debug, PartialEq)]
pub struct ContractRow {
    /// Its account.
    pub account: String,
    /// What the portal tells.
    pub record: ContractRecord,
}

impl Store {
    /// All contracts of all accounts.
    ///
    /// # Errors
    /// `bad-record`, and those of any read.
    pub fn contracts(&self) -> Result<Vec<ContractRow>, StoreError> {
        self.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT account, customer, policy, contract FROM contracts")?;
            let mut rows = statement.query([])?;
            let mut contracts = Vec::new();
            while let Some(row) = rows.next()? {
                let contract = json::from_text("contracts.contract", row.get_ref(3)?.as_str().unwrap_or(""))?;
                let record = ContractRecord { customer: row.get(1)?, policy: row.get(2)?, contract };
                contracts.push(ContractRow { account: row.get(0)?, record });
            }
            Ok(contracts)
        })
    }
}

/// Stores a contract; answers whether it is new or different.
pub(crate) fn put(tx: &Transaction<'_>, account: &str, record: &ContractRecord) -> Result<bool, StoreError> {
    let contract = json::to_text(&record.contract)?;
    let changed = tx
        .prepare_cached(
            "INSERT INTO contracts (account, customer, policy, contract) VALUES (?, ?, ?, ?)
             ON CONFLICT DO UPDATE SET contract = excluded.contract WHERE contracts.contract <> excluded.contract",
        )?
        .execute(params![account, record.customer, record.policy, contract])?;
    Ok(changed > 0)
}
