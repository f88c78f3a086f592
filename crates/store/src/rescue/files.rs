//! Files that were taken in to be sent and have not gone out: their bytes may be nowhere else. What was fetched stays at its
//! portal.

use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Transaction, params, params_from_iter};
use sha2::{Digest, Sha256};

use super::restore::Brought;
use super::table::FILES;
use super::walk::{Walk, Walked};
use crate::file::PIECE;
use crate::{StoreError, folder};

/// Where columns of [`FILES`] stand.
const DRAFT: usize = 3;
const NAME: usize = 5;
const SHA256: usize = 8;
/// The folder for their bytes, beside the files of records.
const FOLDER: &str = "files";
/// The most characters of a name.
const NAME_LENGTH: usize = 100;

/// Takes a file's number, its row, and its bytes where they can all be read.
type Visit<'a> = &'a mut dyn FnMut(i64, Vec<Value>, Option<Vec<u8>>) -> Result<(), StoreError>;

/// Visits every file that was taken in, each once; `whole` only when all bytes of all of them could be read.
pub(super) fn each(walk: &mut Walk, visit: Visit<'_>) -> Result<Walked, StoreError> {
    let (mut rows, mut are_whole) = (0, true);
    let walked = walk.rows(&FILES, &mut |walk, number, row| {
        if row.get(DRAFT).is_none_or(|draft| *draft == Value::Null) {
            return Ok(());
        }
        let bytes = bytes(walk, number, row.get(SHA256));
        rows += 1;
        are_whole &= bytes.is_some();
        visit(number, row, bytes)
    })?;
    Ok(Walked { rows, whole: walked.whole && are_whole })
}

/// Writes the bytes of a file below `to`; answers where, seen from there.
pub(super) fn write(to: &Path, number: i64, row: &[Value], bytes: &[u8]) -> Result<String, StoreError> {
    let name = match row.get(NAME) {
        Some(Value::Text(name)) => name.as_str(),
        _ => "",
    };
    let all = to.join(FOLDER);
    folder::create(&all).map_err(StoreError::from)?;
    let name = format!("{number}-{}", harmless(name));
    let mut file = folder::create_file(&all.join(&name)).map_err(StoreError::from)?;
    std::io::Write::write_all(&mut file, bytes).and_then(|()| file.sync_all()).map_err(StoreError::from)?;
    Ok(format!("{FOLDER}/{name}"))
}

/// Brings them into a new database, after the accounts and the operations. One whose operation is lost belongs to the text
/// that it was to go out with.
pub(super) fn bring(walk: &mut Walk, tx: &Transaction<'_>) -> Result<Brought, StoreError> {
    let (mut rows, mut is_refused) = (0, false);
    let walked = each(walk, &mut |number, row, bytes| {
        let Some(bytes) = bytes else { return Ok(()) };
        match insert(tx, number, row, &bytes) {
            Ok(()) => rows += 1,
            Err(error) => match error.sqlite_error_code() {
                // It refers to an account that is lost.
                Some(rusqlite::ErrorCode::ConstraintViolation) => is_refused = true,
                _ => return Err(error.into()),
            },
        }
        Ok(())
    })?;
    tx.execute(
        "UPDATE contents SET operation = NULL
         WHERE operation IS NOT NULL AND operation NOT IN (SELECT id FROM operations)",
        [],
    )?;
    Ok(Brought { what: FILES.what.to_owned(), rows, whole: walked.whole && !is_refused })
}

fn insert(tx: &Transaction<'_>, number: i64, row: Vec<Value>, bytes: &[u8]) -> rusqlite::Result<()> {
    let names: Vec<&str> = FILES.columns.iter().map(|column| column.name).collect();
    let marks = vec!["?"; names.len() + 2].join(", ");
    let sql = format!("INSERT INTO contents (row, have, {}) VALUES ({marks})", names.join(", "));
    let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let values = [Value::Integer(number), Value::Integer(length)].into_iter().chain(row);
    tx.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    let mut piece = tx.prepare_cached("INSERT INTO pieces (content, place, bytes) VALUES (?, ?, ?)")?;
    for (place, bytes) in (0_i64..).zip(bytes.chunks(PIECE)) {
        piece.execute(params![number, place, bytes])?;
    }
    Ok(())
}

/// The bytes by the index of the pieces, else by all pieces in their order; only those that were taken in.
fn bytes(walk: &mut Walk, number: i64, sha256: Option<&Value>) -> Option<Vec<u8>> {
    let Some(Value::Blob(sha256)) = sha256 else { return None };
    let ways = [
        "SELECT bytes FROM pieces WHERE content = ? ORDER BY place",
        "SELECT bytes FROM pieces NOT INDEXED WHERE content = ? ORDER BY place",
    ];
    ways.iter().find_map(|sql| {
        let mut bytes = Vec::new();
        for piece in walk.all(sql, number)?.into_iter().flatten() {
            if let Value::Blob(piece) = piece {
                bytes.extend(piece);
            }
        }
        (Sha256::digest(&bytes)[..] == **sha256).then_some(bytes)
    })
}

/// A name that every system takes, and that is nothing but a name.
fn harmless(name: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || " ._-()".contains(letter);
    let plain = |letter: char| if is_plain(letter) { letter } else { '_' };
    let name: String = name.chars().map(plain).take(NAME_LENGTH).collect();
    name.trim_end_matches([' ', '.']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_nothing_but_a_name() {
        let cases = [
            ("fix.txt", "fix.txt"),
            ("größer 2.log", "größer 2.log"),
            ("../../etc/passwd", ".._.._etc_passwd"),
            ("a\\b:c\u{202e}d\n", "a_b_c_d_"),
            ("end. .", "end"),
            ("", ""),
        ];
        for (name, expected) in cases {
            assert_eq!(harmless(name), expected, "{name}");
        }
        assert_eq!(harmless(&"ü".repeat(500)).chars().count(), NAME_LENGTH);
    }
}
