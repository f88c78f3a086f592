//! Contracts: what the portals tell, and over it what users and files gave.

mod customers;
mod give;
mod lay;

use std::collections::BTreeMap;

use calendar::Moment;
use policy::facts::Contract;
use rusqlite::{Connection, Transaction, params};
use serde_json::Value;

#[cfg(test)]
pub(crate) use customers::CUSTOMERS;
pub use customers::CustomerRow;
pub use give::ContractChange;

use crate::{ContractRecord, Store, StoreError, TicketKey, Unreadable, json};

/// A customer's contract under a policy, and where its values come from.
#[derive(Clone, Debug, PartialEq)]
pub struct ContractRow {
    /// Its account.
    pub account: String,
    /// The contract as it counts: given values over told ones.
    pub record: ContractRecord,
    /// What the portal tells; `None` when it tells nothing.
    pub told: Option<ToldContract>,
    /// What a user or a file gave, by field.
    pub given: BTreeMap<String, GivenValue>,
}

/// A contract as its portal tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct ToldContract {
    /// The contract.
    pub contract: Contract,
    /// When it was last read; `None` when it was read before this was kept.
    pub read_at: Option<Moment>,
}

/// One value that a user or a file gave.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenValue {
    /// As in the JSON of [`Contract`]; null means that there is none, whatever the portal tells.
    pub value: Value,
    /// Who gave it.
    pub source: ValueSource,
    /// When.
    pub at: Moment,
}

/// Who gave a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueSource {
    /// The user, by hand.
    User,
    /// A file of this name.
    File(String),
}

/// Account, customer and policy.
type Key = (String, String, String);

impl Store {
    /// All contracts of all accounts, by account, customer and policy.
    ///
    /// # Errors
    /// Those of any read. A contract or value that cannot be read is an error of its own.
    pub fn contracts(&self) -> Result<Vec<Result<ContractRow, Unreadable>>, StoreError> {
        self.read(|connection| {
            let mut rows = Vec::new();
            let mut parts = lay::Parts::default();
            told(connection, "", &[], &mut parts)?;
            given(connection, "", &[], &mut parts)?;
            lay::rows(parts, &mut rows);
            Ok(rows)
        })
    }

    /// The contracts of one customer, one for each policy.
    ///
    /// # Errors
    /// As [`Store::contracts`].
    pub fn contracts_of(
        &self,
        account: &str,
        customer: &str,
    ) -> Result<Vec<Result<ContractRow, Unreadable>>, StoreError> {
        self.read(|connection| {
            let mut rows = Vec::new();
            let mut parts = lay::Parts::default();
            let (only, values) = ("WHERE account = ? AND customer = ?", [account, customer]);
            told(connection, only, &values, &mut parts)?;
            given(connection, only, &values, &mut parts)?;
            lay::rows(parts, &mut rows);
            Ok(rows)
        })
    }
}

fn told(
    connection: &Connection,
    only: &str,
    values: &[&str],
    parts: &mut lay::Parts,
) -> Result<(), StoreError> {
    let sql = format!("SELECT account, customer, policy, contract, read_at FROM contracts {only}");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(rusqlite::params_from_iter(values))?;
    while let Some(row) = rows.next()? {
        let key: Key = (row.get(0)?, row.get(1)?, row.get(2)?);
        let read_at = row.get::<_, Option<i64>>(4)?.map(Moment);
        match json::from_text("contracts.contract", row.get_ref(3)?.as_str().unwrap_or("")) {
            Ok(contract) => {
                parts.rows.entry(key).or_default().told = Some(ToldContract { contract, read_at });
            }
            Err(error) => parts.unreadable.push(unreadable(&key, &name(&key.1, &key.2), error)),
        }
    }
    Ok(())
}

fn given(
    connection: &Connection,
    only: &str,
    values: &[&str],
    parts: &mut lay::Parts,
) -> Result<(), StoreError> {
    let sql = format!(
        "SELECT account, customer, policy, field, value, source, file, at FROM contract_values {only}"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(rusqlite::params_from_iter(values))?;
    while let Some(row) = rows.next()? {
        let key: Key = (row.get(0)?, row.get(1)?, row.get(2)?);
        let field: String = row.get(3)?;
        let source = match row.get::<_, Option<String>>(6)? {
            Some(file) => ValueSource::File(file),
            None => ValueSource::User,
        };
        let at = Moment(row.get(7)?);
        match json::from_text("contract_values.value", row.get_ref(4)?.as_str().unwrap_or("")) {
            Ok(value) => {
                let part = parts.rows.entry(key).or_default();
                part.given.insert(field, GivenValue { value, source, at });
            }
            Err(error) => {
                parts.unreadable.push(unreadable(&key, &value_name(&field, &key.1, &key.2), error));
            }
        }
    }
    Ok(())
}

fn unreadable(key: &Key, name: &str, error: StoreError) -> Unreadable {
    Unreadable { key: Some(TicketKey::new(&key.0, name)), error }
}

/// How a contract is named among the records kept aside.
pub(crate) fn name(customer: &str, policy: &str) -> String {
    format!("contract of {customer} for {policy}")
}

/// How one given value is named among the records kept aside.
fn value_name(field: &str, customer: &str, policy: &str) -> String {
    format!("{field} in the {}", name(customer, policy))
}

/// Stores what a portal tells; answers whether it is new or different.
pub(crate) fn put(
    tx: &Transaction<'_>,
    account: &str,
    record: &ContractRecord,
    now: Moment,
) -> Result<bool, StoreError> {
    let contract = json::to_text(&record.contract)?;
    let changed = tx
        .prepare_cached(
            "INSERT INTO contracts (account, customer, policy, contract) VALUES (?, ?, ?, ?)
             ON CONFLICT DO UPDATE SET contract = excluded.contract WHERE contracts.contract <> excluded.contract",
        )?
        .execute(params![account, record.customer, record.policy, contract])?;
    // Read again, and as it was: only the time of the reading is new.
    tx.prepare_cached("UPDATE contracts SET read_at = ? WHERE account = ? AND customer = ? AND policy = ?")?
        .execute(params![now.0, account, record.customer, record.policy])?;
    Ok(changed > 0)
}
