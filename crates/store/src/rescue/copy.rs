//! A copy of a database and its log, made without asking SQLite: opening a file through SQLite may write beside it.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::database::FILE;
use crate::{StoreError, folder};

/// What is read at once; a part of a failing disk that cannot be read costs no more than this.
const BLOCK: usize = 4096;

/// A copy in a folder of its own, which is deleted with the value.
#[derive(Debug)]
pub(super) struct Copy {
    folder: PathBuf,
}

impl Copy {
    pub(super) fn make(dir: &Path, scratch: &Path) -> Result<Self, StoreError> {
        let original = dir.join(FILE);
        if !original.exists() {
            return Err(StoreError::NoDatabase { dir: dir.to_owned() });
        }
        let copy = Self { folder: scratch.join("gnomon-rescue.tmp") };
        copy.remove();
        folder::create(&copy.folder).map_err(StoreError::from)?;
        copy_file(&original, &copy.database())?;
        let log = dir.join("gnomon.db-wal");
        if log.exists() {
            copy_file(&log, &copy.folder.join("gnomon.db-wal"))?;
        }
        Ok(copy)
    }

    pub(super) fn database(&self) -> PathBuf {
        self.folder.join(FILE)
    }

    /// It is encrypted, so one that cannot be deleted tells nobody anything.
    fn remove(&self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        self.remove();
    }
}

/// Copies block by block. One that the disk does not give back becomes zeros, which no seal fits.
fn copy_file(from: &Path, to: &Path) -> Result<(), StoreError> {
    let mut source = File::open(from).map_err(StoreError::from)?;
    let length = source.metadata().map_err(StoreError::from)?.len();
    let mut target = folder::create_file(to).map_err(StoreError::from)?;
    let mut at = 0;
    while at < length {
        let left = usize::try_from(length - at).unwrap_or(BLOCK).min(BLOCK);
        let mut block = vec![0; left];
        let read = source.seek(SeekFrom::Start(at)).and_then(|_| source.read_exact(&mut block));
        match read {
            Ok(()) => {}
            // It has become shorter meanwhile.
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => break,
            Err(_) => block.fill(0),
        }
        target.write_all(&block).map_err(StoreError::from)?;
        at += u64::try_from(left).unwrap_or(u64::MAX);
    }
    Ok(())
}
