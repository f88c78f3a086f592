//! Taking in a file that is to be sent: what it is gets fixed here, whatever becomes of it on the disk.

use std::fs::{File, Metadata, OpenOptions};
use std::io::Read;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use policy::ticket::{Change, Enclosure};
use store::{DraftKind, NewEnclosure};

use super::{kind, limits, list};
use crate::DeskError;
use crate::console::Console;
use crate::outbox::{cannot_reach, draft_kind, new_id, ticket_key, unknown_account};
use crate::view::EnclosureView;

/// The most files of one text.
const MOST: usize = 20;

/// Writes the bytes into the data file. Nothing refers to them yet but the text that they go with.
pub(super) fn enclose(
    console: &Console,
    key: &str,
    kind: &str,
    name: &str,
    bytes: &[u8],
) -> Result<EnclosureView, DeskError> {
    let with = draft_kind(kind)?;
    let ticket = ticket_key(key)?;
    console.ticket(key)?;
    let account = console.account(&ticket.account).ok_or_else(unknown_account)?;
    let (adapter, _) = account.reach().ok_or_else(|| cannot_reach(&account))?;
    if adapter.delivery_with_files(&change(with)).is_none() {
        return Err(no_files(&account.name));
    }
    let name = mail::name::file_name(name).name;
    check_size(&name, bytes.len() as u64, limits::each(console))?;
    let portal_takes = adapter.most_file_bytes().unwrap_or(u64::MAX);
    let there = console.store.enclosed(&ticket)?;
    let all: u64 = there.iter().filter(|one| one.with == with).map(|one| one.file.size).sum();
    if there.len() >= MOST {
        let message = format!("There are {MOST} files already.");
        return Err(DeskError::new("too-many-files", message, "Send the rest with another message."));
    }
    let together = all + bytes.len() as u64;
    if together > portal_takes {
        let message = format!(
            "With {name} the files have more than {} MB, which is the most that {} takes with one message.",
            portal_takes >> 20,
            account.name
        );
        return Err(DeskError::new("file-too-large", message, "Send some of them with another message."));
    }
    if together > limits::each(console) {
        let message = format!("Together the files have more than {} MB.", limits::each(console) >> 20);
        return Err(DeskError::new("file-too-large", message, "Send some of them with another message."));
    }
    let file = Enclosure {
        id: new_id()?,
        name,
        mime: kind::to_send(bytes).to_owned(),
        size: 0,
        sha256: String::new(),
    };
    let new = NewEnclosure { ticket: &ticket, with, file: &file, bytes };
    Ok(list::enclosure(with, &console.store.enclose(&new, console.clock.now())?))
}

/// Bytes out of base64, with or without what a `data:` address has in front.
pub(super) fn decoded(content: &str) -> Result<Vec<u8>, DeskError> {
    let encoded = if content.starts_with("data:") {
        content.split_once(',').map_or("", |(_, rest)| rest)
    } else {
        content
    };
    STANDARD.decode(encoded).map_err(|error| {
        let message = format!("The file did not come through: {error}.");
        DeskError::new("unreadable-file", message, "Try again.")
    })
}

/// A regular file of this computer: its name and its bytes.
pub(super) fn read(path: &Path, limit: u64) -> Result<(String, Vec<u8>), DeskError> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    // A link is not followed: what it points to may change until it is opened.
    let before = path.symlink_metadata().map_err(|error| unreadable(path, &error.to_string()))?;
    if !before.is_file() {
        let hint = "Name the file itself, not a link, a folder or a device.";
        let message = format!("{} is no regular file.", path.display());
        return Err(DeskError::new("not-a-file", message, hint));
    }
    check_size(&name, before.len(), limit)?;
    let mut file = open(path).map_err(|error| unreadable(path, &error.to_string()))?;
    let opened = file.metadata().map_err(|error| unreadable(path, &error.to_string()))?;
    let mut bytes = Vec::new();
    let read = file.by_ref().take(limit + 1).read_to_end(&mut bytes);
    read.map_err(|error| unreadable(path, &error.to_string()))?;
    let after = file.metadata().map_err(|error| unreadable(path, &error.to_string()))?;
    let is_same = |one: &Metadata, other: &Metadata| {
        one.len() == other.len() && one.modified().ok() == other.modified().ok() && other.is_file()
    };
    if !is_same(&before, &opened) || !is_same(&opened, &after) || bytes.len() as u64 != after.len() {
        let message = format!("{} changed while it was read.", path.display());
        return Err(DeskError::new("file-changed", message, "Try again when nothing writes to it."));
    }
    Ok((name, bytes))
}

/// The portal takes no files.
pub(crate) fn no_files(portal: &str) -> DeskError {
    let message = format!("{portal} takes no files from here.");
    DeskError::new("no-files", message, "Attach them in the portal itself.")
}

/// A change of this kind, to ask the adapter about.
pub(super) const fn change(with: DraftKind) -> Change {
    match with {
        DraftKind::Reply => Change::Reply { body: String::new() },
        DraftKind::Note => Change::Note { body: String::new() },
    }
}

fn check_size(name: &str, size: u64, limit: u64) -> Result<(), DeskError> {
    if size == 0 {
        let message = format!("{name} is empty.");
        return Err(DeskError::new("empty-file", message, "There is nothing in it to send."));
    }
    if size > limit {
        let message = format!("{name} is larger than the limit of {} MB.", limit >> 20);
        let hint = "Send a part of it, or raise the limit for a file in the settings.";
        return Err(DeskError::new("file-too-large", message, hint));
    }
    Ok(())
}

/// Opens without following a link that took the file's place, and without waiting for a pipe.
fn open(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, NO_FOLLOW_NO_WAIT);
    options.open(path)
}

/// `O_NOFOLLOW | O_NONBLOCK`, as each system numbers them.
#[cfg(target_os = "linux")]
const NO_FOLLOW_NO_WAIT: i32 = 0o400_000 | 0o4_000;
#[cfg(all(unix, not(target_os = "linux")))]
const NO_FOLLOW_NO_WAIT: i32 = 0x0100 | 0x0004;

fn unreadable(path: &Path, why: &str) -> DeskError {
    let message = format!("{} cannot be read: {why}.", path.display());
    DeskError::new("unreadable-file", message, "Check the name and the file's rights.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(path: &Path) -> String {
        read(path, 10).unwrap_err().code
    }

    #[test]
    fn only_a_regular_file_of_some_bytes_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("log.txt"), "line").unwrap();
        std::fs::write(at("empty"), "").unwrap();
        std::fs::write(at("large"), "more than ten bytes").unwrap();
        assert_eq!(read(&at("log.txt"), 10).unwrap(), ("log.txt".to_owned(), b"line".to_vec()));
        assert_eq!(code(&at("empty")), "empty-file");
        assert_eq!(code(&at("large")), "file-too-large");
        assert_eq!(code(&at("nothing")), "unreadable-file");
        assert_eq!(code(folder.path()), "not-a-file");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn links_devices_and_memory_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        std::fs::write(folder.path().join("log.txt"), "line").unwrap();
        std::os::unix::fs::symlink(folder.path().join("log.txt"), &link).unwrap();
        assert_eq!(code(&link), "not-a-file");
        assert_eq!(code(Path::new("/dev/zero")), "not-a-file");
        // What would be waited for without end is refused before it is opened.
        let socket = folder.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert_eq!(code(&socket), "not-a-file");
        assert_eq!(code(Path::new("/proc/self/mem")), "empty-file");
    }
}
