//! Noticing that confirmed changes are gone.
//!
//! What was changed last is in the log until that is written back into the file. A log that somebody deletes, or an older
//! copy of a file in its place, leaves a database that is whole in itself and lacks what was confirmed last; nothing in it
//! tells. So each change is counted in the database, and the count is repeated in a small file when the change is on the
//! disk. That file is not flushed: after a power cut it may be behind, and it is never ahead.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction};

use super::FILE;
use crate::StoreError;
use crate::keys::DataKey;

/// Name of the file beside the database.
pub(crate) const BESIDE: &str = "gnomon.db-count";

/// The file that repeats the count. It names the key too, since the count of another database says nothing.
#[derive(Debug)]
pub(super) struct Count {
    path: PathBuf,
    key: String,
}

impl Count {
    /// That of a database.
    pub(super) fn of(database: &Path, key: &DataKey) -> Self {
        Self { path: database.with_file_name(BESIDE), key: key.id() }
    }

    /// What the file says; `None` where there is none, or where it is of another database or cannot be understood. To be
    /// read before the database is opened: others may write in between.
    pub(super) fn read(&self) -> Option<i64> {
        let text = fs::read_to_string(&self.path).ok()?;
        text.strip_prefix(&self.key)?.trim().parse().ok()
    }

    /// Repeats the count of a change that is on the disk. What fails here leaves the file behind, which is no harm.
    pub(super) fn repeat(&self, changes: i64) {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        // Always of the same length, so that it is written over in one piece.
        let _ = options
            .open(&self.path)
            .and_then(|mut file| file.write_all(format!("{} {changes:020}\n", self.key).as_bytes()));
    }

    /// Whether somebody deleted the log of a database that is open.
    pub(super) fn log_is_gone(&self) -> bool {
        matches!(self.path.with_file_name("gnomon.db-wal").try_exists(), Ok(false))
    }
}

/// Forgets the count of a database that is gone, before a new one takes its place.
pub(super) fn forget(dir: &Path) -> std::io::Result<()> {
    match fs::remove_file(dir.join(BESIDE)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Refuses a database that has fewer changes than were confirmed.
pub(super) fn refuse_behind(
    database: &Path,
    confirmed: Option<i64>,
    connection: &Connection,
) -> Result<(), StoreError> {
    let Some(confirmed) = confirmed else { return Ok(()) };
    // A copy from before this table is as far behind as can be.
    let counts: bool = connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'counted')",
        [],
        |row| row.get(0),
    )?;
    let found: i64 =
        if counts { connection.query_row("SELECT changes FROM counted", [], |row| row.get(0))? } else { 0 };
    let lost = match confirmed.saturating_sub(found) {
        ..=0 => return Ok(()),
        1 => "its last change is missing".to_owned(),
        lost => format!("its last {lost} changes are missing"),
    };
    let detail = format!("{lost}; the log {FILE}-wal was deleted, or an older copy was put in its place");
    Err(StoreError::DamagedDatabase { path: database.to_owned(), detail })
}

/// Counts a transaction that has changed something since its connection had made so many changes.
pub(super) fn count(tx: &Transaction<'_>, before: u64) -> Result<Option<i64>, StoreError> {
    if tx.total_changes() == before {
        return Ok(None);
    }
    tx.prepare_cached("UPDATE counted SET changes = changes + 1")?.execute([])?;
    Ok(Some(tx.prepare_cached("SELECT changes FROM counted")?.query_row([], |row| row.get(0))?))
}
