//! Walking over the rows of a damaged table: what cannot be read is stepped over.

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, Row};

use super::copy::Copy;
use super::table::Table;
use crate::StoreError;
use crate::database::{diagnose, unlock};
use crate::keys::DataKey;

/// How far a walk came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Walked {
    pub rows: u64,
    pub whole: bool,
}

/// Takes a row's number and its values, in the order of the table's columns.
pub(super) type Visit<'a> = &'a mut dyn FnMut(&mut Walk, i64, Vec<Value>) -> Result<(), StoreError>;

/// The copy of a damaged database. A connection that met a page without a good seal reads nothing more, so it is opened
/// anew each time.
#[derive(Debug)]
pub(super) struct Walk {
    connection: Connection,
    /// The layout, where that can be read.
    pub layout: Option<i64>,
    key: DataKey,
    // Deleted after the connection is closed.
    copy: Copy,
}

impl Walk {
    pub(super) fn begin(copy: Copy, key: &DataKey) -> Result<Self, StoreError> {
        let path = copy.database();
        diagnose::refuse_foreign(&path, key)?;
        let connection = open(&path, key).map_err(|error| diagnose::explain(&path, key, error))?;
        let layout = connection.pragma_query_value(None, "user_version", |row| row.get(0)).ok();
        Ok(Self { connection, layout, key: key.share(), copy })
    }

    /// Visits every row of a table that can be read, each once.
    pub(super) fn rows(&mut self, table: &Table, visit: Visit<'_>) -> Result<Walked, StoreError> {
        if self.layout.is_some_and(|layout| layout < table.since) {
            return Ok(Walked { rows: 0, whole: true });
        }
        let Some(columns) = self.columns(table) else { return Ok(Walked::default()) };
        match table.key {
            None => self.by_number(table, &columns, visit),
            Some(key) => self.by_key(table, key, &columns, visit),
        }
    }

