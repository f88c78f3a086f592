//! Starting anew: the damaged file goes aside, never away, and a new one takes its place in one step.

use std::fs;
use std::path::{Path, PathBuf};

use super::restore::{self, Brought, Undelivered};
use super::table::ACCOUNTS;
use super::{Rescue, Walk};
use crate::database::{FILE, NEWEST, count};
use crate::keys::DataKey;
use crate::{Lease, StoreError, folder};

/// The new database while it is made, and when it is whole.
const UNFINISHED: &str = "gnomon.db.anew-unfinished";
const FINISHED: &str = "gnomon.db.anew";
/// Begins the names of folders that hold what was moved aside.
const ASIDE: &str = "damaged-";
/// What belongs to a database; first the one without which the others say nothing.
const PARTS: [&str; 5] = [FILE, "gnomon.db-wal", "gnomon.db-journal", "gnomon.db-shm", count::BESIDE];
const KEYS: &str = "keys.json";

/// What starting anew has done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anew {
    /// The folder with the damaged file, every byte as it was. It is a data folder with its own keys.
    pub aside: PathBuf,
    /// What the new database begins with; empty when nothing could be brought into one, so that there is none yet.
    pub brought: Vec<Brought>,
}

/// Moves the database of the lease's folder aside and puts a new one in its place, with the accounts, what was entered
/// here, and the changes that were not delivered: these wait for the user, marked as `undelivered` says. With the same
/// key, and with nothing from a newer layout or without `key`: then the keys are moved aside too, and the folder is empty.
/// `stamp` tells the folder aside from others, as in `2026-11-21`.
///
/// A kill in the middle leaves the damaged file where it was, or is made good when the database is next opened.
///
/// # Errors
/// `no-database` when there is nothing to be moved, `disk-full`, `not-writable`. Nothing is lost then.
pub fn start_anew(
    lease: &Lease,
    key: Option<&DataKey>,
    undelivered: &Undelivered,
    stamp: &str,
) -> Result<Anew, StoreError> {
    let dir = lease.dir();
    if !PARTS.iter().chain([&KEYS]).any(|part| dir.join(part).exists()) {
        return Err(StoreError::NoDatabase { dir: dir.to_owned() });
    }
    let brought = key.map_or_else(|| Ok(Vec::new()), |key| build(dir, key, undelivered))?;
    let aside = new_folder(dir, stamp)?;
    if brought.is_empty() {
        move_parts(dir, &aside)?;
        move_file(&dir.join(KEYS), &aside.join(KEYS))?;
    } else {
        fs::copy(dir.join(KEYS), aside.join(KEYS)).map(drop).or_else(not_found).map_err(StoreError::from)?;
        move_parts(dir, &aside)?;
        fs::rename(dir.join(FINISHED), dir.join(FILE)).map_err(StoreError::from)?;
    }
    folder::sync(&aside).and_then(|()| folder::sync(dir)).map_err(StoreError::from)?;
    Ok(Anew { aside, brought })
}

/// Makes good for a kill after the damaged database was moved aside and before the new one took its place. Answers
/// whether there is a database now.
pub(crate) fn finish(dir: &Path) -> Result<bool, StoreError> {
    let new = dir.join(FINISHED);
    if !new.exists() {
        return Ok(false);
    }
    if let Some(aside) = last_aside(dir) {
        move_parts(dir, &aside)?;
    }
    fs::rename(new, dir.join(FILE)).and_then(|()| folder::sync(dir)).map_err(StoreError::from)?;
    Ok(true)
}

/// Deletes what an attempt left that was broken off before anything was moved, once the database is usable again.
pub(crate) fn forget_unused(dir: &Path) {
    for left_over in [UNFINISHED, "gnomon.db.anew-unfinished-journal", FINISHED] {
        // It is encrypted, and the next attempt writes over it.
        let _ = fs::remove_file(dir.join(left_over));
    }
}

/// Makes the new database whole under a name of its own; nothing where not even an account can be brought into it.
fn build(dir: &Path, key: &DataKey, undelivered: &Undelivered) -> Result<Vec<Brought>, StoreError> {
    forget_unused(dir);
    let mut rescue = match Rescue::open(dir, key, dir) {
        Ok(rescue) => rescue,
        Err(
            StoreError::NoDatabase { .. }
            | StoreError::NotADatabase { .. }
            | StoreError::WrongKey { .. }
            | StoreError::DamagedDatabase { .. },
        ) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let walk: &mut Walk = &mut rescue.walk;
    // What a newer layout means is not known here.
    if walk.layout.is_some_and(|layout| layout > NEWEST)
        || walk.rows(&ACCOUNTS, &mut |_, _, _| Ok(()))?.rows == 0
    {
        return Ok(Vec::new());
    }
    let unfinished = dir.join(UNFINISHED);
    let brought = restore::build(walk, &unfinished, key, undelivered)?;
    fs::File::open(&unfinished).and_then(|file| file.sync_all()).map_err(StoreError::from)?;
    fs::rename(unfinished, dir.join(FINISHED)).and_then(|()| folder::sync(dir)).map_err(StoreError::from)?;
    Ok(brought)
}

/// The first name that is free.
fn new_folder(dir: &Path, stamp: &str) -> Result<PathBuf, StoreError> {
    let names = (1_u32..).map(|number| match number {
        1 => format!("{ASIDE}{stamp}"),
        _ => format!("{ASIDE}{stamp}-{number}"),
    });
    let free = names.map(|name| dir.join(name)).find(|path| !path.exists());
    let aside = free.unwrap_or_else(|| dir.join(ASIDE));
    folder::create(&aside).map_err(StoreError::from)?;
    Ok(aside)
}

/// The folder that was made last.
fn last_aside(dir: &Path) -> Option<PathBuf> {
    let folders = fs::read_dir(dir).ok()?.filter_map(Result::ok).map(|entry| entry.path());
    let aside = folders.filter(|path| {
        path.is_dir() && path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(ASIDE))
    });
    aside.max_by_key(|path| fs::metadata(path).and_then(|folder| folder.modified()).ok())
}

fn move_parts(dir: &Path, aside: &Path) -> Result<(), StoreError> {
    PARTS.iter().try_for_each(|part| move_file(&dir.join(part), &aside.join(part)))
}

fn move_file(from: &Path, to: &Path) -> Result<(), StoreError> {
    fs::rename(from, to).or_else(not_found).map_err(StoreError::from)
}

fn not_found(error: std::io::Error) -> std::io::Result<()> {
    if error.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}
