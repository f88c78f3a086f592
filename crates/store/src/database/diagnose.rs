//! Telling a wrong key, a damaged file and a foreign file apart. SQLCipher says "not a database" to all three.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use rusqlite::{Connection, ErrorCode};

use crate::StoreError;
use crate::keys::DataKey;

/// SQLCipher's page.
const PAGE: usize = 4096;
/// An encrypted page has nearly all of the 256 byte values (on average, one in ten million is missing); text,
/// pictures with headers and empty files have far fewer in their first page.
const LEAST_VALUES: usize = 230;

/// Refuses what is certainly no database of ours, before SQLite touches it.
pub(crate) fn refuse_foreign(path: &Path, key: &DataKey) -> Result<(), StoreError> {
    let head = read_head(path)?;
    if head.is_empty() {
        return Err(damaged(path, "it is empty"));
    }
    if head.starts_with(&key.file_mark()) {
        return if head.len() < PAGE { Err(damaged(path, "its end is missing")) } else { Ok(()) };
    }
    if head.starts_with(b"SQLite format 3\0") {
        return Err(foreign(path, "it is an SQLite file without encryption"));
    }
    if head.len() < PAGE {
        return Err(foreign(path, "it is too short"));
    }
    if distinct(&head) < LEAST_VALUES {
        return Err(foreign(path, "it is not encrypted"));
    }
    Ok(())
}

/// What a failed first read means.
pub(crate) fn explain(path: &Path, key: &DataKey, error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt) => damaged(path, "pages are missing or do not fit together"),
        Some(ErrorCode::NotADatabase) => match read_head(path) {
            Ok(head) if head.starts_with(&key.file_mark()) => {
                damaged(path, "its first page is not as it was written")
            }
            Ok(_) => StoreError::WrongKey { path: path.to_owned() },
            Err(error) => error,
        },
        _ => error.into(),
    }
}

/// Checks the seal of every page, then the structure.
pub(super) fn check(path: &Path, connection: &Connection) -> Result<(), StoreError> {
    let seals = first_line(connection, "PRAGMA cipher_integrity_check")?;
    if let Some(found) = seals {
        return Err(damaged(path, &found));
    }
    match first_line(connection, "PRAGMA quick_check(1)")?.as_deref() {
        Some("ok") | None => Ok(()),
        Some(found) => Err(damaged(path, found)),
    }
}

fn first_line(connection: &Connection, pragma: &str) -> Result<Option<String>, StoreError> {
    let mut statement = connection.prepare(pragma)?;
    let mut rows = statement.query([])?;
    Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
}

fn read_head(path: &Path) -> Result<Vec<u8>, StoreError> {
    let mut head = Vec::with_capacity(PAGE);
    let limit = u64::try_from(PAGE).unwrap_or(u64::MAX);
    match File::open(path).and_then(|file| file.take(limit).read_to_end(&mut head)) {
        Ok(_) => Ok(head),
        Err(error) => Err(StoreError::NotWritable { detail: error.to_string() }),
    }
}

fn distinct(bytes: &[u8]) -> usize {
    let mut seen = [false; 256];
    for byte in bytes {
        seen[usize::from(*byte)] = true;
    }
    seen.iter().filter(|seen| **seen).count()
}

fn damaged(path: &Path, detail: &str) -> StoreError {
    StoreError::DamagedDatabase { path: path.to_owned(), detail: detail.trim_end_matches('.').to_owned() }
}

fn foreign(path: &Path, detail: &str) -> StoreError {
    StoreError::NotADatabase { path: path.to_owned(), detail: detail.to_owned() }
}
