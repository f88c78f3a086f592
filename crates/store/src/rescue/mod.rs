//! The way out of a damaged database: what can still be read of it is read row by row, saved as files for people, or
//! brought into a new database while the damaged one is moved aside.
//!
//! The damaged file itself is only ever read, byte by byte, into a copy; SQLite sees nothing but the copy, which is as
//! encrypted as the file and is deleted afterwards. Each page carries the seal of the key and of its place, so a row
//! either comes out as it was written or not at all.

mod anew;
mod copy;
mod files;
mod restore;
mod save;
mod table;
mod walk;

use std::path::Path;

pub use anew::{Anew, start_anew};
pub(crate) use anew::{finish, forget_unused};
pub use restore::{Brought, Undelivered};
pub use table::TableRead;

use crate::StoreError;
use crate::contract::ContractChange;
use crate::keys::DataKey;
use walk::Walk;

/// A damaged database, opened for what can still be read.
#[derive(Debug)]
pub struct Rescue {
    walk: Walk,
}

impl Rescue {
    /// Copies the database of `dir` into a folder of its own in `scratch`, where it stays until the value is dropped, and
    /// opens the copy. `dir` is not touched.
    ///
    /// # Errors
    /// `no-database`; `not-a-database`, `wrong-key` or `damaged-database` when not a single row can be read;
    /// `disk-full`, `not-writable`.
    pub fn open(dir: &Path, key: &DataKey, scratch: &Path) -> Result<Self, StoreError> {
        let copy = copy::Copy::make(dir, scratch)?;
        Ok(Self { walk: Walk::begin(copy, key)? })
    }

    /// Writes what can be read into the folder `to`, which is created: a file of JSON lines for each kind of record, and the
    /// bytes of files that were not sent in a folder of their own. No token is in them, and they are not encrypted. Answers what is in them, and what not.
    ///
    /// # Errors
    /// `disk-full`, `not-writable`. What cannot be read is no error: the answer says so.
    pub fn save(&mut self, to: &Path) -> Result<Vec<TableRead>, StoreError> {
        save::save(&mut self.walk, to)
    }

    /// The values of contracts that a user or a file gave, as far as they can be read.
    ///
    /// # Errors
    /// As [`Rescue::save`].
    pub fn given_contracts(&mut self) -> Result<Vec<ContractChange>, StoreError> {
        save::given_contracts(&mut self.walk)
    }
}
