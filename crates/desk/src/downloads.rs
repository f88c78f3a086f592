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
    let folders = directories::UserDirs::new();
    let home = folders.as_ref().map(|folders| folders.download_dir().unwrap_or(folders.home_dir()));
    match home {
        Some(folder) => save_in(folder, name, text),
        None => Err(DeskError::new("no-home", "There is no folder for downloads.", instead)),
    }
}

/// Never writes over a file that is there; one that could not be written whole is taken away again.
fn save_in(folder: &Path, name: &str, text: &str) -> Result<PathBuf, DeskError> {
    let failed = |path: &Path, error: &std::io::Error| {
        let message = format!("{} cannot be written: {error}.", path.display());
        DeskError::new("not-written", message, "Free some space or mend the folder's rights.")
    };
    std::fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "txt"));
    for number in 1..=MOST_NAMES {
        let name = if number == 1 { name.to_owned() } else { format!("{stem}-{number}.{ending}") };
        let path = folder.join(name);
        let mut opened = match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(opened) => opened,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(failed(&path, &error)),
        };
        return match opened.write_all(text.as_bytes()).and_then(|()| opened.sync_all()) {
            Ok(()) => Ok(path),
            Err(error) => {
                // Half a file is worth nothing; that it could not be written is told.
                let _ = std::fs::remove_file(&path);
                Err(failed(&path, &error))
            }
        };
    }
    let message = format!("{} has too many files of this name.", folder.display());
    Err(DeskError::new("not-written", message, "Move some of them away."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("new");
        let first = save_in(&inside, "c.csv", "a").unwrap();
        let second = save_in(&inside, "c.csv", "b").unwrap();
        assert_eq!((first, second.clone()), (inside.join("c.csv"), inside.join("c-2.csv")));
        assert_eq!(std::fs::read_to_string(inside.join("c.csv")).unwrap(), "a");
        assert_eq!(save_in(&second, "c.csv", "x").unwrap_err().code, "not-written");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_never_followed() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = folder.path().join("elsewhere");
        std::os::unix::fs::symlink(&elsewhere, folder.path().join("p.txt")).unwrap();
        let path = save_in(folder.path(), "p.txt", "x").unwrap();
        assert_eq!(path, folder.path().join("p-2.txt"));
        assert!(!elsewhere.exists());
    }
}