    /// The first value of a statement with one number for its parameter: `Ok(None)` when there is no row.
    pub(super) fn one(&mut self, sql: &str, number: i64) -> Option<Option<Value>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query([number])?;
            rows.next()?.map(|row| row.get(0)).transpose()
        })
        .ok()
    }

    /// All rows of a statement with one number for its parameter; `None` when they cannot all be read.
    pub(super) fn all(&mut self, sql: &str, number: i64) -> Option<Vec<Vec<Value>>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let count = statement.column_count();
            let rows = statement.query_map([number], |row| (0..count).map(|i| row.get(i)).collect())?;
            rows.collect()
        })
        .ok()
    }

    /// A call of which a failure costs the connection.
    fn read<T>(&mut self, read: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> rusqlite::Result<T> {
        let result = read(&self.connection);
        if result.is_err() {
            self.connection = open(&self.copy.database(), &self.key)?;
        }
        result
    }

    /// What to select for the columns: null for those that the layout of the file does not have. `None` when the table
    /// is lost.
    fn columns(&mut self, table: &Table) -> Option<String> {
        let there: BTreeSet<String> = self
            .read(|connection| {
                let mut statement = connection.prepare("SELECT name FROM pragma_table_xinfo(?)")?;
                statement.query_map([table.name], |row| row.get(0))?.collect()
            })
            .ok()?;
        let select = |name: &&str| if there.contains(*name) { (*name).to_owned() } else { "NULL".to_owned() };
        let names = table.columns.iter().map(|column| column.name);
        (!there.is_empty())
            .then(|| names.collect::<Vec<_>>().iter().map(select).collect::<Vec<_>>().join(", "))
    }

    fn by_number(&mut self, table: &Table, columns: &str, visit: Visit<'_>) -> Result<Walked, StoreError> {
        let name = table.name;
        let next = format!(
            "SELECT rowid, {columns} FROM {name} NOT INDEXED WHERE rowid >= ? ORDER BY rowid LIMIT 256"
        );
        let probe = format!("SELECT rowid FROM {name} NOT INDEXED WHERE rowid >= ? ORDER BY rowid LIMIT 1");
        let mut walked = Walked { rows: 0, whole: true };
        let mut from = i64::MIN;
        loop {
            let (rows, failed) = self.some(&next, from);
            let count = rows.len();
            for (number, values) in rows {
                walked.rows += 1;
                from = number.saturating_add(1);
                visit(self, number, values)?;
            }
            if failed {
                walked.whole = false;
                let Some(found) = self.step_over(&probe, from) else { return Ok(walked) };
                from = found;
            } else if count == 0 {
                return Ok(walked);
            }
        }
    }

    /// The rows from `from` on, a handful, and whether it broke off.
    fn some(&mut self, sql: &str, from: i64) -> (Vec<(i64, Vec<Value>)>, bool) {
        let mut read = Vec::new();
        let done = self.read(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query([from])?;
            let mut least = from;
            while let Some(row) = rows.next()? {
                let number: i64 = row.get(0)?;
                if number < least {
                    // Pages that each have a good seal and do not belong together.
                    return Err(rusqlite::Error::IntegralValueOutOfRange(0, number));
                }
                least = number.saturating_add(1);
                read.push((number, values(row, 1)?));
            }
            Ok(())
        });
        (read, done.is_err())
    }

    /// The next number from which rows can be read again, after the row at `from` could not.
    fn step_over(&mut self, probe: &str, from: i64) -> Option<i64> {
        match self.one(probe, from) {
            // Its page is there, and only what lies outside of it is lost.
            Some(Some(Value::Integer(number))) => return number.max(from).checked_add(1),
            Some(_) => return None,
            None => {}
        }
        // A table begins at 1; what is before is never a row of ours.
        let (mut bad, mut step) = (from.max(0), 1_i64);
        let mut good = loop {
            let here = bad.checked_add(step)?;
            match self.one(probe, here) {
                Some(_) => break here,
                None => bad = here,
            }
            step = step.checked_mul(2)?;
        };
        while good - bad > 1 {
            let middle = bad + (good - bad) / 2;
            match self.one(probe, middle) {
                Some(_) => good = middle,
                None => bad = middle,
            }
        }
        Some(good)
    }

    /// Tables without row numbers are small: read from both ends towards what is damaged.
    fn by_key(
        &mut self,
        table: &Table,
        key: &str,
        columns: &str,
        visit: Visit<'_>,
    ) -> Result<Walked, StoreError> {
        let back = key.split(", ").map(|part| format!("{part} DESC")).collect::<Vec<_>>().join(", ");
        let select = |order: &str| format!("SELECT {columns} FROM {} ORDER BY {order}", table.name);
        let (mut rows, failed) = self.up_to_damage(&select(key));
        if failed {
            let (other, _) = self.up_to_damage(&select(&back));
            let known: BTreeSet<String> = rows.iter().map(|row| format!("{row:?}")).collect();
            rows.extend(other.into_iter().filter(|row| !known.contains(&format!("{row:?}"))));
        }
        let walked = Walked { rows: u64::try_from(rows.len()).unwrap_or(u64::MAX), whole: !failed };
        for row in rows {
            visit(self, 0, row)?;
        }
        Ok(walked)
    }

    fn up_to_damage(&mut self, sql: &str) -> (Vec<Vec<Value>>, bool) {
        let mut read = Vec::new();
        let done = self.read(|connection| {
            let mut statement = connection.prepare(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                read.push(values(row, 0)?);
            }
            Ok(())
        });
        (read, done.is_err())
    }
}

fn values(row: &Row<'_>, from: usize) -> rusqlite::Result<Vec<Value>> {
    (from..row.as_ref().column_count()).map(|column| row.get(column)).collect()
}

/// Opens the copy and takes as much of its schema as can be read, also when the end of the file is missing.
fn open(path: &Path, key: &DataKey) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    unlock(&connection, key)?;
    connection.pragma_update(None, "writable_schema", true)?;
    connection.query_row("SELECT count(*) FROM pragma_table_list", [], |row| row.get::<_, i64>(0))?;
    // Not `defensive`, which would refuse a file whose end is missing.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection
        .execute_batch("PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA query_only = ON;")?;
    Ok(connection)
}
