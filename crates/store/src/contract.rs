//! Contracts, as the portals tell them.

use rusqlite::{Transaction, params};

use crate::{ContractRecord, Store, StoreError, TicketKey, Unreadable, json};

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
    /// Those of any read. A contract that cannot be read is an error of its own.
    pub fn contracts(&self) -> Result<Vec<Result<ContractRow, Unreadable>>, StoreError> {
        self.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT account, customer, policy, contract FROM contracts")?;
            let mut rows = statement.query([])?;
            let mut contracts = Vec::new();
            while let Some(row) = rows.next()? {
                let (account, customer, policy): (String, String, String) =
                    (row.get(0)?, row.get(1)?, row.get(2)?);
                contracts.push(
                    match json::from_text("contracts.contract", row.get_ref(3)?.as_str().unwrap_or("")) {
                        Ok(contract) => {
                            let record = ContractRecord { customer, policy, contract };
                            Ok(ContractRow { account, record })
                        }
                        Err(error) => {
                            let key = TicketKey::new(&account, &name(&customer, &policy));
                            Err(Unreadable { key: Some(key), error })
                        }
                    },
                );
            }
            Ok(contracts)
        })
    }
}

/// How a contract is named among the records kept aside.
pub(crate) fn name(customer: &str, policy: &str) -> String {
    format!("contract of {customer} for {policy}")
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
