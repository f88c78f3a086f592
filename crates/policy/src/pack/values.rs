//! What a row of a pack says, as it is written: for a screen on which values can be looked up and changed.

use serde::Serialize;
use toml_edit::{DocumentMut, Item, TableLike, Value};

use super::locate;

/// Keys that say where a row comes from or which row it is, and no value.
const ABOUT: [&str; 4] = ["id", "clause", "basis", "note"];

/// One value of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RowValue {
    /// Key in the file, as in `target`.
    pub key: String,
    /// The value: a text without its quotes, everything else as the file has it.
    pub text: String,
    /// What the pack itself says, where an override says something else.
    pub before: Option<String>,
}

/// The written values of a pack and of an override on top of it.
#[derive(Debug)]
pub struct PackValues {
    pack: Option<DocumentMut>,
    on_top: Option<DocumentMut>,
}

impl PackValues {
    /// Reads both texts; one that is no TOML has no values.
    #[must_use]
    pub fn read(pack_text: &str, override_text: Option<&str>) -> Self {
        let parse = |text: &str| text.parse::<DocumentMut>().ok();
        Self { pack: parse(pack_text), on_top: override_text.and_then(parse) }
    }

    /// The values of the row at `path`, as in `calendars.coverage`, in the file's order; those of the override take
    /// their place. Empty where neither text has such a row.
    #[must_use]
    pub fn row(&self, path: &str) -> Vec<RowValue> {
        let row = |text: &Option<DocumentMut>| -> Vec<(String, String)> {
            let table = text.as_ref().and_then(|text| locate::find(text.as_table(), path));
            table.map_or_else(Vec::new, written)
        };
        let (base, changed) = (row(&self.pack), row(&self.on_top));
        let over = |key: &str| changed.iter().find(|(name, _)| name == key).map(|(_, text)| text.clone());
        let known = base.iter().map(|(key, text)| match over(key) {
            Some(new) if new != *text => RowValue { key: key.clone(), text: new, before: Some(text.clone()) },
            Some(_) | None => RowValue { key: key.clone(), text: text.clone(), before: None },
        });
        let added = changed.iter().filter(|(key, _)| base.iter().all(|(known, _)| known != key));
        known
            .chain(added.map(|(key, text)| RowValue { key: key.clone(), text: text.clone(), before: None }))
            .collect()
    }
}

/// Keys and values of a row, without the rows inside it.
fn written(row: &dyn TableLike) -> Vec<(String, String)> {
    row.iter()
        .filter(|(key, _)| !ABOUT.contains(key))
        .filter_map(|(key, item)| Some((key.to_owned(), plain(item)?)))
        .collect()
}

/// A value as a person types it; `None` for a table of its own.
pub(super) fn plain(item: &Item) -> Option<String> {
    let value = item.as_value()?;
    match value {
        Value::String(text) => Some(text.value().clone()),
        Value::Array(_)
        | Value::InlineTable(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_) => Some(value.clone().decorated("", "").to_string()),
    }
}
