//! The unsolved tickets, which the desk keeps in memory.

use std::vec;

use super::read::{COLUMNS, one};
use super::{StoredTicket, Unreadable};
use crate::{Store, StoreError};

/// Tickets that are read under one lock; between two chunks others may read.
const CHUNK: u32 = 1000;

/// All tickets that are neither solved nor gone, without bodies. Made by [`Store::resident`].
#[derive(Debug)]
pub struct Resident<'a> {
    store: &'a Store,
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
        Resident { store: self, after: i64::MIN, chunk: Vec::new().into_iter(), done: false }
    }
}

impl Resident<'_> {
    fn read_chunk(&mut self) -> Result<Vec<Result<StoredTicket, Unreadable>>, StoreError> {
        let after = &mut self.after;
        self.store.read(|connection| {
            let sql = format!(
                "SELECT {COLUMNS} FROM tickets INDEXED BY tickets_resident
                 WHERE solved = 0 AND gone IS NULL AND row > ? ORDER BY row LIMIT {CHUNK}"
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query([*after])?;
            let mut chunk = Vec::new();
            while let Some(row) = rows.next()? {
                *after = row.get(0)?;
                // A record that cannot be read is told, and those after it are read all the same.
                chunk.push(one(connection, row)?);
            }
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
