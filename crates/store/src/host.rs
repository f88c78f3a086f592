//! The host book: machines of customers that were entered and confirmed by the user.

use calendar::Moment;
use rusqlite::{Connection, OptionalExtension, Params, Row, params};

use crate::{Store, StoreError, json};

/// A machine of a customer, as it is entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostEntry {
    /// Account.
    pub account: String,
    /// The portal's identifier of the organisation.
    pub customer: String,
    /// The user's own name for it; may be empty.
    pub label: String,
    /// Tool, as in packs.
    pub tool: String,
    /// Host, ID, or host of a link.
    pub address: String,
    /// Port; 0 means the tool's own, or none.
    pub port: u16,
    /// Account on the machine; empty means none.
    pub user: String,
    /// Jump host; empty means none.
    pub jump: String,
    /// Fingerprints of its host keys.
    pub keys: Vec<String>,
}

/// A machine of a customer, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostRow {
    /// Its number; never used again for another.
    pub id: i64,
    /// What was entered.
    pub entry: HostEntry,
    /// When it was entered.
    pub added: Moment,
    /// Who confirmed it, and when; `None` when nobody did yet.
    pub verified: Option<(String, Moment)>,
    /// When a session was last started to it; `None` when there was none.
    pub started: Option<Moment>,
}

const COLUMNS: &str =
    "row, account, customer, label, tool, address, port, user, jump, keys, added, verified_by,
                       verified, started";

impl Store {
    /// Every machine, by account, customer, label and address.
    ///
    /// # Errors
    /// Those of any read.
    pub fn hosts(&self) -> Result<Vec<HostRow>, StoreError> {
        self.read(|connection| rows(connection, "", []))
    }

    /// The machines of one customer, by label and address.
    ///
    /// # Errors
    /// Those of any read.
    pub fn hosts_of(&self, account: &str, customer: &str) -> Result<Vec<HostRow>, StoreError> {
        self.read(|connection| rows(connection, "WHERE account = ? AND customer = ?", [account, customer]))
    }

    /// Enters a machine and answers its number; `None` when the same one is there already, which stays as it is.
    ///
    /// # Errors
    /// `no-lease`, `unknown-account`, and those of any change.
    pub fn add_host(&self, entry: &HostEntry, now: Moment) -> Result<Option<i64>, StoreError> {
        let HostEntry { account, customer, label, tool, address, port, user, jump, keys } = entry;
        let keys = json::to_text(keys)?;
        self.write(|tx| {
            let known: bool = tx
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM accounts WHERE id = ?)")?
                .query_row([account], |row| row.get(0))?;
            if !known {
                return Err(StoreError::UnknownAccount { account: account.clone() });
            }
            let added = tx.execute(
                "INSERT OR IGNORE INTO hosts (account, customer, label, tool, address, port, user, jump, keys, added)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                params![account, customer, label, tool, address, port, user, jump, keys, now.0],
            )?;
            Ok((added == 1).then(|| tx.last_insert_rowid()))
        })
    }

    /// Writes down who confirmed a machine, and with which host keys. `false` when it is gone.
    ///
    /// # Errors
    /// `no-lease`, and those of any change.
    pub fn verify_host(&self, id: i64, by: &str, keys: &[String], now: Moment) -> Result<bool, StoreError> {
        let keys = json::to_text(&keys)?;
        self.write(|tx| {
            let sql = "UPDATE hosts SET verified_by = ?, verified = ?, keys = ? WHERE row = ?";
            Ok(tx.execute(sql, params![by, now.0, keys, id])? == 1)
        })
    }

    /// Writes down that a session was started to a machine. `false` when it is gone.
    ///
    /// # Errors
    /// `no-lease`, and those of any change.
    pub fn host_started(&self, id: i64, now: Moment) -> Result<bool, StoreError> {
        self.write(
            |tx| Ok(tx.execute("UPDATE hosts SET started = ? WHERE row = ?", params![now.0, id])? == 1),
        )
    }

    /// Takes a machine out of the book and answers what it was; `None` when it is gone already.
    ///
    /// # Errors
    /// `no-lease`, and those of any change.
    pub fn remove_host(&self, id: i64) -> Result<Option<HostRow>, StoreError> {
        self.write(|tx| {
            let sql = format!("DELETE FROM hosts WHERE row = ? RETURNING {COLUMNS}");
            tx.query_row(&sql, [id], from_row).optional()?.transpose()
        })
    }
}

fn rows(connection: &Connection, only: &str, values: impl Params) -> Result<Vec<HostRow>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM hosts {only} ORDER BY account, customer, label, address, tool, port, user"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(values, from_row)?;
    rows.map(|row| row?).collect()
}

/// The inner error is of a value that no version writes.
fn from_row(row: &Row<'_>) -> rusqlite::Result<Result<HostRow, StoreError>> {
    let keys: String = row.get(9)?;
    let keys = match json::from_text("hosts.keys", &keys) {
        Ok(keys) => keys,
        Err(error) => return Ok(Err(error)),
    };
    let entry = HostEntry {
        account: row.get(1)?,
        customer: row.get(2)?,
        label: row.get(3)?,
        tool: row.get(4)?,
        address: row.get(5)?,
        port: row.get(6)?,
        user: row.get(7)?,
        jump: row.get(8)?,
        keys,
    };
    let verified: Option<i64> = row.get(12)?;
    Ok(Ok(HostRow {
        id: row.get(0)?,
        entry,
        added: Moment(row.get(10)?),
        verified: row.get::<_, Option<String>>(11)?.zip(verified.map(Moment)),
        started: row.get::<_, Option<i64>>(13)?.map(Moment),
    }))
}
