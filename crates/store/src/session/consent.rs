//! What customers agreed to.

use calendar::Moment;
use rusqlite::params;

use crate::{Store, StoreError, TicketKey};

/// A consent that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewConsent {
    /// The ticket that it is for.
    pub ticket: TicketKey,
    /// Who at the customer agreed.
    pub by: String,
    /// In which way, in the user's words; may be empty.
    pub how: String,
    /// When.
    pub at: Moment,
    /// First instant at which it holds no more.
    pub until: Moment,
    /// The only tool; `None` for any.
    pub tool: Option<String>,
    /// The only host; `None` for any.
    pub host: Option<String>,
}

/// A consent as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentRow {
    /// Its number.
    pub number: i64,
    /// What was agreed to.
    pub consent: NewConsent,
    /// When it was taken back.
    pub revoked: Option<Moment>,
}

impl Store {
    /// Keeps a consent and answers its number.
    ///
    /// # Errors
    /// `no-lease`, and those of any change.
    pub fn give_consent(&self, consent: &NewConsent) -> Result<i64, StoreError> {
        let NewConsent { ticket, by, how, at, until, tool, host } = consent;
        self.write(|tx| {
            tx.execute(
                "INSERT INTO consents (account, ticket, by, how, at, until, tool, host) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                params![ticket.account, ticket.id, by, how, at.0, until.0, tool, host],
            )?;
            Ok(tx.last_insert_rowid())
        })
    }

    /// The consents of a ticket, newest first.
    ///
    /// # Errors
    /// Those of any read.
    pub fn consents(&self, ticket: &TicketKey) -> Result<Vec<ConsentRow>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT row, by, how, at, until, tool, host, revoked FROM consents
                 WHERE account = ? AND ticket = ? ORDER BY row DESC",
            )?;
            let rows = statement.query_map(params![ticket.account, ticket.id], |row| {
                Ok(ConsentRow {
                    number: row.get(0)?,
                    consent: NewConsent {
                        ticket: ticket.clone(),
                        by: row.get(1)?,
                        how: row.get(2)?,
                        at: Moment(row.get(3)?),
                        until: Moment(row.get(4)?),
                        tool: row.get(5)?,
                        host: row.get(6)?,
                    },
                    revoked: row.get::<_, Option<i64>>(7)?.map(Moment),
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Takes a consent of a ticket back; answers whether it was in force until then.
    ///
    /// # Errors
    /// `no-lease`, and those of any change.
    pub fn revoke_consent(&self, ticket: &TicketKey, number: i64, now: Moment) -> Result<bool, StoreError> {
        self.write(|tx| {
            let changed = tx.execute(
                "UPDATE consents SET revoked = ? WHERE row = ? AND account = ? AND ticket = ? AND revoked IS NULL",
                params![now.0, number, ticket.account, ticket.id],
            )?;
            Ok(changed > 0)
        })
    }
}
