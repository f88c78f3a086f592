//! Files of tickets: listing, fetching, showing and saving those that came, taking in those that go.
//!
//! What came is kept in the encrypted data file and is never opened by Gnomon. It leaves it in two ways only: saved by the user
//! into a folder, or as a picture that was decoded and drawn anew here.

mod ahead;
mod fetch;
mod keep;
mod kind;
mod limits;
mod list;
mod picture;
mod save;
mod take;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use policy::ticket::{Attachment, Ticket};
use store::FileKey;
use tokio::sync::Semaphore;

use crate::console::Console;
use crate::view::{AttachmentView, EnclosureView, ErrorView, FilesView};
use crate::{Desk, DeskError};

pub(crate) use keep::keep;
pub(crate) use list::enclosure;
pub(crate) use take::no_files;

/// Files that are fetched at once.
const AT_ONCE: usize = 2;

/// What the running process knows of files beside what is on disk.
#[derive(Debug)]
pub(crate) struct Files {
    /// Those that are being fetched or could not be.
    known: Mutex<BTreeMap<FileKey, Known>>,
    /// Who has one may fetch.
    turns: Arc<Semaphore>,
}

/// How the fetching of a file stands.
#[derive(Clone, Debug)]
enum Known {
    /// Others come first.
    Waiting,
    /// So many bytes are here, of so many.
    Fetching { have: u64, whole: Option<u64> },
    /// Why it did not come.
    Failed(ErrorView),
}

