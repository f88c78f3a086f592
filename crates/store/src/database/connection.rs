//! A connection with the settings that every connection has.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

use super::{count, diagnose, migrate};
use crate::StoreError;
use crate::keys::DataKey;

/// How long a call waits for another process. Beside the holder, others only read and queue operations, so they lock
/// for moments.
const PATIENCE: Duration = Duration::from_secs(5);
/// The largest text that is stored or read; a portal's answer is smaller.
const MOST_BYTES: i32 = 128 * 1024 * 1024;

/// Pages after which the log is written back into the file, 16 MB. A page that many transactions change, as those of
/// indexes in a first sync, is then written back once for all of them.
const LOG_PAGES: i64 = 4_000;

/// Opens an existing database for changes and brings its layout up to date; `confirmed` is how many changes it has to have.
pub(super) fn open_writer(
    path: &Path,
    key: &DataKey,
    confirmed: Option<i64>,
) -> Result<Connection, StoreError> {
    let mut connection = open(path, key)?;
    migrate::refuse_newer(path, &connection)?;
    count::refuse_behind(path, confirmed, &connection)?;
    // Only now: a file that is refused must not even be checkpointed.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "journal_size_limit", 64 * 1024 * 1024)?;
    connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
    migrate::migrate(&mut connection)?;
    Ok(connection)
}

/// Opens an existing database of the current layout for reading.
pub(super) fn open_reader(path: &Path, key: &DataKey) -> Result<Connection, StoreError> {
    let connection = open(path, key)?;
    migrate::refuse_newer(path, &connection)?;
    migrate::refuse_older(path, &connection)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// Opens an existing database for one change beside the holder; the log is the holder's to write back.
pub(super) fn open_beside(path: &Path, key: &DataKey) -> Result<Connection, StoreError> {
    let connection = open(path, key)?;
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    Ok(connection)
}

/// Writes the whole log back into the file.
pub(super) fn write_back(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(FULL)", [], |_| Ok(()))
}

/// Leaves the log as it is, when the connection is closed too. Best effort: what fails here has failed before.
pub(super) fn keep_log(connection: &Connection) {
    let _ = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
    let _ = connection.pragma_update(None, "wal_autocheckpoint", 0);
}

fn open(path: &Path, key: &DataKey) -> Result<Connection, StoreError> {
    diagnose::refuse_foreign(path, key)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    unlock(&connection, key)?;
    connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))
        .map_err(|error| diagnose::explain(path, key, error))?;
    settle(&connection)?;
    Ok(connection)
}

/// Gives the key. SQLCipher's own log is switched off first: it writes to the standard error stream.
pub(crate) fn unlock(connection: &Connection, key: &DataKey) -> rusqlite::Result<()> {
    connection.pragma_update(None, "cipher_log_level", "NONE")?;
    connection.pragma_update(None, "key", key.sqlcipher_key().as_str())
}

/// Settings of every connection, for safety against a hostile file (sqlite.org/security.html) and for durability.
pub(crate) fn settle(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    // A kept statement keeps its plan: else SQLite plans it anew whenever another number is bound to its LIMIT.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, MOST_BYTES)?;
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.execute_batch(
        "PRAGMA foreign_keys = ON;
         PRAGMA cell_size_check = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA synchronous = FULL;
         PRAGMA fullfsync = ON;
         PRAGMA checkpoint_fullfsync = ON;
         PRAGMA secure_delete = FAST;
         PRAGMA cache_size = -16384;",
    )
}
