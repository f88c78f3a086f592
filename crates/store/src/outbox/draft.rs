//! Texts that the user has not sent yet.

use calendar::Moment;
use rusqlite::{OptionalExtension, Row, params};

use crate::{Store, StoreError, TicketKey};

/// A text that is not sent yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The ticket, by the portal's identifier or by the name made here.
    pub ticket: TicketKey,
    /// What it is to become.
    pub kind: DraftKind,
    /// The text; never empty.
    pub text: String,
    /// When it was last saved.
    pub changed: Moment,
}

/// What a draft is to become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DraftKind {
    /// A message that the customer sees.
    Reply,
    /// A message that only staff sees.
    Note,
}

impl DraftKind {
    /// The stable word, as it is stored.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Note => "note",
        }
    }
}

impl Store {
    /// The draft of this kind for a ticket; `None` when there is none.
    ///
    /// # Errors
    /// Those of any read.
    pub fn draft(&self, ticket: &TicketKey, kind: DraftKind) -> Result<Option<Draft>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT account, ticket, kind, text, changed FROM drafts
                 WHERE account = ? AND ticket = ? AND kind = ?",
            )?;
            Ok(statement.query_row([&ticket.account, &ticket.id, kind.word()], from_row).optional()?)
        })
    }

    /// All drafts, last saved first.
    ///
    /// # Errors
    /// Those of any read.
    pub fn drafts(&self) -> Result<Vec<Draft>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT account, ticket, kind, text, changed FROM drafts
                 ORDER BY changed DESC, account, ticket, kind",
            )?;
            Ok(statement.query_map([], from_row)?.collect::<Result<_, _>>()?)
        })
    }

    /// Saves a draft in the place of the one before; an empty text deletes it. It is on the disk when the call
    /// returns. Also works beside a holder of the lease.
    ///
    /// # Errors
    /// As [`Store::queue_operation`].
    pub fn save_draft(
        &self,
        ticket: &TicketKey,
        kind: DraftKind,
        text: &str,
        now: Moment,
    ) -> Result<(), StoreError> {
        let TicketKey { account, id } = ticket;
        self.write_as_user(|tx| {
            if text.is_empty() {
                tx.execute(
                    "DELETE FROM drafts WHERE account = ? AND ticket = ? AND kind = ?",
                    [account, id, kind.word()],
                )?;
                return Ok(());
            }
            let saved = tx.execute(
                "INSERT INTO drafts (account, ticket, kind, text, changed)
                 SELECT id, ?2, ?3, ?4, ?5 FROM accounts WHERE id = ?1
                 ON CONFLICT (account, ticket, kind) DO UPDATE SET text = excluded.text, changed = excluded.changed",
                params![account, id, kind.word(), text, now.0],
            )?;
            if saved == 0 {
                return Err(StoreError::UnknownAccount { account: account.clone() });
            }
            Ok(())
        })
    }
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Draft> {
    let note = row.get_ref(2)?.as_str()? == DraftKind::Note.word();
    Ok(Draft {
        ticket: TicketKey { account: row.get(0)?, id: row.get(1)? },
        kind: if note { DraftKind::Note } else { DraftKind::Reply },
        text: row.get(3)?,
        changed: Moment(row.get(4)?),
    })
}
