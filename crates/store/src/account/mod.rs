//! Accounts: the portals that are connected, and how far each was read.

mod membership;
mod progress;
mod remove;

use calendar::Moment;
use policy::ticket::Mapping;
use rusqlite::{Connection, OptionalExtension, Row, params};

pub use membership::{Groups, Membership};
pub use progress::Progress;
pub(crate) use progress::record_page;

use crate::{Store, StoreError, json};

/// One account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Identifier.
    pub id: String,
    /// `demo`, `open` or `rt`.
    pub kind: String,
    /// Name to show.
    pub name: String,
    /// The portal's start page.
    pub address: String,
    /// Who the token belongs to, where the portal tells.
    pub user: Option<String>,
    /// What the portal's words mean.
    pub mapping: Mapping,
    /// Where the next page begins, in the adapter's words; `None` before the first page.
    pub cursor: Option<String>,
    /// Until when the data are complete: when the last complete round began. `None` before the first one ended.
    pub synced_at: Option<Moment>,
    /// Further authorities that are trusted for this portal.
    pub company_ca: Option<CompanyCa>,
    /// How far the running sync is, or how far the last one came.
    pub progress: Progress,
}

/// An account that is stored and cannot be read. The others can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenAccount {
    /// Identifier.
    pub id: String,
    /// `demo`, `open` or `rt`.
    pub kind: String,
    /// Name to show.
    pub name: String,
    /// The portal's start page.
    pub address: String,
    /// Until when its data are complete; `None` also when that cannot be read.
    pub synced_at: Option<Moment>,
    /// All but the mapping can be read: [`Store::set_mapping`] mends it.
    pub mapping_only: bool,
    /// What cannot be read, and why.
    pub error: StoreError,
}

/// Certificates of a company's own authority, for a portal whose certificate no public authority signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompanyCa {
    /// The certificates in PEM, and nothing else of the file.
    pub pem: String,
    /// The file that they were read from, to show.
    pub file: String,
}

/// What a new account begins with.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Identifier, not used before.
    pub id: String,
    /// `demo`, `open` or `rt`.
    pub kind: String,
    /// Name to show.
    pub name: String,
    /// The portal's start page.
    pub address: String,
    /// Who the token belongs to, where the portal tells.
    pub user: Option<String>,
    /// What the portal's words mean.
    pub mapping: Mapping,
    /// Further authorities to trust for this portal.
    pub company_ca: Option<CompanyCa>,
}

const COLUMNS: &str =
    "id, kind, name, address, user, mapping, cursor, synced_at, running, done, total, begun, ca, ca_file";

impl Store {
    /// Adds an account together with its token.
    ///
    /// # Errors
    /// `account-exists`, and those of any change.
    pub fn add_account(&self, account: &NewAccount, token: &str, now: Moment) -> Result<(), StoreError> {
        let NewAccount { id, kind, name, address, user, mapping, company_ca } = account;
        let mapping = json::to_text(mapping)?;
        let (ca, ca_file) = company_ca.as_ref().map(|ca| (&ca.pem, &ca.file)).unzip();
        self.write(|tx| {
            let added = tx.execute(
                "INSERT INTO accounts (id, kind, name, address, user, mapping, created, ca, ca_file)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                params![id, kind, name, address, user, mapping, now.0, ca, ca_file],
            )?;
            if added == 0 {
                return Err(StoreError::AccountExists { account: id.clone() });
            }
            crate::secret::put(tx, id, crate::secret::TOKEN, token)
        })
    }