impl Default for Files {
    fn default() -> Self {
        Self { known: Mutex::default(), turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Desk {
    /// The files that came with a ticket's messages.
    ///
    /// # Errors
    /// No such ticket, or the data file cannot be read.
    pub async fn attachments(&self, key: &str) -> Result<Vec<AttachmentView>, DeskError> {
        let (console, key) = (self.console()?, key.to_owned());
        self.off_thread(move || list::attachments(&console, &key)).await
    }

    /// Fetches a file, or what is missing of it, and keeps it encrypted. Ends when it is here.
    ///
    /// # Errors
    /// No such file, it is larger than the limit, is said to be elsewhere, the portal does not give it, or the data file cannot
    /// be written. What has come stays for the next attempt.
    pub async fn fetch_attachment(&self, key: &str, id: &str) -> Result<AttachmentView, DeskError> {
        let console = self.console()?;
        let (file, known) = console.file_of(key, id)?;
        fetch::fetch(&console, file, known).await?;
        let id = id.to_owned();
        let listed = self.attachments(key).await?;
        listed.into_iter().find(|one| one.id == id).ok_or_else(no_file)
    }

    /// Saves a file that is here among the downloads, under a name that is free; answers where. Nothing opens it.
    ///
    /// # Errors
    /// No such file, it is not here, or the folder cannot be written.
    pub async fn save_attachment(&self, key: &str, id: &str) -> Result<String, DeskError> {
        let console = self.console()?;
        let (file, known) = console.file_of(key, id)?;
        self.off_thread(move || save::save(&console, &file, &known, None)).await
    }

    /// [`Desk::save_attachment`] into another folder.
    ///
    /// # Errors
    /// As [`Desk::save_attachment`].
    pub async fn save_attachment_to(
        &self,
        key: &str,
        id: &str,
        folder: std::path::PathBuf,
    ) -> Result<String, DeskError> {
        let console = self.console()?;
        let (file, known) = console.file_of(key, id)?;
        self.off_thread(move || save::save(&console, &file, &known, Some(&folder))).await
    }

    /// A picture that is here, decoded within limits and drawn anew, as a `data:` address with a PNG.
    ///
    /// # Errors
    /// No such file, it is not here, or it is no picture that is shown.
    pub async fn picture(&self, key: &str, id: &str) -> Result<String, DeskError> {
        let console = self.console()?;
        let (file, _) = console.file_of(key, id)?;
        self.off_thread(move || picture::address(&console, &file)).await
    }

    /// Erases what is here of a file; it stays at the portal.
    ///
    /// # Errors
    /// No such file, or the data file cannot be written.
    pub async fn erase_attachment(&self, key: &str, id: &str) -> Result<(), DeskError> {
        let console = self.console()?;
        let (file, _) = console.file_of(key, id)?;
        self.off_thread(move || {
            console.store.erase_file(&file)?;
            console.forget_fetch(&file);
            Ok(())
        })
        .await
    }

    /// Takes in a file that is to go with a reply or a note: its bytes are in the data file when this returns.
    ///
    /// # Errors
    /// No such ticket, an empty or too large file, a portal that takes none, or the data file cannot be written.
    pub async fn enclose(
        &self,
        key: &str,
        kind: &str,
        name: &str,
        bytes: Vec<u8>,
    ) -> Result<EnclosureView, DeskError> {
        let console = self.console()?;
        let (key, kind, name) = (key.to_owned(), kind.to_owned(), name.to_owned());
        self.off_thread(move || take::enclose(&console, &key, &kind, &name, &bytes)).await
    }

    /// [`Desk::enclose`] with the bytes in base64, as a window hands them over; what a `data:` address has in front of them is
    /// passed over.
    ///
    /// # Errors
    /// As [`Desk::enclose`], and text that is no base64.
    pub async fn enclose_encoded(
        &self,
        key: &str,
        kind: &str,
        name: &str,
        content: String,
    ) -> Result<EnclosureView, DeskError> {
        let bytes = take::decoded(&content)?;
        drop(content);
        self.enclose(key, kind, name, bytes).await
    }

    /// [`Desk::enclose`] for a file of this computer: a regular one, which stays as it is while it is read.
    ///
    /// # Errors
    /// As [`Desk::enclose`], and what is no regular file or cannot be read.
    pub async fn enclose_file(
        &self,
        key: &str,
        kind: &str,
        path: std::path::PathBuf,
    ) -> Result<EnclosureView, DeskError> {
        let console = self.console()?;
        let (key, kind) = (key.to_owned(), kind.to_owned());
        self.off_thread(move || {
            let (name, bytes) = take::read(&path, limits::each(&console))?;
            take::enclose(&console, &key, &kind, &name, &bytes)
        })
        .await
    }

    /// Forgets a file that was to go with a text that is not sent yet.
    ///
    /// # Errors
    /// The data file cannot be written.
    pub async fn remove_enclosure(&self, key: &str, id: &str) -> Result<(), DeskError> {
        let (console, key, id) = (self.console()?, key.to_owned(), id.to_owned());
        self.off_thread(move || {
            console.store.remove_enclosed(&crate::outbox::ticket_key(&key)?, &id)?;
            Ok(())
        })
        .await
    }

    /// How much room files take, and how much they may.
    ///
    /// # Errors
    /// Nothing is open, or the data file cannot be read.
    pub async fn files(&self) -> Result<FilesView, DeskError> {
        let console = self.console()?;
        self.off_thread(move || {
            let here = console.store.fetched_bytes()?;
            Ok(FilesView { here, each: limits::each(&console), all: limits::all(&console) })
        })
        .await
    }
}

impl Console {
    /// A file that came with a message of a ticket.
    fn file_of(&self, key: &str, id: &str) -> Result<(FileKey, Attachment), DeskError> {
        let (account, ticket) = self.ticket(key)?;
        let known = attachments(&ticket).find(|(_, known)| known.id == id).ok_or_else(no_file)?.1.clone();
        Ok((FileKey::new(&account, &ticket.id, id), known))
    }
}

/// The files of a ticket with the events that they came with.
fn attachments(ticket: &Ticket) -> impl Iterator<Item = (&str, &Attachment)> {
    ticket.events.iter().flat_map(|event| event.attachments.iter().map(|file| (event.id.as_str(), file)))
}

fn no_file() -> DeskError {
    let hint = "It may have been removed at the portal; look at the ticket again.";
    DeskError::new("unknown-attachment", "The ticket has no such file.", hint)
}

fn not_here() -> DeskError {
    DeskError::new("not-fetched", "This file is not here yet.", "Fetch it first.")
}
