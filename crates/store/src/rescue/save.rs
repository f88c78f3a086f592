//! What can be read, as files for people and programs: one JSON object a line.

use std::io::{BufWriter, Write};
use std::path::Path;

use rusqlite::types::Value;
use serde_json::{Map, Value as Json};

use super::files;
use super::table::{Column, FILES, GIVEN, SAVED, TICKETS, Table, TableRead};
use super::walk::{Walk, Walked};
use crate::contract::ContractChange;
use crate::{StoreError, folder};

const EVENTS: &str = "SELECT id, at, by, author, kind, public, auto, mime, body, name, before, after
                      FROM events WHERE ticket = ? ORDER BY place";
const EVENT_NAMES: [&str; 12] =
    ["id", "at", "by", "author", "kind", "public", "auto", "mime", "body", "name", "before", "after"];
/// Where `body` stands in both.
const BODY: usize = 8;

pub(super) fn save(walk: &mut Walk, to: &Path) -> Result<Vec<TableRead>, StoreError> {
    folder::create(to).map_err(StoreError::from)?;
    let save = |table: &&Table| match table.name {
        name if name == FILES.name => save_files(walk, to),
        _ => save_table(walk, table, to),
    };
    SAVED.iter().map(save).collect()
}

/// One line for each file, which names the file that has its bytes, or says that they are lost.
fn save_files(walk: &mut Walk, to: &Path) -> Result<TableRead, StoreError> {
    let file = "files.jsonl".to_owned();
    let mut lines = BufWriter::new(folder::create_file(&to.join(&file)).map_err(StoreError::from)?);
    let Walked { rows, whole } = files::each(walk, &mut |number, row, bytes| {
        let place = bytes.map(|bytes| files::write(to, number, &row, &bytes)).transpose()?;
        let mut line = object(FILES.columns, row);
        match place {
            Some(place) => line.insert("saved".to_owned(), Json::String(place)),
            None => line.insert("lost".to_owned(), Json::Bool(true)),
        };
        let text = serde_json::to_string(&line).unwrap_or_default();
        writeln!(lines, "{text}").map_err(StoreError::from)
    })?;
    let file_on_disk = lines.into_inner().map_err(|error| StoreError::from(error.into_error()))?;
    file_on_disk.sync_all().map_err(StoreError::from)?;
    Ok(TableRead { what: FILES.what.to_owned(), file, rows, whole })
}

pub(super) fn given_contracts(walk: &mut Walk) -> Result<Vec<ContractChange>, StoreError> {
    let mut given = Vec::new();
    walk.rows(&GIVEN, &mut |_, _, row| {
        let text = |i: usize| match row.get(i) {
            Some(Value::Text(text)) => text.clone(),
            _ => String::new(),
        };
        let value = serde_json::from_str(&text(4)).ok();
        let (account, customer, policy, field) = (text(0), text(1), text(2), text(3));
        given.push(ContractChange { account, customer, policy, field, value });
        Ok(())
    })?;
    Ok(given)
}

fn save_table(walk: &mut Walk, table: &Table, to: &Path) -> Result<TableRead, StoreError> {
    let file = format!("{}.jsonl", table.name.replace('_', "-"));
    let mut lines = BufWriter::new(folder::create_file(&to.join(&file)).map_err(StoreError::from)?);
    let mut broken_inside = false;
    let Walked { rows, whole } = walk.rows(table, &mut |walk, number, row| {
        let mut line = object(table.columns, row);
        if table.name == TICKETS.name {
            broken_inside |= !add_events(walk, number, &mut line);
        }
        let text = serde_json::to_string(&line).unwrap_or_default();
        writeln!(lines, "{text}").map_err(StoreError::from)
    })?;
    let file_on_disk = lines.into_inner().map_err(|error| StoreError::from(error.into_error()))?;
    file_on_disk.sync_all().map_err(StoreError::from)?;
    Ok(TableRead { what: table.what.to_owned(), file, rows, whole: whole && !broken_inside })
}

/// Adds the events of a ticket; `false` when some of them are lost, which the line then says.
fn add_events(walk: &mut Walk, ticket: i64, line: &mut Map<String, Json>) -> bool {
    line.remove("row");
    let read = walk.all(EVENTS, ticket);
    let mut whole = read.is_some();
    let mut events = Vec::new();
    for mut event in read.unwrap_or_default() {
        if let Value::Integer(body) = event[BODY] {
            let found = walk.one("SELECT body FROM bodies WHERE row = ?", body).flatten();
            whole &= found.is_some();
            event[BODY] = found.unwrap_or(Value::Null);
        }
        let named = EVENT_NAMES.iter().zip(event).filter(|(_, value)| *value != Value::Null);
        events.push(Json::Object(named.map(|(name, value)| ((*name).to_owned(), plain(value))).collect()));
    }
    line.insert("events".to_owned(), Json::Array(events));
    if !whole {
        line.insert("events_incomplete".to_owned(), Json::Bool(true));
    }
    whole
}

fn object(columns: &[Column], row: Vec<Value>) -> Map<String, Json> {
    let named = columns.iter().zip(row).filter(|(_, value)| *value != Value::Null);
    named.map(|(column, value)| (column.name.to_owned(), form(column, value))).collect()
}

fn form(column: &Column, value: Value) -> Json {
    match &value {
        Value::Text(text) if column.json => serde_json::from_str(text).unwrap_or_else(|_| plain(value)),
        Value::Text(_) | Value::Null | Value::Integer(_) | Value::Real(_) | Value::Blob(_) => plain(value),
    }
}

fn plain(value: Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Integer(number) => number.into(),
        Value::Real(number) => number.into(),
        Value::Text(text) => text.into(),
        // The only bytes in a record are a check sum.
        Value::Blob(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into(),
    }
}
