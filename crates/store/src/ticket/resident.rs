//! Tickets one after the other: the unsolved ones, which the desk keeps in memory, and those of a period.

use std::vec;

use calendar::Moment;

use super::read::{COLUMNS, one};
use super::{StoredTicket, Unreadable};
use crate::{Store, StoreError};

/// Tickets that are read under one lock; between two chunks others may read.
const CHUNK: u32 = 500;

/// Tickets that are not gone, without bodies. Made by [`Store::resident`] and [`Store::history`].
#[derive(Debug)]
pub struct Resident<'a> {
    store: &'a Store,
    which: Which,
    /// Row of the last ticket that was read.
    after: i64,
    chunk: vec::IntoIter<Result<StoredTicket, Unreadable>>,
    done: bool,
}

impl Store {
    /// Reads the unsolved tickets one after the other, in the order in which they first came. It reads in chunks:
    /// what a page changes meanwhile may or may not be in it, so apply the changes of that page afterwards.
    #[must_use]
    pub fn resident(&self) -> Resident<'_> {
        Resident::of(self, Which::Unsolved)
    }

    /// Reads all tickets that were filed in `[from, to)`, solved ones included, in the same way; an end that is `None`
    /// is open.
    #[must_use]
    pub fn history(&self, from: Option<Moment>, to: Option<Moment>) -> Resident<'_> {
        let (from, to) = (from.map_or(i64::MIN, |from| from.0), to.map_or(i64::MAX, |to| to.0));
        Resident::of(self, Which::Filed { from, to })
    }
}

/// Which tickets are read.
#[derive(Clone, Copy, Debug)]
enum Which {
    /// Those that are not solved.
    Unsolved,
    /// Those filed in `[from, to)`, in Unix seconds.
    Filed { from: i64, to: i64 },
}

impl<'a> Resident<'a> {
    fn of(store: &'a Store, which: Which) -> Self {
        Self { store, which, after: i64::MIN, chunk: Vec::new().into_iter(), done: false }
    }

    fn read_chunk(&mut self) -> Result<Vec<Result<StoredTicket, Unreadable>>, StoreError> {
        let after = &mut self.after;
        self.store.read(|connection| {
            let (which, from, to) = match self.which {
                Which::Unsolved => ("INDEXED BY tickets_resident WHERE solved = 0 AND", i64::MIN, i64::MAX),
                Which::Filed { from, to } => ("WHERE", from, to),
            };
            let sql = format!(
                "SELECT {COLUMNS} FROM tickets {which} gone IS NULL AND row > ? AND created >= ? AND created < ?
                 ORDER BY row LIMIT {CHUNK}"
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query([*after, from, to])?;
            let mut chunk = Vec::new();
            while let Some(row) = rows.next()? {
                *after = row.get(0)?;
                // A record that cannot be read is told, and those after it are read all the same.
                chunk.push(one(connection, row)?);
            }
            drop(rows);
            drop(statement);
            // Each page of the file is read once here. Kept, they would lie in memory between what is made of the tickets,
            // and could not be given back one by one.
            connection.release_memory()?;
            Ok(chunk)
        })
    }
}

impl Iterator for Resident<'_> {
    type Item = Result<StoredTicket, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(ticket) = self.chunk.next() {
            return Some(ticket);
        }
        if self.done {
            return None;
        }
        match self.read_chunk() {
            Ok(chunk) => {
                self.done = chunk.is_empty();
                self.chunk = chunk.into_iter();
                self.chunk.next()
            }
            Err(error) => {
                self.done = true;
                Some(Err(Unreadable { key: None, error }))
            }
        }
    }
}
