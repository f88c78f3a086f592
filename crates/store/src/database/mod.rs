//! The database of a data folder: opening it, and the two connections that everything goes through.

mod beside;
mod connection;
pub(crate) mod count;
mod create;
pub(crate) mod diagnose;
mod log;
mod memory;
mod migrate;
#[cfg(test)]
mod tests;
mod watch;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::keys::DataKey;
use crate::{Lease, StoreError};
pub(crate) use connection::{settle, unlock};
use count::Count;
pub(crate) use create::fill;
pub(crate) use migrate::NEWEST;
pub use watch::Watch;

/// Name of the database in its folder.
pub(crate) const FILE: &str = "gnomon.db";

/// Where the database of a data folder lies.
pub(crate) fn path(dir: &Path) -> PathBuf {
    dir.join(FILE)
}

/// What a store may do.
#[derive(Clone, Copy, Debug)]
pub enum Access<'a> {
    /// Read and write. The store keeps the lease alive.
    Holder(&'a Lease),
    /// Read, and queue operations and save drafts, beside a holder.
    Reader,
}

/// An open database. It can be shared between threads: one change at a time, one read at a time, and reads do not
/// wait for changes.
///
/// Every commit is written out to the disk before its call returns (`synchronous=FULL`), that of a synced page too:
/// one flush a page costs little beside the network, and no rule is needed for what may be lost.
#[derive(Debug)]
pub struct Store {
    reader: Mutex<Connection>,
    /// Closed after the reader: the last one to close writes the log back.
    writer: OnceLock<Mutex<Connection>>,
    path: PathBuf,
    /// For the changes that a reader may make.
    key: DataKey,
    /// What notices that confirmed changes are gone; none where nothing is on the disk.
    count: Option<Count>,
    /// Given back when nothing can write any more.
    lease: OnceLock<Lease>,
    /// What was found to be damaged while the database was used. Nothing is written from then on.
    damage: OnceLock<StoreError>,
}

impl Store {
    /// Opens the database of `dir`; a holder creates it, or brings its layout up to date.
    ///
    /// # Errors
    /// `no-database` (reader only), `wrong-key`, `damaged-database`, `not-a-database`, `newer-database`,
    /// `older-database` (reader only), `foreign-lease`, `disk-full`, `not-writable`. A file that is refused keeps
    /// every byte.
    pub fn open(dir: &Path, key: &DataKey, access: Access<'_>) -> Result<Self, StoreError> {
        let path = path(dir);
        let lease = match access {
            Access::Holder(lease) if lease.dir() == dir => Some(lease.share()),
            Access::Holder(lease) => {
                return Err(StoreError::ForeignLease { held: lease.dir().to_owned(), dir: dir.to_owned() });
            }
            Access::Reader => None,
        };
        if !path.try_exists().map_err(|error| StoreError::NotWritable { detail: error.to_string() })? {
            if lease.is_none() {
                return Err(StoreError::NoDatabase { dir: dir.to_owned() });
            }
            create::create(dir, key)?;
        }
        log::refuse_damaged(&path)?;
        let count = Count::of(&path, key);
        let confirmed = count.read();
        let writer = match lease {
            Some(_) => OnceLock::from(Mutex::new(connection::open_writer(&path, key, confirmed)?)),
            None => OnceLock::new(),
        };
        let reader = connection::open_reader(&path, key)?;
        count::refuse_behind(&path, confirmed, &reader)?;
        let reader = Mutex::new(reader);
        if lease.is_some() {
            crate::rescue::forget_unused(dir);
        }
        let lease = lease.map_or_else(OnceLock::new, OnceLock::from);
        let (key, count) = (key.share(), Some(count));
        Ok(Self { writer, reader, path, key, count, lease, damage: OnceLock::new() })
    }

    /// Makes a reader the holder, when the one before it has ended; nothing when it is the holder already. What it has
    /// read stays good.
    ///
    /// # Errors
    /// Those of [`Store::open`] as a holder; it stays a reader then.
    pub fn take_over(&self, lease: &Lease, key: &DataKey) -> Result<(), StoreError> {
        if path(lease.dir()) != self.path {
            let dir = self.path.parent().unwrap_or(&self.path).to_owned();
            return Err(StoreError::ForeignLease { held: lease.dir().to_owned(), dir });
        }
        if self.writer.get().is_none() {
            log::refuse_damaged(&self.path)?;
            let confirmed = self.count.as_ref().and_then(Count::read);
            let writer = connection::open_writer(&self.path, key, confirmed)?;
            // Another thread may have been quicker; its connection is as good, and holds the same lease.
            let _ = self.lease.set(lease.share());
            let _ = self.writer.set(Mutex::new(writer));
        }
        Ok(())
    }

