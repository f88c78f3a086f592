//! Files for the user, in the folder for downloads. The window names no path, so it can write nowhere else.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::DeskError;

/// Files of one name that are tried before giving up.
const MOST_NAMES: u32 = 1_000;

/// Writes a file under the first name that is free, and answers where it is. `instead` says what to do where there is
/// no such folder.
pub(crate) fn save(name: &str, text: &str, instead: &str) -> Result<PathBuf, DeskError> {
    save_bytes(name, text.as_bytes(), instead)
}

/// [`save`] for what is no text.
pub(crate) fn save_bytes(name: &str, bytes: &[u8], instead: &str) -> Result<PathBuf, DeskError> {
    save_in(&folder(instead)?, name, bytes)
}

/// Tells the system that a file came from outside, where it asks for that: it warns before such a file is opened.
pub(crate) fn mark_of_the_web(path: &Path) {
    if cfg!(windows) {
        let mut stream = path.as_os_str().to_owned();
        stream.push(":Zone.Identifier");
        let written = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .open(stream)
            .and_then(|mut file| file.write_all(b"[ZoneTransfer]\r\nZoneId=3\r\n"));
        if let Err(error) = written {
            // A disk of another kind keeps no such mark.
            tracing::warn!("a saved file could not be marked as foreign: {error}");
        }
    }
}

/// Makes a folder under the first name that is free, for its user only where the system has such rights.
pub(crate) fn new_folder(name: &str, instead: &str) -> Result<PathBuf, DeskError> {
    let downloads = folder(instead)?;
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    std::fs::create_dir_all(&downloads).map_err(|error| failed(&downloads, &error))?;
    for number in 1..=MOST_NAMES {
        let path = downloads.join(if number == 1 { name.to_owned() } else { format!("{name}-{number}") });
        match builder.create(&path) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(failed(&path, &error)),
        }
    }
    Err(too_many(&downloads))
}

/// Writes a file that must not be there yet, for its user only where the system has such rights.
pub(crate) fn write_new(path: &Path, text: &str) -> Result<(), DeskError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options
        .open(path)
        .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()));
    written.map_err(|error| failed(path, &error))
}

fn folder(instead: &str) -> Result<PathBuf, DeskError> {
    let folders = directories::UserDirs::new();
    let home = folders.as_ref().map(|folders| folders.download_dir().unwrap_or(folders.home_dir()));
    let missing = || DeskError::new("no-home", "There is no folder for downloads.", instead);
    home.map(Path::to_owned).ok_or_else(missing)
}

fn failed(path: &Path, error: &std::io::Error) -> DeskError {
    let message = format!("{} cannot be written: {error}.", path.display());
    DeskError::new("not-written", message, "Free some space or mend the folder's rights.")
}

fn too_many(folder: &Path) -> DeskError {
    let message = format!("{} has too many files of this name.", folder.display());
    DeskError::new("not-written", message, "Move some of them away.")
}

/// Never writes over a file that is there; one that could not be written whole is taken away again.
pub(crate) fn save_in(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, DeskError> {
    std::fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    let (stem, ending) =
        name.rsplit_once('.').map_or((name, String::new()), |(stem, end)| (stem, format!(".{end}")));
    for number in 1..=MOST_NAMES {
        let name = if number == 1 { name.to_owned() } else { format!("{stem}-{number}{ending}") };
        let path = folder.join(name);
        let mut opened = match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(opened) => opened,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(failed(&path, &error)),
        };
        return match opened.write_all(bytes).and_then(|()| opened.sync_all()) {
            Ok(()) => Ok(path),
            Err(error) => {
                // Half a file is worth nothing; that it could not be written is told.
                let _ = std::fs::remove_file(&path);
                Err(failed(&path, &error))
            }
        };
    }
    Err(too_many(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("new");
        let first = save_in(&inside, "c.csv", b"a").unwrap();
        let second = save_in(&inside, "c.csv", b"b").unwrap();
        assert_eq!((first, second.clone()), (inside.join("c.csv"), inside.join("c-2.csv")));
        assert_eq!(std::fs::read_to_string(inside.join("c.csv")).unwrap(), "a");
        assert_eq!(save_in(&second, "c.csv", b"x").unwrap_err().code, "not-written");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_never_followed() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = folder.path().join("elsewhere");
        std::os::unix::fs::symlink(&elsewhere, folder.path().join("p.txt")).unwrap();
        let path = save_in(folder.path(), "p.txt", b"x").unwrap();
        assert_eq!(path, folder.path().join("p-2.txt"));
        assert!(!elsewhere.exists());
    }
}
