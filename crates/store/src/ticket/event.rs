//! The events of a ticket, and the bodies of its messages.

use std::borrow::Cow;
use std::str::FromStr;

use calendar::Moment;
use policy::ticket::{Attachment, Event, Party, What};
use rusqlite::{Connection, Row, Transaction, named_params};

use crate::StoreError;

/// Events without bodies.
const LIGHT: &str =
    "SELECT id, at, by, author, kind, public, auto, mime, name, before, after, NULL, operation,
                       outside FROM events WHERE ticket = ? ORDER BY place";
/// Events with bodies.
const WHOLE: &str = "SELECT id, at, by, author, kind, public, auto, mime, name, before, after, bodies.body, operation,
                       outside FROM events LEFT JOIN bodies ON bodies.row = events.body WHERE ticket = ? ORDER BY place";

/// Name of a phone call.
const CALL: &str = "call";
/// Name of work that was written down.
const WORK: &str = "work";

/// Whether bodies are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bodies {
    Read,
    LeaveOut,
}

/// The columns of one event besides those that all have.
#[derive(Default)]
struct Columns<'a> {
    kind: &'static str,
    public: Option<bool>,
    auto: Option<bool>,
    mime: Option<&'a str>,
    body: Option<i64>,
    name: Option<&'a str>,
    before: Option<Cow<'a, str>>,
    after: Option<Cow<'a, str>>,
}

pub(super) fn insert_all(tx: &Transaction<'_>, ticket: i64, events: &[Event]) -> Result<(), StoreError> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO events
           (ticket, place, id, at, by, author, kind, public, auto, mime, body, name, before, after,
            operation, outside)
         VALUES (:ticket, :place, :id, :at, :by, :author, :kind, :public, :auto, :mime, :body, :name, :before, :after,
            :operation, :outside)",
    )?;
    for (place, event) in (0_i64..).zip(events) {
        insert_attachments(tx, ticket, place, &event.attachments)?;
        let columns = columns(tx, &event.what)?;
        insert.execute(named_params! {
            ":ticket": ticket, ":place": place, ":id": event.id, ":at": event.at.0,
            ":by": event.by.and_then(party_word), ":author": event.author, ":kind": columns.kind,
            ":public": columns.public, ":auto": columns.auto, ":mime": columns.mime, ":body": columns.body,
            ":name": columns.name, ":before": columns.before, ":after": columns.after,
            ":operation": event.operation, ":outside": (event.by == Some(Party::Other)).then_some(1),
        })?;
    }
    Ok(())
}

pub(super) fn delete_all(tx: &Transaction<'_>, ticket: i64) -> Result<(), StoreError> {
    tx.prepare_cached(
        "DELETE FROM bodies WHERE row IN (SELECT body FROM events WHERE ticket = ? AND body IS NOT NULL)",
    )?
    .execute([ticket])?;
    tx.prepare_cached("DELETE FROM events WHERE ticket = ?")?.execute([ticket])?;
    tx.prepare_cached("DELETE FROM attachments WHERE ticket = ?")?.execute([ticket])?;
    Ok(())
}

/// Deletes the texts of a ticket's messages; that they were written stays.
pub(crate) fn erase_texts(tx: &Transaction<'_>, ticket: i64) -> Result<(), StoreError> {
    crate::file::gone_with(tx, ticket)?;
    tx.prepare_cached(
        "DELETE FROM bodies WHERE row IN (SELECT body FROM events WHERE ticket = ? AND body IS NOT NULL)",
    )?
    .execute([ticket])?;
    tx.prepare_cached("UPDATE events SET body = NULL WHERE ticket = ?")?.execute([ticket])?;
    Ok(())
}

pub(super) fn read_all(
    connection: &Connection,
    ticket: i64,
    bodies: Bodies,
) -> Result<Vec<Event>, StoreError> {
    let sql = match bodies {
        Bodies::Read => WHOLE,
        Bodies::LeaveOut => LIGHT,
    };
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([ticket])?;
    let mut events = Vec::new();
    while let Some(row) = rows.next()? {
        events.push(from_row(row)?);
    }
    if bodies == Bodies::Read {
        read_attachments(connection, ticket, &mut events)?;
    }
    Ok(events)
}

fn insert_attachments(
    tx: &Transaction<'_>,
    ticket: i64,
    event: i64,
    attachments: &[Attachment],
) -> Result<(), StoreError> {
    if attachments.is_empty() {
        return Ok(());
    }
    let mut insert = tx.prepare_cached(
        "INSERT INTO attachments (ticket, event, place, id, name, mime, size, content_id, url)
         VALUES (:ticket, :event, :place, :id, :name, :mime, :size, :content_id, :url)",
    )?;
    for (place, file) in (0_i64..).zip(attachments) {
        insert.execute(named_params! {
            ":ticket": ticket, ":event": event, ":place": place, ":id": file.id, ":name": file.name,
            ":mime": file.mime, ":size": file.size.and_then(|size| i64::try_from(size).ok()),
            ":content_id": file.content_id, ":url": file.url,
        })?;
    }
    Ok(())
}