    /// Whether changes are refused, because another process holds the lease. Operations can be queued and drafts saved all
    /// the same.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.writer.get().is_none()
    }

    /// Reads every page and checks it. Takes seconds on a large database.
    ///
    /// # Errors
    /// `damaged-database` with what was found first.
    pub fn check(&self) -> Result<(), StoreError> {
        let found = diagnose::check(&self.path, &lock(&self.reader));
        self.noted(found)
    }

    /// What was found to be damaged while the database was used: `damaged-database`. Nothing is written from then on, not
    /// even the log into the file, so that as much as possible can be rescued.
    #[must_use]
    pub fn damage(&self) -> Option<&StoreError> {
        self.damage.get()
    }

    /// Gives back the memory in which parts of the file are kept that were read or written last: after much work, before
    /// a long wait.
    ///
    /// # Errors
    /// Those of any read.
    pub fn release_memory(&self) -> Result<(), StoreError> {
        let both = std::iter::once(&self.reader).chain(self.writer.get());
        for connection in both {
            lock(connection).release_memory()?;
        }
        Ok(())
    }

    /// Runs a change in one transaction; nothing of it stays when it fails.
    pub(crate) fn write<T>(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let writer = self.writer.get().ok_or(StoreError::NoLease)?;
        self.refuse_damaged()?;
        let mut writer = lock(writer);
        let result = in_transaction(&mut writer, change);
        let result = result.map(|(value, changes)| {
            self.keep(&writer, changes);
            value
        });
        drop(writer);
        self.noted(result)
    }

    /// What was committed is on the disk, and stays there: a log that somebody deleted meanwhile is found by nobody after
    /// this process.
    fn keep(&self, writer: &Connection, changes: Option<i64>) {
        let Some((count, changes)) = self.count.as_ref().zip(changes) else { return };
        if count.log_is_gone() {
            // What fails here is told at the next start, by the count.
            let _ = connection::write_back(writer);
        }
        count.repeat(changes);
    }

    /// Runs a change of the user in one transaction, beside the holder if need be.
    pub(crate) fn write_as_user<T>(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        match self.writer.get() {
            Some(_) => self.write(change),
            None => {
                self.refuse_damaged()?;
                self.noted(beside::write(&self.path, &self.key, self.count.as_ref(), change))
            }
        }
    }

    /// Runs reads that all see the same state.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut connection = lock(&self.reader);
        let result =
            connection.transaction().map_err(StoreError::from).and_then(|transaction| read(&transaction));
        // SQLCipher refuses every page on a connection that has met a damaged one; the others can still be read.
        if matches!(result, Err(StoreError::DamagedDatabase { .. }))
            && let Ok(fresh) = connection::open_reader(&self.path, &self.key)
        {
            *connection = fresh;
        }
        drop(connection);
        self.noted(result)
    }

    /// Runs a statement outside a transaction on the writing connection.
    pub(crate) fn maintain(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<()>,
    ) -> Result<(), StoreError> {
        let writer = self.writer.get().ok_or(StoreError::NoLease)?;
        self.refuse_damaged()?;
        let result = work(&lock(writer)).map_err(StoreError::from);
        self.noted(result)
    }

    fn refuse_damaged(&self) -> Result<(), StoreError> {
        self.damage.get().map_or(Ok(()), |damage| Err(damage.clone()))
    }

    /// Remembers damage that a call has met, and names the file.
    fn noted<T>(&self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        let Err(StoreError::DamagedDatabase { detail, .. }) = result else { return result };
        let damage = StoreError::DamagedDatabase { path: self.path.clone(), detail };
        if self.damage.set(damage.clone()).is_ok()
            && let Some(writer) = self.writer.get()
        {
            // A log that is written back when the file is closed would write over what may still be read.
            connection::keep_log(&lock(writer));
        }
        // What was met first is what is told from then on.
        Err(self.damage.get().cloned().unwrap_or(damage))
    }
}

fn in_transaction<T>(
    connection: &mut Connection,
    change: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
) -> Result<(T, Option<i64>), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let before = transaction.total_changes();
    let value = change(&transaction)?;
    let changes = count::count(&transaction, before)?;
    transaction.commit()?;
    Ok((value, changes))
}

/// A panic in another call has rolled its transaction back, so the connection is still good.
fn lock(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}
