//! Where the row of a path stands in the text of a pack: `clocks.first-response.targets.critical` is the row with the
//! `id` `critical` in the list `targets` of the row `first-response` in the list `clocks`.

use toml_edit::{ArrayOfTables, Item, Table, TableLike};

/// The row of a path.
pub(super) fn find<'t>(root: &'t dyn TableLike, path: &str) -> Option<&'t dyn TableLike> {
    let mut words = path.split('.').peekable();
    let mut table = root;
    while let Some(word) = words.next() {
        let item = table.get(word)?;
        table = match item.as_array_of_tables() {
            Some(rows) => rows.get(place(rows, words.next()?)?)?,
            None => item.as_table_like()?,
        };
        words.next_if(|word| names(table, word));
    }
    Some(table)
}

/// The row of a path, made with the rows around it where the text has none yet. `shape` is a text that has it and tells
/// which words are lists; `None` where that has no such row either.
pub(super) fn find_or_make<'t>(root: &'t mut Table, shape: &Table, path: &str) -> Option<&'t mut Table> {
    find(shape, path)?;
    let (mut table, mut shape) = (root, shape);
    let mut words = path.split('.').peekable();
    while let Some(word) = words.next() {
        let item = table.entry(word);
        if let Some(rows) = shape.get(word)?.as_array_of_tables() {
            let id = words.next()?;
            shape = rows.get(place(rows, id)?)?;
            let rows = item.or_insert(Item::ArrayOfTables(ArrayOfTables::new())).as_array_of_tables_mut()?;
            let at = place(rows, id).unwrap_or_else(|| {
                let mut row = Table::new();
                row.insert("id", toml_edit::value(id));
                rows.push(row);
                rows.len() - 1
            });
            table = rows.get_mut(at)?;
        } else {
            shape = shape.get(word)?.as_table()?;
            let mut made = Table::new();
            made.set_implicit(true);
            made.extend(shape.get("id").map(|id| ("id", id.clone())));
            table = item.or_insert(Item::Table(made)).as_table_mut()?;
            words.next_if(|word| names(shape, word));
        }
    }
    Some(table)
}

/// A row that stands alone and no list has its `id` in its path all the same.
fn names(row: &dyn TableLike, word: &str) -> bool {
    row.get("id").and_then(Item::as_str) == Some(word)
}

fn place(rows: &ArrayOfTables, id: &str) -> Option<usize> {
    rows.iter().position(|row| row.get("id").and_then(Item::as_str) == Some(id))
}
