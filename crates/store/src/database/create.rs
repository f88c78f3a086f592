//! A new database: made whole under another name, then put in place, so that a crash leaves all or nothing.

use std::fs;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::{connection, count, migrate, path};
use crate::keys::DataKey;
use crate::{StoreError, folder, rescue};

pub(super) fn create(dir: &Path, key: &DataKey) -> Result<(), StoreError> {
    if rescue::finish(dir)? {
        return Ok(());
    }
    refuse_orphan(dir)?;
    folder::create(dir).map_err(StoreError::from)?;
    let new = dir.join("gnomon.db.new");
    for left_over in [new.clone(), dir.join("gnomon.db.new-journal")] {
        if left_over.exists() {
            fs::remove_file(left_over).map_err(StoreError::from)?;
        }
    }
    fill(&new, key)?;
    count::forget(dir).map_err(StoreError::from)?;
    fs::rename(&new, path(dir)).and_then(|()| folder::sync(dir)).map_err(StoreError::from)
}

/// Makes a database of the present layout in a new file.
pub(crate) fn fill(new: &Path, key: &DataKey) -> Result<(), StoreError> {
    drop(folder::create_file(new).map_err(StoreError::from)?);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(new, flags)?;
    connection::unlock(&connection, key)?;
    connection::settle(&connection)?;
    migrate::migrate(&mut connection)?;
    connection.close().map_err(|(_, error)| error.into())
}

/// A log without its database would be replayed into the new one.
fn refuse_orphan(dir: &Path) -> Result<(), StoreError> {
    let log = dir.join("gnomon.db-wal");
    if fs::metadata(&log).is_ok_and(|file| file.len() > 0) {
        return Err(StoreError::DamagedDatabase {
            path: path(dir),
            detail: "it is missing, but its log gnomon.db-wal is there".to_owned(),
        });
    }
    Ok(())
}