fn read_attachments(connection: &Connection, ticket: i64, events: &mut [Event]) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT event, id, name, mime, size, content_id, url FROM attachments WHERE ticket = ? ORDER BY event, place",
    )?;
    let mut rows = statement.query([ticket])?;
    while let Some(row) = rows.next()? {
        let place: i64 = row.get(0)?;
        let Some(event) = usize::try_from(place).ok().and_then(|place| events.get_mut(place)) else {
            return Err(StoreError::BadRecord { detail: format!("attachments.event is {place}") });
        };
        event.attachments.push(Attachment {
            id: row.get(1)?,
            name: row.get(2)?,
            mime: row.get(3)?,
            size: row.get::<_, Option<i64>>(4)?.and_then(|size| u64::try_from(size).ok()),
            content_id: row.get(5)?,
            url: row.get(6)?,
        });
    }
    Ok(())
}

fn columns<'a>(tx: &Transaction<'_>, what: &'a What) -> Result<Columns<'a>, StoreError> {
    Ok(match what {
        What::Created => Columns { kind: "created", ..Columns::default() },
        What::Message { public, auto, body, mime } => Columns {
            kind: "message",
            public: Some(*public),
            auto: Some(*auto),
            mime: Some(mime),
            body: insert_body(tx, body)?,
            ..Columns::default()
        },
        What::Field { name, from, to } => Columns {
            kind: "field",
            name: Some(name),
            before: from.as_deref().map(Cow::Borrowed),
            after: to.as_deref().map(Cow::Borrowed),
            ..Columns::default()
        },
        What::Merged { id } => Columns { kind: "merged", name: Some(id), ..Columns::default() },
        What::Call { answered, begun, body } => {
            let begun = begun.map(|begun| begun.0.to_string());
            written_down(tx, CALL, body, [Some(answered.to_string()), begun])?
        }
        What::Work { minutes, day, body } => {
            let day = day.map(|day| day.to_string());
            written_down(tx, WORK, body, [Some(minutes.to_string()), day])?
        }
    })
}

/// The first layout has no kinds for calls and work: they are notes with a name, so that an older version shows them as
/// notes.
fn written_down<'a>(
    tx: &Transaction<'_>,
    name: &'static str,
    body: &str,
    values: [Option<String>; 2],
) -> Result<Columns<'a>, StoreError> {
    let [before, after] = values.map(|value| value.map(Cow::Owned));
    Ok(Columns {
        kind: "message",
        public: Some(false),
        auto: Some(false),
        mime: Some("text/plain"),
        body: insert_body(tx, body)?,
        name: Some(name),
        before,
        after,
    })
}

fn insert_body(tx: &Transaction<'_>, body: &str) -> Result<Option<i64>, StoreError> {
    if body.is_empty() {
        return Ok(None);
    }
    tx.prepare_cached("INSERT INTO bodies (body) VALUES (?)")?.execute([body])?;
    Ok(Some(tx.last_insert_rowid()))
}

fn from_row(row: &Row<'_>) -> Result<Event, StoreError> {
    let by = match row.get_ref(2)?.as_str_or_null().map_err(rusqlite::Error::from)? {
        None => row.get::<_, Option<bool>>(13)?.unwrap_or(false).then_some(Party::Other),
        Some("customer") => Some(Party::Customer),
        Some("agent") => Some(Party::Agent),
        Some("system") => Some(Party::System),
        Some(other) => return Err(StoreError::BadRecord { detail: format!("events.by is `{other}`") }),
    };
    let what = match row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)? {
        "created" => What::Created,
        "message" => said(row)?,
        "field" => What::Field { name: row.get(8)?, from: row.get(9)?, to: row.get(10)? },
        "merged" => What::Merged { id: row.get(8)? },
        other => return Err(StoreError::BadRecord { detail: format!("events.kind is `{other}`") }),
    };
    Ok(Event {
        id: row.get(0)?,
        at: Moment(row.get(1)?),
        by,
        author: row.get(3)?,
        operation: row.get(12)?,
        attachments: Vec::new(),
        what,
    })
}

/// A message, or what is kept as one.
fn said(row: &Row<'_>) -> Result<What, StoreError> {
    let body = row.get::<_, Option<String>>(11)?.unwrap_or_default();
    let value = |column: usize| row.get::<_, Option<String>>(column);
    Ok(match value(8)?.as_deref() {
        None => What::Message { public: row.get(5)?, auto: row.get(6)?, mime: row.get(7)?, body },
        Some(CALL) => What::Call {
            answered: parsed(value(9)?)?.unwrap_or(false),
            begun: parsed(value(10)?)?.map(Moment),
            body,
        },
        Some(WORK) => What::Work { minutes: parsed(value(9)?)?.unwrap_or(0), day: parsed(value(10)?)?, body },
        Some(other) => {
            return Err(StoreError::BadRecord { detail: format!("events.name of a message is `{other}`") });
        }
    })
}

fn parsed<T: FromStr>(text: Option<String>) -> Result<Option<T>, StoreError> {
    let read = |text: String| {
        text.parse()
            .map_err(|_| StoreError::BadRecord { detail: format!("events.before or after is `{text}`") })
    };
    text.map(read).transpose()
}

/// The first layout had no word for somebody who is on neither side: a column of its own tells of such a person.
const fn party_word(party: Party) -> Option<&'static str> {
    match party {
        Party::Customer => Some("customer"),
        Party::Agent => Some("agent"),
        Party::System => Some("system"),
        Party::Other => None,
    }
}
