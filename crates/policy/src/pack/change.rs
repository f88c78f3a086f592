//! Writing an override: one changed value at a time, the rest of the user's file and its comments as they were.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, Value};

use super::locate;

/// A change to one value of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Row, as in `clocks.first-response.targets.critical`.
    pub path: String,
    /// Key in the row, as in `target`. Empty together with no value: the whole row is taken out of the override.
    pub key: String,
    /// The new value: a text without quotes, everything else as in a pack. `None` takes the change back.
    pub value: Option<String>,
}

/// The list to which an override adds rows of its own: no document has releases.
const RELEASES: &str = "releases";
/// What a release can say, as text.
const OF_RELEASE: [&str; 8] =
    ["product", "version", "kind", "released", "end-of-sale", "next-major", "clause", "note"];
/// Days that were announced, as a table.
const ENDS: &str = "ends";

/// Why a change cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// The pack or the override is no TOML.
    #[error("The file of the policy `{id}` cannot be read: {why}.")]
    Unreadable {
        /// Pack.
        id: String,
        /// What the reader says.
        why: String,
    },
    /// The pack has no such value.
    #[error("The policy `{id}` has no value `{key}` in `{path}`.")]
    NoSuchValue {
        /// Pack.
        id: String,
        /// Row.
        path: String,
        /// Key.
        key: String,
    },
    /// The value cannot be read.
    #[error("`{text}` is no value for `{key}`: {why}.")]
    BadValue {
        /// Key.
        key: String,
        /// What was typed.
        text: String,
        /// What the reader says.
        why: String,
    },
}

/// The override's text with the changes made; from nothing when there is none yet. Empty when it changes nothing any
/// more. What the values mean is checked when the pack is loaded with it.
///
/// # Errors
/// A text that is no TOML, a row or key that the pack does not have, a value that cannot be read.
pub fn change_override(
    id: &str,
    pack_text: &str,
    override_text: &str,
    changes: &[Change],
) -> Result<String, ChangeError> {
    let parse = |text: &str| {
        text.parse::<DocumentMut>()
            .map_err(|error| ChangeError::Unreadable { id: id.to_owned(), why: error.message().to_owned() })
    };
    let pack = parse(pack_text)?;
    let mut text = parse(override_text)?;
    if text.is_empty() {
        text.insert("format", toml_edit::value(1));
        text.insert("id", toml_edit::value(id));
    }
    for change in changes {
        apply(id, &pack, &mut text, change)?;
    }
    let says_more = prune(text.as_table_mut());
    Ok(if says_more { text.to_string() } else { String::new() })
}

fn apply(id: &str, pack: &Table, text: &mut Table, change: &Change) -> Result<(), ChangeError> {
    if let Some(release) = change.path.strip_prefix(RELEASES).and_then(|path| path.strip_prefix('.'))
        && locate::find(pack, &change.path).is_none()
    {
        return apply_to_release(id, release, text, change);
    }
    let missing =
        || ChangeError::NoSuchValue { id: id.to_owned(), path: change.path.clone(), key: change.key.clone() };
    let old = locate::find(pack, &change.path).and_then(|row| row.get(&change.key)).ok_or_else(missing)?;
    let Some(typed) = &change.value else {
        // A row that the override does not have needs no change taken back.
        if locate::find(text, &change.path).is_some() {
            let row = locate::find_or_make(text, pack, &change.path).ok_or_else(missing)?;
            row.remove(&change.key);
        }
        return Ok(());
    };
    let value = read(old, &change.key, typed)?;
    let row = locate::find_or_make(text, pack, &change.path).ok_or_else(missing)?;
    row.insert(&change.key, Item::Value(value));
    Ok(())
}

/// Adds a release of the user, changes one, or takes it out.
fn apply_to_release(id: &str, release: &str, text: &mut Table, change: &Change) -> Result<(), ChangeError> {
    let missing =
        || ChangeError::NoSuchValue { id: id.to_owned(), path: change.path.clone(), key: change.key.clone() };
    let is_row = change.key.is_empty() && change.value.is_none();
    if !is_row && change.key != ENDS && !OF_RELEASE.contains(&change.key.as_str()) {
        return Err(missing());
    }
    let rows = text.entry(RELEASES).or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    let rows = rows.as_array_of_tables_mut().ok_or_else(missing)?;
    let place = rows.iter().position(|row| row.get("id").and_then(Item::as_str) == Some(release));
    if is_row {
        if let Some(place) = place {
            rows.remove(place);
        }
        return Ok(());
    }
    let place = place.unwrap_or_else(|| {
        let mut row = Table::new();
        row.insert("id", toml_edit::value(release));
        rows.push(row);
        rows.len() - 1
    });
    let row = rows.get_mut(place).ok_or_else(missing)?;
    match &change.value {
        None => drop(row.remove(&change.key)),
        Some(typed) if change.key == ENDS => {
            row.insert(ENDS, Item::Value(parsed(ENDS, typed)?));
        }
        Some(typed) => {
            row.insert(&change.key, toml_edit::value(typed.trim()));
        }
    }
    Ok(())
}

/// What was typed, in the type of the old value.
fn read(old: &Item, key: &str, typed: &str) -> Result<Value, ChangeError> {
    if old.is_str() {
        return Ok(Value::from(typed.trim()));
    }
    parsed(key, typed)
}

fn parsed(key: &str, typed: &str) -> Result<Value, ChangeError> {
    typed.trim().parse::<Value>().map_err(|error| ChangeError::BadValue {
        key: key.to_owned(),
        text: typed.trim().to_owned(),
        why: error.message().to_owned(),
    })
}

/// Takes out rows that change nothing. Answers whether anything is left but names.
fn prune(table: &mut Table) -> bool {
    table.retain(|_, item| match item {
        Item::ArrayOfTables(rows) => {
            rows.retain(|_| true);
            let mut at = 0;
            while let Some(row) = rows.get_mut(at) {
                if prune(row) {
                    at += 1;
                } else {
                    rows.remove(at);
                }
            }
            !rows.is_empty()
        }
        Item::Table(inner) => prune(inner),
        Item::Value(_) => true,
        Item::None => false,
    });
    table.iter().any(|(key, _)| !["id", "format", "note"].contains(&key))
}
