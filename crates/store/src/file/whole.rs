//! The pieces of a content put together.

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::StoreError;

/// SHA-256 of all pieces in their order.
pub(super) fn digest(connection: &Connection, content: i64) -> Result<[u8; 32], StoreError> {
    let mut hash = Sha256::new();
    each(connection, content, |piece| hash.update(piece))?;
    Ok(hash.finalize().into())
}

/// All pieces in their order, checked.
pub(super) fn bytes(connection: &Connection, content: i64, sha256: &[u8]) -> Result<Vec<u8>, StoreError> {
    let (mut hash, mut bytes) = (Sha256::new(), Vec::new());
    each(connection, content, |piece| {
        hash.update(piece);
        bytes.extend_from_slice(piece);
    })?;
    let found: [u8; 32] = hash.finalize().into();
    if found[..] != *sha256 {
        return Err(StoreError::BadRecord {
            detail: "the bytes of a file are not those that were kept".to_owned(),
        });
    }
    Ok(bytes)
}

fn each(connection: &Connection, content: i64, mut take: impl FnMut(&[u8])) -> Result<(), StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT bytes FROM pieces WHERE content = ? ORDER BY place")?;
    let mut rows = statement.query([content])?;
    while let Some(row) = rows.next()? {
        take(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?);
    }
    Ok(())
}
