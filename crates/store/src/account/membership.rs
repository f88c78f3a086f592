//! Which groups the user of an account is in, as the portal told last.

use std::collections::BTreeMap;

use calendar::Moment;
use rusqlite::{Row, params};

use crate::{Store, StoreError, json};

/// What is known of the groups of an account's user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Membership {
    /// The groups that the portal told last; `None` when it never told any.
    pub told: Option<Groups>,
    /// Why the portal did not tell the last time, in whole sentences; `None` when it did, or was never asked.
    pub untold: Option<String>,
}

/// Groups of a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groups {
    /// Their names, as the portal writes them.
    pub names: Vec<String>,
    /// When the portal told them.
    pub at: Moment,
}

impl Store {
    /// What is known of the groups of this account's user; nothing where there is no such account.
    ///
    /// # Errors
    /// Those of any read.
    pub fn membership(&self, account: &str) -> Result<Membership, StoreError> {
        self.read(|connection| {
            let mut statement = connection
                .prepare_cached("SELECT account, names, at, untold FROM memberships WHERE account = ?")?;
            let mut rows = statement.query([account])?;
            rows.next()?.map_or_else(|| Ok(Membership::default()), |row| Ok(from_row(row)?.1))
        })
    }

    /// What is known of the groups of all accounts' users, by account. One that cannot be read is left out.
    ///
    /// # Errors
    /// Those of any read.
    pub fn memberships(&self) -> Result<BTreeMap<String, Membership>, StoreError> {
        self.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT account, names, at, untold FROM memberships")?;
            let mut rows = statement.query([])?;
            let mut all = BTreeMap::new();
            while let Some(row) = rows.next()? {
                all.extend(from_row(row).ok());
            }
            Ok(all)
        })
    }

    /// The portal told the groups of the account's user at `now`, and perhaps who that is, which is kept where it was not
    /// known. An account that was removed meanwhile keeps nothing.
    ///
    /// # Errors
    /// Those of any change.
    pub fn groups_told(
        &self,
        account: &str,
        user: Option<&str>,
        names: &[String],
        now: Moment,
    ) -> Result<(), StoreError> {
        let names = json::to_text(&names)?;
        self.write(|tx| {
            tx.execute(
                "INSERT INTO memberships (account, names, at) SELECT id, ?2, ?3 FROM accounts WHERE id = ?1
                 ON CONFLICT (account) DO UPDATE SET names = excluded.names, at = excluded.at, untold = NULL",
                params![account, names, now.0],
            )?;
            tx.execute(
                "UPDATE accounts SET user = coalesce(user, ?2) WHERE id = ?1",
                params![account, user],
            )?;
            Ok(())
        })
    }

    /// The portal did not tell the groups of the account's user. What it told before stays, with its time.
    ///
    /// # Errors
    /// Those of any change.
    pub fn groups_untold(&self, account: &str, why: &str) -> Result<(), StoreError> {
        self.write(|tx| {
            tx.execute(
                "INSERT INTO memberships (account, untold) SELECT id, ?2 FROM accounts WHERE id = ?1
                 ON CONFLICT (account) DO UPDATE SET untold = excluded.untold",
                params![account, why],
            )?;
            Ok(())
        })
    }
}

fn from_row(row: &Row<'_>) -> Result<(String, Membership), StoreError> {
    let (names, at): (Option<String>, Option<i64>) = (row.get(1)?, row.get(2)?);
    let told = match names.zip(at) {
        Some((names, at)) => {
            Some(Groups { names: json::from_text("memberships.names", &names)?, at: Moment(at) })
        }
        None => None,
    };
    Ok((row.get(0)?, Membership { told, untold: row.get(3)? }))
}
