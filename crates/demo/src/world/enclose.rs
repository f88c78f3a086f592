//! Files that came through the API with messages, and the content of every file.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use portal::open::wire::{Attachment, NewFile, NewMessage};

use super::World;
use super::update::Refusal;
use super::weigh::bad;
use crate::data::Dataset;

/// The most bytes that the files of one message may have together.
pub const MOST_BYTES: usize = 32 << 20;
/// The most files of one message.
const MOST_FILES: usize = 20;
/// Longest name, in bytes.
const LONGEST_NAME: usize = 255;

/// A file that came through the API.
#[derive(Clone, Debug)]
pub struct Sent {
    mime: String,
    bytes: Arc<[u8]>,
}

/// What is in a file, as it is served.
#[derive(Clone, Debug)]
pub struct Content {
    /// Declared type.
    pub mime: String,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

/// The files of a message, unpacked.
///
/// # Errors
/// A name that is a path, content that is no base64, too many or too large ones.
pub(super) fn read(message: Option<&NewMessage>) -> Result<Vec<(NewFile, Vec<u8>)>, Refusal> {
    let files = message.map_or(&[][..], |message| &message.attachments);
    if files.len() > MOST_FILES {
        return Err(Refusal::BadBody(format!("there are more than {MOST_FILES} attachments")));
    }
    let mut read = Vec::new();
    for file in files {
        let is_path = file.name.contains(['/', '\\']) || file.name.chars().any(char::is_control);
        if file.name.is_empty() || file.name.len() > LONGEST_NAME || is_path {
            return Err(bad("an attachment has no name, or a name that is no file name"));
        }
        let bytes = STANDARD.decode(&file.content).map_err(|error| {
            Refusal::BadBody(format!("the content of `{}` is no base64: {error}", file.name))
        })?;
        read.push((NewFile { content: String::new(), ..file.clone() }, bytes));
    }
    let all: usize = read.iter().map(|(_, bytes)| bytes.len()).sum();
    if all > MOST_BYTES {
        return Err(Refusal::BadBody(format!("the attachments have more than {} MB", MOST_BYTES >> 20)));
    }
    Ok(read)
}

impl World {
    /// Keeps the files of a message.
    pub(super) fn take_files(
        &mut self,
        ticket: u32,
        key: &str,
        files: Vec<(NewFile, Vec<u8>)>,
    ) -> Vec<Attachment> {
        let mut taken = Vec::new();
        for (place, (file, bytes)) in files.into_iter().enumerate() {
            let id = format!("{key}.{place}");
            let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            let sent = Sent { mime: file.mime.clone(), bytes: bytes.into() };
            self.sent.insert((ticket, id.clone()), sent);
            taken.push(Attachment { id, name: file.name, mime: file.mime, size, content_id: None });
        }
        taken
    }

    /// The content of a file of a ticket; `None` when the ticket has no such file, or is gone.
    pub fn content(&self, ticket: &str, file: &str) -> Option<Content> {
        let index = Dataset::ticket_index(ticket).filter(|index| *index < self.tickets())?;
        let there = self.ticket(index);
        let known =
            there.events.iter().flat_map(|event| &event.attachments).find(|known| known.id == file)?;
        if let Some(sent) = self.sent.get(&(index, file.to_owned())) {
            return Some(Content { mime: sent.mime.clone(), bytes: Arc::clone(&sent.bytes) });
        }
        let bytes = self.data.content(index, file)?;
        Some(Content { mime: known.mime.clone(), bytes: bytes.into() })
    }
}
