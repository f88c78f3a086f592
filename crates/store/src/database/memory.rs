//! A database that is nowhere on the disk: the simulation drives every statement of this room through it.

use std::path::PathBuf;
use std::sync::{Mutex, OnceLock};

use rusqlite::{Connection, OpenFlags};

use super::{Store, connection, lock, migrate};
use crate::StoreError;
use crate::keys::DataKey;

impl Store {
    /// A new database in memory, unencrypted and with the present layout. `name` tells it from others of the process; it
    /// lives as long as the store. What was committed is there for whoever goes on with the same store after a simulated
    /// crash; an open transaction is not.
    ///
    /// # Errors
    /// Those of any change.
    pub fn in_memory(name: &str) -> Result<Self, StoreError> {
        let path = PathBuf::from(format!("file:/{name}?vfs=memdb"));
        let open = || {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
                | OpenFlags::SQLITE_OPEN_CREATE
                | OpenFlags::SQLITE_OPEN_URI
                | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let connection = Connection::open_with_flags(&path, flags)?;
            connection::settle(&connection)?;
            Ok::<_, StoreError>(connection)
        };
        let mut writer = open()?;
        migrate::migrate(&mut writer)?;
        let reader = open()?;
        reader.pragma_update(None, "query_only", true)?;
        let key = DataKey::of_nothing();
        Ok(Self {
            reader: Mutex::new(reader),
            writer: OnceLock::from(Mutex::new(writer)),
            path,
            key,
            count: None,
            lease: OnceLock::new(),
            damage: OnceLock::new(),
        })
    }

    /// Breaks the next change after about so many steps of SQLite's machine, in the middle of its transaction, as a disk
    /// that fails; `None` lets it through again. Below eight steps it would break what opens the transaction, which
    /// SQLite then leaves half open; no disk does that.
    ///
    /// # Errors
    /// `no-lease`.
    pub fn break_write(&self, after_steps: Option<i32>) -> Result<(), StoreError> {
        let writer = self.writer.get().ok_or(StoreError::NoLease)?;
        // Once: what rolls the transaction back must not be broken as well.
        let mut broken = false;
        let stop = move || !std::mem::replace(&mut broken, true);
        lock(writer).progress_handler(after_steps.unwrap_or(0), after_steps.map(|_| stop))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use calendar::Moment;

    use crate::{NewAccount, Store};

    #[test]
    fn a_change_that_breaks_anywhere_leaves_nothing_behind() {
        let store = Store::in_memory("breaks").unwrap();
        for steps in 8..1_500 {
            let account = NewAccount {
                id: format!("a{steps}"),
                kind: "open".to_owned(),
                name: String::new(),
                address: String::new(),
                user: None,
                mapping: policy::ticket::Mapping::default(),
                company_ca: None,
            };
            store.break_write(Some(steps)).unwrap();
            let added = store.add_account(&account, "token", Moment(0));
            store.break_write(None).unwrap();
            let found = store.account(&account.id);
            assert_eq!(found.as_ref().map(Option::is_some), Ok(added.is_ok()), "{steps}: {added:?}");
        }
        assert!(store.accounts().unwrap().len() > 100);
    }
}
