//! Giving values, and taking them back.

use calendar::Moment;
use rusqlite::params;
use serde_json::Value;

use super::{ValueSource, value_name};
use crate::{Store, StoreError, aside, json};

/// A change of one value of one contract.
#[derive(Clone, Debug, PartialEq)]
pub struct ContractChange {
    /// Account.
    pub account: String,
    /// The portal's identifier of the organisation.
    pub customer: String,
    /// Pack.
    pub policy: String,
    /// Field, as in the JSON of [`policy::facts::Contract`].
    pub field: String,
    /// The value as JSON, null for "there is none, whatever the portal tells"; `None` takes back what was given.
    pub value: Option<Value>,
}

impl Store {
    /// Gives values and takes values back, all in one transaction. What the portal tells stays as it is, below.
    ///
    /// # Errors
    /// `no-lease`, `unknown-account`, and those of any change; nothing is changed then.
    pub fn change_contracts(
        &self,
        changes: &[ContractChange],
        source: &ValueSource,
        now: Moment,
    ) -> Result<(), StoreError> {
        let (word, file) = match source {
            ValueSource::User => ("user", None),
            ValueSource::File(name) => ("file", Some(name)),
        };
        self.write(|tx| {
            for ContractChange { account, customer, policy, field, value } in changes {
                // A foreign key would refuse an unknown account too, in words that help nobody.
                let known: bool = tx
                    .prepare_cached("SELECT EXISTS (SELECT 1 FROM accounts WHERE id = ?)")?
                    .query_row([account], |row| row.get(0))?;
                if !known {
                    return Err(StoreError::UnknownAccount { account: account.clone() });
                }
                match value {
                    Some(value) => tx
                        .prepare_cached(
                            "INSERT OR REPLACE INTO contract_values
                             (account, customer, policy, field, value, source, file, at)
                             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        )?
                        .execute(params![
                            account,
                            customer,
                            policy,
                            field,
                            json::to_text(value)?,
                            word,
                            file,
                            now.0
                        ])?,
                    None => tx
                        .prepare_cached(
                            "DELETE FROM contract_values
                             WHERE account = ? AND customer = ? AND policy = ? AND field = ?",
                        )?
                        .execute([account, customer, policy, field])?,
                };
                aside::clear(tx, account, &value_name(field, customer, policy))?;
            }
            Ok(())
        })
    }
}