    /// All accounts, oldest first; one that cannot be read does not hide the others.
    ///
    /// # Errors
    /// Those of any read.
    pub fn accounts(&self) -> Result<Vec<Result<Account, BrokenAccount>>, StoreError> {
        self.read(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM accounts ORDER BY created, id");
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query([])?;
            let mut accounts = Vec::new();
            while let Some(row) = rows.next()? {
                accounts.push(from_row(row).map_err(|error| broken(row, error)));
            }
            Ok(accounts)
        })
    }

    /// One account; `None` when there is no such.
    ///
    /// # Errors
    /// Those of any read.
    pub fn account(&self, id: &str) -> Result<Option<Account>, StoreError> {
        self.read(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM accounts WHERE id = ?");
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query([id])?;
            rows.next()?.map(from_row).transpose()
        })
    }

    /// Changes name and address to show and reach it by, and whose token it is.
    ///
    /// # Errors
    /// `unknown-account`, and those of any change.
    pub fn edit_account(
        &self,
        id: &str,
        name: &str,
        address: &str,
        user: Option<&str>,
    ) -> Result<(), StoreError> {
        self.write(|tx| {
            let changed = tx.execute(
                "UPDATE accounts SET name = ?, address = ?, user = ? WHERE id = ?",
                params![name, address, user, id],
            )?;
            known(changed, id)
        })
    }

    /// Stores what the portal's words mean, and marks tickets as solved by it anew.
    ///
    /// # Errors
    /// `unknown-account`, and those of any change.
    pub fn set_mapping(&self, id: &str, mapping: &Mapping) -> Result<(), StoreError> {
        let text = json::to_text(mapping)?;
        self.write(|tx| {
            known(tx.execute("UPDATE accounts SET mapping = ? WHERE id = ?", params![text, id])?, id)?;
            crate::ticket::mark_solved(tx, id, mapping)
        })
    }
}

/// The mapping of an account.
pub(crate) fn mapping(connection: &Connection, id: &str) -> Result<Mapping, StoreError> {
    let text: Option<String> = connection
        .prepare_cached("SELECT mapping FROM accounts WHERE id = ?")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    let text = text.ok_or_else(|| StoreError::UnknownAccount { account: id.to_owned() })?;
    json::from_text("accounts.mapping", &text)
}

fn known(changed: usize, id: &str) -> Result<(), StoreError> {
    if changed == 0 { Err(StoreError::UnknownAccount { account: id.to_owned() }) } else { Ok(()) }
}

fn company_ca(row: &Row<'_>) -> Result<Option<CompanyCa>, StoreError> {
    let (pem, file): (Option<String>, Option<String>) = (row.get(12)?, row.get(13)?);
    Ok(pem.map(|pem| CompanyCa { pem, file: file.unwrap_or_default() }))
}

fn from_row(row: &Row<'_>) -> Result<Account, StoreError> {
    Ok(Account { mapping: mapping_in(row)?, ..without_mapping(row)? })
}

fn mapping_in(row: &Row<'_>) -> Result<Mapping, StoreError> {
    let unreadable = |error: rusqlite::Error| StoreError::BadRecord { detail: error.to_string() };
    json::from_text("accounts.mapping", &row.get::<_, String>(5).map_err(unreadable)?)
}

/// What can be told of an account whose row cannot be read.
fn broken(row: &Row<'_>, error: StoreError) -> BrokenAccount {
    let text = |column| {
        let bytes = row.get_ref(column).ok().and_then(|value| value.as_bytes_or_null().ok().flatten());
        String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned()
    };
    BrokenAccount {
        id: text(0),
        kind: text(1),
        name: text(2),
        address: text(3),
        synced_at: row.get::<_, Option<i64>>(7).ok().flatten().map(Moment),
        mapping_only: without_mapping(row).is_ok(),
        error,
    }
}

fn without_mapping(row: &Row<'_>) -> Result<Account, StoreError> {
    Ok(Account {
        id: row.get(0)?,
        kind: row.get(1)?,
        name: row.get(2)?,
        address: row.get(3)?,
        user: row.get(4)?,
        mapping: Mapping::default(),
        cursor: row.get(6)?,
        synced_at: row.get::<_, Option<i64>>(7)?.map(Moment),
        company_ca: company_ca(row)?,
        progress: Progress {
            running: row.get(8)?,
            done: row.get::<_, i64>(9)?.try_into().unwrap_or(0),
            total: row.get::<_, Option<i64>>(10)?.and_then(|total| total.try_into().ok()),
            begun: row.get::<_, Option<i64>>(11)?.map(Moment),
        },
    })
}
