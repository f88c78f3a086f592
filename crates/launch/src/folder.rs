//! The folder that a session's program begins in.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::machine::{Machine, System, ThisMachine};
use crate::plan::SessionFile;

/// A folder in which nobody can have left a library or a setting for the program to pick up. It is gone with the value.
#[derive(Debug)]
pub(crate) enum Folder {
    /// Made for one session, for this user only; empty but for the file that the tool is given.
    Own { folder: TempDir, file: Option<PathBuf> },
    /// One of the system's, which only an administrator may change: for a program that outlives the one that it was
    /// handed over by, and would lose a folder of its own.
    System(PathBuf),
}

impl Folder {
    pub(crate) fn new(follows: bool, file: Option<&SessionFile>) -> std::io::Result<Self> {
        if !follows && file.is_none() {
            return Ok(Self::System(of_system()));
        }
        let folder = make("gnomon-work-")?;
        let file = file.map(|file| write(folder.path(), file)).transpose()?;
        Ok(Self::Own { folder, file })
    }

    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Own { folder, .. } => folder.path(),
            Self::System(path) => path,
        }
    }

    /// Names the file in an argv, where [`SessionFile::PLACE`] stands for it.
    pub(crate) fn put_in_place(&self, argv: &mut [String]) {
        let Self::Own { file: Some(file), .. } = self else { return };
        for argument in argv.iter_mut().filter(|argument| *argument == SessionFile::PLACE) {
            *argument = file.to_string_lossy().into_owned();
        }
    }
}

/// A new folder that only this user can open, in the user's own run-time folder or else in the temporary one.
pub(crate) fn make(prefix: &str) -> std::io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    let own = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|path| path.is_absolute());
    match own.map(|own| builder.tempdir_in(own)) {
        Some(Ok(folder)) => Ok(folder),
        Some(Err(_)) | None => builder.tempdir(),
    }
}

fn write(folder: &Path, file: &SessionFile) -> std::io::Result<PathBuf> {
    let path = folder.join(file.name);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&path)?.write_all(file.text.as_bytes())?;
    Ok(path)
}

/// A folder of the system that only an administrator may change.
pub(crate) fn of_system() -> PathBuf {
    match ThisMachine.system() {
        System::Windows => PathBuf::from(format!(r"{}\System32", ThisMachine.folder("SystemRoot"))),
        System::Linux | System::MacOs => PathBuf::from("/"),
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn case_108_case_109_our_file_is_for_this_user_only_and_gone_after_the_session() {
        let file = SessionFile { name: "session.rdp", text: "full address:s:db:3389\r\n".to_owned() };
        let folder = Folder::new(true, Some(&file)).unwrap();
        let mut argv = ["mstsc.exe".to_owned(), SessionFile::PLACE.to_owned()];
        folder.put_in_place(&mut argv);
        let path = PathBuf::from(&argv[1]);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), file.text);
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::metadata(folder.path()).unwrap().permissions().mode() & 0o777, 0o700);
        assert!(write(folder.path(), &file).is_err(), "a file that is there was written over");
        drop(folder);
        assert!(!path.exists());
    }
}
