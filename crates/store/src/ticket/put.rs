//! Storing a ticket as its portal tells it now.

use policy::ticket::{Gone, History, Mapping, Ticket};
use rusqlite::{OptionalExtension, Transaction, named_params};

use super::digest::digest;
use super::event;

use crate::{StoreError, file, json, planted};

/// What is stored of a ticket that comes again.
struct Old {
    row: i64,
    digest: Vec<u8>,
    number: String,
    subject: String,
}

/// Stores the ticket; answers whether it is new or different. The last one to come wins.
///
/// A tombstone removes events and bodies: what was deleted in the portal is deleted here. Number and subject stay
/// when the tombstone has none, so that a person can still tell what is gone.
pub(crate) fn put(
    tx: &Transaction<'_>,
    account: &str,
    ticket: &Ticket,
    mapping: &Mapping,
    revision: i64,
) -> Result<bool, StoreError> {
    let digest = digest(ticket)?;
    let old = find(tx, account, &ticket.id)?;
    if old.as_ref().is_some_and(|old| old.digest == digest) {
        return Ok(false);
    }
    match &old {
        // What was deleted in the portal is overwritten here.
        Some(old) if ticket.gone.is_some() => file::overwriting(tx, |tx| {
            event::delete_all(tx, old.row)?;
            if !planted::is_on("search-keeps-the-deleted") {
                crate::search::forget(tx, old.row)?;
            }
            Ok(())
        })?,
        Some(old) => event::delete_all(tx, old.row)?,
        None => {}
    }
    let row = write(tx, account, ticket, old.as_ref(), &digest, mapping.is_solved(&ticket.status), revision)?;
    event::insert_all(tx, row, &ticket.events)?;
    if old.is_some() {
        file::sweep(tx, account, &ticket.id, row)?;
    }
    Ok(true)
}

fn find(tx: &Transaction<'_>, account: &str, id: &str) -> Result<Option<Old>, StoreError> {
    let sql = if planted::is_on("account-left-out-of-a-query") {
        "SELECT row, digest, number, subject FROM tickets WHERE ?1 <> '' AND id = ?2"
    } else {
        "SELECT row, digest, number, subject FROM tickets WHERE account = ? AND id = ?"
    };
    let mut statement = tx.prepare_cached(sql)?;
    let old = statement.query_row([account, id], |row| {
        Ok(Old { row: row.get(0)?, digest: row.get(1)?, number: row.get(2)?, subject: row.get(3)? })
    });
    Ok(old.optional()?)
}

fn write(
    tx: &Transaction<'_>,
    account: &str,
    ticket: &Ticket,
    old: Option<&Old>,
    digest: &[u8],
    solved: bool,
    revision: i64,
) -> Result<i64, StoreError> {
    let (gone, merged_into) = match &ticket.gone {
        None => (None, None),
        Some(Gone::Deleted) => (Some("deleted"), None),
        Some(Gone::MergedInto(id)) => (Some("merged"), Some(id.as_str())),
    };
    let kept = old.filter(|_| gone.is_some());
    let mut statement = tx.prepare_cached(include_str!("put.sql"))?;
    let row = statement.query_row(
        named_params! {
            ":account": account, ":id": ticket.id,
            ":number": or_kept(&ticket.number, kept.map(|old| &old.number)),
            ":subject": or_kept(&ticket.subject, kept.map(|old| &old.subject)),
            ":status": ticket.status, ":queue": ticket.queue,
            ":customer_id": ticket.customer.as_ref().map(|customer| &customer.id),
            ":customer": ticket.customer.as_ref().map(|customer| &customer.name),
            ":contact": ticket.contact.as_ref().map(|contact| &contact.name),
            ":email": ticket.contact.as_ref().map(|contact| &contact.email),
            ":assignee": ticket.assignee, ":channel": ticket.channel, ":url": ticket.url,
            ":created": ticket.created.0, ":updated": ticket.updated.0, ":version": ticket.version,
            ":gone": gone, ":merged_into": merged_into,
            ":complete": ticket.history == History::Complete,
            ":fields": json::to_text(&ticket.fields)?,
            ":solved": solved, ":digest": digest, ":revision": revision,
        },
        |row| row.get(0),
    )?;
    Ok(row)
}

fn or_kept<'a>(new: &'a str, kept: Option<&'a String>) -> &'a str {
    match kept {
        Some(kept) if new.is_empty() => kept,
        _ => new,
    }
}
